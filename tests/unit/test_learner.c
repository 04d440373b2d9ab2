#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/learner_fixture.h"
#include "support/suite.h"
#include "train/learner.h"

enum { TRAIN = 250, TEST = 60 };

static void
setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "12");
    hparams.batch = 12;
    hparams.epochs = 3;
}

static void
train_to_the_end(struct learner *learner)
{
    while (learner->status == RUN_TRAINING)
        learner_batch(learner);
}

/* ---- the images of an epoch ---- */

/* Trains one epoch, checks its batches, and stores the order of the images. */
static void
train_epoch(struct learner *learner, uint32_t came[TRAIN])
{
    size_t at = 0, epochs = learner->epochs_done;

    do {
        size_t want =
            hparams.batch < TRAIN - at ? hparams.batch : TRAIN - at; /* the remainder */

        ck_assert_int_eq(learner->status, RUN_TRAINING);
        learner_batch(learner);
        ck_assert_uint_eq(learner->batch_images, want);
        memcpy(came + at, learner->part.which, want * sizeof *came);
        at += want;
        ck_assert_uint_eq(learner->position, at);
        ck_assert_int_eq(learner_epoch_ended(learner), at == TRAIN);
        ck_assert_double_eq_tol(learner_progress(learner),
                                (double)epochs + (double)at / TRAIN, 1e-12);
    } while (at < TRAIN);
    ck_assert_uint_eq(learner->epochs_done, epochs + 1);
}

static void
check_permutation(const uint32_t came[TRAIN])
{
    unsigned char seen[TRAIN] = {0};
    size_t i;

    for (i = 0; i < TRAIN; i++) {
        ck_assert_uint_lt(came[i], TRAIN);
        ck_assert_uint_eq(seen[came[i]]++, 0);
    }
}

START_TEST(each_epoch_is_a_fresh_permutation_for_every_batch_size)
{
    static const size_t sizes[] = {1, 12, 125, 249, 250, 251, 60000};
    uint32_t first[TRAIN], second[TRAIN];
    size_t i, j, same = 0;

    hparams.epochs = 2;
    for (i = 0; i < MEM_COUNT(sizes); i++) {
        struct learner *learner;

        hparams.batch = sizes[i];
        learner = learner_fixture_new(NULL);
        ck_assert_double_eq(learner_progress(learner), 0);
        ck_assert(!learner_epoch_ended(learner));
        train_epoch(learner, first);
        train_epoch(learner, second);
        ck_assert_int_eq(learner->status, RUN_DONE);
        check_permutation(first);
        check_permutation(second);
        for (j = 0, same = 0; j < TRAIN; j++)
            same += first[j] == second[j];
        ck_assert_uint_lt(same, 10);
        learner_free(learner);
    }
}
END_TEST

START_TEST(sequential_order_is_that_of_the_file)
{
    uint32_t came[TRAIN], i, epoch;
    struct learner *learner;

    hparams.order = ORDER_SEQUENTIAL;
    learner = learner_fixture_new(NULL);
    for (epoch = 0; epoch < 3; epoch++) {
        train_epoch(learner, came);
        for (i = 0; i < TRAIN; i++)
            ck_assert_uint_eq(came[i], i);
    }
    learner_free(learner);
}
END_TEST

START_TEST(the_shuffling_does_not_depend_on_the_weights)
{
    uint32_t a[TRAIN], b[TRAIN];
    struct learner *learner = learner_fixture_new(NULL);

    train_epoch(learner, a);
    learner_free(learner);
    hparams.hidden[0] = 40;
    hparams.init = NET_INIT_XAVIER;
    learner = learner_fixture_new(NULL);
    train_epoch(learner, b);
    learner_free(learner);
    ck_assert_mem_eq(a, b, sizeof a);
}
END_TEST

/* ---- the same calls, the same weights ---- */

static void
check_twice(void)
{
    struct learner *a = learner_fixture_new(NULL), *b = learner_fixture_new(NULL);

    train_to_the_end(a);
    train_to_the_end(b);
    ck_assert(same_bits(learner_net(a), learner_net(b)));
    ck_assert(a->batch_loss == b->batch_loss && a->epoch_loss == b->epoch_loss);
    learner_free(b);
    hparams.seed++;
    b = learner_fixture_new(NULL);
    train_to_the_end(b);
    ck_assert(!same_bits(learner_net(a), learner_net(b)));
    learner_free(a);
    learner_free(b);
}

START_TEST(two_runs_give_the_same_bits)
{
    check_twice();
    hparams.gamma = 0.4;
    hparams.init = NET_INIT_XAVIER;
    check_twice();
}
END_TEST

START_TEST(measuring_the_error_does_not_change_training)
{
    struct learner *a, *b;

    hparams.gamma = 0.4;
    a = learner_fixture_new(NULL);
    b = learner_fixture_new(NULL);
    while (a->status == RUN_TRAINING) {
        double error;

        learner_batch(a);
        learner_batch(b);
        error = learner_error(b, &dataset.test);
        ck_assert(error >= 0 && error <= 1);
        learner_error(b, &dataset.train);
    }
    ck_assert(same_bits(learner_net(a), learner_net(b)));
    learner_free(a);
    learner_free(b);
}
END_TEST

START_TEST(it_learns)
{
    struct learner *learner;

    hparams.epochs = 60;
    hparams.alpha = 1;
    hparams.init = NET_INIT_XAVIER;
    learner = learner_fixture_new(NULL);
    ck_assert_double_gt(learner_error(learner, &dataset.train), 0.5);
    train_to_the_end(learner);
    ck_assert_double_lt(learner_error(learner, &dataset.train), 0.05);
    ck_assert_double_lt(learner_epoch_loss(learner), 0.3);
    learner_free(learner);
}
END_TEST

START_TEST(the_losses_are_means_over_images)
{
    struct learner *learner = learner_fixture_new(NULL);
    double sum = 0;

    ck_assert_double_eq(learner_epoch_loss(learner), 0);
    while (learner->position < TRAIN) {
        learner_batch(learner);
        sum += learner->batch_loss * (double)learner->batch_images;
        ck_assert_double_eq_tol(learner_epoch_loss(learner),
                                sum / (double)learner->position, 1e-9);
    }
    learner_batch(learner); /* of the next epoch: the count starts again */
    ck_assert_double_eq_tol(learner_epoch_loss(learner), learner->batch_loss, 1e-9);
    learner_free(learner);
}
END_TEST

/* ---- start and end ---- */

START_TEST(epochs_are_counted_to_the_end)
{
    struct learner *learner = learner_fixture_new(NULL);
    uint32_t came[TRAIN];
    size_t epoch;

    for (epoch = 0; epoch < 3; epoch++) {
        ck_assert_int_eq(learner->status, RUN_TRAINING);
        train_epoch(learner, came);
    }
    ck_assert_int_eq(learner->status, RUN_DONE);
    ck_assert_double_eq(learner_progress(learner), 3);
    learner_free(learner);
}
END_TEST

START_TEST(a_run_starts_from_given_parameters)
{
    struct learner *learner = learner_fixture_new(NULL), *next;
    struct net *start;

    train_to_the_end(learner);
    start = net_clone(learner_net(learner), NULL);
    next = learner_fixture_new(start);
    ck_assert(same_bits(learner_net(next), start));
    learner_batch(next);
    ck_assert(!same_bits(learner_net(next), start));
    ck_assert(same_bits(learner_net(learner), start)); /* they were copied */
    net_free(start);
    learner_free(learner);
    learner_free(next);
}
END_TEST

START_TEST(parameters_of_another_shape_are_refused)
{
    struct learner *learner = learner_fixture_new(NULL);
    struct error err;

    hparams.hidden[0]++;
    ck_assert_ptr_null(
        learner_new(&dataset, &hparams, learner->net, kernels_best(), &err));
    ck_assert_str_eq(err.text,
                     "the parameters to start from are of a net of another shape");
    learner_free(learner);
}
END_TEST

START_TEST(a_batch_larger_than_the_images_is_all_of_them)
{
    struct learner *a, *b;

    hparams.batch = 60000;
    a = learner_fixture_new(NULL);
    hparams.batch = TRAIN;
    b = learner_fixture_new(NULL);
    learner_batch(a);
    learner_batch(b);
    ck_assert_uint_eq(a->batch_images, TRAIN);
    ck_assert_uint_eq(a->epochs_done, 1);
    ck_assert(same_bits(learner_net(a), learner_net(b)));
    learner_free(a);
    learner_free(b);
}
END_TEST

/* ---- divergence ---- */

static void
check_divergence(size_t batch, double gamma)
{
    struct net *before = NULL;
    struct learner *learner;
    size_t position;

    hparams.alpha = 1e38;
    hparams.batch = batch;
    hparams.gamma = gamma;
    learner = learner_fixture_new(NULL);
    do {
        net_free(before);
        before = net_clone(learner_net(learner), NULL);
        ck_assert_ptr_nonnull(before);
        position = learner->position;
        learner_batch(learner);
    } while (learner->status == RUN_TRAINING);
    ck_assert_int_eq(learner->status, RUN_DIVERGED);
    ck_assert_str_eq(
        learner->why,
        "the loss is not finite in epoch 1: the learning rate 1e+38 is likely too large");
    ck_assert_uint_eq(learner->position, position);
    ck_assert(same_bits(learner_net(learner), before));
    net_free(before);
    learner_free(learner);
}

START_TEST(a_loss_that_is_not_finite_ends_the_run_before_its_step)
{
    check_divergence(12, 0);
    check_divergence(12, 0.4);
    check_divergence(1, 0);
    check_divergence(1, 0.4);
}
END_TEST

START_TEST(the_message_tells_the_epoch_of_the_divergence)
{
    struct learner *learner = learner_fixture_new(NULL);
    uint32_t came[TRAIN];

    train_epoch(learner, came);
    learner->net->layer[1].b[0] = NAN;
    learner_batch(learner);
    ck_assert_int_eq(learner->status, RUN_DIVERGED);
    ck_assert_str_eq(
        learner->why,
        "the loss is not finite in epoch 2: the learning rate 0.05 is likely too large");
    ck_assert_double_eq(learner_progress(learner), 1);
    learner_free(learner);
}
END_TEST

/* A saturated neuron can have an infinite weight without any image that shows it in the
 * loss. */
START_TEST(a_weight_that_is_not_finite_ends_the_run_with_the_epoch)
{
    struct learner *learner;
    struct layer *layer;
    size_t i;

    hparams.epochs = 1;
    learner = learner_fixture_new(NULL);
    layer = &learner->net->layer[0];
    for (i = 0; i < layer->inputs; i++)
        layer->w[i * layer->stride] = 0;
    layer->b[0] = INFINITY; /* activation 1, slope 0 */
    train_to_the_end(learner);
    ck_assert_int_eq(learner->status, RUN_DIVERGED);
    ck_assert_str_eq(
        learner->why,
        "a weight is not finite in epoch 1: the learning rate 0.05 is likely too large");
    ck_assert_double_eq(learner_progress(learner), 1); /* all its images were trained */
    learner_free(learner);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        each_epoch_is_a_fresh_permutation_for_every_batch_size,
        sequential_order_is_that_of_the_file,
        the_shuffling_does_not_depend_on_the_weights,
        two_runs_give_the_same_bits,
        measuring_the_error_does_not_change_training,
        it_learns,
        the_losses_are_means_over_images,
        epochs_are_counted_to_the_end,
        a_run_starts_from_given_parameters,
        parameters_of_another_shape_are_refused,
        a_batch_larger_than_the_images_is_all_of_them,
        a_loss_that_is_not_finite_ends_the_run_before_its_step,
        the_message_tells_the_epoch_of_the_divergence,
        a_weight_that_is_not_finite_ends_the_run_with_the_epoch,
        NULL,
    };

    return suite_run_with("run", tests, 30, setup, learner_fixture_teardown);
}
