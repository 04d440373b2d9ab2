/*
 * A terminal of a fixed size that is not there: curses writes to /dev/null, and what it
 * would show is read back cell by cell.
 */
#ifndef MNISTUI_TESTS_SCREEN_H
#define MNISTUI_TESTS_SCREEN_H

#include <curses.h>
#include <stdbool.h>

#include "ui/canvas.h"

enum { SCREEN_ROWS = 120, SCREEN_COLS = 250, SCREEN_GLYPH = 8 };

/* A row in UTF-8. */
enum { SCREEN_ROW = SCREEN_COLS * 4 + 1 };

/* Of 256 and 8 colours and of none: every system with curses knows them. */
#define SCREEN_RICH "xterm-256color"
#define SCREEN_PLAIN "linux"
#define SCREEN_MONO "vt100"

struct screen_cell {
    char glyph[SCREEN_GLYPH]; /* in UTF-8; "" after a character of two columns */
    attr_t attributes;
    short pair;
};

struct screen_copy {
    int rows, cols;
    struct screen_cell cells[SCREEN_ROWS][SCREEN_COLS];
};

/* Starts curses, in a UTF-8 locale, or fails the test. At most SCREEN_ROWS x SCREEN_COLS,
 * on a terminal of the given type. */
void screen_open(const char *type, int rows, int cols);
void screen_close(void);

/* A blank screen of another size. */
void screen_resize(int rows, int cols);

/* The whole of the terminal; theme may be NULL for screen_roles. */
struct canvas screen_canvas(const struct theme *theme, enum glyph_set glyphs);

/* A theme without colours of its own: the pair of a cell tells its role. */
extern const struct theme screen_roles;
enum role screen_role(const struct screen_copy *copy, int y, int x);

/* Copies what the terminal shows. */
void screen_read(struct screen_copy *copy);

/* Row y without the blanks at its end. */
void screen_row(const struct screen_copy *copy, int y, char text[SCREEN_ROW]);

/* Whether a text stands in one of the rows, and where it begins first; y and x may be
 * NULL. */
bool screen_find(const struct screen_copy *copy, const char *text, int *y, int *x);

#endif
