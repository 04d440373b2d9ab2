/* The line chart in every size, and as it looks. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "support/golden_file.h"
#include "support/sample_chart.h"
#include "support/screen.h"
#include "support/suite.h"

enum { HIGH = 24, WIDE = 80 };

/* ---- sizes ---- */

enum { PAD_ROWS = SCREEN_ROWS + 2, PAD_COLS = SCREEN_COLS + 2 };

/* Around the place, where nothing may be drawn. */
static void
check_rim(WINDOW *pad, int rows, int cols)
{
    int i;

    for (i = 0; i < cols + 2; i++) {
        if ((mvwinch(pad, 0, i) & A_CHARTEXT) != 'x' ||
            (mvwinch(pad, rows + 1, i) & A_CHARTEXT) != 'x')
            ck_abort_msg("%dx%d: above or below", cols, rows);
    }
    for (i = 0; i < rows + 2; i++) {
        if ((mvwinch(pad, i, 0) & A_CHARTEXT) != 'x' ||
            (mvwinch(pad, i, cols + 1) & A_CHARTEXT) != 'x')
            ck_abort_msg("%dx%d: beside", cols, rows);
    }
}

static void
draw_on_pad(WINDOW *pad, const struct sample_chart *sample, int set, int rows, int cols)
{
    struct canvas canvas = screen_canvas(NULL, (enum glyph_set)set);
    struct rect r = {1, 1, rows, cols};
    int y;

    canvas.window = pad;
    wattrset(pad, A_NORMAL);
    werase(pad);
    for (y = 0; y < rows + 2; y++) {
        mvwaddch(pad, y, 0, 'x');
        mvwaddch(pad, y, cols + 1, 'x');
    }
    mvwhline(pad, 0, 0, 'x', cols + 2);
    mvwhline(pad, rows + 1, 0, 'x', cols + 2);
    chart_draw(&canvas, r, &sample->chart);
}

/* How many columns there are between two sizes that are drawn. */
#ifdef SANITIZED
enum { SIZES_STEP = 11 };
#else
enum { SIZES_STEP = 2 };
#endif

/* Each size with one kind of chart, so that neighbouring sizes have all of them. */
START_TEST(every_size_is_drawn_inside_of_its_place)
{
    static struct sample_chart *(*const samples[])(void) = {
        sample_chart_new, sample_chart_one, sample_chart_fork, sample_chart_many,
        sample_chart_images};
    int rows, cols;
    size_t kind = 0;
    WINDOW *pad;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    pad = newpad(PAD_ROWS, PAD_COLS);
    for (rows = 1; rows <= SCREEN_ROWS; rows += 1) {
        for (cols = 1 + rows % SIZES_STEP; cols <= SCREEN_COLS; cols += SIZES_STEP) {
            struct sample_chart *sample = samples[kind % MEM_COUNT(samples)]();

            sample->chart.x = (enum chart_x)(kind % CHART_XS);
            sample->chart.y = (enum chart_y)(kind / 3 % CHART_YS);
            draw_on_pad(pad, sample, (int)(kind / 2 % GLYPH_SETS), rows, cols);
            check_rim(pad, rows, cols);
            kind++;
        }
    }
    delwin(pad);
    screen_close();
}
END_TEST

/* ---- the look ---- */

static void
draw(const struct sample_chart *sample, enum glyph_set glyphs, int rows, int cols)
{
    struct canvas canvas = screen_canvas(NULL, glyphs);
    struct rect r = {0, 0, rows, cols};

    werase(stdscr);
    chart_draw(&canvas, r, &sample->chart);
}

START_TEST(charts_are_drawn_as_before)
{
    static const struct {
        const char *name;
        struct sample_chart *(*make)(void);
        int rows, cols;
        enum glyph_set glyphs;
    } goldens[] = {
        {"chart-one-80x20", sample_chart_one, 20, 80, GLYPHS_BRAILLE},
        {"chart-one-30x8", sample_chart_one, 8, 30, GLYPHS_BRAILLE},
        {"chart-fork-80x20", sample_chart_fork, 20, 80, GLYPHS_BRAILLE},
        {"chart-fork-80x20-block", sample_chart_fork, 20, 80, GLYPHS_BLOCK},
        {"chart-fork-80x20-ascii", sample_chart_fork, 20, 80, GLYPHS_ASCII},
        {"chart-many-110x24", sample_chart_many, 24, 110, GLYPHS_BRAILLE},
        {"chart-images-80x20", sample_chart_images, 20, 80, GLYPHS_BRAILLE},
    };
    static struct screen_copy copy;
    size_t i;
    int differing = 0;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (i = 0; i < MEM_COUNT(goldens); i++) {
        screen_resize(goldens[i].rows, goldens[i].cols);
        draw(goldens[i].make(), goldens[i].glyphs, goldens[i].rows, goldens[i].cols);
        screen_read(&copy);
        differing += !golden_file_is("widgets", goldens[i].name, &copy);
    }
    screen_close();
    ck_assert_msg(differing == 0,
                  "%d charts differ: if they are right, run this again "
                  "with MNISTUI_UPDATE_GOLDEN=1",
                  differing);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        every_size_is_drawn_inside_of_its_place,
        charts_are_drawn_as_before,
        NULL,
    };

    return suite_run("chart_look", tests, 120);
}
