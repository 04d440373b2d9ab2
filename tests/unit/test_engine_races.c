/* Runs side by side, runs that go on from others, and answers that are wanted: with any
 * number of workers each run gives the weights that it gives alone. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nn/evaluate.h"
#include "support/engine_fixture.h"
#include "support/woken.h"

/* What was read of each run, by its number. */
enum { RUNS = 64 };

struct seen {
    struct snapshot shot;
    struct checkpoint *newest;
    struct tape tape;
    bool ended;
    struct run_result result;
};
static struct seen seen[RUNS];
static size_t ends; /* of runs that have ended */

static void
setup(void)
{
    fixture_setup();
    memset(seen, 0, sizeof seen);
    ends = 0;
}

static void
forget(void)
{
    size_t i;

    for (i = 0; i < RUNS; i++) {
        checkpoint_unref(seen[i].newest);
        tape_done(&seen[i].tape);
    }
    memset(seen, 0, sizeof seen);
    ends = 0;
}

static void
renew(size_t workers)
{
    forget();
    jobs = workers;
    fixture_renew(-1);
}

static void
teardown(void)
{
    forget();
    fixture_teardown();
}

static void
read_news(void)
{
    static struct news news;
    struct seen *run;

    while (engine_take_news(engine, &news)) {
        ck_assert(news.shot.now.run > 0 && news.shot.now.run < RUNS);
        run = &seen[news.shot.now.run];
        ck_assert(!run->ended || !news.ended);
        run->shot = news.shot;
        tape_move(&run->tape, &news.tape);
        if (news.newest != NULL) {
            checkpoint_unref(run->newest);
            run->newest = checkpoint_ref(news.newest);
        }
        if (news.ended) {
            run->ended = true;
            run->result = news.result;
            ends++;
        }
        news_done(&news);
    }
}

#define READ_UNTIL(condition)                                      \
    do {                                                           \
        double begun_ = clock_now();                               \
                                                                   \
        for (read_news(); !(condition); read_news()) {             \
            if (clock_now() - begun_ > patience)                   \
                ck_abort_msg("waited in vain for %s", #condition); \
            rest(0.001);                                           \
        }                                                          \
    } while (0)

/* ---- races ---- */

/* Each differs from the others in something; none has much to do. */
static void
vary(struct plan *plan, struct rng *rng)
{
    static const size_t batches[] = {1, 7, 12, 600};

    memset(plan, 0, sizeof *plan);
    plan->hparams = hparams;
    plan->hparams.epochs = 3 + rng_below(rng, 8);
    plan->hparams.batch = batches[rng_below(rng, MEM_COUNT(batches))];
    plan->hparams.gamma = rng_below(rng, 2) == 0 ? 0 : 0.4;
    plan->hparams.seed = rng_below(rng, 100);
    plan->hparams.hidden[0] = 10 + rng_below(rng, 40);
}

static void
disturb(struct rng *rng, size_t first, size_t count)
{
    struct seen *any = &seen[first + rng_below(rng, (uint32_t)count)];

    switch (rng_below(rng, 8)) {
    case 0:
        engine_pause(engine, true);
        break;
    case 1:
        engine_step(engine);
        break;
    case 2:
        engine_set_speed(engine, rng_below(rng, 2) == 0 ? 0 : 3000);
        break;
    case 3:
        engine_race_by_seconds(engine, rng_below(rng, 2) == 0);
        break;
    case 4:
        read_news();
        if (any->tape.count > 0)
            engine_want_answers(engine,
                                any->tape.at[rng_below(rng, (uint32_t)any->tape.count)]);
        break;
    default:
        engine_pause(engine, false);
    }
    if (rng_below(rng, 3) == 0)
        rest(rng_uniform(rng) * 0.002);
}

static void
check_alone(const struct plan *plan)
{
    const struct seen *run = &seen[plan->run];
    struct net *want;

    hparams = plan->hparams;
    want = train_headless(SIZE_MAX);
    ck_assert_int_eq(run->result.status, RUN_DONE);
    ck_assert_double_eq(run->result.epochs, (double)hparams.epochs);
    ck_assert(same_bits(run->newest->net, want));
    ck_assert_double_eq_tol(run->result.test_error, headless_error(), 1e-9);
    ck_assert_double_eq_tol(checkpoint_test_error(run->newest), run->result.test_error,
                            1e-12);
    net_free(want);
}

START_TEST(a_race_leaves_the_bits_of_each_run_as_they_are)
{
    const struct hparams usual = hparams;
    struct plan plans[LANES_MAX];
    struct rng rng;
    size_t round, count, i;

    rng_init(&rng, 51, 0);
    for (round = 0; round < 9; round++) {
        renew(1 + round % 3);
        count = 2 + round % 3;
        for (i = 0; i < count; i++) {
            hparams = usual;
            vary(&plans[i], &rng);
        }
        start_plans(plans, count);
        for (i = 0; i < 100; i++)
            disturb(&rng, 1, count);
        engine_pause(engine, false);
        engine_set_speed(engine, 0);
        READ_UNTIL(ends == count);
        for (i = 0; i < count; i++)
            check_alone(&plans[i]);
    }
}
END_TEST

/* A net that takes five times as long beside a small one: they stay together by images,
 * or by the time that they have trained. */
static void
race(size_t workers, bool by_seconds)
{
    struct plan plans[2] = {{.hparams = hparams}, {.hparams = hparams}};
    double images[2], seconds[2];
    size_t i;

    renew(workers);
    engine_race_by_seconds(engine, by_seconds);
    for (i = 0; i < 2; i++) {
        plans[i].hparams.epochs = 1000000;
        plans[i].hparams.hidden[0] = i == 0 ? 300 : 10;
    }
    start_plans(plans, 2);
    READ_UNTIL(seen[1].shot.now.seconds > 0.2 && seen[2].shot.now.epochs_done > 10);
    engine_stop(engine);
    READ_UNTIL(ends == 2);
    for (i = 0; i < 2; i++) {
        images[i] = seen[i + 1].result.epochs * TRAIN;
        seconds[i] = seen[i + 1].result.seconds;
        ck_assert_int_eq(seen[i + 1].result.status, RUN_STOPPED);
    }
    if (by_seconds) {
        /* by images it would be five times as much */
        ck_assert_double_lt(fmax(seconds[0], seconds[1]),
                            2 * fmin(seconds[0], seconds[1]));
        ck_assert_double_gt(images[1], 1.5 * images[0]);
    } else {
        ck_assert_double_lt(fabs(images[0] - images[1]), 1024 + 2 * 12 + 1);
        ck_assert_double_gt(seconds[0], 1.5 * seconds[1]);
    }
}

START_TEST(runs_that_race_stay_together)
{
    size_t workers;

    for (workers = 1; workers <= 3; workers++) {
        race(workers, false);
        race(workers, true);
    }
}
END_TEST

START_TEST(pause_and_step_are_for_all)
{
    struct plan plans[3] = {
        {.hparams = hparams}, {.hparams = hparams}, {.hparams = hparams}};
    uint64_t before[4];
    size_t i, k;

    renew(2);
    for (i = 0; i < 3; i++)
        plans[i].hparams.seed = i;
    engine_set_speed(engine, standstill);
    start_plans(plans, 3);
    READ_UNTIL(seen[1].shot.now.position > 0 && seen[2].shot.now.position > 0 &&
               seen[3].shot.now.position > 0);
    engine_pause(engine, true);
    READ_UNTIL(seen[1].shot.now.paused && seen[2].shot.now.paused &&
               seen[3].shot.now.paused);
    for (k = 1; k <= 5; k++) {
        for (i = 1; i <= 3; i++)
            before[i] = seen[i].shot.now.position;
        engine_step(engine);
        READ_UNTIL(seen[1].shot.now.position > before[1] &&
                   seen[2].shot.now.position > before[2] &&
                   seen[3].shot.now.position > before[3]);
        for (i = 1; i <= 3; i++)
            ck_assert_uint_eq(seen[i].shot.now.position, before[i] + 12);
    }
}
END_TEST

/* ---- going on ---- */

/* Run 2 goes on from where run 1 is, while that trains: together they are one run. */
static void
check_fork_from_now(size_t workers, double gamma, size_t batch)
{
    struct plan parent, fork;
    struct net *want;

    renew(workers);
    hparams.gamma = gamma;
    hparams.batch = batch;
    hparams.epochs = 40;
    memset(&parent, 0, sizeof parent);
    memset(&fork, 0, sizeof fork);
    parent.hparams = fork.hparams = hparams;
    engine_set_speed(engine, 100000);
    start_plans(&parent, 1);
    READ_UNTIL(seen[1].shot.now.epochs_done > 0);
    fork.after = 1;
    start_plans(&fork, 1);
    engine_set_speed(engine, 0);
    READ_UNTIL(ends == 2);
    ck_assert_int_eq(seen[1].result.status, RUN_STOPPED);
    ck_assert_int_eq(seen[2].result.status, RUN_DONE);
    ck_assert_uint_gt(seen[1].newest->images, 0);
    ck_assert_uint_eq(seen[2].tape.at[0]->images, seen[1].newest->images);
    ck_assert(same_bits(seen[2].tape.at[0]->net, seen[1].newest->net));
    ck_assert_double_eq(seen[2].result.epochs, 40);
    want = train_headless(SIZE_MAX);
    ck_assert(same_bits(seen[2].newest->net, want));
    net_free(want);
}

START_TEST(a_fork_from_now_goes_on_bit_for_bit)
{
    check_fork_from_now(1, 0.4, 1);
    check_fork_from_now(2, 0.4, 12);
    check_fork_from_now(1, 0, 12);
    check_fork_from_now(3, 0.9, 600);
}
END_TEST

/* The last moment of a run can go on later, too, for more epochs. */
START_TEST(a_run_that_has_ended_can_be_continued)
{
    struct plan plan = {.hparams = hparams};
    struct net *want;

    hparams.gamma = plan.hparams.gamma = 0.4;
    start_plans(&plan, 1);
    READ_UNTIL(ends == 1);
    ck_assert_ptr_nonnull(seen[1].newest->state);
    plan.hparams.epochs = hparams.epochs = 9;
    plan.from = seen[1].newest;
    start_plans(&plan, 1);
    READ_UNTIL(ends == 2);
    want = train_headless(SIZE_MAX);
    ck_assert(same_bits(seen[2].newest->net, want));
    ck_assert_uint_eq(seen[2].newest->steps, 9 * TRAIN / 12);
    ck_assert_double_gt(seen[2].shot.accuracy.samples[0].from, 4.999);
    net_free(want);
}
END_TEST

/* From a moment in the past: its parameters, nothing else. */
START_TEST(a_fork_from_the_past_has_the_epochs_of_its_parent)
{
    struct plan plan = {.hparams = hparams};
    struct checkpoint *from;
    size_t i;

    start_plans(&plan, 1);
    READ_UNTIL(ends == 1);
    i = tape_find(&seen[1].tape, 2 * TRAIN + 250);
    ck_assert_uint_ne(i, TAPE_NONE);
    from = seen[1].tape.at[i];
    ck_assert_ptr_null(from->state);
    ck_assert_uint_gt(from->images, 2 * TRAIN);
    plan.from = from;
    plan.hparams.alpha = 0.01;
    start_plans(&plan, 1);
    READ_UNTIL(ends == 2);
    ck_assert(same_bits(seen[2].tape.at[0]->net, from->net));
    ck_assert_uint_eq(seen[2].tape.at[0]->images, from->images);
    ck_assert_double_eq(seen[2].tape.at[0]->epoch, from->epoch);
    ck_assert_double_eq(seen[2].result.epochs, 5);
    ck_assert_uint_ne(tape_find(&seen[2].tape, 3 * TRAIN), TAPE_NONE);
    ck_assert_uint_eq(seen[2].tape.at[tape_find(&seen[2].tape, 3 * TRAIN)]->images,
                      3 * TRAIN);
}
END_TEST

/* ---- what cannot begin ---- */

START_TEST(what_cannot_begin_leaves_what_is_on)
{
    struct plan plan = {.hparams = hparams},
                bad[2] = {{.hparams = hparams}, {.hparams = hparams}};

    plan.hparams.epochs = 1000000;
    start_plans(&plan, 1);
    READ_UNTIL(seen[1].shot.now.epochs_done > 0);
    bad[0].after = 40;
    bad[1].after = 41;
    start_plans(bad, 2);
    READ_UNTIL(ends == 2);
    ck_assert_int_eq(seen[2].result.status, RUN_FAILED);
    ck_assert_int_eq(seen[3].result.status, RUN_FAILED);
    ck_assert_str_eq(seen[2].shot.now.why, "run 40 is not on");
    ck_assert_int_eq(seen[1].shot.now.status, RUN_TRAINING);
    bad[0].after = 0; /* this one can begin */
    start_plans(bad, 2);
    READ_UNTIL(ends == 5);
    ck_assert_int_eq(seen[1].result.status, RUN_STOPPED);
    ck_assert_int_eq(seen[4].result.status, RUN_DONE);
    ck_assert_int_eq(seen[5].result.status, RUN_FAILED);
    ck_assert_str_eq(seen[5].shot.now.why, "run 41 is not on");
}
END_TEST

/* The second start comes before the first could be made, or after. */
START_TEST(a_start_that_is_replaced_ends_all_the_same)
{
    struct plan plan = {.hparams = hparams};
    size_t i;

    plan.hparams.hidden[0] = 2000; /* takes a while to draw */
    for (i = 0; i < 10; i++)
        start_plans(&plan, 1);
    engine_stop(engine);
    READ_UNTIL(ends == 10);
    for (i = 1; i <= 10; i++) {
        ck_assert_int_eq(seen[i].result.status, RUN_STOPPED);
        ck_assert_uint_eq(seen[i].result.run, i);
        ck_assert_double_lt(seen[i].result.epochs, 5);
    }
}
END_TEST

/* ---- moments ---- */

static void
check_moments(const struct tape *moments)
{
    struct learner *learner = learner_fixture_new(NULL);
    size_t i = 0;
    uint64_t before = 0;

    ck_assert_uint_eq(moments->at[0]->images, 0);
    ck_assert(same_bits(moments->at[0]->net, learner_net(learner)));
    while (learner->status == RUN_TRAINING) {
        learner_batch(learner);
        if (tape_is_due(before, learner_images(learner), learner_epoch_ended(learner))) {
            const struct checkpoint *at = moments->at[++i];

            ck_assert_uint_lt(i, moments->count);
            ck_assert_uint_eq(at->images, learner_images(learner));
            ck_assert(same_bits(at->net, learner_net(learner)));
            ck_assert_uint_eq(at->image.number,
                              learner->part.which[learner->part.count - 1]);
            ck_assert_uint_eq(at->layers, 3);
            if (learner_epoch_ended(learner))
                ck_assert_double_eq_tol(checkpoint_test_error(at),
                                        learner_error(learner, &dataset.test), 1e-9);
        }
        before = learner_images(learner);
    }
    ck_assert_uint_eq(i + 1, moments->count);
    ck_assert_ptr_nonnull(moments->at[i]->state);
    learner_free(learner);
}

/* At full speed, at a slow pace, step by step. */
START_TEST(the_moments_kept_do_not_depend_on_the_speed)
{
    struct plan plan;
    size_t i;

    hparams.epochs = 2;
    hparams.batch = 5;
    hparams.gamma = 0.4;
    memset(&plan, 0, sizeof plan);
    plan.hparams = hparams;
    start_plans(&plan, 1);
    READ_UNTIL(ends == 1);
    check_moments(&seen[1].tape);
    engine_set_speed(engine, 4000);
    start_plans(&plan, 1);
    READ_UNTIL(ends == 2);
    check_moments(&seen[2].tape);
    start_plans(&plan, 1);
    engine_pause(engine, true);
    for (i = 0; i < 2 * TRAIN / 5; i++)
        engine_step(engine);
    READ_UNTIL(ends == 3);
    check_moments(&seen[3].tape);
}
END_TEST

/* ---- answers ---- */

static bool
all_answered(const struct tape *moments)
{
    size_t i;

    for (i = 0; i < moments->count; i++) {
        if (checkpoint_answers(moments->at[i]) == NULL)
            return false;
    }
    return true;
}

static void
check_answers(const struct checkpoint *checkpoint)
{
    struct workspace *ws =
        workspace_new(checkpoint->net, EVALUATE_BATCH, kernels_best(), NULL);

    ck_assert_ptr_nonnull(ws);
    ck_assert_uint_eq(checkpoint_answers(checkpoint)->wrong,
                      evaluate_errors(ws, checkpoint->net, &dataset.test, 0, TEST));
    workspace_free(ws);
}

/* More than are remembered; asked for again until all are there, during a run at full
 * speed and then without any. */
START_TEST(moments_that_are_looked_at_get_their_answers)
{
    struct plan plan = {.hparams = hparams};
    size_t workers, i, k;

    for (workers = 1; workers <= 2; workers++) {
        renew(workers);
        plan.hparams.batch = 1;
        plan.hparams.epochs = 3;
        start_plans(&plan, 1);
        READ_UNTIL(ends == 1);
        ck_assert_uint_gt(seen[1].tape.count, 70);
        ck_assert(!all_answered(&seen[1].tape));
        plan.hparams.epochs = 1000000;
        start_plans(&plan, 1);
        READ_UNTIL(seen[2].shot.now.epochs_done > 0);
        for (k = 1; k <= 2; k++)
            engine_want_answers(engine, seen[1].tape.at[k]);
        READ_UNTIL(checkpoint_answers(seen[1].tape.at[1]) != NULL &&
                   checkpoint_answers(seen[1].tape.at[2]) != NULL);
        ck_assert_int_eq(seen[2].shot.now.status, RUN_TRAINING);
        engine_stop(engine);
        READ_UNTIL(ends == 2);
        for (k = 0; k < 10 && !all_answered(&seen[1].tape); k++) {
            for (i = 0; i < seen[1].tape.count; i++)
                engine_want_answers(engine, seen[1].tape.at[i]);
            rest(0.1);
        }
        READ_UNTIL(all_answered(&seen[1].tape));
        for (i = 0; i < seen[1].tape.count; i++)
            check_answers(seen[1].tape.at[i]);
    }
}
END_TEST

START_TEST(who_waits_for_answers_is_woken)
{
    struct plan plan = {.hparams = hparams};
    struct wake wake;

    woken_open(&wake);
    forget();
    fixture_renew(wake.write_fd);
    start_plans(&plan, 1);
    READ_UNTIL(ends == 1);
    rest(0.05);
    read_news();
    wake_drain(wake.read_fd);
    engine_want_answers(engine, seen[1].tape.at[1]);
    READ_UNTIL(wake_drain(wake.read_fd));
    ck_assert_ptr_nonnull(checkpoint_answers(seen[1].tape.at[1]));
    engine_want_answers(engine, seen[1].tape.at[1]); /* nothing to do */
    rest(0.05);
    ck_assert(!wake_drain(wake.read_fd));
    engine_free(engine);
    engine = NULL;
    wake_done(&wake);
}
END_TEST

/* ---- seconds ---- */

/* The processor time of the training: no pause, no pace, and no other run is in it. */
START_TEST(seconds_are_those_of_the_training_alone)
{
    struct plan plan = {.hparams = hparams};
    double begun = clock_now(), took;

    plan.hparams.epochs = 1;
    engine_set_speed(engine, 2000); /* 0.3 s for what takes a few milliseconds */
    start_plans(&plan, 1);
    READ_UNTIL(ends == 1);
    took = clock_now() - begun;
    ck_assert_double_gt(seen[1].result.seconds, 0);
    ck_assert_double_lt(seen[1].result.seconds, seen[1].result.elapsed);
    ck_assert_double_gt(seen[1].result.elapsed, 0.15);
    ck_assert_double_le(seen[1].result.elapsed, took);
    ck_assert(seen[1].newest->seconds > 0 &&
              seen[1].newest->seconds <= seen[1].result.seconds);
    ck_assert_double_eq(seen[1].shot.now.seconds, seen[1].result.seconds);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_race_leaves_the_bits_of_each_run_as_they_are,
        runs_that_race_stay_together,
        pause_and_step_are_for_all,
        a_fork_from_now_goes_on_bit_for_bit,
        a_run_that_has_ended_can_be_continued,
        a_fork_from_the_past_has_the_epochs_of_its_parent,
        what_cannot_begin_leaves_what_is_on,
        a_start_that_is_replaced_ends_all_the_same,
        the_moments_kept_do_not_depend_on_the_speed,
        moments_that_are_looked_at_get_their_answers,
        who_waits_for_answers_is_woken,
        seconds_are_those_of_the_training_alone,
        NULL,
    };

    return suite_run_with("engine_races", tests, 200, setup, teardown);
}
