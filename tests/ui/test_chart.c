/* The line chart: what a reader of it relies on. */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/read_chart.h"
#include "support/suite.h"

enum { HIGH = 24, WIDE = 80 };

/* ---- heights ---- */

/* A line that stays at the value of a label is drawn in the row of the label. */
static void
check_label(struct sample_chart *sample, enum glyph_set glyphs, int rows, int label_row,
            double value)
{
    double share = value / 100,
           accuracy = sample->chart.y == CHART_ACCURACY ? share : 1 - share;
    struct sample_line *points = &sample->points[1];
    int axis, x;

    points->at[0].min = points->at[0].max = points->at[1].min = points->at[1].max =
        accuracy;
    sample->line[1].role = ROLE_LINE_3;
    draw_chart(sample, glyphs, rows, WIDE);
    axis = axis_column(glyphs);
    for (x = axis + 1; x < WIDE; x++) {
        if (screen_role(&drawn, label_row, x) != ROLE_LINE_3)
            ck_abort_msg("y axis %d, glyphs %d, %d rows: %g is not in row %d, column %d",
                         sample->chart.y, glyphs, rows, value, label_row, x);
    }
}

static void
check_labels(enum chart_y y, enum glyph_set glyphs, int rows)
{
    struct sample_chart *sample = sample_chart_new();
    double value;
    int row;

    sample->chart.y = y;
    sample_chart_line(sample);
    sample_chart_line(sample);
    sample_chart_run(sample, 0, 13, 1, 0.03);
    sample_chart_point(sample, 1, 0, 0.9);
    sample_chart_point(sample, 1, 30, 0.9);
    for (row = 1; row < rows - 1; row++) {
        draw_chart(sample, glyphs, rows, WIDE);
        if (row_label(row, axis_column(glyphs), &value))
            check_label(sample, glyphs, rows, row, value);
    }
}

START_TEST(a_line_at_a_labelled_value_is_in_the_row_of_the_label)
{
    int y, glyphs, rows;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (y = 0; y < CHART_YS; y++) {
        for (glyphs = 0; glyphs < GLYPH_SETS; glyphs++) {
            for (rows = 5; rows <= HIGH; rows += 3)
                check_labels((enum chart_y)y, (enum glyph_set)glyphs, rows);
        }
    }
    screen_close();
}
END_TEST

/* Points at the values of the labels of the x axis are above these labels. */
START_TEST(a_point_at_a_labelled_moment_is_above_the_label)
{
    static const double epochs[] = {5, 10, 15, 20, 25};
    struct sample_chart *sample = sample_chart_new();
    size_t i;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (i = 0; i < MEM_COUNT(epochs); i++) {
        char label[32];
        int y, x;

        sample = sample_chart_new();
        sample_chart_line(sample);
        sample_chart_point(sample, 0, epochs[i], 0.5);
        draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
        snprintf(label, sizeof label, "  %g  ", epochs[i]);
        ck_assert_msg(screen_find(&drawn, label, &y, &x), "no label %s", label);
        ck_assert_msg(has_line(x + 2), "there is no line above%s", label);
        ck_assert_int_eq(count_cells(ROLE_LINE_1), 1);
    }
    screen_close();
}
END_TEST

/* Also when thousands of samples share a column. */
START_TEST(no_spike_is_lost)
{
    struct sample_chart *sample = sample_chart_new();
    struct chart_sample *spike;
    struct rng rng;
    int i, at;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    rng_init(&rng, 3, 0);
    for (i = 0; i < 50; i++) {
        sample = sample_chart_new();
        sample_chart_line(sample);
        for (at = 0; at < SAMPLE_POINTS; at++)
            sample_chart_point(sample, 0, 30.0 * at / SAMPLE_POINTS, 0.3);
        draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
        spike = &sample->points[0].at[rng_below(&rng, SAMPLE_POINTS)];
        spike->max = 1;
        spike->min = 0;
        draw_chart(sample, (enum glyph_set)(i % GLYPH_SETS), HIGH, WIDE);
        ck_assert_int_eq(top_row(), 1); /* 100 % is the top row of the plot */
        ck_assert_int_gt(count_cells(ROLE_LINE_1), WIDE - 8 + HIGH - 6);
    }
    screen_close();
}
END_TEST

/* ---- joints and gaps ---- */

START_TEST(points_are_joined_and_gaps_stay_open)
{
    struct sample_chart *sample = sample_chart_new();
    int set, x, axis, cols = WIDE - 1;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample);
    sample_chart_point(sample, 0, 0, 0.1);
    sample_chart_point(sample, 0, 10, 0.9);
    sample_chart_point(sample, 0, 15, NAN);
    sample_chart_point(sample, 0, 20, 0.2);
    sample_chart_point(sample, 0, 30, 0.2);
    for (set = 0; set < GLYPH_SETS; set++) {
        draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
        axis = axis_column((enum glyph_set)set);
        for (x = axis + 1; x < WIDE; x++) {
            double epoch = 30.0 * (x - axis - 1) / (cols - axis - 1);
            bool is_gap = epoch > 10.5 && epoch < 19.5;

            if (has_line(x) != !is_gap && (epoch < 9.5 || epoch > 20.5 || is_gap))
                ck_abort_msg("glyphs %d: column %d, epoch %g", set, x, epoch);
        }
    }
    screen_close();
}
END_TEST

/* A line that rises in one column has no holes. */
START_TEST(a_steep_line_has_no_holes)
{
    struct sample_chart *sample = sample_chart_new();
    int y, x, rows, at = 0;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample);
    sample_chart_point(sample, 0, 10, 0);
    sample_chart_point(sample, 0, 10.5, 1);
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    for (y = 1, rows = 0; y < HIGH; y++) {
        bool found = false;

        for (x = 0; x < WIDE; x++)
            found |= is_line(y, x);
        rows += found;
        at = found ? y : at;
    }
    ck_assert_int_eq(rows, HIGH - 3); /* title, axis and its labels have none */
    ck_assert_int_eq(at, HIGH - 3);
    screen_close();
}
END_TEST

START_TEST(one_point_is_one_dot_and_none_is_none)
{
    struct sample_chart *sample;
    int set, y;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (set = 0; set < GLYPH_SETS; set++) {
        for (y = 0; y < CHART_YS; y++) {
            sample = sample_chart_new();
            sample->chart.y = (enum chart_y)y;
            draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
            ck_assert(screen_find(&drawn, "100", NULL, NULL));
            sample_chart_line(sample);
            draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
            ck_assert_int_eq(count_cells(ROLE_LINE_1), 0);
            sample_chart_point(sample, 0, 3, NAN);
            sample_chart_point(sample, 0, 4, 0.5);
            sample_chart_point(sample, 0, 5, NAN);
            sample_chart_point(sample, 0, 31, 0.6); /* past the end */
            draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
            ck_assert_int_eq(count_cells(ROLE_LINE_1), 1);
        }
    }
    screen_close();
}
END_TEST

/* ---- several lines ---- */

START_TEST(the_current_line_lies_in_front)
{
    struct sample_chart *sample = sample_chart_new();
    int line;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    for (line = 0; line < 3; line++) {
        sample_chart_line(sample)->role = (enum role)(ROLE_LINE_1 + line);
        sample_chart_point(sample, (size_t)line, 0, 0.5);
        sample_chart_point(sample, (size_t)line, 30, 0.5);
    }
    sample->line[0].style = LINE_DASHED;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert_int_eq(count_cells(ROLE_LINE_1), 0);
    ck_assert_int_eq(count_cells(ROLE_LINE_2), 0);
    ck_assert_int_gt(count_cells(ROLE_LINE_3), WIDE - 8);
    sample->line[2].dim = true;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert_int_gt(count_cells(ROLE_LINE_OLD), WIDE - 8);
    screen_close();
}
END_TEST

/* Without any colour. */
START_TEST(styles_differ_in_every_set_of_glyphs)
{
    static char rows[LINE_STYLES][SCREEN_ROW];
    struct sample_chart *sample = sample_chart_new();
    int set, style, other;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample);
    sample_chart_point(sample, 0, 0, 0.5);
    sample_chart_point(sample, 0, 30, 0.5);
    for (set = 0; set < GLYPH_SETS; set++) {
        for (style = 0; style < LINE_STYLES; style++) {
            sample->line[0].style = (enum line_style)style;
            draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
            screen_row(&drawn, top_row(), rows[style]);
            for (other = 0; other < style; other++)
                ck_assert_str_ne(rows[style], rows[other]);
        }
    }
    screen_close();
}
END_TEST

/* A fork begins at its parent, not at its own first value. */
START_TEST(a_branch_is_joined_to_its_point)
{
    struct sample_chart *sample = sample_chart_new();
    struct chart_line *line;
    int y, x, i;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    line = sample_chart_line(sample);
    sample_chart_point(sample, 0, 20, 0.9);
    sample_chart_point(sample, 0, 30, 0.9);
    line->branches = true;
    line->branch.x = 10;
    line->branch.y = 0.5;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&drawn, glyphs_table(GLYPHS_BRAILLE)->branch, &y, &x));
    ck_assert_int_eq(screen_role(&drawn, y, x), ROLE_LINE_1);
    ck_assert_int_gt(y, HIGH / 2);
    ck_assert(!has_line(x - 1));
    for (i = x; i < WIDE; i++)
        ck_assert_msg(has_line(i), "column %d", i);
    screen_close();
}
END_TEST

/* Wherever the line is, and nowhere else: from low to high. */
START_TEST(a_band_lies_between_its_bounds)
{
    struct sample_chart *sample = sample_chart_new();
    int set, plot = HIGH - 3, x = WIDE / 2, y;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample_chart_line(sample)->band = true;
    sample_chart_add(sample, 0, (struct chart_sample){0, 0, 0.75, 0.75, 0.5, 1});
    sample_chart_add(sample, 0, (struct chart_sample){30, 30, 0.75, 0.75, 0.5, 1});
    sample_chart_line(sample)->role = ROLE_LINE_2;
    sample_chart_point(sample, 1, 3, 0);
    for (set = 0; set < GLYPH_SETS; set++) {
        draw_chart(sample, (enum glyph_set)set, HIGH, WIDE);
        for (y = 1; y <= plot; y++) {
            bool is_in = y < 1 + plot / 2;

            if (y != 1 + plot / 2)
                ck_assert_msg((screen_role(&drawn, y, x) == ROLE_LINE_1) == is_in,
                              "glyphs %d, row %d", set, y);
        }
    }
    screen_close();
}
END_TEST

START_TEST(the_title_names_the_scales)
{
    struct chart chart = {.title = "Test error"};
    char title[CHART_TITLE];

    chart_title(&chart, title);
    ck_assert_str_eq(title, "Test error (epochs)");
    chart.x = CHART_IMAGES_LOG;
    chart_title(&chart, title);
    ck_assert_str_eq(title, "Test error (images, log scale)");
    chart.y = CHART_ERROR_LOG;
    chart.x = CHART_SECONDS;
    chart_title(&chart, title);
    ck_assert_str_eq(title, "Test error, log scale (seconds)");
}
END_TEST

/* An error is what is missing from the accuracy, and falls. */
START_TEST(errors_are_drawn_upside_down)
{
    struct sample_chart *sample = sample_chart_one();
    int y;

    screen_open(SCREEN_RICH, HIGH, WIDE);
    sample->line[0].has_newest = true;
    sample->line[0].newest = 0.9657;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&drawn, "96.6", &y, NULL));
    ck_assert_int_lt(y, HIGH / 2);
    sample->chart.y = CHART_ERROR;
    draw_chart(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&drawn, "3.43", &y, NULL));
    ck_assert_int_gt(y, HIGH / 2);
    screen_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_line_at_a_labelled_value_is_in_the_row_of_the_label,
        a_point_at_a_labelled_moment_is_above_the_label,
        no_spike_is_lost,
        points_are_joined_and_gaps_stay_open,
        a_steep_line_has_no_holes,
        one_point_is_one_dot_and_none_is_none,
        the_current_line_lies_in_front,
        styles_differ_in_every_set_of_glyphs,
        a_branch_is_joined_to_its_point,
        a_band_lies_between_its_bounds,
        the_title_names_the_scales,
        errors_are_drawn_upside_down,
        NULL,
    };

    return suite_run("chart", tests, 120);
}
