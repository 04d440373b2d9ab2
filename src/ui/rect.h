/* A part of the screen, in cells; without rows or columns it is empty. */
#ifndef MNISTUI_UI_RECT_H
#define MNISTUI_UI_RECT_H

#include <stdbool.h>

#include "base/bounds.h"

struct rect {
    int y, x, rows, cols;
};

static inline bool
rect_is_empty(struct rect r)
{
    return r.rows <= 0 || r.cols <= 0;
}

/* Takes rows off the top of *r (at most all of them) and returns them. */
static inline struct rect
rect_take_top(struct rect *r, int rows)
{
    struct rect top = *r;

    top.rows = min_int(rows, r->rows);
    r->y += top.rows;
    r->rows -= top.rows;
    return top;
}

static inline struct rect
rect_take_bottom(struct rect *r, int rows)
{
    struct rect bottom = *r;

    bottom.rows = min_int(rows, r->rows);
    r->rows -= bottom.rows;
    bottom.y = r->y + r->rows;
    return bottom;
}

static inline struct rect
rect_take_right(struct rect *r, int cols)
{
    struct rect right = *r;

    right.cols = min_int(cols, r->cols);
    r->cols -= right.cols;
    right.x = r->x + r->cols;
    return right;
}

static inline struct rect
rect_take_left(struct rect *r, int cols)
{
    struct rect left = *r;

    left.cols = min_int(cols, r->cols);
    r->x += left.cols;
    r->cols -= left.cols;
    return left;
}

#endif
