/*
 * A picture of dots, several to a cell: 2x4 of them with braille, 1x2 as half cells, 1x3
 * in ASCII. Dots are counted from the left and from below. A cell has one role, that of
 * the dot that was set last. Shades lie behind the dots: they are seen in the cells that
 * have none.
 */
#ifndef MNISTUI_UI_WIDGETS_RASTER_H
#define MNISTUI_UI_WIDGETS_RASTER_H

#include <stdbool.h>

#include "ui/canvas.h"

struct raster {
    const struct glyphs *glyphs;
    int rows, cols;            /* in cells, at least 1 */
    int width, height;         /* in dots */
    struct raster_cell *cells; /* (rows, cols) */
};

/* Without a dot. False when memory is short; then there is nothing to be freed. */
bool raster_init(struct raster *raster, const struct glyphs *glyphs, int rows, int cols);
void raster_done(struct raster *raster);

/* The row of cells, counted from above, that has the dots at this height. */
int raster_row(const struct raster *raster, int y);
int raster_col(const struct raster *raster, int x);

/* Dots outside of the picture are left out. */
void raster_dot(struct raster *raster, int x, int y, enum role role);

/* A thin pattern of dots in column x, from y = low to high. */
void raster_shade(struct raster *raster, int x, int low, int high, enum role role);

/* Whether cells of a row have no dots; those outside of the picture have none. */
bool raster_has_no_dots(const struct raster *raster, int row, int col, int cols);

/* Draws the cells that are not blank at the top left of r. */
void raster_draw(const struct raster *raster, const struct canvas *canvas, struct rect r);

/* One dot alone in its cell, at height y, as a glyph: a mark at exactly that height. */
struct raster_glyph {
    char text[4];
};
struct raster_glyph raster_mark(const struct raster *raster, int y);

#endif
