/* The keys that change the settings of the next run, and those that steer the run that is
 * on. */
#ifndef MNISTUI_UI_COMMANDS_H
#define MNISTUI_UI_COMMANDS_H

#include <stdbool.h>

#include "ui/action.h"
#include "ui/app.h"

/* Each is false when the action is none of its own. */
bool commands_next_run(struct app *app, enum action action);
bool commands_this_run(struct app *app, enum action action);

#endif
