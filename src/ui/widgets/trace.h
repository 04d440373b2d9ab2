/*
 * One line of a chart, as dots: for each column of dots, how far the line reaches down
 * and up there. Points are joined by straight lines; several in a column become one
 * stroke from the lowest to the highest, so that no spike is lost.
 */
#ifndef MNISTUI_UI_WIDGETS_TRACE_H
#define MNISTUI_UI_WIDGETS_TRACE_H

#include <stdbool.h>

#include "ui/widgets/raster.h"

/* They differ without colour, too. */
enum line_style {
    LINE_SOLID,
    LINE_DASHED,
    LINE_DOTTED,
    LINE_DASH_DOTTED,
    LINE_STYLES,
};

struct trace_span {
    int low, high; /* dots from below; low > high: nothing */
};

struct trace {
    int count; /* columns of dots */
    struct trace_span *spans;
    bool joins; /* the next point is joined to the last one */
    int last_x; /* of the last one */
    struct trace_span last;
};

/* Empty. False when memory is short; then there is nothing to be freed. */
bool trace_init(struct trace *trace, int count);
void trace_done(struct trace *trace);

/* Forgets all points. */
void trace_clear(struct trace *trace);

/* From dot column from to dot column to (not before from, nor before the points so far)
 * the values lie between low and high. All are inside of the picture. */
void trace_add(struct trace *trace, int from, int to, int low, int high);

/* A value is missing: the next point is not joined to the last. */
void trace_break(struct trace *trace);

void trace_draw(const struct trace *trace, struct raster *raster, enum role role,
                enum line_style style);

#endif
