/* Moments of a run: what they keep, who frees them, and going on from them bit for bit.
 */
#include "config.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/learner_fixture.h"
#include "support/suite.h"
#include "train/checkpoint.h"

/* A part of a batch has 1024 images, so large batches have two parts. */
enum { TRAIN = 1100, TEST = 100, EPOCHS = 3 };

static const struct kernels *kernels;

static void
setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "12,8");
    hparams.epochs = EPOCHS;
    hparams.alpha = 0.3;
    kernels = kernels_best();
}

static struct learner *
learn(void)
{
    struct learner *learner = learner_new(&dataset, &hparams, NULL, kernels, NULL);

    ck_assert_ptr_nonnull(learner);
    return learner;
}

static struct learner *
go_on(const struct checkpoint *from)
{
    struct learner_start start = checkpoint_start(from);
    struct learner *learner = learner_go_on(&dataset, &hparams, &start, kernels, NULL);

    ck_assert_ptr_nonnull(learner);
    return learner;
}

static void
train_parts(struct learner *learner, size_t parts)
{
    for (; parts > 0 && learner->status == RUN_TRAINING; parts--)
        learner_part(learner);
}

static struct checkpoint *
keep(struct learner *learner, bool whole)
{
    struct checkpoint *checkpoint = checkpoint_new(learner, 1.5, whole, NULL);

    ck_assert_ptr_nonnull(checkpoint);
    return checkpoint;
}

/* ---- going on ---- */

static void
check_equal(struct learner *a, struct learner *b)
{
    ck_assert(same_bits(learner_net(a), learner_net(b)));
    ck_assert_int_eq(a->status, b->status);
    ck_assert_uint_eq(a->steps, b->steps);
    ck_assert_uint_eq(learner_images(a), learner_images(b));
    ck_assert(learner_progress(a) == learner_progress(b));
    ck_assert(a->batch_loss == b->batch_loss);
    ck_assert(learner_epoch_loss(a) == learner_epoch_loss(b));
}

/* After this number of parts, then after a few more, and at the end. */
static void
check_going_on(size_t parts)
{
    struct learner *unbroken = learn(), *first = learn(), *second;
    struct checkpoint *checkpoint;

    train_parts(unbroken, parts);
    train_parts(first, parts);
    checkpoint = keep(first, true);
    learner_free(first);
    second = go_on(checkpoint);
    checkpoint_unref(checkpoint);
    check_equal(second, unbroken);
    train_parts(second, 3);
    train_parts(unbroken, 3);
    check_equal(second, unbroken);
    train_parts(second, SIZE_MAX);
    train_parts(unbroken, SIZE_MAX);
    check_equal(second, unbroken);
    ck_assert_int_eq(second->status, RUN_DONE);
    learner_free(second);
    learner_free(unbroken);
}

/* At the start, in the first and in a later epoch, and at the ends of epochs; a batch of
 * 1200 has two parts. */
static void
check_everywhere(size_t batch, double gamma)
{
    size_t in_epoch = (TRAIN + batch - 1) / batch;

    hparams.batch = batch;
    hparams.gamma = gamma;
    check_going_on(0);
    check_going_on(1);
    check_going_on(2);
    check_going_on(in_epoch);
    check_going_on(in_epoch + in_epoch / 2);
    check_going_on(2 * in_epoch);
}

static void
check_settings(void)
{
    check_everywhere(1, 0);
    check_everywhere(1, 0.4);
    check_everywhere(1, 0.99); /* too large for weights in two parts */
    check_everywhere(12, 0.4);
    check_everywhere(1060, 0);
    check_everywhere(1060, 0.9);
    check_everywhere(60000, 0.9);
    hparams.init = NET_INIT_XAVIER;
    check_everywhere(2, 0.4);
    check_everywhere(12, 0);
    hparams.init = NET_INIT_NORMAL;
    hparams.order = ORDER_SEQUENTIAL;
    check_everywhere(3, 0.4);
    hparams.order = ORDER_SHUFFLE;
}

/* The sets of kernels have tests of their own, with sanitizers too: here one is slow
 * enough then. */
START_TEST(a_run_that_was_interrupted_gives_the_same_bits)
{
#ifdef SANITIZED
    kernels = kernels_best();
    check_settings();
#else
    size_t s;

    for (s = 0; (kernels = kernels_at(s)) != NULL; s++)
        check_settings();
#endif
}
END_TEST

/* The rest of the epoch is trained, in a fresh order, and then whole epochs. */
START_TEST(without_a_state_the_epochs_go_on_all_the_same)
{
    struct learner *parent, *fork;
    struct checkpoint *checkpoint;
    unsigned char seen[TRAIN] = {0};
    size_t i, twice = 0;

    hparams.batch = 1;
    parent = learn();
    train_parts(parent, TRAIN + 500);
    checkpoint = keep(parent, false);
    fork = go_on(checkpoint);
    ck_assert(same_bits(learner_net(fork), learner_net(parent)));
    ck_assert_double_eq_tol(learner_progress(fork), 1 + 500.0 / TRAIN, 1e-12);
    for (i = 500; i < TRAIN; i++) {
        learner_part(fork);
        twice += seen[fork->part.which[0]]++;
    }
    ck_assert_uint_eq(twice, 0);
    ck_assert(learner_epoch_ended(fork));
    ck_assert_double_eq(learner_progress(fork), 2);
    train_parts(fork, SIZE_MAX);
    ck_assert_double_eq(learner_progress(fork), EPOCHS);
    ck_assert_uint_eq(fork->steps, EPOCHS * TRAIN);
    learner_free(fork);
    learner_free(parent);
    checkpoint_unref(checkpoint);
}
END_TEST

/* From a run with two parts of the weights to one without, and the other way round: the
 * first step must be that of the velocity before. */
START_TEST(another_batch_size_keeps_the_velocity)
{
    static const size_t batches[][2] = {{1, 12}, {12, 1}, {1, 2}};
    size_t i, j;

    for (i = 0; i < MEM_COUNT(batches); i++) {
        struct learner *parent, *fork, *calm;
        struct checkpoint *whole, *bare;
        double moved = 0, calmed = 0;

        hparams.gamma = 0.9;
        hparams.batch = batches[i][0];
        parent = learn();
        train_parts(parent, 40);
        whole = keep(parent, true);
        bare = keep(parent, false);
        hparams.batch = batches[i][1];
        hparams.alpha = 1e-12; /* what moves is the velocity alone */
        fork = go_on(whole);
        calm = go_on(bare);
        train_parts(fork, 1);
        train_parts(calm, 1);
        for (j = 0; j < 784 * 16; j++) {
            double was = (double)whole->net->params[j];

            moved += ((double)learner_net(fork)->params[j] - was) *
                     ((double)learner_net(fork)->params[j] - was);
            calmed += ((double)learner_net(calm)->params[j] - was) *
                      ((double)learner_net(calm)->params[j] - was);
        }
        ck_assert_double_gt(moved, 1e-6);
        ck_assert_double_lt(calmed, 1e-12);
        ck_assert_uint_eq(fork->part.which[0], parent->order[parent->position]);
        hparams.alpha = 0.3;
        checkpoint_unref(whole);
        checkpoint_unref(bare);
        learner_free(parent);
        learner_free(fork);
        learner_free(calm);
    }
}
END_TEST

START_TEST(what_cannot_go_on_says_why)
{
    struct learner *learner = learn();
    struct checkpoint *checkpoint;
    struct learner_start start;
    struct error err;

    train_parts(learner, SIZE_MAX);
    checkpoint = keep(learner, true);
    start = checkpoint_start(checkpoint);
    ck_assert_ptr_null(learner_go_on(&dataset, &hparams, &start, kernels, &err));
    ck_assert_str_eq(err.text, "all 3 epochs are trained by then");
    hparams.epochs = 5;
    hparams.hidden[0] = 13;
    ck_assert_ptr_null(learner_go_on(&dataset, &hparams, &start, kernels, &err));
    ck_assert_pstr_ne(strstr(err.text, "another shape"), NULL);
    learner_free(learner);
    checkpoint_unref(checkpoint);
}
END_TEST

/* ---- what it keeps ---- */

START_TEST(it_keeps_its_moment_while_the_run_goes_on)
{
    struct learner *learner = learn();
    struct checkpoint *bare, *whole;
    struct net *then;
    size_t params;

    train_parts(learner, 7);
    then = net_clone(learner_net(learner), NULL);
    bare = keep(learner, false);
    whole = keep(learner, true);
    train_parts(learner, 100);
    ck_assert(same_bits(bare->net, then) && same_bits(whole->net, then));
    ck_assert(!same_bits(bare->net, learner_net(learner)));
    ck_assert_uint_eq(bare->images, 7 * hparams.batch);
    ck_assert_uint_eq(bare->steps, 7);
    ck_assert_double_eq_tol(bare->epoch, 7.0 * (double)hparams.batch / TRAIN, 1e-12);
    ck_assert_double_eq(bare->seconds, 1.5);
    ck_assert_ptr_null(bare->state);
    ck_assert_ptr_nonnull(whole->state);
    params = then->param_count * sizeof(real);
    ck_assert_uint_gt(bare->bytes, params + TEST);
    ck_assert_uint_lt(bare->bytes, params + TEST + 4096);
    ck_assert_uint_ge(whole->bytes, bare->bytes + TRAIN * 4);
    net_free(then);
    learner_free(learner);
    checkpoint_unref(bare);
    checkpoint_unref(whole);
}
END_TEST

/* ---- who owns it ---- */

enum { THREADS = 4, ROUNDS = 200 };

static struct checkpoint *shared;

/* Each thread makes its answers; the first that sets them wins. */
static void *
offer_answers(void *argument)
{
    size_t thread = *(size_t *)argument;
    struct answers *answers = answers_new(TEST, DIGIT_CLASSES, NULL);

    answers->wrong = thread + 1;
    checkpoint_set_answers(shared, answers);
    ck_assert_double_ge(checkpoint_test_error(shared), 0.01);
    checkpoint_unref(shared);
    return NULL;
}

START_TEST(only_the_first_answers_of_several_threads_are_set)
{
    struct learner *learner = learn();
    pthread_t threads[THREADS];
    size_t numbers[THREADS], i, round;

    for (round = 0; round < ROUNDS; round++) {
        const struct answers *before;

        shared = keep(learner, false);
        ck_assert_ptr_null(checkpoint_answers(shared));
        ck_assert_double_lt(checkpoint_test_error(shared), 0);
        for (i = 0; i < THREADS; i++) {
            numbers[i] = i;
            checkpoint_ref(shared);
            pthread_create(&threads[i], NULL, offer_answers, &numbers[i]);
        }
        for (i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        before = checkpoint_answers(shared);
        ck_assert_double_eq(checkpoint_test_error(shared), (double)before->wrong / TEST);
        checkpoint_set_answers(shared, answers_new(TEST, DIGIT_CLASSES, NULL));
        ck_assert_ptr_eq(checkpoint_answers(shared), before);
        checkpoint_unref(shared);
    }
    checkpoint_unref(NULL);
    ck_assert_ptr_null(checkpoint_ref(NULL));
    learner_free(learner);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_run_that_was_interrupted_gives_the_same_bits,
        without_a_state_the_epochs_go_on_all_the_same,
        another_batch_size_keeps_the_velocity,
        what_cannot_go_on_says_why,
        it_keeps_its_moment_while_the_run_goes_on,
        only_the_first_answers_of_several_threads_are_set,
        NULL,
    };

    return suite_run_with("checkpoint", tests, 400, setup, learner_fixture_teardown);
}
