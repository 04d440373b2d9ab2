/* The table: which rows are in view, what keys and the mouse do, and how it is drawn. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/text.h"
#include "support/golden_file.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/widgets/table.h"

static struct screen_copy copy;

/* ---- a table of runs ---- */

static void
write_number(char *text, size_t size, const void *data, size_t row)
{
    snprintf(text, size, "%zu", row + 1);
}

static void
write_name(char *text, size_t size, const void *data, size_t row)
{
    static const char *const names[] = {"plain", "\u65e5\u672c\u8a9e",
                                        "a name that is too long", "caf\u00e9"};

    snprintf(text, size, "%s", names[row % MEM_COUNT(names)]);
}

static void
write_error(char *text, size_t size, const void *data, size_t row)
{
    snprintf(text, size, "%.2f", 3.5 + 0.25 * (double)row);
}

static bool
is_every_third(const void *data, size_t row)
{
    return row % 3 == 0;
}

static const struct table_column columns[] = {
    {"run", 5, true, 0, ROLE_STRONG, write_number},
    {"name", 9, false, 2, ROLE_TEXT, write_name},
    {"best error", 10, true, 1, ROLE_GOOD, write_error},
    {"\u65e5\u672c", 6, true, 3, ROLE_DIM, write_number},
};

static struct table
table_of(size_t rows)
{
    struct table table = {
        .columns = MEM_COUNT(columns),
        .column = columns,
        .rows = rows,
        .is_marked = is_every_third,
        .sorts = true,
        .empty = "no runs yet",
    };

    return table;
}

static void
draw(const struct table *table, const struct table_state *state, int rows, int cols)
{
    struct canvas canvas = screen_canvas(NULL, GLYPHS_BRAILLE);
    struct rect r = {0, 0, rows, cols};

    werase(stdscr);
    table_draw(&canvas, r, table, state);
    screen_read(&copy);
}

/* ---- the selected row is in view ---- */

/* By the screen: some line has the arrow, and the number of the selected row. */
static void
check_in_view(const struct table *table, const struct table_state *state, int rows)
{
    char number[32];
    int y, x;

    draw(table, state, rows, 60);
    snprintf(number, sizeof number, "%zu", state->selected + 1);
    ck_assert_msg(screen_find(&copy, "▸", &y, &x), "%d rows: nothing is selected", rows);
    ck_assert_int_eq(screen_role(&copy, y, x), ROLE_SELECTED);
    for (x = 0; x < 9 && strncmp(copy.cells[y][x].glyph, number, 1) != 0; x++)
        continue;
    ck_assert_msg(x + (int)strlen(number) == 9, "%d rows: %s is at %d, %d", rows, number,
                  y, x);
}

/* The cues and the rows in view are all rows. */
static void
check_all_counted(const struct table *table, const struct table_state *state,
                  struct rect r)
{
    size_t above = 0, below = 0, row, shown = 0;
    char text[SCREEN_ROW];
    int y;

    screen_row(&copy, 1, text);
    if (strstr(text, "↑") != NULL && strstr(text, "more") != NULL)
        above = (size_t)atoi(strstr(text, "↑") + strlen("↑"));
    screen_row(&copy, r.rows - 1, text);
    if (strstr(text, "↓") != NULL && strstr(text, "more") != NULL)
        below = (size_t)atoi(strstr(text, "↓") + strlen("↓"));
    for (y = 0; y < r.rows; y++)
        shown += table_row_at(state, table, r, y, &row);
    ck_assert(above != 1 && below != 1); /* its row has the same room */
    ck_assert_uint_eq(above + shown + below, table->rows);
}

START_TEST(the_selected_row_is_in_view_whatever_happens)
{
    static const int keys[] = {KEY_UP,   KEY_DOWN, KEY_NPAGE, KEY_PPAGE,
                               KEY_HOME, KEY_END,  KEY_DOWN,  KEY_NPAGE};
    static const size_t counts[] = {1, 2, 3, 4, 5, 20, 1000};
    struct rng rng;
    size_t i;
    int rows, step;

    screen_open(SCREEN_RICH, 30, 60);
    rng_init(&rng, 1, 0);
    for (i = 0; i < MEM_COUNT(counts); i++) {
        for (rows = 2; rows <= 24; rows += 1 + rows / 6) {
            struct table table = table_of(counts[i]);
            struct table_state state = {0};
            struct rect r = {0, 0, rows, 60};

            for (step = 0; step < 60; step++) {
                if (rng_below(&rng, 8) == 0)
                    table_scroll(&state, &table, r, (int)rng_below(&rng, 31) - 15);
                if (rng_below(&rng, 8) == 0) /* rows vanish, or come */
                    table.rows = 1 + rng_below(&rng, (uint32_t)counts[i]);
                ck_assert(
                    table_key(&state, &table, r, keys[rng_below(&rng, MEM_COUNT(keys))]));
                check_in_view(&table, &state, rows);
                if (rows > 3)
                    check_all_counted(&table, &state, r);
            }
        }
    }
    screen_close();
}
END_TEST

/* ---- keys ---- */

START_TEST(keys_go_where_they_say)
{
    struct table table = table_of(100);
    struct table_state state = {0};
    struct rect r = {0, 0, 11, 60}; /* ten lines, of which two may be cues */

    table_key(&state, &table, r, KEY_UP);
    ck_assert_uint_eq(state.selected, 0);
    table_key(&state, &table, r, KEY_DOWN);
    ck_assert_uint_eq(state.selected, 1);
    table_key(&state, &table, r, KEY_NPAGE);
    ck_assert_uint_eq(state.selected, 9);
    table_key(&state, &table, r, KEY_NPAGE);
    ck_assert_uint_eq(state.selected, 17);
    table_key(&state, &table, r, KEY_PPAGE);
    ck_assert_uint_eq(state.selected, 9);
    table_key(&state, &table, r, KEY_END);
    ck_assert_uint_eq(state.selected, 99);
    table_key(&state, &table, r, KEY_DOWN);
    ck_assert_uint_eq(state.selected, 99);
    table_key(&state, &table, r, KEY_HOME);
    ck_assert_uint_eq(state.selected, 0);
    ck_assert_uint_eq(state.top, 0);
    ck_assert(!table_key(&state, &table, r, 'x'));
}
END_TEST

/* It scrolls no farther than it must. */
START_TEST(rows_stay_where_they_are_while_the_selection_moves_among_them)
{
    struct table table = table_of(100);
    struct table_state state = {.selected = 50};
    struct rect r = {0, 0, 11, 60};
    size_t top;
    int i;

    table_follow(&state, &table, r);
    top = state.top;
    for (i = 0; i < 7; i++) {
        table_key(&state, &table, r, KEY_UP);
        ck_assert_uint_eq(state.top, top);
    }
    table_key(&state, &table, r, KEY_UP);
    ck_assert_uint_eq(state.top, top - 1);
}
END_TEST

START_TEST(what_is_selected_stays_when_other_rows_come_and_go)
{
    struct table_state state = {.selected = 5, .top = 3};

    table_removed(&state, 7);
    ck_assert_uint_eq(state.selected, 5);
    table_removed(&state, 1);
    ck_assert_uint_eq(state.selected, 4);
    table_removed(&state, 4);
    ck_assert_uint_eq(state.selected, 4);
    table_inserted(&state, 0);
    ck_assert_uint_eq(state.selected, 5);
    table_inserted(&state, 6);
    ck_assert_uint_eq(state.selected, 5);
}
END_TEST

/* The last row that is left is selected, and the lines are filled with rows. */
START_TEST(after_rows_have_vanished_the_view_is_full)
{
    struct table table = table_of(100);
    struct table_state state = {.selected = 90};
    struct rect r = {0, 0, 11, 60};

    table_follow(&state, &table, r);
    table.rows = 30;
    table_follow(&state, &table, r);
    ck_assert_uint_eq(state.selected, 29);
    ck_assert_uint_eq(state.top, 20);
    table.rows = 4;
    table_follow(&state, &table, r);
    ck_assert_uint_eq(state.selected, 3);
    ck_assert_uint_eq(state.top, 0);
    table.rows = 30;
    state.selected = 28;
    table_follow(&state, &table, r);
    table.rows = 29; /* the selected row stays, and so does a full view */
    table_follow(&state, &table, r);
    ck_assert_uint_eq(state.selected, 28);
    ck_assert_uint_eq(state.top, 19);
}
END_TEST

START_TEST(a_column_sorts_upwards_first)
{
    struct table table = table_of(4);
    struct table_state state = {.sorted = 0};

    screen_open(SCREEN_RICH, 8, 60);
    draw(&table, &state, 8, 60);
    ck_assert(screen_find(&copy, "run↑", NULL, NULL));
    table_sort_by(&state, 2);
    draw(&table, &state, 8, 60);
    ck_assert(screen_find(&copy, "best erro↑", NULL, NULL)); /* the arrow stays */
    table_sort_by(&state, 2);
    draw(&table, &state, 8, 60);
    ck_assert(screen_find(&copy, "best erro↓", NULL, NULL));
    table_sort_by(&state, 2);
    draw(&table, &state, 8, 60);
    ck_assert(screen_find(&copy, "best erro↑", NULL, NULL));
    table_sort_by(&state, 0);
    ck_assert(!state.descending);
    screen_close();
}
END_TEST

/* ---- the mouse ---- */

/* Each line that shows a row's number is found to be that row. */
START_TEST(a_click_is_on_the_row_that_is_shown_there)
{
    struct table table = table_of(40);
    struct table_state state = {.selected = 20};
    struct rect r = {0, 0, 12, 60};
    size_t row;
    int y, x, found = 0;

    screen_open(SCREEN_RICH, 14, 60);
    table_follow(&state, &table, r);
    draw(&table, &state, r.rows, r.cols);
    for (y = -2; y < 14; y++) {
        char number[8] = "", *end = number;

        for (x = 4; x < 9 && y >= 0; x++) {
            if (copy.cells[y][x].glyph[0] >= '0' && copy.cells[y][x].glyph[0] <= '9')
                *end++ = copy.cells[y][x].glyph[0];
        }
        *end = '\0';
        if (y >= 0 && screen_role(&copy, y, 8) == ROLE_DIM) /* title or cue */
            number[0] = '\0';
        ck_assert_int_eq(table_row_at(&state, &table, r, y, &row), number[0] != '\0');
        if (number[0] != '\0')
            ck_assert_int_eq((int)row + 1, atoi(number));
        found += number[0] != '\0';
    }
    ck_assert_int_eq(found, 9);
    screen_close();
}
END_TEST

START_TEST(a_click_is_on_the_column_that_is_shown_there)
{
    struct table table = table_of(3);
    struct rect r = {0, 0, 5, 60};
    size_t column;

    ck_assert(table_column_at(&table, r, 4, &column));
    ck_assert_uint_eq(column, 0);
    ck_assert(table_column_at(&table, r, 8, &column));
    ck_assert_uint_eq(column, 0);
    ck_assert(!table_column_at(&table, r, 9, &column));
    ck_assert(table_column_at(&table, r, 11, &column));
    ck_assert_uint_eq(column, 1);
    ck_assert(!table_column_at(&table, r, 0, &column));
    ck_assert(!table_column_at(&table, r, 59, &column));
    r.cols = 22; /* the name is left out */
    ck_assert(table_column_at(&table, r, 11, &column));
    ck_assert_uint_eq(column, 2);
}
END_TEST

/* ---- drawing ---- */

START_TEST(the_least_important_columns_are_left_out)
{
    static const struct {
        int cols;
        const char *titles;
    } cases[] = {
        {40, "      run↑  name       best error    \u65e5\u672c"},
        {39, "     run↑  name       best error"},
        {32, "     run↑  name       best error"},
        {31, "     run↑  best error"},
        {21, "     run↑  best error"},
        {20, "     run↑"},
        {9, "     run↑"},
        {8, "    run↑"},
        {5, "    ↑"},
        {3, ""},
    };
    struct table table = table_of(3);
    struct table_state state = {0};
    char text[SCREEN_ROW];
    size_t i;

    screen_open(SCREEN_RICH, 6, 60);
    for (i = 0; i < MEM_COUNT(cases); i++) {
        draw(&table, &state, 6, cases[i].cols);
        screen_row(&copy, 0, text);
        ck_assert_msg(strstr(text, cases[i].titles + strspn(cases[i].titles, " ")) !=
                          NULL,
                      "%d columns: %s", cases[i].cols, text);
        ck_assert_int_le(text_columns(text), cases[i].cols);
    }
    screen_close();
}
END_TEST

START_TEST(no_rows_are_a_sentence_and_select_nothing)
{
    struct table table = table_of(0);
    struct table_state state = {.selected = 7, .top = 5};
    struct rect r = {0, 0, 8, 60};
    size_t row;
    int y;

    screen_open(SCREEN_RICH, 8, 60);
    ck_assert(table_key(&state, &table, r, KEY_DOWN));
    ck_assert(table_key(&state, &table, r, KEY_END));
    table_scroll(&state, &table, r, 3);
    ck_assert_uint_eq(state.selected, 0);
    draw(&table, &state, 8, 60);
    ck_assert(screen_find(&copy, "no runs yet", NULL, NULL));
    ck_assert(!screen_find(&copy, "▸", NULL, NULL));
    for (y = 0; y < 8; y++)
        ck_assert(!table_row_at(&state, &table, r, y, &row));
    screen_close();
}
END_TEST

/* Nothing is drawn beside the place, which has an x all around. */
START_TEST(every_size_is_drawn_inside_of_its_place)
{
    static const size_t counts[] = {0, 1, 7, 1000};
    struct canvas canvas;
    int rows, cols, i;
    WINDOW *pad;

    screen_open(SCREEN_RICH, 24, 80);
    canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    canvas.window = pad = newpad(SCREEN_ROWS + 2, SCREEN_COLS + 2);
    for (rows = 1; rows <= SCREEN_ROWS; rows++) {
        for (cols = 1; cols <= SCREEN_COLS; cols += cols < 50 ? 1 : 40) {
            struct table table = table_of(counts[(rows + cols) % 4]);
            struct table_state state = {.selected = (size_t)cols};
            struct rect r = {1, 1, rows, cols};

            wattrset(pad, A_NORMAL);
            for (i = 0; i < rows + 2; i++)
                mvwhline(pad, i, 0, i == 0 || i == rows + 1 ? 'x' : ' ', cols + 2);
            mvwvline(pad, 0, 0, 'x', rows + 2);
            mvwvline(pad, 0, cols + 1, 'x', rows + 2);
            table_draw(&canvas, r, &table, &state);
            for (i = 0; i < 2 * (rows + cols + 4); i++) {
                int far = i % 2, at = i / 2;
                int y = at < rows + 2 ? at : far * (rows + 1);
                int x = at < rows + 2 ? far * (cols + 1) : at - rows - 2;

                if ((mvwinch(pad, y, x) & A_CHARTEXT) != 'x')
                    ck_abort_msg("%dx%d: row %d, column %d", cols, rows, y, x);
            }
        }
    }
    delwin(pad);
    screen_close();
}
END_TEST

START_TEST(tables_are_drawn_as_before)
{
    struct table table = table_of(30);
    struct table_state state = {.selected = 13, .sorted = 2, .descending = true};
    bool same;

    screen_open(SCREEN_RICH, 12, 50);
    draw(&table, &state, 12, 50);
    same = golden_file_is("widgets", "table-50x12", &copy);
    screen_close();
    ck_assert_msg(same, "if it is right, run this again with MNISTUI_UPDATE_GOLDEN=1");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_selected_row_is_in_view_whatever_happens,
        keys_go_where_they_say,
        rows_stay_where_they_are_while_the_selection_moves_among_them,
        what_is_selected_stays_when_other_rows_come_and_go,
        after_rows_have_vanished_the_view_is_full,
        a_column_sorts_upwards_first,
        a_click_is_on_the_row_that_is_shown_there,
        a_click_is_on_the_column_that_is_shown_there,
        the_least_important_columns_are_left_out,
        no_rows_are_a_sentence_and_select_nothing,
        every_size_is_drawn_inside_of_its_place,
        tables_are_drawn_as_before,
        NULL,
    };

    return suite_run("table", tests, 120);
}
