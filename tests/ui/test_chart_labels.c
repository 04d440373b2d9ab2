/* The words beside the lines of a chart: their labels, and the values of moments. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/read_chart.h"
#include "support/suite.h"

enum { HIGH = 24, WIDE = 80 };

/* ---- labels ---- */

/* Eight lines end in one place; all labels are there, in rows of their own, as long as
 * there are rows; and that of the current line always is. */
START_TEST(labels_are_apart_and_that_of_the_current_line_comes_first)
{
    static const char *const labels[] = {"1 one",  "2 two", "3 three", "4 four",
                                         "5 five", "6 six", "7 seven", "8 eight"};
    struct sample_chart *sample = sample_chart_new();
    size_t i;
    int rows;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (i = 0; i < MEM_COUNT(labels); i++) {
        struct chart_line *line = sample_chart_line(sample);

        line->label = labels[i];
        line->has_newest = true;
        sample_chart_run(sample, i, 30, 1, 0.03 + 0.001 * (double)i);
    }
    for (rows = 4; rows <= HIGH; rows++) {
        size_t shown = 0;

        draw_chart(sample, GLYPHS_BRAILLE, rows, WIDE);
        for (i = 0; i < MEM_COUNT(labels); i++)
            shown += screen_find(&drawn, labels[i], NULL, NULL);
        ck_assert_msg(screen_find(&drawn, "8 eight 96.2", NULL, NULL), "%d rows", rows);
        if (shown < MEM_COUNT(labels))
            ck_assert_uint_ge(shown, (size_t)(rows >= 13 ? rows - 3 : rows - 2));
    }
    screen_close();
}
END_TEST

/* The row of a label, which must be there. */
static int
label_row(const char *label)
{
    int y = -1;

    if (!screen_find(&drawn, label, &y, NULL))
        ck_abort_msg("there is no %s", label);
    return y;
}

/* A line that stays at this accuracy from x = 0 on. */
static void
set_level(struct sample_chart *sample, size_t line, double to, double accuracy)
{
    sample->points[line].count = 0;
    sample_chart_point(sample, line, 0, accuracy);
    sample_chart_point(sample, line, to, accuracy);
}

/* Ends of lines change places from one picture to the next, their labels do not; wherever
 * the ends are, on a scale from 0 to 1. */
START_TEST(labels_of_ends_that_are_close_do_not_change_places)
{
    struct sample_chart *sample = sample_chart_new();
    const double row = 1.0 / (HIGH - 3);
    int step, turn, set, to;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample);
    sample_chart_point(sample, 0, 0, 0);
    sample_chart_point(sample, 0, 0, 1);
    sample_chart_line(sample)->label = "7 seven";
    sample_chart_line(sample)->label = "5 five";
    sample_chart_line(sample)->label = "6 six";
    sample->line[1].order = 7;
    sample->line[2].order = 5;
    sample->line[3].order = 6;
    for (set = 0; set < GLYPH_SETS; set++) {
        for (step = 0; step <= 60; step++) {
            for (turn = 0; turn < 6; turn++) {
                double level = step / 60.0 * (1 - row), from[3] = {0, 0.4, 0.9};

                to = step % 2 == 0 ? 20 : 30;
                set_level(sample, 1, to, level + row * from[turn % 3]);
                set_level(sample, 2, to, level + row * from[(turn + 1 + turn / 3) % 3]);
                set_level(sample, 3, to, level + row * from[(turn + 2 - turn / 3) % 3]);
                draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
                ck_assert_int_lt(label_row("5 five"), label_row("6 six"));
                ck_assert_int_lt(label_row("6 six"), label_row("7 seven"));
            }
        }
    }
    screen_close();
}
END_TEST

/* Each is in the row of its end where there is room for all. */
START_TEST(labels_of_ends_that_are_apart_are_beside_them)
{
    struct sample_chart *sample = sample_chart_new();
    static const char *const labels[] = {"1 one", "2 two", "3 three", "4 four"};
    static const double levels[] = {0.1, 0.7, 0.4, 0.9};
    size_t i;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (i = 0; i < MEM_COUNT(labels); i++) {
        sample_chart_line(sample)->label = labels[i];
        set_level(sample, i, 30, levels[i]);
    }
    draw_chart(sample, GLYPHS_BLOCK, HIGH, WIDE);
    for (i = 0; i < MEM_COUNT(labels); i++) {
        int y = label_row(labels[i]), x;

        for (x = WIDE - 20; x > 10 && !is_line(y, x); x--)
            continue;
        ck_assert_msg(x > 10, "there is no line in the row of %s", labels[i]);
    }
    screen_close();
}
END_TEST

START_TEST(a_label_follows_the_end_of_its_line)
{
    struct sample_chart *sample = sample_chart_new();
    int y, x, end;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample)->label = "3 xavier";
    sample_chart_run(sample, 0, 13, 1, 0.03);
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&drawn, "3 xavier", &y, &x));
    for (end = x - 1; end > 0 && !has_line(end); end--)
        continue;
    ck_assert_int_le(x - end, 2);
    screen_close();
}
END_TEST

/* A number that is cut would be another one. */
START_TEST(a_label_that_has_no_room_loses_whole_words)
{
    enum { NARROW = 51 }; /* of which a third is for labels */
    struct sample_chart *sample = sample_chart_new();
    char row[SCREEN_ROW];
    int y, x;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample)->label = "2 xavier batch 128";
    sample_chart_run(sample, 0, 30, 1, 0.03);
    draw_chart(sample, GLYPHS_BLOCK, HIGH, NARROW);
    ck_assert(screen_find(&drawn, "2 xavier", &y, &x));
    screen_row(&drawn, y, row);
    ck_assert_str_eq(strstr(row, "2 xavier"), "2 xavier batch");
    screen_close();
}
END_TEST

/* ---- values of moments ---- */

/* Nothing of the lines is lost but the cell (y, x). */
static void
check_lines_stay(const struct screen_copy *before, int y, int x)
{
    int row, col;

    for (row = 0; row < drawn.rows; row++) {
        for (col = 0; col < drawn.cols; col++) {
            enum role role = screen_role(before, row, col);

            if (role >= ROLE_LINE_1 && role <= ROLE_LINE_4 &&
                strcmp(before->cells[row][col].glyph, drawn.cells[row][col].glyph) != 0 &&
                (row != y || col != x))
                ck_abort_msg("row %d, column %d is covered", row, col);
        }
    }
}

/* The value stands beside the dot and covers no line. */
START_TEST(a_marked_moment_has_its_dot_and_its_value)
{
    static struct screen_copy before;
    struct sample_chart *sample = sample_chart_images();
    int y, x, dot_y, dot_x, set;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (set = 0; set < GLYPH_SETS; set++) {
        const struct glyphs *glyphs = glyphs_table((enum glyph_set)set);

        sample->line[0].marked = false;
        draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
        ck_assert(!screen_find(&drawn, "44.8", NULL, NULL));
        before = drawn;
        sample->line[0].marked = true;
        draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
        ck_assert(screen_find(&drawn, glyphs->dot, &dot_y, &dot_x));
        ck_assert_int_eq(screen_role(&drawn, dot_y, dot_x), ROLE_LINE_1);
        ck_assert(screen_find(&drawn, "44.8", &y, &x));
        ck_assert_int_le(abs(y - dot_y), 1);
        ck_assert(x == dot_x + 2 || x == dot_x - 5);
        ck_assert_str_eq(drawn.cells[HIGH - 4][dot_x].glyph, glyphs->moment);
        check_lines_stay(&before, dot_y, dot_x);
    }
    screen_close();
}
END_TEST

/* On a flat line there is no room in its own row. */
START_TEST(the_value_of_a_moment_covers_no_flat_line)
{
    static struct screen_copy before;
    struct sample_chart *sample = sample_chart_new();
    struct chart_line *line = sample_chart_line(sample);
    int y, x;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_point(sample, 0, 0, 0.5);
    sample_chart_point(sample, 0, 30, 0.5);
    line->mark = (struct chart_point){15, 0.5};
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    before = drawn;
    line->marked = true;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&drawn, glyphs_table(GLYPHS_BRAILLE)->dot, &y, &x));
    check_lines_stay(&before, y, x);
    screen_close();
}
END_TEST

/* Three lines that are close have their labels and the values of a moment of each, which
 * are not one above the other: they may have trained as many seconds. */
START_TEST(values_of_moments_cover_no_label_and_no_value)
{
    static const char *const labels[] = {"1 one", "2 two", "3 three"};
    static const char *const values[] = {"50.0", "51.5", "53.1"};
    struct sample_chart *sample = sample_chart_new();
    int set, from, to;
    size_t i;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (i = 0; i < 3; i++)
        sample_chart_line(sample)->label = labels[i];
    sample_chart_line(sample);
    sample_chart_point(sample, 3, 0, 0);
    sample_chart_point(sample, 3, 0, 1);
    for (set = 0; set < GLYPH_SETS; set++) {
        for (to = 3; to <= 30; to++) {
            for (from = 1; from <= to; from++) {
                for (i = 0; i < 3; i++) {
                    struct chart_line *line = &sample->line[i];

                    set_level(sample, i, to, atof(values[i]) / 100);
                    line->marked = true;
                    line->mark.x = fmax(from - 0.7 * (double)i, 0);
                    line->mark.y = atof(values[i]) / 100;
                }
                draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
                for (i = 0; i < 3; i++) {
                    label_row(labels[i]);
                    label_row(values[i]);
                }
            }
        }
    }
    screen_close();
}
END_TEST

START_TEST(the_value_of_a_moment_at_the_right_edge_is_left_of_it)
{
    struct sample_chart *sample = sample_chart_images();
    int dot_x, x;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample->line[0].mark.x = sample->chart.to;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&drawn, glyphs_table(GLYPHS_BRAILLE)->dot, NULL, &dot_x));
    ck_assert(screen_find(&drawn, "44.8", NULL, &x));
    ck_assert_int_lt(x, dot_x);
    screen_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        labels_are_apart_and_that_of_the_current_line_comes_first,
        labels_of_ends_that_are_close_do_not_change_places,
        labels_of_ends_that_are_apart_are_beside_them,
        a_label_follows_the_end_of_its_line,
        a_label_that_has_no_room_loses_whole_words,
        a_marked_moment_has_its_dot_and_its_value,
        the_value_of_a_moment_covers_no_flat_line,
        values_of_moments_cover_no_label_and_no_value,
        the_value_of_a_moment_at_the_right_edge_is_left_of_it,
        NULL,
    };

    return suite_run("chart_labels", tests, 120);
}
