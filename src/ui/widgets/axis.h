/*
 * An axis of a chart: where a value lies on it, bounds that suit the data, and the values
 * that are labelled. All of it is computed from the arguments alone.
 */
#ifndef MNISTUI_UI_WIDGETS_AXIS_H
#define MNISTUI_UI_WIDGETS_AXIS_H

#include <stdbool.h>
#include <stddef.h>

enum axis_unit {
    AXIS_COUNT, /* 512, 32k, 1.8M */
    AXIS_SHARE, /* of 1, labelled in per cent */
};

struct axis {
    enum axis_unit unit;
    bool log;
    double from, to;        /* from < to; both over 0 if log */
    int cells, dots_a_cell; /* how long it is on the screen; from is dot 0 */
};

/* The dot at a value, which must be a number; outside of the axis, the nearer end. */
int axis_dot(const struct axis *axis, double value);

/*
 * Sets from and to of an axis of shares for data between min and max, within 0..1. Both
 * bounds are nice values, chosen so that a range of data that grows moves them seldom and
 * never inwards. On a logarithmic axis min is the smallest value over 0.
 */
void axis_fit(struct axis *axis, double min, double max);

/* ---- ticks ---- */

enum { AXIS_TICKS_MAX = 32, TICK_TEXT = 16 };

struct tick {
    double value;
    int dot;
    int at; /* of its label: the first column from the left, or the row from above */
    char text[TICK_TEXT];
};

/* What is known about the place of the labels. */
struct tick_room {
    bool across;  /* labels stand side by side below the axis, else in rows beside it */
    int cells;    /* for labels, from the start of the axis on */
    bool end_too; /* the end of the axis is labelled even if it is no round value */
};

/*
 * As many round values as have room for their labels, with room between them: 1, 2 or 5
 * times a power of ten, on a logarithmic axis of counts powers of a power of two. Returns
 * how many, in ascending order.
 */
size_t axis_ticks(const struct axis *axis, struct tick_room room,
                  struct tick ticks[AXIS_TICKS_MAX]);

#endif
