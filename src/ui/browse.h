/* The Images screen's keys: which test image is shown, and what the net answers to it. */
#ifndef MNISTUI_UI_BROWSE_H
#define MNISTUI_UI_BROWSE_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/action.h"
#include "ui/app.h"

/* False when the action is none of this screen. */
bool browse_action(struct app *app, enum action action);

/* Shows a test image, counted from 0. */
void browse_to(struct app *app, size_t number);

/* Answers the shown image anew from the newest parameters. */
void browse_answer(struct app *app);

#endif
