/* The line chart: what a reader of it relies on. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/sample_chart.h"
#include "support/screen.h"
#include "support/suite.h"

enum { HIGH = 24, WIDE = 80 };

static struct screen_copy copy;

static void
draw(const struct sample_chart *sample, enum glyph_set glyphs, int rows, int cols)
{
    struct canvas canvas = screen_canvas(NULL, glyphs);
    struct rect r = {0, 0, rows, cols};

    werase(stdscr);
    chart_draw(&canvas, r, &sample->chart);
    screen_read(&copy);
}

/* ---- reading a chart ---- */

static bool
is_line(int y, int x)
{
    enum role role = screen_role(&copy, y, x);

    return copy.cells[y][x].glyph[0] != ' ' && role >= ROLE_LINE_1 &&
           role <= ROLE_LINE_OLD;
}

static int
count_cells(enum role role)
{
    int y, x, count = 0;

    for (y = 0; y < copy.rows; y++) {
        for (x = 0; x < copy.cols; x++)
            count += copy.cells[y][x].glyph[0] != ' ' && screen_role(&copy, y, x) == role;
    }
    return count;
}

/* Whether column x has a cell of a line. */
static bool
has_line(int x)
{
    int y;

    for (y = 0; y < copy.rows; y++) {
        if (is_line(y, x))
            return true;
    }
    return false;
}

/* The highest or the lowest row with a cell of a line. */
static int
top_row(void)
{
    int y, x;

    for (y = 0; y < copy.rows; y++) {
        for (x = 0; x < copy.cols; x++) {
            if (is_line(y, x))
                return y;
        }
    }
    ck_abort_msg("there is no line");
    return -1;
}

/* The column of the y axis. */
static int
axis_column(enum glyph_set glyphs)
{
    int y, x;

    ck_assert(screen_find(&copy, glyphs_table(glyphs)->corner, &y, &x));
    return x;
}

/* The number that a row is labelled with; false without one. */
static bool
row_label(int y, int axis, double *value)
{
    char row[SCREEN_ROW], *end;
    int x, used = 0;

    for (x = 0; x < axis; x++)
        row[used++] = copy.cells[y][x].glyph[0];
    row[used] = '\0';
    *value = strtod(row, &end);
    return end != row;
}

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
    draw(sample, glyphs, rows, WIDE);
    axis = axis_column(glyphs);
    for (x = axis + 1; x < WIDE; x++) {
        if (screen_role(&copy, label_row, x) != ROLE_LINE_3)
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
        draw(sample, glyphs, rows, WIDE);
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
        draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
        snprintf(label, sizeof label, "  %g  ", epochs[i]);
        ck_assert_msg(screen_find(&copy, label, &y, &x), "no label %s", label);
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
        draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
        spike = &sample->points[0].at[rng_below(&rng, SAMPLE_POINTS)];
        spike->max = 1;
        spike->min = 0;
        draw(sample, (enum glyph_set)(i % GLYPH_SETS), HIGH, WIDE);
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
        draw(sample, (enum glyph_set)set, HIGH, WIDE);
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
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
            draw(sample, (enum glyph_set)set, HIGH, WIDE);
            ck_assert(screen_find(&copy, "100", NULL, NULL));
            sample_chart_line(sample);
            draw(sample, (enum glyph_set)set, HIGH, WIDE);
            ck_assert_int_eq(count_cells(ROLE_LINE_1), 0);
            sample_chart_point(sample, 0, 3, NAN);
            sample_chart_point(sample, 0, 4, 0.5);
            sample_chart_point(sample, 0, 5, NAN);
            sample_chart_point(sample, 0, 31, 0.6); /* past the end */
            draw(sample, (enum glyph_set)set, HIGH, WIDE);
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert_int_eq(count_cells(ROLE_LINE_1), 0);
    ck_assert_int_eq(count_cells(ROLE_LINE_2), 0);
    ck_assert_int_gt(count_cells(ROLE_LINE_3), WIDE - 8);
    sample->line[2].dim = true;
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
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
            draw(sample, (enum glyph_set)set, HIGH, WIDE);
            screen_row(&copy, top_row(), rows[style]);
            for (other = 0; other < style; other++)
                ck_assert_str_ne(rows[style], rows[other]);
        }
    }
    screen_close();
}
END_TEST

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

        draw(sample, GLYPHS_BRAILLE, rows, WIDE);
        for (i = 0; i < MEM_COUNT(labels); i++)
            shown += screen_find(&copy, labels[i], NULL, NULL);
        ck_assert_msg(screen_find(&copy, "8 eight 96.2", NULL, NULL), "%d rows", rows);
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

    if (!screen_find(&copy, label, &y, NULL))
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
                draw(sample, (enum glyph_set)set, HIGH, WIDE);
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
    draw(sample, GLYPHS_BLOCK, HIGH, WIDE);
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&copy, "3 xavier", &y, &x));
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
    draw(sample, GLYPHS_BLOCK, HIGH, NARROW);
    ck_assert(screen_find(&copy, "2 xavier", &y, &x));
    screen_row(&copy, y, row);
    ck_assert_str_eq(strstr(row, "2 xavier"), "2 xavier batch");
    screen_close();
}
END_TEST

/* Nothing of the lines is lost but the cell (y, x). */
static void
check_lines_stay(const struct screen_copy *before, int y, int x)
{
    int row, col;

    for (row = 0; row < copy.rows; row++) {
        for (col = 0; col < copy.cols; col++) {
            enum role role = screen_role(before, row, col);

            if (role >= ROLE_LINE_1 && role <= ROLE_LINE_4 &&
                strcmp(before->cells[row][col].glyph, copy.cells[row][col].glyph) != 0 &&
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
        draw(sample, (enum glyph_set)set, HIGH, WIDE);
        ck_assert(!screen_find(&copy, "44.8", NULL, NULL));
        before = copy;
        sample->line[0].marked = true;
        draw(sample, (enum glyph_set)set, HIGH, WIDE);
        ck_assert(screen_find(&copy, glyphs->dot, &dot_y, &dot_x));
        ck_assert_int_eq(screen_role(&copy, dot_y, dot_x), ROLE_LINE_1);
        ck_assert(screen_find(&copy, "44.8", &y, &x));
        ck_assert_int_le(abs(y - dot_y), 1);
        ck_assert(x == dot_x + 2 || x == dot_x - 5);
        ck_assert_str_eq(copy.cells[HIGH - 4][dot_x].glyph, glyphs->moment);
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    before = copy;
    line->marked = true;
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&copy, glyphs_table(GLYPHS_BRAILLE)->dot, &y, &x));
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
                draw(sample, (enum glyph_set)set, HIGH, WIDE);
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&copy, glyphs_table(GLYPHS_BRAILLE)->dot, NULL, &dot_x));
    ck_assert(screen_find(&copy, "44.8", NULL, &x));
    ck_assert_int_lt(x, dot_x);
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&copy, glyphs_table(GLYPHS_BRAILLE)->branch, &y, &x));
    ck_assert_int_eq(screen_role(&copy, y, x), ROLE_LINE_1);
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
        draw(sample, (enum glyph_set)set, HIGH, WIDE);
        for (y = 1; y <= plot; y++) {
            bool is_in = y < 1 + plot / 2;

            if (y != 1 + plot / 2)
                ck_assert_msg((screen_role(&copy, y, x) == ROLE_LINE_1) == is_in,
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
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&copy, "96.6", &y, NULL));
    ck_assert_int_lt(y, HIGH / 2);
    sample->chart.y = CHART_ERROR;
    draw(sample, GLYPHS_BRAILLE, HIGH, WIDE);
    ck_assert(screen_find(&copy, "3.43", &y, NULL));
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
        labels_are_apart_and_that_of_the_current_line_comes_first,
        labels_of_ends_that_are_close_do_not_change_places,
        labels_of_ends_that_are_apart_are_beside_them,
        a_label_follows_the_end_of_its_line,
        a_label_that_has_no_room_loses_whole_words,
        a_marked_moment_has_its_dot_and_its_value,
        the_value_of_a_moment_covers_no_flat_line,
        values_of_moments_cover_no_label_and_no_value,
        the_value_of_a_moment_at_the_right_edge_is_left_of_it,
        a_branch_is_joined_to_its_point,
        a_band_lies_between_its_bounds,
        the_title_names_the_scales,
        errors_are_drawn_upside_down,
        NULL,
    };

    return suite_run("chart", tests, 120);
}
