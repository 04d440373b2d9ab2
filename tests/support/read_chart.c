#include "config.h"

#include "support/read_chart.h"

#include <stdlib.h>

#include "support/suite.h"

struct screen_copy drawn;

void
draw_chart(const struct sample_chart *sample, enum glyph_set glyphs, int rows, int cols)
{
    struct canvas canvas = screen_canvas(NULL, glyphs);
    struct rect r = {0, 0, rows, cols};

    werase(stdscr);
    chart_draw(&canvas, r, &sample->chart);
    screen_read(&drawn);
}

bool
is_line(int y, int x)
{
    enum role role = screen_role(&drawn, y, x);

    return drawn.cells[y][x].glyph[0] != ' ' && role >= ROLE_LINE_1 &&
           role <= ROLE_LINE_OLD;
}

int
count_cells(enum role role)
{
    int y, x, count = 0;

    for (y = 0; y < drawn.rows; y++) {
        for (x = 0; x < drawn.cols; x++)
            count +=
                drawn.cells[y][x].glyph[0] != ' ' && screen_role(&drawn, y, x) == role;
    }
    return count;
}

bool
has_line(int x)
{
    int y;

    for (y = 0; y < drawn.rows; y++) {
        if (is_line(y, x))
            return true;
    }
    return false;
}

int
top_row(void)
{
    int y, x;

    for (y = 0; y < drawn.rows; y++) {
        for (x = 0; x < drawn.cols; x++) {
            if (is_line(y, x))
                return y;
        }
    }
    ck_abort_msg("there is no line");
    return -1;
}

int
axis_column(enum glyph_set glyphs)
{
    int y, x;

    ck_assert(screen_find(&drawn, glyphs_table(glyphs)->corner, &y, &x));
    return x;
}

bool
row_label(int y, int axis, double *value)
{
    char row[SCREEN_ROW], *end;
    int x, used = 0;

    for (x = 0; x < axis; x++)
        row[used++] = drawn.cells[y][x].glyph[0];
    row[used] = '\0';
    *value = strtod(row, &end);
    return end != row;
}
