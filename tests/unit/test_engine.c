/* Starting, pausing, stepping, stopping, speed: what each command does. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/engine_fixture.h"
#include "support/woken.h"

/* ---- a run ---- */

START_TEST(before_the_first_run_there_is_nothing)
{
    look();
    ck_assert_uint_eq(shot.now.run, 0);
    ck_assert_ptr_null(newest);
    ck_assert_double_lt(shot.now.test_error, 0);
    ck_assert_double_lt(shot.now.loss, 0);
    engine_pause(engine, true); /* commands to no run are harmless */
    engine_step(engine);
    engine_stop(engine);
    engine_set_speed(engine, 100);
    engine_set_speed(engine, 0);
    rest(0.02);
    look();
    ck_assert_uint_eq(shot.now.run, 0);
    check_no_result();
}
END_TEST

START_TEST(a_run_goes_to_its_end)
{
    struct run_result result;

    start();
    result = wait_for_result();
    ck_assert_uint_eq(result.run, 1);
    ck_assert_int_eq(result.status, RUN_DONE);
    ck_assert_double_eq(result.epochs, 5);
    ck_assert_uint_eq(result.hparams.batch, 12);
    ck_assert_double_eq_tol(result.test_error, headless_error(), 1e-9);
    ck_assert(result.test_error >= 0);
    ck_assert(result.seconds > 0 && result.seconds < patience);
    check_no_result();
    WAIT_UNTIL(shot.now.status == RUN_DONE);
    ck_assert_uint_eq(shot.now.run, 1);
    ck_assert_uint_eq(shot.now.epochs_done, 5);
    ck_assert_uint_eq(shot.now.images, TRAIN);
    ck_assert_uint_eq(shot.now.layers, 3);
    ck_assert_uint_eq(shot.now.stats[0].inputs, 784);
    ck_assert(shot.now.loss > 0 && shot.accuracy.count > 0 && shot.losses.count > 0);
    ck_assert_double_eq_tol(shot.now.test_error, result.test_error, 1e-9);
    ck_assert(shot.now.image.known && shot.now.image.number < TRAIN);
    ck_assert_uint_eq(shot.now.image.label, dataset.train.labels[shot.now.image.number]);
    check_net(SIZE_MAX);
}
END_TEST

/* The last image and the statistics belong to the last batch, whatever the net has
 * answered since. */
static void
check_what_is_shown(void)
{
    struct layer_stats stats[NET_MAX_LAYERS];
    struct net *gradient;
    struct learner *learner;
    size_t j;

    hparams.batch = 1;
    start();
    wait_for_result();
    look();
    learner = learner_fixture_new(NULL);
    while (learner->status == RUN_TRAINING)
        learner_batch(learner);
    ck_assert_uint_eq(shot.now.image.number, learner->part.which[0]);
    ck_assert_uint_eq(shot.now.image.answer,
                      backprop_answer(learner->ws, learner->net, 0));
    for (j = 0; j < DIGIT_CLASSES; j++)
        ck_assert(shot.now.image.outputs[j] ==
                  backprop_outputs(learner->ws, learner->net, 0)[j]);
    gradient = net_clone(learner_net(learner), NULL);
    ck_assert_ptr_nonnull(gradient);
    stats_measure(stats, learner_net(learner), learner->ws, &learner->part, gradient);
    ck_assert_mem_eq(shot.now.stats, stats, 3 * sizeof *stats);
    net_free(gradient);
    learner_free(learner);
}

START_TEST(what_is_shown_at_the_end_is_of_the_last_batch)
{
    check_what_is_shown();
    hparams.gamma = 0.4;
    fixture_renew(-1);
    check_what_is_shown();
}
END_TEST

START_TEST(a_run_starts_from_given_parameters)
{
    struct net *from = train_headless(SIZE_MAX);
    struct plan plan = {.hparams = hparams, .start = from};
    struct run_result result;

    engine_set_speed(engine, standstill);
    start_plans(&plan, 1);
    WAIT_UNTIL(shot.now.run == 1);
    ck_assert(same_bits(tape.at[0]->net, from));
    ck_assert_int_eq(shot.now.hparams.init, NET_INIT_LOADED);
    plan.hparams.hidden[0]++;
    start_plans(&plan, 1); /* it cannot begin: run 1 goes on */
    result = wait_for_result();
    ck_assert_uint_eq(result.run, 2);
    ck_assert_int_eq(result.status, RUN_FAILED);
    ck_assert_double_eq(result.epochs, 0);
    ck_assert_uint_eq(shot.now.run, 1);
    ck_assert_int_eq(shot.now.status, RUN_TRAINING);
    engine_stop(engine);
    ck_assert_uint_eq(wait_for_result().run, 1);
    net_free(from);
}
END_TEST

/* ---- pause and step ---- */

static double
cpu_seconds(void)
{
    struct rusage use;

    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e-6;
}

START_TEST(a_pause_stops_and_costs_nothing)
{
    struct snapshot before;
    double cpu;

    pause_in_training();
    before = shot;
    cpu = cpu_seconds();
    rest(0.3);
    cpu = cpu_seconds() - cpu;
    look();
    ck_assert_uint_eq(shot.now.epochs_done, before.now.epochs_done);
    ck_assert_uint_eq(shot.now.position, before.now.position);
    ck_assert_double_eq(shot.now.elapsed, before.now.elapsed);
    ck_assert_double_eq(shot.now.images_per_second, 0);
    ck_assert_double_lt(cpu, 0.1); /* a busy loop takes 0.3 */
    check_net(batches_trained());
    engine_pause(engine, false);
    WAIT_UNTIL(shot.now.epochs_done > before.now.epochs_done + 2);
    ck_assert(!shot.now.paused);
}
END_TEST

/* With single images and momentum, the net is behind the run until it is read. */
START_TEST(who_looks_at_momentum_sees_the_net_of_now)
{
    size_t i;

    hparams.batch = 1;
    hparams.gamma = 0.4;
    pause_in_training();
    for (i = 0; i < 5; i++) {
        size_t before = batches_trained();

        check_net(before);
        engine_step(engine);
        WAIT_UNTIL(batches_trained() > before);
    }
    engine_stop(engine);
    wait_for_result();
    WAIT_UNTIL(shot.now.status == RUN_STOPPED);
    check_net(batches_trained());
}
END_TEST

/* Through an epoch and the smaller batch at its end. */
START_TEST(a_step_is_one_batch)
{
    size_t i;

    hparams.batch = 7;
    engine_set_speed(engine, standstill);
    start();
    WAIT_UNTIL(shot.now.run == 1 && shot.now.position > 0);
    engine_pause(engine, true);
    WAIT_UNTIL(shot.now.paused);
    for (i = 2; i <= 90; i++) {
        ck_assert_uint_eq(batches_trained(), i - 1);
        engine_step(engine);
        WAIT_UNTIL(batches_trained() >= i);
    }
    rest(0.05);
    look();
    ck_assert_uint_eq(shot.now.epochs_done, 1);
    ck_assert_uint_eq(shot.now.position, 4 * 7);
    check_net(90);
}
END_TEST

/* Whenever they come, none is lost and none is done twice. */
START_TEST(every_step_counts)
{
    enum { STEPS = 4000 };
    struct rng rng;
    size_t before, i;

    rng_init(&rng, 42, 0);
    pause_in_training();
    before = images_trained();
    for (i = 0; i < STEPS; i++) {
        engine_step(engine);
        if (i % 8 != 0)
            rest(rng_uniform(&rng) * 1e-4);
    }
    WAIT_UNTIL(images_trained() >= before + 12 * STEPS);
    rest(0.05);
    look();
    ck_assert_uint_eq(images_trained(), before + 12 * STEPS);
    check_net(batches_trained());
}
END_TEST

START_TEST(steps_of_a_run_are_not_made_by_the_next)
{
    size_t before, i;

    hparams.batch =
        TRAIN; /* so large that the next commands come before one is trained */
    hparams.hidden[0] = 300;
    pause_in_training();
    for (i = 0; i < 1000; i++)
        engine_step(engine);
    start();
    engine_pause(engine, true);
    WAIT_UNTIL(shot.now.run == 2 && shot.now.paused);
    rest(0.1);
    look();
    before = images_trained();
    rest(0.1);
    look();
    ck_assert_uint_eq(images_trained(), before);
}
END_TEST

START_TEST(steps_go_on_to_the_end_of_the_run)
{
    struct run_result result;
    int i;

    hparams.batch = 300;
    hparams.epochs = 2;
    engine_set_speed(engine, standstill);
    start();
    WAIT_UNTIL(shot.now.run == 1 && shot.now.position > 0);
    engine_pause(engine, true);
    WAIT_UNTIL(shot.now.paused);
    for (i = 0; i < 4; i++)
        engine_step(engine);
    result = wait_for_result();
    ck_assert_int_eq(result.status, RUN_DONE);
    check_net(SIZE_MAX);
}
END_TEST

/* The batch is so large that the pause arrives while it is trained. */
START_TEST(a_pause_in_the_last_batch_does_not_lose_the_result)
{
    size_t i;

    hparams.batch = TRAIN;
    hparams.epochs = 1;
    hparams.hidden[0] = 300;
    for (i = 0; i < 60; i++) {
        struct run_result result;

        start();
        rest(0.0005 * (double)(i % 30));
        engine_pause(engine, true);
        rest(0.001);
        engine_pause(engine, false);
        result = wait_for_result();
        ck_assert_uint_eq(result.run, i + 1);
        ck_assert_int_eq(result.status, RUN_DONE);
        ck_assert_double_ge(result.test_error, 0);
    }
}
END_TEST

/* Where nothing was trained since the last measurement, a pause needs none. */
START_TEST(a_place_is_measured_once)
{
    const struct curve *curve = &shot.accuracy;

    engine_set_speed(engine, standstill);
    start();
    WAIT_UNTIL(curve->count == 2); /* before and after the first batch */
    engine_pause(engine, true);
    WAIT_UNTIL(shot.now.paused);
    rest(0.05);
    look();
    ck_assert_uint_eq(batches_trained(), 1);
    ck_assert_uint_eq(curve->count, 2);
}
END_TEST

/* ---- stop, start, divergence ---- */

START_TEST(a_stopped_run_is_a_result)
{
    struct run_result result;

    hparams.epochs = 1000000;
    start();
    WAIT_UNTIL(shot.now.epochs_done > 2);
    engine_stop(engine);
    result = wait_for_result();
    ck_assert_uint_eq(result.run, 1);
    ck_assert_int_eq(result.status, RUN_STOPPED);
    ck_assert_double_gt(result.epochs, 2);
    ck_assert_double_ge(result.test_error, 0);
    WAIT_UNTIL(shot.now.status == RUN_STOPPED);
    engine_stop(engine); /* once more: nothing changes */
    rest(0.02);
    check_no_result();
    look();
    ck_assert_double_eq_tol((double)images_trained() / TRAIN, result.epochs, 1e-9);
    check_net(batches_trained());
}
END_TEST

START_TEST(a_start_during_a_run_keeps_the_old_one)
{
    struct run_result result;

    hparams.epochs = 1000000;
    start();
    WAIT_UNTIL(shot.now.epochs_done > 0);
    hparams.hidden[0] = 40; /* another shape: another net must be published */
    hparams.epochs = 2;
    start();
    result = wait_for_result();
    ck_assert_uint_eq(result.run, 1);
    ck_assert_int_eq(result.status, RUN_STOPPED);
    ck_assert_uint_eq(result.hparams.hidden[0], 30);
    result = wait_for_result();
    ck_assert_uint_eq(result.run, 2);
    ck_assert_int_eq(result.status, RUN_DONE);
    ck_assert_uint_eq(result.hparams.hidden[0], 40);
    WAIT_UNTIL(shot.now.run == 2);
    check_net(SIZE_MAX);
    check_no_result();
}
END_TEST

START_TEST(a_start_ends_a_pause)
{
    pause_in_training();
    hparams.epochs = 2;
    start();
    ck_assert_int_eq(wait_for_result().status, RUN_STOPPED);
    ck_assert_int_eq(wait_for_result().status, RUN_DONE);
    check_net(SIZE_MAX);
}
END_TEST

START_TEST(after_a_diverged_run_a_new_one_works)
{
    struct run_result result;

    hparams.alpha = 1e38;
    start();
    result = wait_for_result();
    ck_assert_int_eq(result.status, RUN_DIVERGED);
    ck_assert_double_le(result.epochs, 1);
    WAIT_UNTIL(shot.now.status == RUN_DIVERGED);
    ck_assert_pstr_ne(strstr(shot.now.why, "the learning rate 1e+38"), NULL);
    engine_step(engine); /* a run that has ended stays so */
    engine_pause(engine, true);
    engine_step(engine);
    engine_pause(engine, false);
    rest(0.02);
    look();
    ck_assert_int_eq(shot.now.status, RUN_DIVERGED);
    check_no_result();
    hparams.alpha = 0.05;
    start();
    result = wait_for_result();
    ck_assert_uint_eq(result.run, 2);
    ck_assert_int_eq(result.status, RUN_DONE);
    WAIT_UNTIL(shot.now.run == 2);
    ck_assert_str_eq(shot.now.why, "");
    check_net(SIZE_MAX);
}
END_TEST

/* ---- the parameters beside the snapshot ---- */

/* The reader comes late: it finds the end, and all moments from the first on. */
START_TEST(news_that_were_left_are_taken_later)
{
    struct wake wake;
    double begun = clock_now();

    woken_open(&wake);
    fixture_renew(wake.write_fd);
    hparams.epochs = 1;
    start();
    while (clock_now() - begun < 0.2)
        wake_drain(wake.read_fd);
    look();
    WAIT_UNTIL(shot.now.status == RUN_DONE);
    check_net(SIZE_MAX);
    ck_assert_uint_eq(tape.at[0]->images, 0);
    ck_assert_uint_eq(tape.at[1]->images, 12);
    ck_assert_ptr_eq(tape.at[tape.count - 1], newest);
    engine_free(engine);
    engine = NULL;
    wake_done(&wake);
}
END_TEST

/* Each command interrupts the measurement of the untrained net. If it started over each
 * time, it would never end. */
START_TEST(commands_again_and_again_do_not_starve_a_measure)
{
    double begun = clock_now();

    hparams.hidden[0] = 1000;
    engine_set_speed(engine, standstill);
    start();
    do {
        engine_set_speed(engine, standstill);
        look();
        if (clock_now() - begun > patience)
            ck_abort_msg("the net is never measured");
    } while (shot.now.run == 0 || shot.now.test_error < 0);
}
END_TEST

static double
error_after(size_t batches)
{
    struct learner *learner = learner_fixture_new(NULL);
    double error;

    for (; batches > 0; batches--)
        learner_batch(learner);
    error = learner_error(learner, &dataset.test);
    learner_free(learner);
    return error;
}

/* The commands come in the middle of the measurement of the untrained net. On a busy
 * machine they may come after it, when some batches have been trained before the pause.
 */
START_TEST(a_measure_that_was_broken_off_is_not_mixed_with_the_next)
{
    double want[8];
    size_t i;

    hparams.hidden[0] = 1000;
    hparams.batch = TRAIN / 4;
    hparams.init = NET_INIT_XAVIER;
    hparams.alpha = 1;
    engine_set_speed(engine, standstill);
    for (hparams.seed = 1; hparams.seed <= 4; hparams.seed++) {
        for (i = 0; i < MEM_COUNT(want); i++)
            want[i] = error_after(i);
        ck_assert(fabs(want[1] - want[0]) > 1e-9);
        start();
        engine_pause(engine, true);
        engine_step(engine);
        WAIT_UNTIL(shot.now.run == hparams.seed && batches_trained() >= 1);
        WAIT_UNTIL(batches_trained() < MEM_COUNT(want) &&
                   fabs(shot.now.test_error - want[batches_trained()]) < 1e-9);
    }
}
END_TEST

/* ---- speed and waking ---- */

/*
 * 2000 images a second for a second. A busy machine may not reach that, so the test
 * relies only on the upper bound, and on some progress.
 */
START_TEST(a_speed_limit_is_kept)
{
    double begun, seconds;
    size_t before;

    hparams.batch = 1;
    hparams.epochs = 1000000;
    engine_set_speed(engine, 2000);
    start();
    WAIT_UNTIL(shot.now.run == 1 && shot.now.position > 0);
    ck_assert_double_eq(shot.now.speed, 2000);
    begun = clock_now(); /* before the look: a pause between them must not count */
    look();
    before = images_trained();
    rest(1);
    look();
    seconds = clock_now() - begun;
    ck_assert_uint_gt(images_trained(), before);
    /* what was trained but not published, or came late: a fifth of a second's worth */
    ck_assert_double_lt((double)(images_trained() - before), 2000 * (seconds + 0.2));
    engine_set_speed(engine, 0);
    WAIT_UNTIL(shot.now.speed == 0);
    before = images_trained();
    WAIT_UNTIL(images_trained() > before + 20000);
}
END_TEST

START_TEST(who_waits_is_woken)
{
    struct wake wake;
    bool woken = false;

    woken_open(&wake);
    fixture_renew(wake.write_fd);
    start();
    wait_for_result();
    WAIT_UNTIL((woken |= wake_drain(wake.read_fd)) && shot.now.status == RUN_DONE);
    rest(0.05);
    wake_drain(wake.read_fd);
    rest(0.1);
    ck_assert(!wake_drain(wake.read_fd)); /* an idle engine does not wake its reader */
    engine_free(engine);
    engine = NULL;
    wake_done(&wake);
}
END_TEST

/* A reader that never reads does not delay the engine. */
START_TEST(a_full_pipe_does_not_block)
{
    struct wake wake;
    char full[4096] = {0};
    int i;

    woken_open(&wake);
    while (write(wake.write_fd, full, sizeof full) > 0)
        continue;
    fixture_renew(wake.write_fd);
    for (i = 0; i < 3; i++) {
        start();
        ck_assert_int_eq(wait_for_result().status, RUN_DONE);
    }
    engine_free(engine);
    engine = NULL;
    wake_done(&wake);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        before_the_first_run_there_is_nothing,
        a_run_goes_to_its_end,
        what_is_shown_at_the_end_is_of_the_last_batch,
        a_run_starts_from_given_parameters,
        a_pause_stops_and_costs_nothing,
        who_looks_at_momentum_sees_the_net_of_now,
        a_step_is_one_batch,
        every_step_counts,
        steps_of_a_run_are_not_made_by_the_next,
        steps_go_on_to_the_end_of_the_run,
        a_pause_in_the_last_batch_does_not_lose_the_result,
        a_place_is_measured_once,
        a_stopped_run_is_a_result,
        a_start_during_a_run_keeps_the_old_one,
        a_start_ends_a_pause,
        after_a_diverged_run_a_new_one_works,
        news_that_were_left_are_taken_later,
        commands_again_and_again_do_not_starve_a_measure,
        a_measure_that_was_broken_off_is_not_mixed_with_the_next,
        a_speed_limit_is_kept,
        who_waits_is_woken,
        a_full_pipe_does_not_block,
        NULL,
    };

    return suite_run_with("engine", tests, 120, fixture_setup, fixture_teardown);
}
