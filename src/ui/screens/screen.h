/* A screen: a table of functions at the end of its own file. */
#ifndef MNISTUI_UI_SCREENS_SCREEN_H
#define MNISTUI_UI_SCREENS_SCREEN_H

#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/view.h"

struct screen {
    const char *title;
    void (*draw)(const struct canvas *canvas, struct rect body, const struct view *view);
    const enum action
        *hints; /* for the footer, the weightiest first; ended by ACTION_NONE */
};

extern const struct screen screen_train, screen_images;

/* Over the screen. */
void help_draw(const struct canvas *canvas, struct rect body, int scroll);

/* The largest scroll that still shows something new. */
int help_max_scroll(struct rect body);

#endif
