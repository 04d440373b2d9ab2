#include "config.h"

#include "support/screen.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "support/suite.h"

static SCREEN *screen;
static FILE *nowhere_in, *nowhere_out;

#define ROLE(role) [role] = (role) + 1
const struct theme screen_roles = {
    .pairs =
        {
            ROLE(ROLE_TEXT),     ROLE(ROLE_DIM),      ROLE(ROLE_RULE),
            ROLE(ROLE_TITLE),    ROLE(ROLE_STRONG),   ROLE(ROLE_TAB),
            ROLE(ROLE_GOOD),     ROLE(ROLE_BAD),      ROLE(ROLE_PAUSED),
            ROLE(ROLE_NEXT),     ROLE(ROLE_LOSS),     ROLE(ROLE_BAR),
            ROLE(ROLE_KEY),      ROLE(ROLE_MESSAGE),  ROLE(ROLE_LINE_1),
            ROLE(ROLE_LINE_2),   ROLE(ROLE_LINE_3),   ROLE(ROLE_LINE_4),
            ROLE(ROLE_LINE_OLD), ROLE(ROLE_SELECTED),
        },
    .shades = THEME_INKS,
};

void
screen_open(const char *type, int rows, int cols)
{
    suite_use_utf8();
    nowhere_in = fopen("/dev/null", "r");
    nowhere_out = fopen("/dev/null", "w");
    ck_assert(nowhere_in != NULL && nowhere_out != NULL);
    screen = newterm(type, nowhere_out, nowhere_in);
    ck_assert_msg(screen != NULL, "curses does not know %s", type);
    screen_resize(rows, cols);
}

void
screen_close(void)
{
    endwin();
    delscreen(screen);
    fclose(nowhere_in);
    fclose(nowhere_out);
}

void
screen_resize(int rows, int cols)
{
    int got_rows, got_cols;

    ck_assert(rows <= SCREEN_ROWS && cols <= SCREEN_COLS);
    ck_assert_int_eq(resizeterm(rows, cols), OK);
    getmaxyx(stdscr, got_rows, got_cols);
    ck_assert_int_eq(got_rows, rows);
    ck_assert_int_eq(got_cols, cols);
    wattrset(stdscr, A_NORMAL);
    werase(stdscr);
}

struct canvas
screen_canvas(const struct theme *theme, enum glyph_set glyphs)
{
    struct canvas canvas = {stdscr, theme != NULL ? theme : &screen_roles,
                            glyphs_table(glyphs)};

    return canvas;
}

enum role
screen_role(const struct screen_copy *copy, int y, int x)
{
    int pair = copy->cells[y][x].pair;

    return pair > 0 ? (enum role)(pair - 1) : ROLE_TEXT;
}

/* By hand, so that it does not depend on the locale. Returns the bytes. */
static size_t
put_utf8(char *to, wchar_t character)
{
    unsigned long c = (unsigned long)character;

    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | (c >> 6));
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | (c >> 12));
    to[1] = (char)(0x80 | ((c >> 6) & 0x3f));
    to[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

/* Returns how many columns the character takes. */
static int
read_cell(struct screen_cell *cell, int y, int x)
{
    wchar_t characters[CCHARW_MAX + 1] = L"";
    cchar_t read;

    /* Check's own assertions are too slow for each cell */
    if (mvwin_wch(stdscr, y, x, &read) != OK ||
        getcchar(&read, characters, &cell->attributes, &cell->pair, NULL) != OK ||
        characters[0] == 0 || characters[1] != 0)
        ck_abort_msg("row %d, column %d is not one character", y, x);
    cell->attributes &= A_ATTRIBUTES & ~A_COLOR;
    cell->glyph[put_utf8(cell->glyph, characters[0])] = '\0';
    return wcwidth(characters[0]) == 2 ? 2 : 1;
}

void
screen_read(struct screen_copy *copy)
{
    int y, x;

    getmaxyx(stdscr, copy->rows, copy->cols);
    for (y = 0; y < copy->rows; y++) {
        memset(copy->cells[y], 0, sizeof copy->cells[y]);
        for (x = 0; x < copy->cols;)
            x += read_cell(&copy->cells[y][x], y, x);
    }
}

void
screen_row(const struct screen_copy *copy, int y, char text[SCREEN_ROW])
{
    size_t used = 0, end = 0;
    int x;

    for (x = 0; x < copy->cols; x++) {
        const char *glyph = copy->cells[y][x].glyph;

        memcpy(text + used, glyph, strlen(glyph));
        used += strlen(glyph);
        if (strcmp(glyph, " ") != 0)
            end = used;
    }
    text[end] = '\0';
}

/* Whether the row has the text from column x on. */
static bool
stands_at(const struct screen_copy *copy, int y, int x, const char *text)
{
    for (; *text != '\0' && x < copy->cols; x++) {
        const char *glyph = copy->cells[y][x].glyph;

        if (strncmp(text, glyph, strlen(glyph)) != 0)
            return false;
        text += strlen(glyph);
    }
    return *text == '\0';
}

bool
screen_find(const struct screen_copy *copy, const char *text, int *y, int *x)
{
    int row, col;

    for (row = 0; row < copy->rows; row++) {
        for (col = 0; col < copy->cols; col++) {
            if (!stands_at(copy, row, col, text))
                continue;
            if (y != NULL)
                *y = row;
            if (x != NULL)
                *x = col;
            return true;
        }
    }
    return false;
}
