/* Where widgets draw: a curses window, a theme and glyphs. Nothing is drawn outside the
 * given rectangle. Widths are in columns of the terminal, not in bytes. */
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

/* A character of that ink (theme.h). */
void canvas_ink(const struct canvas *canvas, struct rect r, int y, int x, int ink,
                char character);

/* How many shades a half of a cell can have; 0 where there are no half blocks in greys.
 */
int canvas_shades(const struct canvas *canvas);

/* Both halves of a cell, each 0 to canvas_shades() - 1. */
void canvas_halves(const struct canvas *canvas, struct rect r, int y, int x, int above,
                   int below);

/* Text, cut at the right edge of r. Returns the column just past the whole text. */
int canvas_text(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
                const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same, ending at the right edge; a text that is too long begins at the left edge.
 * Returns its first column. */
int canvas_text_right(const struct canvas *canvas, struct rect r, int y, enum role role,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A sentence of which a part has the role `marked`: in the format, that part is between [
 * and ], which are not shown. So translators get whole sentences. Cut and returning as
 * canvas_text. */
int canvas_marked(const struct canvas *canvas, struct rect r, int y, int x,
                  enum role role, enum role marked, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

/* How many columns that sentence takes. */
int canvas_marked_columns(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Text from row y on, in lines that break at blanks. Returns the row just past it. */
int canvas_wrapped(const struct canvas *canvas, struct rect r, int y, enum role role,
                   const char *text);

/* A title in the top row of r, followed by a rule. */
void canvas_title(const struct canvas *canvas, struct rect r, const char *title);

/* A bar of cols cells, filled up to share (0..1). */
void canvas_bar(const struct canvas *canvas, struct rect r, int y, int x, int cols,
                double share, enum role role);

/* Fills r with blanks. */
void canvas_clear(const struct canvas *canvas, struct rect r);

#endif
