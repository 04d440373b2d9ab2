/* Runs beside each other, held against numbers that are counted by hand. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "runs/comparison.h"
#include "runs/run_text.h"
#include "support/suite.h"

enum { RUNS = 6 };

static struct run made[RUNS], *runs[RUNS];
static struct curve curves[RUNS][2];

/* Runs 1 to RUNS with the default settings, of which nothing is known. */
static void
make_runs(void)
{
    struct hparams hparams;
    size_t i;

    hparams_init(&hparams);
    memset(made, 0, sizeof made);
    for (i = 0; i < RUNS; i++) {
        runs[i] = &made[i];
        measures_init(&made[i].now, i + 1, &hparams);
        made[i].now.images = 1000;
        made[i].curves = curves[i];
        curve_init(&curves[i][0]);
        curve_init(&curves[i][1]);
    }
}

static void
set(size_t number, enum hparam which, const char *value)
{
    ck_assert_int_eq(hparam_parse(&made[number - 1].now.hparams, which, value, NULL), 0);
}

static void
compare(struct comparison *comparison, size_t count, const char *filter, bool grouped)
{
    ck_assert_int_eq(comparison_init(comparison, runs, count, filter, grouped, NULL), 0);
}

enum { NUMBERS = 128 };

/* One more number in a text such as "3 1 2". */
static void
add_number(char text[NUMBERS], const struct run *run)
{
    size_t used = strlen(text);

    snprintf(text + used, NUMBERS - used, "%s%zu", used > 0 ? " " : "", run->now.run);
}

/* The first numbers of the rows. */
static const char *
order(const struct comparison *comparison)
{
    static char text[NUMBERS];
    size_t i;

    text[0] = '\0';
    for (i = 0; i < comparison->count; i++)
        add_number(text, comparison->groups[i].runs[0]);
    return text;
}

/* ---- measures ---- */

START_TEST(a_run_says_what_is_known_of_it)
{
    make_runs();
    made[0].now.first_error = 0.2;
    made[0].now.best_error = 0.05;
    made[0].now.best_epoch = 2.5;
    made[0].now.test_error = 0.06;
    made[0].now.seconds = 4;
    made[0].now.epochs_done = 3;
    made[0].now.position = 500;
    ck_assert(run_measure(runs[0], MEASURE_NUMBER) == 1);
    ck_assert(run_measure(runs[0], MEASURE_FIRST) == 0.2);
    ck_assert(run_measure(runs[0], MEASURE_BEST) == 0.05);
    ck_assert(run_measure(runs[0], MEASURE_BEST_AT) == 2.5);
    ck_assert(run_measure(runs[0], MEASURE_LAST) == 0.06);
    ck_assert(run_measure(runs[0], MEASURE_SECONDS) == 4);
    ck_assert(run_measure(runs[0], MEASURE_RATE) == 3500.0 / 4);
    ck_assert(isnan(run_measure(runs[1], MEASURE_FIRST)));
    ck_assert(isnan(run_measure(runs[1], MEASURE_BEST)));
    ck_assert(isnan(run_measure(runs[1], MEASURE_BEST_AT)));
    ck_assert(isnan(run_measure(runs[1], MEASURE_LAST)));
    ck_assert(isnan(run_measure(runs[1], MEASURE_RATE)));
}
END_TEST

/* ---- settings ---- */

START_TEST(settings_differ_if_any_run_has_another)
{
    struct comparison comparison;
    enum hparam which;

    make_runs();
    compare(&comparison, 3, NULL, false);
    for (which = 0; which < HPARAMS; which++)
        ck_assert(!comparison.differs[which]);
    comparison_done(&comparison);
    set(3, HPARAM_BATCH, "12");
    set(2, HPARAM_SEED, "7");
    set(4, HPARAM_INIT, "xavier"); /* it is not among them */
    compare(&comparison, 3, NULL, false);
    for (which = 0; which < HPARAMS; which++)
        ck_assert(comparison.differs[which] ==
                  (which == HPARAM_BATCH || which == HPARAM_SEED));
    comparison_done(&comparison);
    compare(&comparison, 0, NULL, false);
    ck_assert_uint_eq(comparison.count, 0);
    comparison_done(&comparison);
}
END_TEST

static const char *
label(size_t number, const struct comparison *comparison)
{
    static char text[64];

    run_label(&made[number - 1], comparison->differs, text, sizeof text);
    return text;
}

START_TEST(a_label_says_what_differs)
{
    static char name[] = "mine";
    struct comparison comparison;

    make_runs();
    set(2, HPARAM_INIT, "xavier");
    compare(&comparison, 2, NULL, false);
    ck_assert_str_eq(label(1, &comparison), "1 normal");
    ck_assert_str_eq(label(2, &comparison), "2 xavier");
    comparison_done(&comparison);
    set(3, HPARAM_ALPHA, "0.5");
    compare(&comparison, 3, "1 normal", false);
    set(2, HPARAM_INIT, "normal");
    comparison_done(&comparison);
    compare(&comparison, 3, NULL, false);
    ck_assert_str_eq(label(3, &comparison), "3 rate 0.5");
    comparison_done(&comparison);
    /* more than one: the name of the preset, if there is one */
    hparams_apply_preset(&made[1].now.hparams, 2);
    hparams_apply_preset(&made[2].now.hparams, 0);
    set(2, HPARAM_SEED, "2");
    compare(&comparison, 3, NULL, false);
    ck_assert_str_eq(label(1, &comparison), "1 sgd seed 1");
    ck_assert_str_eq(label(2, &comparison), "2 xavier seed 2");
    set(2, HPARAM_BATCH, "7");
    ck_assert_str_eq(label(2, &comparison), "2 batch 7 xavier seed 2");
    made[1].name = name;
    ck_assert_str_eq(label(2, &comparison), "2 mine");
    comparison_done(&comparison);
}
END_TEST

/* ---- order ---- */

START_TEST(rows_are_sorted_by_any_column)
{
    static const struct {
        struct sort_key key;
        bool descending;
        const char *order;
    } cases[] = {
        {{SORT_MEASURE, MEASURE_BEST}, false, "4 2 5 1 3"},
        {{SORT_MEASURE, MEASURE_BEST},
         true,
         "1 2 5 4 3"}, /* 3 has none: still the last */
        {{SORT_MEASURE, MEASURE_NUMBER}, true, "5 4 3 2 1"},
        {{SORT_SETTING, HPARAM_BATCH}, false, "3 1 2 5 4"},
        {{SORT_SETTING, HPARAM_BATCH}, true, "4 1 2 5 3"},
        {{SORT_SETTING, HPARAM_INIT}, false, "1 2 4 5 3"},
        {{SORT_STATUS, 0}, false, "1 3 4 5 2"},
        {{SORT_NAME, 0}, false, "5 1 2 3 4"},
        {{SORT_NAME, 0}, true, "1 5 2 3 4"},
        {{SORT_COUNT, 0}, false, "1 2 3 4 5"},
    };
    static char b[] = "b", a[] = "a";
    struct comparison comparison;
    size_t i;

    make_runs();
    made[0].now.best_error = 0.4;
    made[1].now.best_error = made[4].now.best_error = 0.2;
    made[3].now.best_error = 0.1;
    set(1, HPARAM_BATCH, "12");
    set(2, HPARAM_BATCH, "12");
    set(5, HPARAM_BATCH, "12");
    set(3, HPARAM_BATCH, "2");
    set(4, HPARAM_BATCH, "100");
    set(3, HPARAM_INIT, "xavier");
    made[1].now.status = RUN_DIVERGED;
    made[0].name = b;
    made[4].name = a;
    for (i = 0; i < MEM_COUNT(cases); i++) {
        compare(&comparison, 5, "", false);
        comparison_sort(&comparison, cases[i].key, cases[i].descending);
        ck_assert_msg(strcmp(order(&comparison), cases[i].order) == 0, "case %zu: %s", i,
                      order(&comparison));
        comparison_done(&comparison);
    }
}
END_TEST

START_TEST(rows_are_found_by_the_number_of_a_run)
{
    struct comparison comparison;

    make_runs();
    set(3, HPARAM_BATCH, "12");
    set(2, HPARAM_SEED, "2");
    compare(&comparison, 3, NULL, true);
    comparison_sort(&comparison, (struct sort_key){SORT_SETTING, HPARAM_BATCH}, true);
    ck_assert_uint_eq(comparison_find(&comparison, 3), 0);
    ck_assert_uint_eq(comparison_find(&comparison, 1), 1);
    ck_assert_uint_eq(comparison_find(&comparison, 2), 1);
    ck_assert_uint_eq(comparison_find(&comparison, 4), comparison.count);
    ck_assert_uint_eq(comparison_find(&comparison, 0), comparison.count);
    comparison_done(&comparison);
}
END_TEST

/* ---- groups ---- */

START_TEST(runs_with_other_seeds_are_one_row)
{
    struct comparison comparison;
    struct spread best;

    make_runs();
    set(2, HPARAM_BATCH, "12");
    set(3, HPARAM_SEED, "2");
    set(4, HPARAM_BATCH, "12");
    set(5, HPARAM_SEED, "3");
    set(4, HPARAM_SEED, "9");
    set(6, HPARAM_SEED, "4");
    made[0].now.best_error = 0.10;
    made[2].now.best_error = 0.16;
    made[4].now.best_error = 0.13;
    made[1].now.best_error = 0.5;
    compare(&comparison, RUNS, NULL, true);
    ck_assert_str_eq(order(&comparison), "1 2");
    ck_assert_uint_eq(comparison.groups[0].count, 4); /* 1 3 5 6 */
    ck_assert_uint_eq(comparison.groups[1].count, 2);
    ck_assert_uint_eq(comparison.groups[0].runs[1]->now.run, 3);
    ck_assert_uint_eq(comparison.groups[0].runs[3]->now.run, 6);
    ck_assert_uint_eq(comparison.groups[1].runs[1]->now.run, 4);
    ck_assert(comparison.differs[HPARAM_BATCH] && !comparison.differs[HPARAM_SEED]);
    best = group_measure(&comparison.groups[0], MEASURE_BEST);
    ck_assert_uint_eq(best.count, 3); /* of run 6 it is not known */
    ck_assert_double_eq_tol(best.mean, 0.13, 1e-12);
    ck_assert(best.min == 0.10 && best.max == 0.16);
    best = group_measure(&comparison.groups[1], MEASURE_FIRST);
    ck_assert_uint_eq(best.count, 0);
    ck_assert(isnan(best.mean) && isnan(best.min) && isnan(best.max));
    comparison_sort(&comparison, (struct sort_key){SORT_COUNT, 0}, false);
    ck_assert_str_eq(order(&comparison), "2 1");
    comparison_done(&comparison);
}
END_TEST

/* The numbers of the runs whose means a group takes. */
static const char *
counted(const struct run_group *group)
{
    static char text[NUMBERS];
    size_t i;

    text[0] = '\0';
    for (i = 0; i < group->counted; i++)
        add_number(text, group->seed[i]);
    return text;
}

/* How all runs stand, and so which of their group count. */
static void
check_counted(const enum run_status status[RUNS], size_t seeds, const char *numbers)
{
    struct comparison comparison;
    size_t i;

    for (i = 0; i < RUNS; i++)
        made[i].now.status = status[i];
    compare(&comparison, RUNS, NULL, true);
    ck_assert_uint_eq(comparison.count, 1);
    ck_assert_uint_eq(comparison.groups[0].count, RUNS);
    ck_assert_uint_eq(comparison.groups[0].seeds, seeds);
    ck_assert_str_eq(counted(&comparison.groups[0]), numbers);
    comparison_done(&comparison);
}

/* Runs 1, 2 and 3 have one seed, 4 another, 5 and 6 a third. */
START_TEST(of_a_group_each_seed_counts_once_and_only_what_is_done)
{
    static const enum run_status done[RUNS] = {RUN_DONE, RUN_DONE, RUN_DONE,
                                               RUN_DONE, RUN_DONE, RUN_DONE},
                                 mixed[RUNS] = {RUN_STOPPED,  RUN_DONE,    RUN_DONE,
                                                RUN_DIVERGED, RUN_STOPPED, RUN_DONE},
                                 none[RUNS] = {RUN_STOPPED,  RUN_STOPPED,  RUN_STOPPED,
                                               RUN_DIVERGED, RUN_TRAINING, RUN_STOPPED};
    struct comparison comparison;
    struct spread best;
    size_t i;

    make_runs();
    set(4, HPARAM_SEED, "2");
    set(5, HPARAM_SEED, "3");
    set(6, HPARAM_SEED, "3");
    for (i = 0; i < RUNS; i++) {
        made[i].now.epochs_done = 2;
        made[i].now.best_error = (double)(i + 1) / 100;
    }
    check_counted(done, 3, "3 4 6"); /* the newest of those that are equal */
    made[0].now.epochs_done = made[4].now.epochs_done = 3;
    check_counted(done, 3, "1 4 5"); /* what has trained most */
    check_counted(none, 3, "5 1 4");
    made[0].now.epochs_done = made[4].now.epochs_done = 1;
    check_counted(mixed, 3, "3 6");
    compare(&comparison, RUNS, NULL, true);
    best = group_measure(&comparison.groups[0], MEASURE_BEST);
    ck_assert_uint_eq(best.count, 2);
    ck_assert_double_eq_tol(best.mean, 0.045, 1e-12);
    ck_assert(best.min == 0.03 && best.max == 0.06);
    comparison_done(&comparison);
}
END_TEST

START_TEST(a_fork_is_in_no_group)
{
    struct comparison comparison;

    make_runs();
    set(2, HPARAM_SEED, "2");
    set(3, HPARAM_SEED, "3");
    set(4, HPARAM_SEED, "4");
    made[1].parent = made[3].parent = 1;
    compare(&comparison, 4, NULL, true);
    ck_assert_str_eq(order(&comparison), "1 2 4");
    ck_assert_uint_eq(comparison.groups[0].count, 2); /* 1 3 */
    ck_assert_uint_eq(comparison_find(&comparison, 3), 0);
    comparison_done(&comparison);
}
END_TEST

/* A row of a group has the number and the time of its first run, whichever count. */
START_TEST(groups_are_sorted_by_what_they_show)
{
    struct comparison comparison;

    make_runs();
    set(2, HPARAM_BATCH, "12");
    set(3, HPARAM_SEED, "2");
    made[1].now.status = made[2].now.status = RUN_DONE;
    made[0].asked = 100, made[1].asked = 200, made[2].asked = 300;
    compare(&comparison, 3, NULL, true);
    comparison_sort(&comparison, (struct sort_key){SORT_MEASURE, MEASURE_NUMBER}, true);
    ck_assert_str_eq(order(&comparison), "2 1");
    comparison_sort(&comparison, (struct sort_key){SORT_MEASURE, MEASURE_ASKED}, true);
    ck_assert_str_eq(order(&comparison), "2 1");
    comparison_done(&comparison);
}
END_TEST

/* ---- filter ---- */

START_TEST(a_filter_finds_what_the_table_says)
{
    static char name[] = "My Best", note[] = "with dropped ink";
    static const struct {
        const char *filter, *found;
    } cases[] = {
        {"", "1 2 3"},        {"xavier", "2"},     {"batch 12", "3"},  {"XAVIER", "2"},
        {"my best", "1"},     {"ink", "1"},        {"batch", "1 2 3"}, {"done", "3"},
        {"training", "1 2"},  {"xavier done", ""}, {"  ", "1 2 3"},    {"nothing", ""},
        {"normal best", "1"},
    };
    struct comparison comparison;
    size_t i;

    make_runs();
    set(2, HPARAM_INIT, "xavier");
    set(3, HPARAM_BATCH, "12");
    made[0].name = name;
    made[0].note = note;
    made[2].now.status = RUN_DONE;
    for (i = 0; i < MEM_COUNT(cases); i++) {
        compare(&comparison, 3, cases[i].filter, false);
        ck_assert_msg(strcmp(order(&comparison), cases[i].found) == 0, "\"%s\": %s",
                      cases[i].filter, order(&comparison));
        comparison_done(&comparison);
    }
}
END_TEST

/* ---- curves ---- */

/* 0.1 more with each epoch, at the given epochs; 2 seconds an epoch. */
static void
draw(size_t number, double start, const double *epochs, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        curve_add(&curves[number - 1][0], epochs[i], 2 * epochs[i],
                  start + 0.1 * epochs[i]);
}

START_TEST(between_samples_an_accuracy_is_on_the_line)
{
    static const double epochs[] = {1, 2, 4};
    struct samples samples;

    make_runs();
    draw(1, 0.5, epochs, MEM_COUNT(epochs));
    samples = run_accuracy(runs[0]);
    ck_assert(isnan(accuracy_at(samples, 0.5)));
    ck_assert_double_eq_tol(accuracy_at(samples, 1), 0.6, 1e-6);
    ck_assert_double_eq_tol(accuracy_at(samples, 1.5), 0.65, 1e-6);
    ck_assert_double_eq_tol(accuracy_at(samples, 3), 0.8, 1e-6);
    ck_assert_double_eq_tol(accuracy_at(samples, 4), 0.9, 1e-6);
    ck_assert(isnan(accuracy_at(samples, 4.1)));
    ck_assert_double_eq_tol(seconds_at(samples, 3), 6, 1e-6);
    ck_assert_double_eq_tol(seconds_at(samples, 9), 8, 1e-6);
    ck_assert(isnan(accuracy_at(run_accuracy(runs[1]), 1)));
}
END_TEST

/* Samples have a float for the epoch, which may be more than the double of a moment. */
START_TEST(a_sample_is_found_at_its_own_moment)
{
    const double moments[] = {0.3, 0.6, 0.7,
                              12.2533}; /* some floats are more, some less */
    struct samples samples;
    size_t i;

    make_runs();
    for (i = 0; i < MEM_COUNT(moments); i++)
        curve_add(&curves[0][0], moments[i], 2 * moments[i], 0.5 + moments[i] / 100);
    samples = run_accuracy(runs[0]);
    for (i = 0; i < MEM_COUNT(moments); i++) {
        double expected = 0.5 + moments[i] / 100;

        ck_assert_double_eq_tol(accuracy_at(samples, moments[i]), expected, 1e-6);
        ck_assert_double_eq_tol(best_accuracy_until(samples, moments[i]), expected, 1e-6);
        ck_assert_double_eq_tol(seconds_at(samples, moments[i]), 2 * moments[i], 1e-5);
    }
}
END_TEST

START_TEST(the_best_until_then_is_not_from_later)
{
    struct samples samples;

    make_runs();
    curve_add(&curves[0][0], 1, 1, 0.6);
    curve_add(&curves[0][0], 2, 2, 0.5);
    curve_add(&curves[0][0], 3, 3, 0.9);
    samples = run_accuracy(runs[0]);
    ck_assert(isnan(best_accuracy_until(samples, 0.5)));
    ck_assert_double_eq_tol(best_accuracy_until(samples, 1), 0.6, 1e-6);
    ck_assert_double_eq_tol(best_accuracy_until(samples, 2.9), 0.6, 1e-6);
    ck_assert_double_eq_tol(best_accuracy_until(samples, 3), 0.9, 1e-6);
}
END_TEST

/* Run 1 and 2 as members: at each epoch of the longer one, those that have come there. */
START_TEST(a_band_holds_the_members_that_have_come_so_far)
{
    static const double shorter[] = {0, 1, 2}, longer[] = {0, 0.5, 1.5, 3};
    static struct band_point points[RUN_SAMPLES];
    struct comparison comparison;
    size_t i;

    make_runs();
    set(2, HPARAM_SEED, "2");
    draw(1, 0.2, shorter, MEM_COUNT(shorter));
    draw(2, 0.4, longer, MEM_COUNT(longer));
    compare(&comparison, 2, NULL, true);
    ck_assert_uint_eq(group_band(&comparison.groups[0], points), MEM_COUNT(longer));
    for (i = 0; i < MEM_COUNT(longer); i++) {
        double rise = 0.1 * longer[i], low = i == 3 ? 0.4 : 0.2;

        ck_assert_double_eq_tol(points[i].epoch, longer[i], 1e-6);
        ck_assert_double_eq_tol(points[i].seconds, 2 * longer[i], 1e-6);
        ck_assert_double_eq_tol(points[i].min, low + rise, 1e-6);
        ck_assert_double_eq_tol(points[i].max, 0.4 + rise, 1e-6);
        ck_assert_double_eq_tol(points[i].mean, (low + 0.4) / 2 + rise, 1e-6);
    }
    comparison_done(&comparison);
}
END_TEST

/* One that was stopped early is not in it, nor is one of the same seed. */
START_TEST(a_band_is_over_the_runs_that_count)
{
    static const double whole[] = {0, 1, 2}, part[] = {0, 1};
    static struct band_point points[RUN_SAMPLES];
    struct comparison comparison;
    size_t i;

    make_runs();
    set(2, HPARAM_SEED, "2");
    set(3, HPARAM_SEED, "3");
    for (i = 0; i < 4; i++) {
        made[i].now.status = i == 2 ? RUN_STOPPED : RUN_DONE;
        made[i].now.epochs_done = i == 2 ? 1 : 2;
    }
    draw(1, 0.6, whole, MEM_COUNT(whole)); /* run 4 has its seed, and is newer */
    draw(2, 0.4, whole, MEM_COUNT(whole));
    draw(3, 0.1, part, MEM_COUNT(part));
    draw(4, 0.2, whole, MEM_COUNT(whole));
    compare(&comparison, 4, NULL, true);
    ck_assert_uint_eq(group_band(&comparison.groups[0], points), MEM_COUNT(whole));
    for (i = 0; i < MEM_COUNT(whole); i++) {
        ck_assert_uint_eq(points[i].members, 2);
        ck_assert_double_eq_tol(points[i].min, 0.2 + 0.1 * whole[i], 1e-6);
        ck_assert_double_eq_tol(points[i].max, 0.4 + 0.1 * whole[i], 1e-6);
        ck_assert_double_eq_tol(points[i].mean, 0.3 + 0.1 * whole[i], 1e-6);
    }
    comparison_done(&comparison);
}
END_TEST

/* ---- one against another ---- */

START_TEST(runs_are_compared_where_both_have_come)
{
    static const double mine[] = {0, 1, 2}, theirs[] = {0, 1, 2, 3}, start[] = {0};
    struct standing standing;

    make_runs();
    ck_assert(!run_standing(runs[0], runs[1], INFINITY).known);
    draw(1, 0.5, mine, MEM_COUNT(mine));
    ck_assert(!run_standing(runs[0], runs[1], INFINITY).known);
    draw(2, 0.3, theirs, MEM_COUNT(theirs));
    standing = run_standing(runs[0], runs[1], INFINITY);
    ck_assert(standing.known && standing.epoch == 2);
    ck_assert_double_eq_tol(standing.ahead, 0.2, 1e-6);
    standing = run_standing(runs[1], runs[0], INFINITY); /* it has gone further */
    ck_assert(standing.known && standing.epoch == 2);
    ck_assert_double_eq_tol(standing.ahead, -0.2, 1e-6);
    standing = run_standing(runs[0], runs[1], 0.5);
    ck_assert(standing.known && standing.epoch == 0.5);
    /* before training there is nothing to compare */
    draw(3, 0.1, start, MEM_COUNT(start));
    ck_assert(!run_standing(runs[2], runs[0], INFINITY).known);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_run_says_what_is_known_of_it,
        settings_differ_if_any_run_has_another,
        a_label_says_what_differs,
        rows_are_sorted_by_any_column,
        rows_are_found_by_the_number_of_a_run,
        runs_with_other_seeds_are_one_row,
        of_a_group_each_seed_counts_once_and_only_what_is_done,
        a_fork_is_in_no_group,
        groups_are_sorted_by_what_they_show,
        a_filter_finds_what_the_table_says,
        between_samples_an_accuracy_is_on_the_line,
        a_sample_is_found_at_its_own_moment,
        the_best_until_then_is_not_from_later,
        a_band_holds_the_members_that_have_come_so_far,
        a_band_is_over_the_runs_that_count,
        runs_are_compared_where_both_have_come,
        NULL,
    };

    return suite_run("comparison", tests, 0);
}
