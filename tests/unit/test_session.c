/* The session: numbers of runs, what is kept of them, and what that takes. */
#include "config.h"

#ifdef HAVE_MALLINFO2
#include <malloc.h>
#endif
#include <dirent.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/wake.h"
#include "runs/session.h"
#include "support/make_data.h"
#include "support/suite.h"
#include "train/lane.h"

enum { TRAIN = 100, TEST = 50, PATIENCE_MS = 100000 };

static struct dataset dataset;
static struct session session;
static struct wake wake;

static void
open_session(size_t budget)
{
    struct error err;

    if (dataset.train.count == 0)
        ck_assert_int_eq(make_dataset(&dataset, TRAIN, TEST), 0);
    ck_assert_int_eq(wake_init(&wake, &err), 0);
    session_init(&session, budget);
    ck_assert_msg(
        session_open(&session, &dataset, kernels_best(), 2, wake.write_fd, &err) == 0,
        "%s", err.text);
}

static void
close_session(void)
{
    session_done(&session);
    wake_done(&wake);
}

static struct plan
plan_of(size_t epochs)
{
    struct plan plan;

    memset(&plan, 0, sizeof plan);
    hparams_init(&plan.hparams);
    plan.hparams.epochs = epochs;
    plan.hparams.batch = 10;
    return plan;
}

static void
wait_for_end(void)
{
    struct pollfd fd = {wake.read_fd, POLLIN, 0};

    while (session.open > 0) {
        ck_assert_int_gt(poll(&fd, 1, PATIENCE_MS), 0);
        wake_drain(wake.read_fd);
        while (session_take_news(&session) != NULL)
            continue;
    }
}

/* One run to its end. */
static struct run *
run_to_end(size_t epochs)
{
    struct plan plan = plan_of(epochs);
    struct error err;

    ck_assert_msg(session_start(&session, &plan, 1, &err) == 0, "%s", err.text);
    wait_for_end();
    return session_find(&session, plan.run);
}

/* ---- numbers ---- */

START_TEST(numbers_ascend_and_are_given_once)
{
    open_session(SIZE_MAX);
    ck_assert_ptr_null(session_newest(&session));
    ck_assert_uint_eq(run_to_end(1)->now.run, 1);
    ck_assert_uint_eq(run_to_end(1)->now.run, 2);
    ck_assert_uint_eq(run_to_end(1)->now.run, 3);
    session_delete(&session, 2);
    session_delete(&session, 3);
    session_delete(&session, 7); /* there is none */
    ck_assert_uint_eq(session.count, 1);
    ck_assert_ptr_null(session_find(&session, 2));
    ck_assert_uint_eq(session_newest(&session)->now.run, 1);
    ck_assert_uint_eq(run_to_end(1)->now.run, 4);
    close_session();
}
END_TEST

START_TEST(a_run_that_is_on_is_not_deleted)
{
    struct plan plan = plan_of(1000000);

    open_session(SIZE_MAX);
    ck_assert_int_eq(session_start(&session, &plan, 1, NULL), 0);
    session_delete(&session, plan.run);
    ck_assert_uint_eq(session.count, 1);
    engine_stop(session.engine);
    wait_for_end();
    session_delete(&session, plan.run);
    ck_assert_uint_eq(session.count, 0);
    close_session();
}
END_TEST

/* It answers to the pause, as any run that is the engine's last. */
START_TEST(news_of_a_deleted_run_are_dropped)
{
    struct pollfd fd = {-1, POLLIN, 0};

    open_session(SIZE_MAX);
    fd.fd = wake.read_fd;
    run_to_end(1);
    wake_drain(wake.read_fd);
    engine_pause(session.engine, true);
    ck_assert_int_gt(poll(&fd, 1, PATIENCE_MS), 0);
    session_delete(&session, 1);
    ck_assert_ptr_null(session_take_news(&session));
    ck_assert_uint_eq(session.open, 0);
    close_session();
}
END_TEST

START_TEST(a_fork_counts_from_its_parents_start)
{
    const struct run *parent, *child;
    struct hparams hparams = plan_of(3).hparams;
    struct sample first;

    open_session(SIZE_MAX);
    parent = run_to_end(1);
    hparams.init = NET_INIT_XAVIER; /* but its weights are those of its parent */
    ck_assert_int_eq(session_fork(&session, parent, run_newest(parent), &hparams, NULL),
                     0);
    wait_for_end();
    child = session_find(&session, 2);
    ck_assert_uint_eq(child->parent, 1);
    ck_assert_int_eq(child->now.hparams.init, NET_INIT_NORMAL);
    ck_assert_double_eq(child->forked_at, 1);
    ck_assert_double_eq(child->forked_error, parent->now.test_error);
    ck_assert_double_eq(child->forked_seconds, parent->now.seconds);
    ck_assert_double_eq(run_epochs(child), 3);
    ck_assert_double_gt(child->now.seconds, parent->now.seconds);
    first = run_accuracy(child).at[0];
    ck_assert_double_eq((double)first.from, 1);
    ck_assert_double_eq((double)first.from_seconds, (float)parent->now.seconds);
    close_session();
}
END_TEST

/* ---- the training error ---- */

/* What a learner says that trains alone. */
static double
plain_training_error(const struct hparams *hparams, double *test_error)
{
    struct learner *learner = learner_new(&dataset, hparams, NULL, kernels_best(), NULL);
    double error;

    ck_assert_ptr_nonnull(learner);
    while (learner->status == RUN_TRAINING)
        learner_batch(learner);
    error = learner_error(learner, &dataset.train);
    *test_error = learner_error(learner, &dataset.test);
    learner_free(learner);
    return error;
}

START_TEST(the_training_error_is_measured_if_asked_for)
{
    const struct run *run;
    double test_error;

    open_session(SIZE_MAX);
    ck_assert(run_to_end(2)->now.train_error < 0);
    session.eval_train = true;
    run = run_to_end(2);
    ck_assert(run->now.train_error ==
              plain_training_error(&run->now.hparams, &test_error));
    ck_assert(run->now.test_error == test_error);
    ck_assert(run->now.train_error != run->now.test_error);
    close_session();
}
END_TEST

/* A lane alone: after the test images of the last epoch it comes to the training images,
 * and there it is stopped. */
START_TEST(a_stop_does_not_wait_for_the_training_error)
{
    const struct lane_orders go_on = {.paused = false}, stop = {.stop = true};
    struct lane lane = {.ended = false};
    struct plan plan = plan_of(1);

    open_session(SIZE_MAX);
    lane_begin(&lane, 1, learner_new(&dataset, &plan.hparams, NULL, kernels_best(), NULL),
               0);
    lane.eval_train = true;
    lane_take_orders(&lane, &go_on);
    while (!lane.is_on_train)
        lane_go_on(&lane, SIZE_MAX);
    ck_assert_int_eq(lane.learner->status, RUN_DONE);
    ck_assert(!lane.ended);
    lane_take_orders(&lane, &stop);
    lane_go_on(&lane, SIZE_MAX);
    ck_assert(lane.ended && lane.result.status == RUN_DONE);
    ck_assert(lane.result.test_error >= 0);
    ck_assert(lane.observer.snapshot.now.train_error < 0);
    lane_done(&lane);
    close_session();
}
END_TEST

/* ---- what is kept ---- */

START_TEST(an_ended_run_keeps_its_curves_and_its_last_moment)
{
    const struct run *run;
    struct samples accuracy;

    open_session(SIZE_MAX);
    run = run_to_end(3);
    accuracy = run_accuracy(run);
    ck_assert(run->ended && run->now.status == RUN_DONE);
    ck_assert_uint_gt(accuracy.count, 0);
    ck_assert_double_eq_tol((double)accuracy.at[accuracy.count - 1].max,
                            1 - run->now.test_error, 1e-6);
    ck_assert_double_eq((double)accuracy.at[accuracy.count - 1].to, 3);
    ck_assert_uint_eq(run_losses(run).count, accuracy.count - 1); /* none at the start */
    ck_assert_uint_eq(run_newest(run)->images, 3 * TRAIN);
    ck_assert_ptr_nonnull(run_newest(run)->state);
    ck_assert(run->now.first_error >= 0);
    ck_assert_double_le(run->now.best_error, run->now.first_error);
    close_session();
}
END_TEST

static size_t
bytes_of_all(void)
{
    size_t i, bytes = 0;

    for (i = 0; i < session.count; i++)
        bytes += session.runs[i]->tape.bytes;
    return bytes;
}

START_TEST(the_oldest_runs_lose_their_moments_first)
{
    const size_t budget = 4 << 20;
    size_t i;

    open_session(budget);
    for (i = 1; i <= 12; i++) {
        const struct run *run = run_to_end(2);

        ck_assert_uint_le(bytes_of_all(), budget);
        ck_assert_ptr_nonnull(run_newest(run));
    }
    ck_assert_ptr_null(run_newest(session_find(&session, 1)));
    for (i = 1; i < 12; i++)
        ck_assert_uint_le(session_find(&session, i)->tape.count,
                          session_find(&session, i + 1)->tape.count + 1);
    close_session();
}
END_TEST

/* Commands are for runs that are on: how others ended stays. */
START_TEST(how_a_run_ended_stays)
{
    struct plan plan = plan_of(1);
    struct pollfd fd;
    const struct run *run;

    open_session(SIZE_MAX);
    plan.hparams.alpha = 1e38;
    ck_assert_int_eq(session_start(&session, &plan, 1, NULL), 0);
    wait_for_end();
    run = session_find(&session, plan.run);
    ck_assert_int_eq(run->now.status, RUN_DIVERGED);
    ck_assert_double_lt(run->now.test_error, 0);
    engine_set_speed(session.engine, 5);
    fd = (struct pollfd){wake.read_fd, POLLIN, 0};
    poll(&fd, 1, 500); /* for the answer, if there is one */
    while (session_take_news(&session) != NULL)
        continue;
    ck_assert_double_lt(run->now.test_error, 0);
    close_session();
}
END_TEST

/* ---- what that takes ---- */

static size_t
descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;

    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        closedir(folder);
    return count;
}

static size_t
bytes_in_use(void)
{
#if defined HAVE_MALLINFO2 && !defined SANITIZED
    return mallinfo2().uordblks + mallinfo2().hblkhd;
#else
    return 0; /* not known: then nothing is compared */
#endif
}

#ifdef SANITIZED /* slow, and what is in use is not known */
enum { RUNS = 50 };
#else
enum { RUNS = 1000 };
#endif

/* The next run, while the one before is on, which it stops; until there is something to
 * see of it. */
static void
restart(void)
{
    struct pollfd fd = {wake.read_fd, POLLIN, 0};
    struct plan plan = plan_of(1000000);

    ck_assert_int_eq(session_start(&session, &plan, 1, NULL), 0);
    while (!session_find(&session, plan.run)->begun) {
        ck_assert_int_gt(poll(&fd, 1, PATIENCE_MS), 0);
        wake_drain(wake.read_fd);
        while (session_take_news(&session) != NULL)
            continue;
    }
}

static void
restart_many_times(size_t count)
{
    size_t i;

    for (i = 0; i < count; i += 2) {
        restart();
        run_to_end(1);
    }
}

/* A user who starts one run after the other, on nets of the usual size, with moments that
 * fill the usual budget. */
START_TEST(a_thousand_restarts_take_little)
{
    enum { BYTES = 20000 };
    const size_t budget = (size_t)TAPE_MEGABYTES << 20;
    size_t before, files, first;

    open_session(budget);
    while (bytes_of_all() < budget - budget / 16)
        restart_many_times(2);
    first = session.count;
    before = bytes_in_use();
    files = descriptors();
    restart_many_times(RUNS);
    ck_assert_uint_le(bytes_of_all(), budget);
    ck_assert_uint_le(bytes_in_use(), before + (size_t)RUNS * BYTES);
    ck_assert_uint_eq(descriptors(), files);
    ck_assert_uint_eq(session.count, RUNS + first);
    close_session();
}
END_TEST

static void
fill_curves(struct snapshot *shot)
{
    size_t i;

    for (i = 0; i < CURVE_KEPT_SAMPLES; i++) {
        curve_add(&shot->accuracy, (double)i, (double)i, 0.5);
        curve_add(&shot->losses, (double)i, (double)i, 0.5);
    }
}

enum { MOMENTS = RUN_KEPT_SAMPLES - CURVE_KEPT_SAMPLES };

/* An answered moment between two samples of these curves, without a net. */
static struct checkpoint *
moment_between(size_t i)
{
    struct checkpoint *moment = mem_zeroed(1, sizeof *moment);

    ck_assert_ptr_nonnull(moment);
    atomic_init(&moment->references, 1);
    moment->images = i;
    moment->epoch = moment->seconds = (double)i + 0.5;
    atomic_init(&moment->answers, answers_new(TEST, 10, NULL));
    ck_assert_ptr_nonnull(checkpoint_answers(moment));
    return moment;
}

/* Has them in the curve of a run that has ended, which does not keep them. */
static void
take_moments(struct run *run, struct checkpoint *moments[MOMENTS])
{
    size_t i;

    for (i = 0; i < MOMENTS; i++)
        tape_add(&run->tape, checkpoint_ref(moments[i]));
    run_take_answers(run);
    tape_done(&run->tape);
}

/* Their curves are as long as any that is kept, with all moments for which there is room.
 */
START_TEST(runs_of_a_whole_night_take_little_as_well)
{
    enum { MANY = 100, BYTES = 20000 };
    struct checkpoint *moments[MOMENTS];
    struct run *runs[MANY];
    struct news news;
    struct plan plan = plan_of(1000000);
    size_t before, i;

    news_init(&news, 1, &plan.hparams);
    news.ended = true;
    fill_curves(&news.shot);
    for (i = 0; i < MOMENTS; i++)
        moments[i] = moment_between(i);
    before = bytes_in_use();
    for (i = 0; i < MANY; i++) {
        runs[i] = run_new(i + 1, &plan.hparams, NULL);
        ck_assert_ptr_nonnull(runs[i]);
        run_take(runs[i], &news);
        ck_assert_uint_eq(run_accuracy(runs[i]).count, CURVE_KEPT_SAMPLES);
        take_moments(runs[i], moments);
        ck_assert_uint_eq(run_accuracy(runs[i]).count, RUN_KEPT_SAMPLES);
        ck_assert_uint_eq(run_losses(runs[i]).count, CURVE_KEPT_SAMPLES);
    }
    ck_assert_uint_le(bytes_in_use(), before + (size_t)MANY * BYTES);
    for (i = 0; i < MANY; i++)
        run_free(runs[i]);
    for (i = 0; i < MOMENTS; i++)
        checkpoint_unref(moments[i]);
    news_done(&news);
}
END_TEST

/* ---- the table ---- */

START_TEST(the_table_has_the_runs_that_have_ended)
{
    struct plan plan = plan_of(1000000);
    char *table;

    open_session(SIZE_MAX);
    ck_assert_ptr_null(session_table(&session));
    run_to_end(2);
    ck_assert_int_eq(session_start(&session, &plan, 1, NULL), 0);
    table = session_table(&session);
    ck_assert_ptr_nonnull(table);
    ck_assert_ptr_nonnull(strstr(table, "run  batch  init"));
    ck_assert_ptr_nonnull(strstr(table, "\n  1     10  normal"));
    ck_assert_ptr_nonnull(strstr(table, "  done\n"));
    ck_assert_ptr_null(strstr(table, "\n  2"));
    free(table);
    close_session();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        numbers_ascend_and_are_given_once,
        a_run_that_is_on_is_not_deleted,
        news_of_a_deleted_run_are_dropped,
        a_fork_counts_from_its_parents_start,
        the_training_error_is_measured_if_asked_for,
        a_stop_does_not_wait_for_the_training_error,
        an_ended_run_keeps_its_curves_and_its_last_moment,
        the_oldest_runs_lose_their_moments_first,
        how_a_run_ended_stays,
        a_thousand_restarts_take_little,
        runs_of_a_whole_night_take_little_as_well,
        the_table_has_the_runs_that_have_ended,
        NULL,
    };

    return suite_run("session", tests, 300);
}
