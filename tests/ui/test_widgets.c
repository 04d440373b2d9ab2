/* What screens are made of: texts, bars, curves and glyphs. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/widgets/learning.h"

static struct screen_copy copy;

/* Check's own assertions are too slow for each cell. */
static void
hold(bool condition, int y, int x)
{
    if (!condition)
        ck_abort_msg("row %d, column %d is \"%s\"", y, x, copy.cells[y][x].glyph);
}

/* ---- texts ---- */

#define E_ACUTE "\u00e9"
#define KANJI "\u65e5\u672c" /* two characters of two columns */

/* Row 2 has this from column 3 on, and nothing else is drawn. */
static void
check_row(const char *expected)
{
    char text[SCREEN_ROW], row[SCREEN_ROW];
    int y;

    snprintf(row, sizeof row, "%s%s", expected[0] != '\0' ? "   " : "", expected);
    screen_read(&copy);
    for (y = 0; y < copy.rows; y++) {
        screen_row(&copy, y, text);
        ck_assert_str_eq(text, y == 2 ? row : "");
    }
}

START_TEST(a_text_is_cut_at_the_right_edge_between_characters)
{
    static const struct {
        const char *text;
        int cols, end;
        const char *shown;
    } cases[] = {
        {"plain", 8, 5, "plain"},
        {"plain", 3, 5, "pla"},
        {"plain", 0, 5, ""},
        {E_ACUTE E_ACUTE E_ACUTE, 3, 3, E_ACUTE E_ACUTE E_ACUTE},
        {E_ACUTE E_ACUTE E_ACUTE, 2, 3, E_ACUTE E_ACUTE},
        {KANJI "x", 5, 5, KANJI "x"},
        {KANJI "x", 4, 5, KANJI},
        {KANJI "x", 3, 5, "\u65e5"}, /* half a character is none */
        {KANJI "x", 1, 5, ""},
        {"a\nb\tc", 8, 5, "a?b?c"}, /* of a file's name: nothing moves the cursor */
        {"\033[2J", 8, 4, "?[2J"},
        {"\xff"
         "z",
         8, 2, "?z"},
    };
    struct canvas canvas;
    size_t i;

    screen_open(SCREEN_RICH, 4, 40);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    for (i = 0; i < MEM_COUNT(cases); i++) {
        struct rect r = {2, 3, 1, cases[i].cols};

        werase(stdscr);
        ck_assert_int_eq(canvas_text(&canvas, r, 0, 0, ROLE_TEXT, "%s", cases[i].text),
                         cases[i].end);
        check_row(cases[i].shown);
    }
    screen_close();
}
END_TEST

START_TEST(a_text_at_the_right_ends_at_the_edge)
{
    struct rect r = {2, 3, 1, 10};
    struct canvas canvas;

    screen_open(SCREEN_RICH, 4, 40);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    ck_assert_int_eq(canvas_text_right(&canvas, r, 0, ROLE_TEXT, KANJI E_ACUTE), 5);
    screen_read(&copy);
    ck_assert_str_eq(copy.cells[2][3 + 5].glyph, "\u65e5");
    ck_assert_str_eq(copy.cells[2][3 + 9].glyph, E_ACUTE);
    werase(stdscr);
    ck_assert_int_eq(canvas_text_right(&canvas, r, 0, ROLE_TEXT, "longer than %d", 10),
                     0);
    check_row("longer tha");
    screen_close();
}
END_TEST

/* The brackets of the format are marks; those of a value are shown. */
START_TEST(a_part_of_a_sentence_has_another_role)
{
#define SENTENCE "%s is [%s bad] %d", KANJI, "[" E_ACUTE "]", 7
    struct rect r = {2, 3, 1, 20}, narrow = {2, 3, 1, 10};
    struct canvas canvas;
    int x;

    screen_open(SCREEN_RICH, 4, 40);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    ck_assert_int_eq(canvas_marked_columns(SENTENCE), 17);
    ck_assert_int_eq(canvas_marked(&canvas, r, 0, 0, ROLE_GOOD, ROLE_BAD, SENTENCE), 17);
    check_row(KANJI " is [" E_ACUTE "] bad 7");
    for (x = 0; x < 17; x++) {
        if (copy.cells[2][3 + x].glyph[0] != '\0')
            ck_assert_int_eq(screen_role(&copy, 2, 3 + x),
                             x >= 8 && x < 15 ? ROLE_BAD : ROLE_GOOD);
    }
    werase(stdscr);
    ck_assert_int_eq(canvas_marked(&canvas, narrow, 0, 0, ROLE_TEXT, ROLE_BAD, SENTENCE),
                     17);
    check_row(KANJI " is [" E_ACUTE);
    screen_close();
#undef SENTENCE
}
END_TEST

START_TEST(lines_break_at_blanks)
{
    static const char *const rows[] = {"some words", ("of " KANJI), "abcdefghij", "klm"};
    struct rect r = {2, 3, 8, 10};
    char text[SCREEN_ROW];
    struct canvas canvas;
    size_t i;

    screen_open(SCREEN_RICH, 12, 40);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    ck_assert_int_eq(
        canvas_wrapped(&canvas, r, 1, ROLE_TEXT, "some words of " KANJI " abcdefghijklm"),
        1 + (int)MEM_COUNT(rows));
    screen_read(&copy);
    for (i = 0; i < MEM_COUNT(rows); i++) {
        screen_row(&copy, 2 + 1 + (int)i, text);
        ck_assert_str_eq(text + strspn(text, " "), rows[i]);
    }
    screen_close();
}
END_TEST

/* Also a terminal that is wider than any text. */
START_TEST(a_place_is_cleared_and_nothing_beside_it)
{
    enum { WIDE = 1000 };
    struct rect r = {1, 1, 2, WIDE - 2};
    struct canvas canvas;
    int y, x;

    screen_open(SCREEN_RICH, 4, 40);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    canvas.window = newpad(4, WIDE);
    for (y = 0; y < 4; y++)
        mvwhline(canvas.window, y, 0, 'x', WIDE);
    canvas_clear(&canvas, r);
    r.cols = 0;
    canvas_clear(&canvas, r);
    for (y = 0; y < 4; y++) {
        for (x = 0; x < WIDE; x++) {
            bool inside = y >= 1 && y < 3 && x >= 1 && x < WIDE - 1;
            chtype cell = mvwinch(canvas.window, y, x) & A_CHARTEXT;

            if (cell != (inside ? ' ' : 'x'))
                ck_abort_msg("row %d, column %d is \"%c\"", y, x, (int)cell);
        }
    }
    delwin(canvas.window);
    screen_close();
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

/* A curve over some of the epochs, with spikes; often more than fit. */
static void
random_curve(struct curve *curve, struct rng *rng, double epochs)
{
    int count = (int)rng_below(rng, 4 * CURVE_SAMPLES), i;
    double epoch = 0, step = epochs / (count + 1);

    curve_init(curve);
    for (i = 0; i < count; i++) {
        double value = 0.5 + 0.4 * rng_uniform(rng);

        if (rng_below(rng, 50) == 0)
            value = rng_uniform(rng);
        epoch = fmin(epoch + 2 * step * rng_uniform(rng), epochs);
        curve_add(curve, epoch, epoch, value);
    }
}

static void
check_no_spike_is_lost(const struct samples *curve, double epochs, int columns)
{
    double min, max, smallest = INFINITY, largest = -INFINITY;
    double shown_smallest = INFINITY, shown_largest = -INFINITY;
    size_t i;
    int x;

    for (i = 0; i < curve->count; i++) {
        smallest = fmin(smallest, (double)curve->at[i].min);
        largest = fmax(largest, (double)curve->at[i].max);
    }
    for (x = 0; x < columns; x++) {
        if (!learning_column(curve, epochs, columns, x, &min, &max))
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
check_the_future_is_empty(const struct samples *curve, double epochs, int columns)
{
    double min, max, first, newest;
    int x;

    if (curve->count == 0) {
        for (x = 0; x < columns; x++)
            ck_assert(!learning_column(curve, epochs, columns, x, &min, &max));
        return;
    }
    first = (double)curve->at[0].from;
    newest = (double)curve->at[curve->count - 1].to;
    for (x = 0; x < columns; x++) {
        bool is_past = epochs * x / columns > newest;
        bool is_before = epochs * (x + 1) / columns <= first && x < columns - 1;
        bool drawn = learning_column(curve, epochs, columns, x, &min, &max);

        if (drawn != (!is_past && !is_before))
            ck_abort_msg("column %d of %d is %s", x, columns, drawn ? "drawn" : "empty");
    }
}

START_TEST(the_loss_loses_no_spike_and_tells_no_future)
{
    static struct curve curve;
    struct samples samples;
    struct rng rng;
    int i, columns;

    rng_init(&rng, 3, 0);
    for (i = 0; i < 40; i++) {
        double epochs = 1 + rng_below(&rng, 40);

        random_curve(&curve, &rng, epochs);
        samples = curve_samples(&curve);
        for (columns = 1; columns <= 250; columns += 1 + (int)rng_below(&rng, 8)) {
            check_no_spike_is_lost(&samples, epochs, columns);
            check_the_future_is_empty(&samples, epochs, columns);
        }
    }
}
END_TEST

START_TEST(between_samples_the_last_value_stands)
{
    static struct curve curve;
    struct samples samples;
    double min, max;

    curve_init(&curve);
    curve_add(&curve, 0.5, 1, 0.25);
    curve_add(&curve, 3.5, 7, 0.75);
    samples = curve_samples(&curve);
    ck_assert(learning_column(&samples, 4, 4, 0, &min, &max));
    ck_assert_double_eq(min, 0.25);
    ck_assert(learning_column(&samples, 4, 4, 2, &min, &max));
    ck_assert_double_eq(min, 0.25);
    ck_assert_double_eq(max, 0.25);
    ck_assert(learning_column(&samples, 4, 4, 3, &min, &max));
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
                                      glyphs->down,     glyphs->up,     glyphs->tick_y,
                                      glyphs->tick_x,   glyphs->grid,   glyphs->moment,
                                      glyphs->dot,      glyphs->branch, glyphs->selected};

        for (i = 0; i <= 8; i++) {
            check_glyph(glyphs->column[i], ascii);
            check_glyph(glyphs->bar[i], ascii);
        }
        for (i = 0; i < (int)MEM_COUNT(others); i++)
            check_glyph(others[i], ascii);
        for (i = 0; !glyphs->braille && i < 1 << glyphs->dots_across * glyphs->dots_up;
             i++)
            check_glyph(glyphs->dots[i], ascii);
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
        a_text_is_cut_at_the_right_edge_between_characters,
        a_text_at_the_right_ends_at_the_edge,
        a_part_of_a_sentence_has_another_role,
        lines_break_at_blanks,
        a_place_is_cleared_and_nothing_beside_it,
        bars_round_to_an_eighth_of_a_cell,
        bars_of_what_is_no_share_are_empty_or_full,
        the_loss_loses_no_spike_and_tells_no_future,
        between_samples_the_last_value_stands,
        every_set_has_every_glyph,
        NULL,
    };

    return suite_run("widgets", tests, 300);
}
