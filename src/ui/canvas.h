/* Where widgets draw: a curses window with its theme and glyphs. Nothing is drawn outside
 * the rectangle. */
#ifndef MNISTUI_UI_CANVAS_H
#define MNISTUI_UI_CANVAS_H

#include <curses.h>

#include "ui/glyphs.h"
#include "ui/rect.h"
#include "ui/theme.h"

struct canvas {
    WINDOW *window;
    const struct theme *theme;
    const struct glyphs *glyphs;
};

/* One glyph at row y, column x of r. */
void canvas_glyph(const struct canvas *canvas, struct rect r, int y, int x,
                  enum role role, const char *glyph);

/* ASCII text, cut at the right edge of r. Returns the column behind it. */
int canvas_text(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
                const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same with its last character at the right edge, cut at the left. Returns its first
 * column. */
int canvas_text_right(const struct canvas *canvas, struct rect r, int y, enum role role,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A rule through the top row of r with a title in it. */
void canvas_title(const struct canvas *canvas, struct rect r, const char *title);

/* A bar of cols cells, share (0..1) of it filled. */
void canvas_bar(const struct canvas *canvas, struct rect r, int y, int x, int cols,
                double share, enum role role);

/* Blanks r. */
void canvas_clear(const struct canvas *canvas, struct rect r);

#endif
