/* What all screens share: a header, a footer, and the body between them. */
#ifndef MNISTUI_UI_FRAME_H
#define MNISTUI_UI_FRAME_H

#include <stdbool.h>

#include "ui/canvas.h"
#include "ui/rect.h"

enum { FRAME_MIN_ROWS = 16, FRAME_MIN_COLS = 60, FRAME_BODY_ROWS = 12 };

struct frame {
    struct rect header; /* one row */
    struct rect body;
    struct rect slider; /* one row; empty where the body would have too few */
    struct rect footer; /* one row */
};

/* False when the terminal is too small for any screen: all parts are empty then. */
bool frame_place(struct frame *frame, int rows, int cols);

/* Draws a message that says so. */
void frame_draw_too_small(const struct canvas *canvas, int rows, int cols);

#endif
