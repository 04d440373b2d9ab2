/* The numbers of the dashboard against a plain count, with a clock that the test moves.
 */
#include "config.h"

#include <math.h>

#include "support/learner_fixture.h"
#include "support/suite.h"
#include "train/observer.h"

enum { TRAIN = 240, TEST = 50, BATCH = 20, EPOCHS = 4 };

static struct observer observer;
static struct learner *learner;
static const struct snapshot *shot = &observer.snapshot;
static double now;

static void
setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "8");
    hparams.batch = BATCH;
    hparams.epochs = EPOCHS;
    learner = learner_fixture_new(NULL);
    now = 1000;
    observer_begin(&observer, learner, 7, now);
}

static void
teardown(void)
{
    observer_done(&observer);
    learner_free(learner);
    learner_fixture_teardown();
}

/* A batch that takes this many seconds. */
static void
train(double seconds)
{
    learner_batch(learner);
    observer_batch(&observer, learner);
    now += seconds;
    observer_time(&observer, BATCH, seconds, now);
}

START_TEST(at_first_nothing_is_known)
{
    ck_assert_uint_eq(shot->now.run, 7);
    ck_assert_uint_eq(shot->now.images, TRAIN);
    ck_assert(shot->now.loss < 0 && shot->now.test_error < 0 && shot->now.best_error < 0);
    observer_look(&observer, learner, true, now);
    ck_assert_double_lt(shot->now.left, 0);
    ck_assert_double_eq(shot->now.elapsed, 0);
    ck_assert_double_eq(shot->now.images_per_second, 0);
    ck_assert(!shot->now.image.known);
}
END_TEST

START_TEST(each_measurement_is_a_sample)
{
    static const double errors[] = {0.9, 0.5, 0.7, 0.3, 0.6, 0.31};
    size_t i;

    for (i = 0; i < sizeof errors / sizeof *errors; i++) {
        train(0.1);
        observer.snapshot.now.seconds = (double)i;
        observer_evaluated(&observer, learner, errors[i]);
        ck_assert_double_eq(shot->now.test_error, errors[i]);
        ck_assert_uint_eq(shot->accuracy.count, i + 1);
        ck_assert(shot->accuracy.samples[i].max == (float)(1 - errors[i]));
        ck_assert(shot->accuracy.samples[i].from == (float)learner_progress(learner));
        ck_assert(shot->accuracy.samples[i].from_seconds == (float)i);
    }
}
END_TEST

/* However often it is measured in between. */
START_TEST(the_best_error_is_the_smallest_after_an_epoch)
{
    static const double errors[] = {0.9, 0.5, 0.7, 0.4, 0.6}; /* after epochs */
    static const double best[] = {0.9, 0.5, 0.5, 0.4, 0.4};
    static const double epochs[] = {1, 2, 2, 4, 4};
    size_t i;

    for (i = 0; i < sizeof errors / sizeof *errors; i++) {
        train(0.1);
        observer_evaluated(&observer, learner, 0.1); /* by luck */
        while (!learner_epoch_ended(learner))
            train(0.1);
        observer_evaluated(&observer, learner, errors[i]);
        ck_assert_double_eq(shot->now.best_error, best[i]);
        ck_assert_double_eq(shot->now.best_epoch, epochs[i]);
    }
}
END_TEST

START_TEST(elapsed_is_the_sum_of_all_slices)
{
    double sum = 0;
    size_t i;

    for (i = 1; i <= 10; i++) {
        train(0.01 * (double)i);
        sum += 0.01 * (double)i;
    }
    ck_assert_double_eq_tol(shot->now.elapsed, sum, 1e-9);
    ck_assert_double_eq_tol(observer_result(&observer, learner).elapsed, sum, 1e-9);
}
END_TEST

/* A steady 200 images a second: what is left is what is left to train. */
START_TEST(what_is_left_is_for_the_rest_of_the_run)
{
    size_t batches = 0;

    while (learner->epochs_done < 1) {
        train(0.1);
        batches++;
    }
    train(0.1);
    batches++;
    observer_look(&observer, learner, true, now);
    ck_assert_double_eq_tol(shot->now.images_per_second, BATCH / 0.1, 1e-6);
    ck_assert_double_eq_tol(
        shot->now.left, (EPOCHS * TRAIN - (double)batches * BATCH) * 0.1 / BATCH, 1e-6);
    ck_assert_uint_eq(shot->now.epochs_done, 1);
    ck_assert_uint_eq(shot->now.position, BATCH);
}
END_TEST

/* The rate is that of about the last second, and starts again after a pause. */
START_TEST(the_rate_is_of_now)
{
    size_t i;

    for (i = 0; i < 30; i++)
        train(0.1);
    observer_look(&observer, learner, true, now);
    ck_assert_double_eq_tol(shot->now.images_per_second, 200, 1);
    observer_resume(&observer, now += 50);
    for (i = 0; i < 5; i++)
        train(0.2);
    observer_look(&observer, learner, true, now);
    ck_assert_double_eq_tol(shot->now.images_per_second, 100, 1);
}
END_TEST

/* After 1000 images an older loss counts 1/e as much: here a plain running mean. */
START_TEST(the_loss_is_a_running_mean)
{
    double mean = 0;
    size_t i;

    for (i = 0; i < 3 * TRAIN / BATCH; i++) {
        train(0.1);
        mean = i == 0 ? learner->batch_loss
                      : mean + BATCH / 1000.0 * (learner->batch_loss - mean);
        ck_assert_double_eq_tol(shot->now.loss, mean, 1e-12);
    }
    observer_evaluated(&observer, learner, 0.5);
    ck_assert(shot->losses.samples[0].min == (float)mean);
}
END_TEST

START_TEST(the_result_has_what_the_dashboard_had)
{
    struct run_result result;

    while (learner->status == RUN_TRAINING)
        train(0.1);
    observer_evaluated(&observer, learner, 0.25);
    observer.snapshot.now.seconds = 3;
    observer_look(&observer, learner, true, now);
    result = observer_result(&observer, learner);
    ck_assert_uint_eq(result.run, 7);
    ck_assert_int_eq(result.status, RUN_DONE);
    ck_assert_double_eq(result.epochs, EPOCHS);
    ck_assert_double_eq(result.test_error, 0.25);
    ck_assert_double_eq(result.seconds, 3);
    ck_assert_double_eq_tol(result.elapsed, 0.1 * EPOCHS * TRAIN / BATCH, 1e-9);
    ck_assert_double_eq_tol(shot->now.left, 0, 1e-9);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        at_first_nothing_is_known,
        each_measurement_is_a_sample,
        the_best_error_is_the_smallest_after_an_epoch,
        elapsed_is_the_sum_of_all_slices,
        what_is_left_is_for_the_rest_of_the_run,
        the_rate_is_of_now,
        the_loss_is_a_running_mean,
        the_result_has_what_the_dashboard_had,
        NULL,
    };

    return suite_run_with("observer", tests, 60, setup, teardown);
}
