/* The Runs screen: its keys, and what they change on it and on the others. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

/* Runs 1 to 3 to their ends, of one epoch each: normal, xavier, normal with batch 12.
 * Then Runs. */
static void
start_with_three(void)
{
    fixture_start_and_end();
    fixture_keys("xr");
    fixture_wait_for("run 2  done");
    fixture_keys("xbr");
    fixture_wait_for("run 3  done");
    fixture_keys("5");
}

/* The row of the table that is selected, as text. */
static const char *
selected(void)
{
    static char row[FIXTURE_TEXT];
    const char *at = strstr(fixture_text(), "►");

    ck_assert_ptr_nonnull(at);
    snprintf(row, sizeof row, "%.*s", (int)strcspn(at, "\n"), at);
    return row;
}

static unsigned long
selected_number(void)
{
    const char *row = selected();

    return strtoul(row + strcspn(row, "0123456789"), NULL, 10);
}

static void
select_run(const char *number)
{
    int i;

    fixture_key(KEY_HOME);
    for (i = 0; i < 10; i++) {
        const char *row = selected(), *at = row + strcspn(row, "=0123456789");

        if (strncmp(at, number, strlen(number)) == 0 && at[strlen(number)] == ' ')
            return;
        fixture_key(KEY_DOWN);
    }
    ck_abort_msg("there is no run %s", number);
}

START_TEST(what_differs_has_a_column_and_nothing_else_has)
{
    fixture_start_and_end();
    fixture_keys("5");
    fixture_sees("Runs: test errors in %, by best error");
    fixture_sees_no("init");
    fixture_sees_no("seed ");
    fixture_keys("1xr");
    fixture_wait_for("run 2  done");
    fixture_keys("5");
    fixture_sees("  init  ");
    fixture_sees("xavier");
    fixture_sees_no("  batch  ");
    fixture_sees_no("  name  ");
    fixture_finish();
}
END_TEST

/* On the other screens, and Train is the one shown. */
START_TEST(enter_shows_the_run_everywhere)
{
    start_with_three();
    select_run("1");
    fixture_key(KEY_ENTER);
    fixture_sees_as(ROLE_TAB, " 1 Train ");
    fixture_sees("run 1  done");
    fixture_keys("2");
    fixture_sees("run 1  done");
    fixture_keys("5");
    select_run("2");
    fixture_key(KEY_ENTER);
    fixture_sees("run 2  done");
    fixture_sees("init          xavier");
    fixture_finish();
}
END_TEST

START_TEST(the_table_is_sorted_by_the_next_column)
{
    start_with_three();
    fixture_sees("best↑");
    fixture_keys("O");
    fixture_sees("best↓");
    fixture_keys("oo");
    fixture_sees("last↑");
    fixture_sees("by last error");
    fixture_keys("ooooo");
    fixture_sees("run↑");
    fixture_key(KEY_HOME);
    ck_assert_ptr_nonnull(strstr(selected(), " 1  normal"));
    fixture_keys("O");
    fixture_key(KEY_HOME);
    ck_assert_ptr_nonnull(strstr(selected(), " 3  normal"));
    fixture_finish();
}
END_TEST

/* Even on the smallest screen, where there is room for few. */
START_TEST(the_column_that_sorts_is_always_shown)
{
    static const int sizes[][2] = {{24, 80}, {16, 60}};
    enum { COLUMNS = 12 };
    size_t size, i;

    start_with_three();
    for (size = 0; size < 2; size++) {
        fixture_resize(sizes[size][0], sizes[size][1]);
        for (i = 0; i < COLUMNS; i++) {
            fixture_sees("↑");
            fixture_keys("o");
        }
    }
    fixture_keys("u");
    for (i = 0; !fixture_shows("by number of seeds") && i < 2 * COLUMNS; i++)
        fixture_keys("o");
    fixture_sees("seeds↑");
    fixture_keys("u"); /* its column goes */
    fixture_sees("by best error");
    fixture_sees("best↑");
    fixture_finish();
}
END_TEST

/* Whether a line ends with the label of a run. */
static bool
chart_has(const char *label)
{
    const char *chart = strstr(fixture_text(), "Test error");

    ck_assert_ptr_nonnull(chart);
    return strstr(chart, label) != NULL;
}

START_TEST(the_wheel_moves_the_selection)
{
    struct event turn = {.kind = EVENT_WHEEL, .step = 1};

    start_with_three();
    fixture_keys("ooooooo"); /* by number */
    fixture_key(KEY_HOME);
    ck_assert_ptr_nonnull(strstr(selected(), " 1  normal"));
    fixture_event(&turn);
    ck_assert_ptr_nonnull(strstr(selected(), " 2  xavier"));
    turn.step = -1;
    fixture_event(&turn);
    ck_assert_ptr_nonnull(strstr(selected(), " 1  normal"));
    fixture_finish();
}
END_TEST

START_TEST(marks_choose_the_curves)
{
    start_with_three();
    ck_assert(chart_has("1 sgd") && chart_has("2 sgd-xavier") &&
              chart_has("3 minibatch"));
    select_run("2");
    fixture_keys("t");
    fixture_sees("• ");
    ck_assert(chart_has("2 sgd-xavier") && !chart_has("1 sgd") && !chart_has("3 mini"));
    select_run("1");
    fixture_keys("t");
    ck_assert(chart_has("2 sgd-xavier") && chart_has("1 sgd") && !chart_has("3 mini"));
    fixture_keys("t");
    select_run("2");
    fixture_keys("t");
    ck_assert(chart_has("1 sgd") && chart_has("2 sgd-xavier") &&
              chart_has("3 minibatch"));
    fixture_finish();
}
END_TEST

/* The number in the row of a run that ends where the title of its column does. */
static double
cell(const char *number, const char *title)
{
    static char row[FIXTURE_TEXT];
    const char *titles, *at;

    select_run(number);
    snprintf(row, sizeof row, "%s", selected());
    titles = strchr(strchr(fixture_text(), '\n') + 1, '\n') + 1;
    at = strstr(titles, title);
    ck_assert_msg(at != NULL && at < strchr(titles, '\n'), "no column %s", title);
    row[(size_t)(at - titles) + strlen(title) + strlen("►") - 1] = '\0';
    return atof(strrchr(row, ' '));
}

START_TEST(a_baseline_turns_values_into_differences)
{
    double first, other;

    start_with_three();
    fixture_keys("oooo"); /* so that no arrow is in the title */
    first = cell("1", "last");
    other = cell("3", "last");
    ck_assert_double_gt(first, 0);
    ck_assert_double_gt(other, 0);
    select_run("1");
    fixture_keys("=");
    fixture_sees(", beside run 1");
    ck_assert_double_eq_tol(cell("=1", "last"), first, 0.001);
    ck_assert_double_eq_tol(cell("3", "last"), other - first, 0.011);
    select_run("=1");
    fixture_keys("=");
    fixture_sees_no("beside run 1");
    ck_assert_double_eq_tol(cell("3", "last"), other, 0.001);
    fixture_finish();
}
END_TEST

START_TEST(names_and_notes_are_typed)
{
    start_with_three();
    select_run("2");
    fixture_keys("N");
    fixture_sees("Name of this run: _");
    fixture_key(KEYS_CHARACTER + 0x153); /* of two bytes */
    fixture_sees("run: œ_");
    fixture_key(KEY_BACKSPACE);
    fixture_sees("run: _");
    fixture_keys("my 5q/ run"); /* keys are text there */
    fixture_key(KEY_BACKSPACE);
    fixture_key(KEY_ENTER);
    fixture_sees("  name  ");
    fixture_sees("my 5q/ ru");
    ck_assert(chart_has("2 my 5q/ ru"));
    fixture_keys("n");
    fixture_sees("Note on this run: _");
    fixture_keys("steep at first");
    fixture_key(KEY_ENTER);
    fixture_sees("steep at first");
    fixture_keys("n");
    fixture_sees("Note on this run: steep at first_");
    fixture_key(KEYS_ESCAPE);
    fixture_sees("steep at first");
    select_run("1");
    fixture_sees_no("steep at first");
    fixture_finish();
}
END_TEST

START_TEST(a_filter_works_as_it_is_typed)
{
    start_with_three();
    fixture_keys("/xav");
    fixture_sees("Filter: xav_");
    fixture_sees(", \"xav\": 1 of 3");
    ck_assert(!chart_has("3 mini"));
    fixture_key(KEY_ENTER);
    fixture_sees(", \"xav\": 1 of 3");
    fixture_keys("/zz");
    fixture_sees("No run matches.");
    fixture_keys("=t"); /* text, too */
    fixture_sees("Filter: xavzz=t_");
    fixture_key(KEYS_ESCAPE);
    fixture_sees_no("1 of 3");
    fixture_sees("minibatch");
    fixture_finish();
}
END_TEST

START_TEST(a_run_is_deleted_after_asking)
{
    start_with_three();
    select_run("3");
    fixture_key(KEY_DC);
    fixture_sees("Delete run 3?");
    fixture_key(KEYS_ESCAPE);
    ck_assert_uint_eq(fixture_session()->count, 3);
    fixture_key(KEY_DC);
    fixture_key(KEY_ENTER);
    ck_assert_uint_eq(fixture_session()->count, 2);
    ck_assert_ptr_null(session_find(fixture_session(), 3));
    fixture_sees("run 2  done"); /* it was looked at */
    fixture_key(KEY_DC);
    fixture_key(KEY_ENTER);
    fixture_key(KEY_DC);
    fixture_key(KEY_ENTER);
    fixture_sees("There are no runs. On Train r starts one.");
    fixture_keys("x"); /* what was said before goes */
    fixture_keys("tRn=N\r");
    fixture_sees("There is no run. On Train r starts one.");
    fixture_keys("2");
    fixture_update();
    fixture_sees_no("answer "); /* no net is left that could give one */
    fixture_keys("1");
    fixture_update();
    fixture_sees("There is no run. r starts one.");
    fixture_sees_as(ROLE_STRONG, "no run");
    fixture_sees_no("starting");
    fixture_keys("r"); /* numbers are not given again */
    fixture_wait_for("run 4  done");
    fixture_sees_no("There is no run. r starts one.");
    fixture_finish();
}
END_TEST

/* Else a user who deletes the worst runs, the last rows, would go on with the best. */
START_TEST(the_next_row_is_selected_after_a_deletion)
{
    unsigned long first, last;

    start_with_three();
    fixture_key(KEY_HOME);
    first = selected_number();
    fixture_key(KEY_END);
    last = selected_number();
    fixture_key(KEY_UP);
    fixture_key(KEY_DC);
    fixture_key(KEY_ENTER);
    ck_assert_uint_eq(selected_number(), last);
    fixture_key(KEY_DC); /* the last row: then the one before it */
    fixture_key(KEY_ENTER);
    ck_assert_uint_eq(selected_number(), first);
    fixture_finish();
}
END_TEST

START_TEST(a_run_that_is_on_is_not_deleted)
{
    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys("5");
    fixture_key(KEY_DC);
    fixture_sees("A run that is on cannot be deleted.");
    fixture_sees_no("Delete run");
    fixture_keys(" "); /* as everywhere */
    fixture_wait_for("paused");
    fixture_finish();
}
END_TEST

START_TEST(a_run_is_started_again)
{
    start_with_three();
    select_run("2");
    fixture_keys("r");
    fixture_wait_for("run 4  done");
    ck_assert_int_eq(fixture_run(4)->hparams.init, NET_INIT_XAVIER);
    ck_assert_uint_eq(fixture_run(4)->hparams.seed, 1);
    ck_assert(fixture_run(4)->test_error == fixture_run(2)->test_error);
    ck_assert_ptr_nonnull(strstr(selected(), " 4  xavier")); /* the new one */
    fixture_sees_as(ROLE_TAB, " 5 Runs ");
    fixture_keys("R");
    fixture_wait_for("run 5  done");
    ck_assert_uint_eq(fixture_run(5)->hparams.seed, 2);
    ck_assert_ptr_nonnull(strstr(selected(), " 5  xavier"));
    fixture_keys("R"); /* a seed that none has */
    fixture_wait_for("run 6  done");
    ck_assert_uint_eq(fixture_run(6)->hparams.seed, 3);
    ck_assert_int_eq(fixture_run(6)->hparams.init, NET_INIT_XAVIER);
    fixture_finish();
}
END_TEST

/* There r is for the selected run. */
START_TEST(on_runs_hints_say_where_r_starts_the_next_run)
{
    fixture_start_and_end();
    fixture_keys("x");
    fixture_sees("Next run: init xavier. r starts it.");
    fixture_keys("5m");
    fixture_sees("Next run: momentum 0.4. On Train r starts it.");
    fixture_keys("p");
    fixture_sees(". On Train r starts it.");
    fixture_keys(" ");
    fixture_sees("No run is on. On Train r starts the next.");
    fixture_finish();
}
END_TEST

START_TEST(it_asks_while_a_run_is_on)
{
    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys("x5r");
    fixture_sees("Start run 1 again?");
    fixture_keys("q");
    fixture_sees_no("again?");
    ck_assert_ptr_nonnull(strstr(selected(), " 1 "));
    fixture_keys("Rr");
    ck_assert_ptr_nonnull(strstr(selected(), " 2 ")); /* at once */
    fixture_wait_for("run 2  training");
    ck_assert_ptr_nonnull(strstr(selected(), " 2 "));
    fixture_sees_as(ROLE_TAB, " 5 Runs ");
    ck_assert_uint_eq(fixture_run(2)->hparams.seed, 2);
    ck_assert_int_eq(fixture_run(2)->hparams.init, NET_INIT_NORMAL);
    fixture_keys("1r"); /* elsewhere r starts the next run */
    fixture_sees("Start the next run?");
    fixture_keys("r");
    fixture_wait_for("run 3  training");
    ck_assert_int_eq(fixture_run(3)->hparams.init, NET_INIT_XAVIER);
    fixture_finish();
}
END_TEST

START_TEST(runs_with_other_seeds_are_grouped)
{
    start_with_three();
    select_run("2");
    fixture_keys("R");
    fixture_wait_for("run 4  done");
    fixture_keys("u");
    fixture_sees("  seeds  ");
    fixture_sees(" least    most ");
    fixture_sees_no("  seed  ");
    select_run("2");
    ck_assert_ptr_nonnull(strstr(selected(), " 2  xavier"));
    fixture_key(KEY_DC);
    fixture_sees("This is a group of runs. u shows each of them.");
    fixture_keys("t");
    ck_assert(session_find(fixture_session(), 2)->marked);
    ck_assert(session_find(fixture_session(), 4)->marked);
    fixture_keys("u");
    fixture_sees_no("  seeds  ");
    fixture_finish();
}
END_TEST

/* As good as run 2, which it repeats; at the same epoch. */
START_TEST(a_run_may_be_as_good_as_another)
{
    start_with_three();
    select_run("2");
    fixture_keys("=");
    select_run("=2");
    fixture_keys("r");
    fixture_wait_for("run 4  done");
    fixture_sees("4 sgd-xavier  as good as run 2 at epoch 1");
    fixture_finish();
}
END_TEST

/* Only the newest run keeps a moment, and so run 1 has none. */
START_TEST(what_is_not_kept_says_so)
{
    static const char *const keys[] = {"[", "{", "l", "w", "F"};
    size_t i;

    fixture_new()->hparams.epochs = 1;
    fixture_set_budget(1);
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_sees_no("not kept");
    fixture_keys("r");
    fixture_wait_for("run 2  done");
    fixture_sees_no("not kept");
    fixture_keys("5");
    select_run("1");
    fixture_key(KEY_ENTER);
    fixture_sees("run 1  done");
    fixture_sees("Its moments are not kept: newer runs needed the memory.");
    fixture_sees("answer "); /* of the last batch, as the statistics are */
    for (i = 0; i < sizeof keys / sizeof *keys; i++) {
        fixture_keys("x"); /* the message before goes */
        fixture_keys(keys[i]);
        fixture_sees("The moments of this run are not kept.");
    }
    fixture_keys("2");
    fixture_sees("Its moments are not kept");
    fixture_sees("Outputs");
    fixture_sees("not kept  ");
    fixture_sees_no("none yet");
    fixture_keys("xn");
    fixture_sees("The moments of this run are not kept.");
    fixture_keys("}");
    fixture_sees("run 2  done");
    fixture_sees_no("Its moments are not kept");
    fixture_finish();
}
END_TEST

/* Only then. */
START_TEST(the_training_error_has_a_column_where_it_is_measured)
{
    fixture_start_and_end();
    fixture_keys("5");
    fixture_sees("  last");
    fixture_sees_no("training ");
    fixture_finish();
    fixture_new()->hparams.epochs = 2;
    fixture_eval_train();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("5oooo"); /* so that no arrow is before it */
    ck_assert_double_eq_tol(cell("1", "training"), 100 * fixture_run(1)->train_error,
                            0.0051);
    fixture_finish();
}
END_TEST

/* Each screen with a chart has its own. */
START_TEST(the_scales_of_a_chart_are_chosen)
{
    static const char *const across[] = {"(seconds)", "(images, log scale)", "(images)",
                                         "(epochs)"};
    size_t i;

    start_with_three();
    fixture_sees("Test error, log scale (epochs)");
    for (i = 0; i < 4; i++) {
        fixture_keys("X");
        fixture_sees(across[i]);
    }
    fixture_keys("y");
    fixture_sees("Test accuracy (epochs)");
    fixture_keys("y");
    fixture_sees("Test error (epochs)");
    fixture_keys("1");
    fixture_sees("Test accuracy (epochs)");
    fixture_keys("yX");
    fixture_sees("Test error (seconds)");
    fixture_keys("5");
    fixture_sees("Test error (epochs)");
    fixture_finish();
}
END_TEST

/* A plain count of what Train says of the run before. */
START_TEST(train_says_how_the_run_stands_against_the_one_before)
{
    double first, second, points = 0;
    char better[8] = "";

    fixture_start_and_end();
    fixture_keys("bbr");
    fixture_wait_for("run 2  done");
    fixture_resize(40, 200);
    first = fixture_run(1)->test_error;
    second = fixture_run(2)->test_error;
    fixture_sees(" than run 1 at epoch 1");
    ck_assert_int_eq(sscanf(strstr(fixture_text(), "best ") + strlen("best "),
                            "%*f %% %lf points %7s", &points, better),
                     2);
    ck_assert_str_eq(better, second < first ? "better" : "worse");
    ck_assert_double_eq_tol(points, 100 * fabs(second - first), 0.051);
    fixture_sees_as(ROLE_LINE_OLD, "1 batch 1 ");
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        what_differs_has_a_column_and_nothing_else_has,
        enter_shows_the_run_everywhere,
        the_table_is_sorted_by_the_next_column,
        the_column_that_sorts_is_always_shown,
        the_wheel_moves_the_selection,
        marks_choose_the_curves,
        a_baseline_turns_values_into_differences,
        names_and_notes_are_typed,
        a_filter_works_as_it_is_typed,
        a_run_is_deleted_after_asking,
        the_next_row_is_selected_after_a_deletion,
        a_run_that_is_on_is_not_deleted,
        a_run_is_started_again,
        on_runs_hints_say_where_r_starts_the_next_run,
        it_asks_while_a_run_is_on,
        runs_with_other_seeds_are_grouped,
        a_run_may_be_as_good_as_another,
        what_is_not_kept_says_so,
        the_training_error_has_a_column_where_it_is_measured,
        the_scales_of_a_chart_are_chosen,
        train_says_how_the_run_stands_against_the_one_before,
        NULL,
    };

    return suite_run("run table", tests, 300);
}
