/* A line chart (support/sample_chart.h), drawn on the terminal that is not there
 * (support/screen.h) and read as a user would. There is one at a time. */
#ifndef MNISTUI_TESTS_READ_CHART_H
#define MNISTUI_TESTS_READ_CHART_H

#include <stdbool.h>

#include "support/sample_chart.h"
#include "support/screen.h"

/* The terminal after the last draw_chart, which all functions below read. */
extern struct screen_copy drawn;

/* Alone on the terminal, in its upper left corner; after screen_open. */
void draw_chart(const struct sample_chart *sample, enum glyph_set glyphs, int rows,
                int cols);

/* Whether the cell belongs to a line, whichever it is. */
bool is_line(int y, int x);

/* The cells with something in them in this role. */
int count_cells(enum role role);

/* Whether column x has a cell of a line. */
bool has_line(int x);

/* The highest row with a cell of a line; fails the test without one. */
int top_row(void);

/* The column of the y axis, drawn with these glyphs; fails the test without one. */
int axis_column(enum glyph_set glyphs);

/* The number that a row is labelled with, left of the axis; false without one. */
bool row_label(int y, int axis, double *value);

#endif
