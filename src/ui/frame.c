#include "config.h"

#include "ui/frame.h"

#include <string.h>

#include "base/translation.h"

bool
frame_place(struct frame *frame, int rows, int cols)
{
    struct rect all = {0, 0, rows, cols};

    memset(frame, 0, sizeof *frame);
    if (rows < FRAME_MIN_ROWS || cols < FRAME_MIN_COLS)
        return false;
    frame->header = rect_take_top(&all, 1);
    frame->footer = rect_take_bottom(&all, 1);
    if (all.rows > FRAME_BODY_ROWS)
        frame->slider = rect_take_bottom(&all, 1);
    frame->body = all;
    return true;
}

void
frame_draw_too_small(const struct canvas *canvas, int rows, int cols)
{
    struct rect all = {0, 0, rows, cols};

    canvas_text(canvas, all, 0, 0, ROLE_TEXT, _("mnistui needs %dx%d, this is %dx%d"),
                FRAME_MIN_COLS, FRAME_MIN_ROWS, cols, rows);
}
