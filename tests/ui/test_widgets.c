/* What screens are made of: numbers, bars, curves and glyphs. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/rng.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/widgets/plot.h"

static struct screen_copy copy;

/* Check's own assertions are too slow for each cell. */
static void
hold(bool condition, int y, int x)
{
    if (!condition)
        ck_abort_msg("row %d, column %d is \"%s\"", y, x, copy.cells[y][x].glyph);
}

/* ---- numbers ---- */

struct format_case {
    double value;
    const char *text;
};

static void
check_formats(const struct format_case *cases, size_t count,
              struct formatted (*format)(double value))
{
    size_t i;

    for (i = 0; i < count; i++)
        ck_assert_str_eq(format(cases[i].value).text, cases[i].text);
}

START_TEST(counts_have_their_thousands_apart)
{
    static const struct format_case cases[] = {
        {0, "0"},
        {1, "1"},
        {999, "999"},
        {999.6, "1 000"},
        {1000, "1 000"},
        {60000, "60 000"},
        {1234567, "1 234 567"},
        {-1, "0"},
        {-INFINITY, "0"},
        {NAN, "0"},
        {1e15, "1 000 000 000 000 000"},
        {1e300, "1 000 000 000 000 000"},
        {INFINITY, "1 000 000 000 000 000"},
    };

    check_formats(cases, MEM_COUNT(cases), format_count);
}
END_TEST

START_TEST(times_are_minutes_then_hours)
{
    static const struct format_case cases[] = {
        {0, "0:00"},
        {0.4, "0:00"},
        {0.5, "0:01"},
        {7, "0:07"},
        {59.4, "0:59"},
        {59.6, "1:00"},
        {754, "12:34"},
        {3599.4, "59:59"},
        {3599.6, "1:00:00"},
        {3723, "1:02:03"},
        {360000, "100:00:00"},
        {1e9, "277777:46:40"},
        {1e300, "277777:46:40"},
        {INFINITY, "277777:46:40"},
        {-0.1, "-"},
        {-1, "-"},
        {-1e300, "-"},
        {-INFINITY, "-"},
        {NAN, "-"},
    };

    check_formats(cases, MEM_COUNT(cases), format_time);
}
END_TEST

START_TEST(shares_are_percent)
{
    static const struct format_case cases[] = {
        {0, "0.00 %"},     {0.9522, "95.22 %"},    {0.00004, "0.00 %"}, {1, "100.00 %"},
        {1.5, "100.00 %"}, {INFINITY, "100.00 %"}, {1e300, "100.00 %"}, {-1, "-"},
        {-1e-9, "-"},      {-INFINITY, "-"},       {NAN, "-"},
    };

    check_formats(cases, MEM_COUNT(cases), format_percent);
}
END_TEST

START_TEST(real_numbers_keep_what_their_width_allows)
{
    static const struct {
        double value;
        int width;
        const char *text;
    } cases[] = {
        {0, 7, "0.0000"},        {0.0312, 7, "0.0312"},   {-0.0312, 7, "-0.0312"},
        {9.99996, 7, "10.0000"}, {20.1375, 7, "20.137"},  {123.456, 7, "123.46"},
        {1234.56, 7, "1234.6"},  {9999.96, 7, "10000.0"}, {12345, 7, "1.2e+04"},
        {0.00012, 7, "1.2e-04"}, {0.00012, 6, "1e-04"},   {-0.00012, 9, "-1.2e-04"},
        {-0.00012, 7, "-1e-04"}, {-12345, 7, "-1e+04"},   {1e-300, 7, "1e-300"},
        {-1e-300, 7, "-1e-300"}, {1e300, 7, "1e+300"},    {INFINITY, 7, "inf"},
        {-INFINITY, 7, "-inf"},  {NAN, 7, "nan"},         {-NAN, 7, "nan"},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_str_eq(format_real(cases[i].value, cases[i].width).text, cases[i].text);
}
END_TEST

/* What the columns of the statistics rely on; 7 is the least that any of them has. */
START_TEST(real_numbers_are_never_wider_than_asked)
{
    struct rng rng;
    int i, width;

    rng_init(&rng, 1, 0);
    for (i = 0; i < 20000; i++) {
        double value =
            (2 * rng_uniform(&rng) - 1) * pow(10, rng_below(&rng, 600) - 300.0);

        for (width = 7; width <= 12; width++) {
            struct formatted text = format_real(value, width);

            if ((int)strlen(text.text) > width)
                ck_abort_msg("%g in %d columns is %s", value, width, text.text);
            if (fabs(strtod(text.text, NULL) - value) > 0.5 * fabs(value) + 5e-5)
                ck_abort_msg("%g in %d columns is %s", value, width, text.text);
        }
    }
}
END_TEST

/* ---- bars ---- */

/* Draws a bar of cols cells and counts the eighths that are filled; fails when the cells
 * are not full ones, at most one in part, and then empty ones. */
static int
bar_eighths(double share, int cols)
{
    struct canvas canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    struct rect r = {2, 3, 1, cols};
    int x, i, eighths = 0;
    bool over = false;

    werase(stdscr);
    canvas_bar(&canvas, r, 0, 0, cols, share, ROLE_BAR);
    screen_read(&copy);
    for (x = 0; x < cols; x++) {
        const char *glyph = copy.cells[2][3 + x].glyph;

        for (i = 8; i > 0 && strcmp(glyph, canvas.glyphs->bar[i]) != 0; i--)
            continue;
        hold(i > 0 || strcmp(glyph, canvas.glyphs->bar_rest) == 0, 2, 3 + x);
        hold(i == 0 || !over, 2, 3 + x);
        over = i < 8;
        eighths += i;
        hold(screen_role(&copy, 2, 3 + x) == (i > 0 ? ROLE_BAR : ROLE_RULE), 2, 3 + x);
    }
    ck_assert_str_eq(copy.cells[2][3 + cols].glyph, " ");
    return eighths;
}

START_TEST(bars_round_to_an_eighth_of_a_cell)
{
    int cols;

    screen_open(SCREEN_RICH, 4, 80);
    for (cols = 1; cols <= 60; cols += 7) {
        int eighths;

        for (eighths = 0; eighths <= 8 * cols; eighths++) {
            double share = eighths / (8.0 * cols), less = 0.49 / (8.0 * cols);

            ck_assert_int_eq(bar_eighths(share, cols), eighths);
            ck_assert_int_eq(bar_eighths(share + less, cols), eighths);
            ck_assert_int_eq(bar_eighths(share - less, cols), eighths);
        }
    }
    screen_close();
}
END_TEST

START_TEST(bars_of_what_is_no_share_are_empty_or_full)
{
    screen_open(SCREEN_RICH, 24, 80);
    ck_assert_int_eq(bar_eighths(-1, 10), 0);
    ck_assert_int_eq(bar_eighths(-INFINITY, 10), 0);
    ck_assert_int_eq(bar_eighths(NAN, 10), 0);
    ck_assert_int_eq(bar_eighths(1.01, 10), 80);
    ck_assert_int_eq(bar_eighths(1e300, 10), 80);
    ck_assert_int_eq(bar_eighths(INFINITY, 10), 80);
    ck_assert_int_eq(bar_eighths(0.5, 0), 0);
    screen_close();
}
END_TEST

/* ---- curves ---- */

START_TEST(height_is_decades_of_the_error)
{
    int decades;

    for (decades = 2; decades <= 4; decades++) {
        ck_assert_double_eq(plot_height(0, decades), 0);
        ck_assert_double_eq(plot_height(-1, decades), 0);
        ck_assert_double_eq_tol(plot_height(0.9, decades), 1.0 / decades, 1e-12);
        ck_assert_double_eq_tol(plot_height(0.99, decades), 2.0 / decades, 1e-12);
        ck_assert_double_eq(plot_height(1, decades), 1);
        ck_assert_double_eq(plot_height(2, decades), 1);
    }
    ck_assert_double_eq(plot_height(0.9995, 3), 1);
}
END_TEST

START_TEST(decades_show_the_best_accuracy)
{
    ck_assert_int_eq(plot_decades(0), 2);
    ck_assert_int_eq(plot_decades(0.95), 2);
    ck_assert_int_eq(plot_decades(0.989), 2);
    ck_assert_int_eq(plot_decades(0.991), 3);
    ck_assert_int_eq(plot_decades(0.9985), 3);
    ck_assert_int_eq(plot_decades(0.9991), 4);
    ck_assert_int_eq(plot_decades(0.99999), 4);
    ck_assert_int_eq(plot_decades(1), 4);
}
END_TEST

/* A history over some of epochs epochs, with spikes; often more than fit. */
static void
random_history(struct history *history, struct rng *rng, double epochs)
{
    int count = (int)rng_below(rng, 4 * HISTORY_CAPACITY), i;
    double epoch = 0, step = epochs / (count + 1);

    history_init(history);
    for (i = 0; i < count; i++) {
        double value = 0.5 + 0.4 * rng_uniform(rng);

        if (rng_below(rng, 50) == 0)
            value = rng_uniform(rng);
        epoch = fmin(epoch + 2 * step * rng_uniform(rng), epochs);
        history_add(history, epoch, value);
    }
}

static void
check_no_spike_is_lost(const struct history *history, double epochs, int columns)
{
    double min, max, smallest = INFINITY, largest = -INFINITY;
    double shown_smallest = INFINITY, shown_largest = -INFINITY;
    size_t i;
    int x;

    for (i = 0; i < history->count; i++) {
        smallest = fmin(smallest, (double)history->samples[i].min);
        largest = fmax(largest, (double)history->samples[i].max);
    }
    for (x = 0; x < columns; x++) {
        if (!plot_column(history, epochs, columns, x, &min, &max))
            continue;
        if (min > max)
            ck_abort_msg("column %d of %d: %g to %g", x, columns, min, max);
        shown_smallest = fmin(shown_smallest, min);
        shown_largest = fmax(shown_largest, max);
    }
    if (shown_smallest != smallest || shown_largest != largest)
        ck_abort_msg("%d columns show %g to %g of %g to %g", columns, shown_smallest,
                     shown_largest, smallest, largest);
}

static void
check_the_future_is_empty(const struct history *history, double epochs, int columns)
{
    double min, max, first, newest;
    int x;

    if (history->count == 0) {
        for (x = 0; x < columns; x++)
            ck_assert(!plot_column(history, epochs, columns, x, &min, &max));
        return;
    }
    first = (double)history->samples[0].from;
    newest = (double)history->samples[history->count - 1].to;
    for (x = 0; x < columns; x++) {
        bool is_past = epochs * x / columns > newest;
        bool is_before = epochs * (x + 1) / columns <= first && x < columns - 1;
        bool drawn = plot_column(history, epochs, columns, x, &min, &max);

        if (drawn != (!is_past && !is_before))
            ck_abort_msg("column %d of %d is %s", x, columns, drawn ? "drawn" : "empty");
    }
}

START_TEST(a_plot_loses_no_spike_and_tells_no_future)
{
    static struct history history;
    struct rng rng;
    int i, columns;

    rng_init(&rng, 3, 0);
    for (i = 0; i < 40; i++) {
        double epochs = 1 + rng_below(&rng, 40);

        random_history(&history, &rng, epochs);
        for (columns = 1; columns <= 250; columns += 1 + (int)rng_below(&rng, 8)) {
            check_no_spike_is_lost(&history, epochs, columns);
            check_the_future_is_empty(&history, epochs, columns);
        }
    }
}
END_TEST

START_TEST(between_samples_the_last_value_stands)
{
    static struct history history;
    double min, max;

    history_init(&history);
    history_add(&history, 0.5, 0.25);
    history_add(&history, 3.5, 0.75);
    ck_assert(plot_column(&history, 4, 4, 0, &min, &max));
    ck_assert_double_eq(min, 0.25);
    ck_assert(plot_column(&history, 4, 4, 2, &min, &max));
    ck_assert_double_eq(min, 0.25);
    ck_assert_double_eq(max, 0.25);
    ck_assert(plot_column(&history, 4, 4, 3, &min, &max));
    ck_assert_double_eq(min, 0.75);
}
END_TEST

/* ---- glyphs ---- */

/* One character, one column wide, in ASCII if asked. */
static void
check_glyph(const char *glyph, bool ascii)
{
    wchar_t wide[2];

    ck_assert_ptr_nonnull(glyph);
    ck_assert_uint_eq(mbstowcs(wide, glyph, 2), 1);
    ck_assert_int_eq(wcwidth(wide[0]), 1);
    ck_assert_msg(!ascii || (glyph[0] >= ' ' && glyph[0] <= '~'), "not ASCII: %s", glyph);
}

START_TEST(every_set_has_every_glyph)
{
    int set, i;

    screen_open(SCREEN_RICH, 24, 80); /* for the locale */
    for (set = 0; set < GLYPH_SETS; set++) {
        const struct glyphs *glyphs = glyphs_table((enum glyph_set)set);
        bool ascii = set == GLYPHS_ASCII;
        const char *const others[] = {glyphs->bar_rest, glyphs->range,  glyphs->rule,
                                      glyphs->axis,     glyphs->corner, glyphs->arrow,
                                      glyphs->down};

        for (i = 0; i <= 8; i++) {
            check_glyph(glyphs->column[i], ascii);
            check_glyph(glyphs->bar[i], ascii);
        }
        for (i = 0; i < (int)MEM_COUNT(others); i++)
            check_glyph(others[i], ascii);
        ck_assert_str_eq(glyphs->column[0], " ");
        ck_assert_str_ne(glyphs->column[1], " "); /* a sample is always seen */
        ck_assert_str_ne(glyphs->bar[8], glyphs->bar_rest);
        ck_assert(!ascii || !glyphs->braille);
        ck_assert(set != GLYPHS_BRAILLE || glyphs->braille);
    }
    screen_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        counts_have_their_thousands_apart,
        times_are_minutes_then_hours,
        shares_are_percent,
        real_numbers_keep_what_their_width_allows,
        real_numbers_are_never_wider_than_asked,
        bars_round_to_an_eighth_of_a_cell,
        bars_of_what_is_no_share_are_empty_or_full,
        height_is_decades_of_the_error,
        decades_show_the_best_accuracy,
        a_plot_loses_no_spike_and_tells_no_future,
        between_samples_the_last_value_stands,
        every_set_has_every_glyph,
        NULL,
    };

    return suite_run("widgets", tests, 60);
}
