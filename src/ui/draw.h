/* Draws a whole frame: header, screen, footer and what lies over it. */
#ifndef MNISTUI_UI_DRAW_H
#define MNISTUI_UI_DRAW_H

#include "ui/canvas.h"
#include "ui/view.h"

/* Fills canvas->window; the caller brings it to the terminal. */
void draw_view(const struct canvas *canvas, const struct view *view);

#endif
