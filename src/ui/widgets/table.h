/*
 * A table of rows, of which one is selected. It serves every list: rows are numbers to
 * it, and their texts come from the caller. What it remembers is a struct table_state,
 * which keys and the mouse change and which is valid for any number of rows.
 *
 * In the top row are the titles. Where rows are hidden, the first or the last row says
 * how many; the selected row is never hidden.
 */
#ifndef MNISTUI_UI_WIDGETS_TABLE_H
#define MNISTUI_UI_WIDGETS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"

enum { TABLE_COLUMNS = 32, TABLE_TEXT = 256 };

struct table_column {
    const char *title;
    int width;  /* at least 1; texts are cut to it */
    bool right; /* title and texts end at the right edge */
    int rank;   /* 0 is the most important; the others are left out first */
    enum role role;

    /* Writes the text of a row, at most size bytes with the 0 at its end. */
    void (*format)(char *text, size_t size, const void *data, size_t row);
};

struct table {
    size_t columns; /* at most TABLE_COLUMNS */
    const struct table_column *column;
    size_t rows;
    const void *data;
    bool (*is_marked)(const void *data, size_t row); /* NULL: rows have no marks */
    bool sorts;        /* the title of a column shows that rows are sorted by it */
    const char *empty; /* a sentence where there are no rows */
};

/* Begins as zeros. */
struct table_state {
    size_t selected; /* a row */
    size_t top;      /* the row in the first line, or hidden by what that line says */
    size_t sorted;   /* a column; the caller sorts */
    bool descending;
};

/* ---- what changes it ---- */

/* Before drawing and before keys: makes it fit the table, whose rows may have vanished,
 * and scrolls as little as possible so that the selected row is in view. */
void table_follow(struct table_state *state, const struct table *table, struct rect r);

/* Up, down, page up and down, home, end. False if it is another key. */
bool table_key(struct table_state *state, const struct table *table, struct rect r,
               int key);

/* A row was taken out or put in at this number: what was selected stays selected, or if
 * it was taken out, the row after it is. */
void table_removed(struct table_state *state, size_t row);
void table_inserted(struct table_state *state, size_t row);

/* Scrolls by some lines, as a mouse wheel does; the selected row goes along when it would
 * be out of view. */
void table_scroll(struct table_state *state, const struct table *table, struct rect r,
                  int lines);

/* By another column, ascending; or by the same in the other direction. */
void table_sort_by(struct table_state *state, size_t column);

/* ---- what is where ---- */

/* The row in line y of r; false when there is none. */
bool table_row_at(const struct table_state *state, const struct table *table,
                  struct rect r, int y, size_t *row);

/* The column whose title or texts are at x; false between and beside them. */
bool table_column_at(const struct table *table, struct rect r, int x, size_t *column);

void table_draw(const struct canvas *canvas, struct rect r, const struct table *table,
                const struct table_state *state);

#endif
