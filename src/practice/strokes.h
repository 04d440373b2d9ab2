/*
 * The styles in which people write the digits, as data/strokes has them:
 * tools/strokes-table checks that file and makes it part of the program when it is built,
 * so that nothing can be missing or wrong when it runs.
 */
#ifndef MNISTUI_PRACTICE_STROKES_H
#define MNISTUI_PRACTICE_STROKES_H

#include <stddef.h>

/* What tools/strokes-table lets through. */
enum { STROKES_MAX = 6, STROKES_MAX_POINTS = 48 };

/* x from left to right, y from top to bottom, both 0..100 and up to 20 outside. */
struct stroke_point {
    signed char x, y;
    signed char corner; /* not 0: the curve has a corner here */
};

struct style {
    const char *name; /* of its digit, such as "open" */
    unsigned share;   /* how many write it so, against the digit's other styles */
    unsigned first;   /* stroke */
    unsigned strokes; /* 1..STROKES_MAX; of all together 2..STROKES_MAX_POINTS points */
};

/* The styles of a digit, 0..9, of which there is at least one. */
const struct style *strokes_styles(int digit, size_t *count);

/* The points of a style's stroke, 0 .. strokes - 1, in the order of writing: at least
 * two.
 */
const struct stroke_point *strokes_points(const struct style *style, unsigned stroke,
                                          size_t *count);

#endif
