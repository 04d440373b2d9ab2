/* The curve of a run against a plain learner: what moments add to it, and which of them
 * are asked for first. */
#include "config.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/wake.h"
#include "runs/gaps.h"
#include "runs/session.h"
#include "support/learner_fixture.h"
#include "support/suite.h"

enum { TRAIN = 600, TEST = 100, PATIENCE_MS = 100000, MOMENTS_MAX = 400 };

static struct session session;
static struct wake wake;

static void
setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "12");
    hparams.batch = 3;
    hparams.epochs = 4;
}

static void
open_session(size_t budget)
{
    struct error err;

    ck_assert_int_eq(wake_init(&wake, &err), 0);
    session_init(&session, budget);
    ck_assert_int_eq(
        session_open(&session, &dataset, kernels_best(), 2, wake.write_fd, &err), 0);
}

static void
close_session(void)
{
    session_done(&session);
    wake_done(&wake);
}

static void
take_news(void)
{
    while (session_take_news(&session) != NULL)
        continue;
}

static void
wait_for_news(void)
{
    struct pollfd fd = {wake.read_fd, POLLIN, 0};

    ck_assert_int_gt(poll(&fd, 1, PATIENCE_MS), 0);
    wake_drain(wake.read_fd);
    take_news();
}

static void
wait_for_answers(struct checkpoint *moment)
{
    engine_want_answers(session.engine, moment);
    while (checkpoint_answers(moment) == NULL)
        wait_for_news();
    take_news(); /* they may have come after the last ones */
}

/* A run at full speed to its end. */
static struct run *
run_to_end(void)
{
    struct plan plan = {.hparams = hparams};

    ck_assert_int_eq(session_start(&session, &plan, 1, NULL), 0);
    while (session.open > 0)
        wait_for_news();
    return session_find(&session, plan.run);
}

/* As a screen does that shows the curve. */
static void
answer_all(const struct run *run)
{
    struct checkpoint *next;

    while (gaps_find(&run, 1, &next, 1) > 0)
        wait_for_answers(next);
    take_news();
}

/* ---- a plain run ---- */

/* Its accuracy at each of these moments, which ascend. */
static void
count_plainly(const uint64_t *images, size_t count, double *accuracy)
{
    struct learner *learner = learner_fixture_new(NULL);
    size_t i;

    for (i = 0; i < count; i++) {
        while (learner_images(learner) < images[i])
            learner_batch(learner);
        ck_assert_uint_eq(learner_images(learner), images[i]);
        accuracy[i] = 1 - learner_error(learner, &dataset.test);
    }
    learner_free(learner);
}

static void
check_order(struct samples samples)
{
    size_t i;

    for (i = 1; i < samples.count; i++) {
        ck_assert(samples.at[i - 1].to < samples.at[i].from);
        ck_assert(samples.at[i - 1].to_seconds <= samples.at[i].from_seconds);
    }
}

/* One sample, which has this value alone. */
static void
check_moments(const struct run *run, const uint64_t *images, size_t count)
{
    static double accuracy[MOMENTS_MAX];
    struct samples samples = run_accuracy(run);
    size_t i;

    count_plainly(images, count, accuracy);
    check_order(samples);
    for (i = 0; i < count; i++) {
        float epoch = (float)((double)images[i] / TRAIN);
        size_t at = samples_find(samples, epoch);

        ck_assert_uint_lt(at, samples.count);
        ck_assert(samples.at[at].from == epoch && samples.at[at].to == epoch);
        ck_assert(samples.at[at].min == (float)accuracy[i]);
        ck_assert(samples.at[at].max == (float)accuracy[i]);
    }
}

static size_t
list_moments(const struct run *run, uint64_t images[MOMENTS_MAX])
{
    size_t i;

    ck_assert_uint_le(run->tape.count, MOMENTS_MAX);
    for (i = 0; i < run->tape.count; i++)
        images[i] = run->tape.at[i]->images;
    return run->tape.count;
}

/* ---- the curve ---- */

START_TEST(the_curve_is_right_at_every_moment)
{
    uint64_t images[MOMENTS_MAX];
    const struct run *run;
    size_t before, count;

    open_session(SIZE_MAX);
    run = run_to_end();
    before = run_accuracy(run).count;
    count = list_moments(run, images);
    ck_assert_uint_gt(count, before + 40);
    answer_all(run);
    check_moments(run, images, count);
    ck_assert_uint_le(run_accuracy(run).count, before + count);
    close_session();
}
END_TEST

/* In the middle of it, with measurements that go on and moments that are dropped. */
START_TEST(moments_are_in_the_curve_while_the_run_is_on)
{
    struct plan plan = {.hparams = hparams};
    uint64_t images[MOMENTS_MAX];
    struct run *run;
    size_t count;

    open_session(SIZE_MAX);
    plan.hparams.epochs = 1000000;
    engine_set_speed(session.engine, 20000); /* so that few samples are joined */
    ck_assert_int_eq(session_start(&session, &plan, 1, NULL), 0);
    run = session_find(&session, plan.run);
    while (!run->begun || run->now.epochs_done < 2)
        wait_for_news();
    engine_pause(session.engine, true);
    while (!run->now.paused)
        wait_for_news();
    answer_all(run);
    count = list_moments(run, images);
    check_moments(run, images, count);
    session.budget = run->tape.bytes / 3;
    engine_pause(session.engine, false);
    while (run_epochs(run) < 8 || run->tape.count >= count)
        wait_for_news();
    check_moments(run, images, count);
    engine_stop(session.engine);
    while (session.open > 0)
        wait_for_news();
    if (run->now.epochs_done < CURVE_KEPT_SAMPLES / 2) /* else some may be joined */
        check_moments(run, images, count);
    check_order(run_accuracy(run));
    close_session();
}
END_TEST

/* Other runs need the memory; what is known stays. */
START_TEST(moments_that_are_dropped_stay_in_the_curve)
{
    const size_t budget = 4 << 20;
    uint64_t images[MOMENTS_MAX];
    const struct run *run;
    size_t count, i;

    open_session(budget);
    run = run_to_end();
    answer_all(run);
    count = list_moments(run, images);
    ck_assert_uint_gt(count, 20);
    for (i = 0; i < 20 && run->tape.count > 0; i++)
        run_to_end();
    ck_assert_uint_eq(run->tape.count, 0);
    check_moments(run, images, count);
    close_session();
}
END_TEST

/* Numbers that the net made of them when they had become too large. */
START_TEST(a_run_that_diverged_has_no_accuracy_at_the_end)
{
    const struct run *run;
    struct samples samples;

    open_session(SIZE_MAX);
    hparams.alpha = 1e38;
    run = run_to_end();
    ck_assert_int_eq(run->now.status, RUN_DIVERGED);
    answer_all(run);
    samples = run_accuracy(run);
    ck_assert_uint_gt(samples.count, 0);
    ck_assert(samples.at[samples.count - 1].to < (float)run_newest(run)->epoch);
    close_session();
}
END_TEST

/* ---- which are asked for ---- */

static double
images_of(struct samples samples, size_t i)
{
    return (double)samples.at[i].to * TRAIN;
}

/* The widest gap on the axis, in doublings, and where it begins and ends. */
static double
widest_gap(struct samples samples, double *from, double *to)
{
    double widest = 0;
    size_t i;

    for (i = 1; i < samples.count; i++) {
        double a = images_of(samples, i - 1), b = images_of(samples, i);

        if (log2((b + 1) / (a + 1)) <= widest)
            continue;
        widest = log2((b + 1) / (a + 1));
        *from = a;
        *to = b;
    }
    return widest;
}

/* Those of nine doublings: after eight answers each gap is as wide as the one between 0
 * and 3 images, or less. In their order they would not have left the first 24 images. */
START_TEST(the_widest_gaps_come_first)
{
    struct checkpoint *moments[8];
    const struct run *run;
    double from, to;
    size_t i;

    open_session(SIZE_MAX);
    run = run_to_end();
    if (widest_gap(run_accuracy(run), &from, &to) > 2.01) {
        ck_assert_uint_eq(gaps_find(&run, 1, moments, 1), 1);
        ck_assert((double)moments[0]->images > from && (double)moments[0]->images < to);
    }
    ck_assert_uint_eq(gaps_find(&run, 1, moments, 8), 8);
    for (i = 0; i < 8; i++)
        wait_for_answers(moments[i]);
    ck_assert_double_lt(widest_gap(run_accuracy(run), &from, &to), 2.01);
    close_session();
}
END_TEST

/* One has all its answers: then all are of the other. */
START_TEST(the_run_that_needs_them_most_comes_first)
{
    struct checkpoint *moments[4];
    const struct run *runs[2];
    size_t i;

    open_session(SIZE_MAX);
    runs[0] = run_to_end();
    runs[1] = run_to_end();
    answer_all(runs[0]);
    ck_assert_uint_eq(gaps_find(runs, 1, moments, 4), 0);
    ck_assert_uint_eq(gaps_find(runs, 2, moments, 4), 4);
    for (i = 0; i < 4; i++)
        ck_assert_ptr_eq(runs[1]->tape.at[tape_find(&runs[1]->tape, moments[i]->images)],
                         moments[i]);
    close_session();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_curve_is_right_at_every_moment,
        moments_are_in_the_curve_while_the_run_is_on,
        moments_that_are_dropped_stay_in_the_curve,
        a_run_that_diverged_has_no_accuracy_at_the_end,
        the_widest_gaps_come_first,
        the_run_that_needs_them_most_comes_first,
        NULL,
    };

    return suite_run_with("run_curve", tests, 300, setup, learner_fixture_teardown);
}
