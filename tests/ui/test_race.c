/* Races: runs side by side, and what Train shows of them. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "nn/backprop.h"
#include "support/plain_run.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

enum { EPOCHS = 4, BATCH = 4 };

static struct ui_config *config;

static void
configure(void)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    config = fixture_new();
    config->hparams.epochs = EPOCHS;
    config->hparams.batch = BATCH;
}

/* Run 1 to its end, then runs 2 and 3, of which 3 has what the keys change. */
static void
race(const char *keys)
{
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys(keys);
    fixture_keys("V");
    fixture_sees("Runs 2 and 3 race, ");
}

static void
wait_for_ends(size_t count)
{
    while (fixture_ended() < count)
        fixture_update();
}

/* ---- what is expected ---- */

/* The moment shown has the weights of the plain run. */
static void
check_weights(const struct hparams *hparams, uint64_t images)
{
    fixture_keys("w\n");
    plain_run_check_file("net.npz", config, hparams, images);
}

static size_t
plain_answer(const struct hparams *hparams, uint64_t images, size_t image)
{
    struct learner *learner = plain_run(config, hparams, images);
    const struct net *net = learner_net(learner);
    struct workspace *ws = workspace_new(net, 1, config->kernels, NULL);
    uint32_t which = (uint32_t)image;
    struct batch batch = {&config->dataset->train, &which, 1, 0};
    size_t answer;

    ck_assert_ptr_nonnull(ws);
    backprop_forward(ws, net, &batch);
    answer = backprop_answer(ws, net, 0);
    workspace_free(ws);
    learner_free(learner);
    return answer;
}

/* ---- its runs ---- */

START_TEST(each_run_of_a_race_has_the_weights_that_it_has_alone)
{
    struct hparams other;

    configure();
    race("x");
    fixture_sees("Runs 2 and 3 race, from different weights, in the same order.");
    other = config->hparams;
    other.init = NET_INIT_XAVIER;
    wait_for_ends(3);
    fixture_sees("run 2  done");
    fixture_wait_for("Down another run"); /* after the message */
    check_weights(&config->hparams, (uint64_t)EPOCHS * FIXTURE_TRAIN);
    fixture_key(KEY_DOWN);
    fixture_sees("run 3  done");
    check_weights(&other, (uint64_t)EPOCHS * FIXTURE_TRAIN);
    fixture_key(KEY_UP);
    fixture_sees("run 2  done");
    fixture_finish();
}
END_TEST

START_TEST(two_runs_that_would_be_the_same_do_not_race)
{
    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("V");
    fixture_sees("Change something of the next run first: x, m, b, a, g, s or p.");
    fixture_key(KEY_DOWN);
    fixture_sees("No race is shown. V starts one.");
    fixture_keys("sV");
    fixture_sees("Runs 2 and 3 race, from different weights, in different orders.");
    wait_for_ends(3);
    ck_assert_uint_eq(fixture_run(3)->hparams.seed, 2);
    fixture_finish();
}
END_TEST

START_TEST(it_asks_before_it_stops_what_is_on)
{
    configure();
    config->hparams.epochs = 1000000;
    config->speed = 400;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys("mV");
    fixture_resize(24, 60);
    fixture_sees("Race run 1's settings against the next run's? ");
    fixture_resize(FIXTURE_ROWS, FIXTURE_COLS);
    fixture_sees("V stop the run, keep its result, start the race");
    fixture_key(KEYS_ESCAPE);
    ck_assert_uint_eq(fixture_ended(), 0);
    fixture_keys("VV");
    fixture_sees("Runs 2 and 3 race, from the same weights, in the same order.");
    fixture_wait_for("Race by images");
    wait_for_ends(1);
    fixture_keys("r");
    fixture_sees("Runs 2 and 3 are on");
    fixture_sees("r stop the runs, keep their results, start the next one");
    fixture_keys("r");
    fixture_wait_for("run 4  training");
    wait_for_ends(3);
    ck_assert_int_eq(fixture_run(2)->status, RUN_STOPPED);
    ck_assert_int_eq(fixture_run(3)->status, RUN_STOPPED);
    fixture_sees_no("Race by images");
    fixture_finish();
}
END_TEST

/* As t does on Runs, where their order is that of their errors. */
static void
mark(size_t number)
{
    session_find(fixture_session(), number)->marked = true;
}

/* Train shows it, wherever the keys were pressed, with the question or without. */
START_TEST(it_starts_from_any_screen)
{
    configure();
    config->speed = 4000;
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("5xV");
    fixture_sees("Runs 2 and 3 race, from different weights, in the same order.");
    fixture_wait_for("Race by images");
    wait_for_ends(3);
    fixture_keys("meeer");
    fixture_wait_for("run 4  training");
    mark(2);
    mark(3);
    mark(4);
    fixture_keys("5V");
    fixture_sees("Race the settings of runs 2, 3 and 4? ");
    fixture_key(KEYS_ESCAPE);
    fixture_sees_no("Race the settings of runs 2, 3 and 4?");
    fixture_keys("VV");
    fixture_sees("Runs 5 to 7 race, from different weights, in the same order.");
    fixture_wait_for("Race by images");
    fixture_finish();
}
END_TEST

START_TEST(the_question_names_the_one_that_is_left)
{
    configure();
    config->speed = 4000;
    race("eeeeeeee");
    fixture_wait_for("run 2  done");
    fixture_keys("q");
    fixture_sees("Run 3 is on: epoch ");
    fixture_sees("q stop the run, keep its result, quit");
    fixture_key(KEYS_ESCAPE);
    ck_assert_uint_eq(fixture_ended(), 2);
    fixture_finish();
}
END_TEST

static size_t
trained(size_t run)
{
    const struct measures *now = fixture_run(run);

    return now->epochs_done * FIXTURE_TRAIN +
           (now->position < FIXTURE_TRAIN ? now->position : 0);
}

START_TEST(pause_and_step_act_on_all)
{
    size_t before[2];

    configure();
    config->hparams.epochs = 1000000;
    config->speed = 100;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys("mVV");
    fixture_wait_for("Race by images");
    fixture_keys(" ");
    while (!fixture_run(2)->paused || !fixture_run(3)->paused)
        fixture_update();
    before[0] = trained(2);
    before[1] = trained(3);
    fixture_keys(".");
    while (trained(2) == before[0] || trained(3) == before[1])
        fixture_update();
    ck_assert_uint_eq(trained(2), before[0] + BATCH);
    ck_assert_uint_eq(trained(3), before[1] + BATCH);
    fixture_finish();
}
END_TEST

/* ---- what is shown ---- */

/* As the rows say it: "7 right". */
static void
check_answer(const struct hparams *hparams, size_t image)
{
    char text[64];
    size_t answer = plain_answer(hparams, (uint64_t)EPOCHS * FIXTURE_TRAIN, image);
    bool right = answer == config->dataset->train.labels[image];

    snprintf(text, sizeof text, "done  %zu %s", answer, right ? "right" : "wrong");
    fixture_sees(text);
}

START_TEST(one_digit_is_answered_by_all)
{
    struct hparams other;
    size_t image;

    configure();
    race("x");
    other = config->hparams;
    other.init = NET_INIT_XAVIER;
    wait_for_ends(3);
    fixture_update();
    fixture_resize(60, 200);
    image = (size_t)fixture_number("training image ") - 1;
    check_answer(&config->hparams, image);
    check_answer(&other, image);
    fixture_finish();
}
END_TEST

START_TEST(it_says_who_leads_and_by_how_much)
{
    double errors[2];
    size_t leader;
    char text[64];

    configure();
    race("x");
    wait_for_ends(3);
    fixture_update();
    errors[0] = fixture_run(2)->test_error;
    errors[1] = fixture_run(3)->test_error;
    leader = errors[0] < errors[1] ? 2 : 3;
    if (errors[0] == errors[1])
        snprintf(text, sizeof text, "Nobody leads at epoch 4.");
    else
        snprintf(text, sizeof text, "Run %zu leads by %.2f points since ", leader,
                 100 * fabs(errors[0] - errors[1]));
    fixture_sees(text);
    fixture_finish();
}
END_TEST

/* The test error in the row of the run with this momentum, per cent; waits for it. */
static double
error_of_row(const char *momentum)
{
    const char *row, *end;

    for (;;) {
        row = strstr(strstr(fixture_text(), "test error"), momentum);
        ck_assert_ptr_nonnull(row);
        end = strstr(row, " %");
        if (end != NULL && end < strchr(row, '\n'))
            break;
        fixture_update();
    }
    while (strchr("0123456789.", end[-1]) != NULL)
        end--;
    return atof(end);
}

/* Momentum changes neither the weights at the start nor the order. */
START_TEST(the_slider_moves_all)
{
    configure();
    race("m");
    wait_for_ends(3);
    fixture_update();
    fixture_keys("{");
    fixture_wait_for("Nobody leads at image 0.");
    fixture_sees("run 2 at image 0 ");
    ck_assert(error_of_row(" momentum 0 ") > 50);
    ck_assert(error_of_row(" momentum 0 ") == error_of_row(" momentum 0.4 "));
    fixture_key(KEY_DOWN);
    fixture_sees("run 3 at image 0 ");
    check_weights(&config->hparams, 0);
    fixture_keys("}");
    fixture_sees("run 3  done");
    fixture_sees_no("Nobody leads at image 0.");
    fixture_keys("}"); /* it is as new as run 2 */
    fixture_sees("run 3  done");
    fixture_keys("5{}");
    fixture_sees("run 3  done");
    fixture_finish();
}
END_TEST

/* The moment of this run that comes nearest to this second of its training. */
static const struct checkpoint *
plain_nearest(size_t number, double seconds)
{
    const struct tape *tape = &session_find(fixture_session(), number)->tape;
    const struct checkpoint *nearest = tape->at[0];
    size_t i;

    for (i = 1; i < tape->count; i++) {
        if (fabs(tape->at[i]->seconds - seconds) < fabs(nearest->seconds - seconds))
            nearest = tape->at[i];
    }
    return nearest;
}

/* As if the run had taken this time for each image: a test cannot rely on how fast the
 * runs really were. */
static void
set_seconds(size_t number, double seconds_an_image)
{
    const struct tape *tape = &session_find(fixture_session(), number)->tape;
    size_t i;

    for (i = 0; i < tape->count; i++)
        tape->at[i]->seconds = seconds_an_image * (double)tape->at[i]->images;
}

/* What the rows and the sentence say of moments with errors that are known. */
static void
check_moment(const struct checkpoint *second, const struct checkpoint *third)
{
    double errors[2] = {checkpoint_test_error(second), checkpoint_test_error(third)};
    char text[64];

    ck_assert_double_eq_tol(error_of_row(" momentum 0 "), 100 * errors[0], 0.005001);
    ck_assert_double_eq_tol(error_of_row(" momentum 0.4 "), 100 * errors[1], 0.005001);
    if (errors[0] == errors[1])
        snprintf(text, sizeof text, "Nobody leads at ");
    else
        snprintf(text, sizeof text, "Run %d leads by %.2f points since ",
                 errors[0] < errors[1] ? 2 : 3, 100 * fabs(errors[0] - errors[1]));
    fixture_sees(text);
}

static void
wait_for_answers(const struct checkpoint *moment)
{
    while (checkpoint_answers(moment) == NULL)
        fixture_update();
}

START_TEST(by_seconds_the_slider_moves_all_to_the_same_second)
{
    const struct checkpoint *second, *third;
    double seconds;
    size_t steps, slower = 0;

    configure();
    race("m");
    wait_for_ends(3);
    set_seconds(2, 1);
    set_seconds(3, 2);
    fixture_keys("L{");
    for (steps = 0; steps < 20; steps++) {
        fixture_keys("]");
        seconds = fixture_number("run 2 at image ");
        second = plain_nearest(2, seconds);
        third = plain_nearest(3, seconds);
        slower += third->images < second->images;
        wait_for_answers(second);
        wait_for_answers(third);
        fixture_update();
        check_moment(second, third);
    }
    ck_assert_uint_ge(slower, 10);
    fixture_keys("L");
    fixture_update();
    wait_for_answers(second);
    third = session_find(fixture_session(), 3)->tape.at[steps];
    ck_assert_uint_eq(third->images, second->images);
    wait_for_answers(third);
    fixture_update();
    check_moment(second, third);
    fixture_finish();
}
END_TEST

START_TEST(one_key_races_by_seconds)
{
    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("L");
    fixture_sees("In a race, all train for the same number of seconds.");
    fixture_keys("mV");
    wait_for_ends(3);
    fixture_wait_for("Race by seconds of training");
    ck_assert(fixture_shows(" s.") && !fixture_shows(" second "));
    fixture_sees("Test accuracy (seconds)");
    fixture_keys("L");
    fixture_sees("In a race, all train on the same number of images.");
    fixture_sees("Race by images");
    fixture_finish();
}
END_TEST

/* ---- what is saved ---- */

/* With the first rate nothing is learned, and more is with the second. */
START_TEST(its_chart_has_the_scales_of_all_charts)
{
    configure();
    race("m");
    wait_for_ends(3);
    fixture_update();
    fixture_sees("Test accuracy (images, log scale)");
    fixture_keys("y");
    fixture_sees("Test error (images, log scale)");
    fixture_keys("X");
    fixture_sees("Test error (images)");
    fixture_keys("Xy");
    fixture_sees("Test error, log scale (epochs)");
    fixture_keys("X");
    fixture_sees("Test error, log scale (seconds)");
    fixture_keys("XL");
    fixture_sees("Test error, log scale (seconds)"); /* where a race by seconds begins */
    fixture_finish();
}
END_TEST

START_TEST(the_one_that_leads_at_the_end_is_saved)
{
    struct hparams better;

    configure();
    config->save = "saved.npz";
    config->hparams.alpha = 0.0001;
    config->hparams.epochs = 20;
    race("aaaaaaaaa");
    wait_for_ends(3);
    fixture_sees("The parameters of run 3 are in saved.npz");
    better = config->hparams;
    better.alpha = fixture_run(3)->hparams.alpha;
    ck_assert(better.alpha > 100 * config->hparams.alpha);
    ck_assert(fixture_run(3)->test_error < fixture_run(2)->test_error);
    plain_run_check_file("saved.npz", config, &better,
                         (uint64_t)better.epochs * FIXTURE_TRAIN);
    ck_assert_ptr_null(fixture_finish());
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        each_run_of_a_race_has_the_weights_that_it_has_alone,
        two_runs_that_would_be_the_same_do_not_race,
        it_asks_before_it_stops_what_is_on,
        it_starts_from_any_screen,
        the_question_names_the_one_that_is_left,
        pause_and_step_act_on_all,
        one_digit_is_answered_by_all,
        it_says_who_leads_and_by_how_much,
        the_slider_moves_all,
        by_seconds_the_slider_moves_all_to_the_same_second,
        one_key_races_by_seconds,
        its_chart_has_the_scales_of_all_charts,
        the_one_that_leads_at_the_end_is_saved,
        NULL,
    };

    return suite_run("race", tests, 300);
}
