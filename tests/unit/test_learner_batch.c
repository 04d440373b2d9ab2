/* Whole runs compared with plain ones: batches that pass through the net in parts, and
 * single images with momentum. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/learner_fixture.h"
#include "support/plain.h"
#include "support/suite.h"
#include "train/learner.h"

/* A part has 1024 images. */
enum { TRAIN = 2500, TEST = 10, PART = 1024 };

static void
setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "12");
    hparams.init = NET_INIT_XAVIER;
    hparams.alpha = 0.5;
    hparams.epochs = 2;
}

/* ---- batches beside plain ones ---- */

static double
plain_mean_loss(const struct plain *plain, const uint32_t *which, size_t count)
{
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    double loss = 0;
    size_t k;

    ck_assert_ptr_nonnull(pass);
    for (k = 0; k < count; k++) {
        plain_pass(pass, plain, &dataset.train, which[k]);
        loss += plain_loss(pass, plain, dataset.train.labels[which[k]]);
    }
    free(pass);
    return loss / (double)count;
}

/* Checks what the run says about the batch that began at `first`. */
static void
check_batch(const struct learner *learner, const struct plain *plain, size_t first,
            size_t count)
{
    size_t last = (count - 1) % PART + 1; /* images in its last part */

    ck_assert_uint_eq(learner->batch_images, count);
    ck_assert_uint_eq(learner->part.count, last);
    ck_assert_ptr_eq(learner->part.which, learner->order + first + count - last);
    ck_assert_uint_le(learner->ws->capacity, PART);
    ck_assert_double_eq_tol(learner->batch_loss,
                            plain_mean_loss(plain, learner->order + first, count), 1e-5);
}

static void
check_run(size_t batch, double gamma)
{
    struct plain plain, u;
    struct learner *learner;

    hparams.batch = batch;
    hparams.gamma = gamma;
    learner = learner_fixture_new(NULL);
    plain_init_from(&plain, learner->net);
    plain_init(&u, plain.sizes, plain.layers);
    while (learner->status == RUN_TRAINING) {
        size_t first = learner->position % TRAIN;
        size_t count = batch < TRAIN - first ? batch : TRAIN - first;

        learner_batch(learner);
        check_batch(learner, &plain, first, count);
        plain_step(&plain, &u, &dataset.train, learner->order + first, count,
                   hparams.alpha, gamma);
        ck_assert_double_lt(plain_difference(&plain, learner_net(learner)), 1e-5);
    }
    ck_assert_int_eq(learner->status, RUN_DONE);
    plain_done(&plain);
    plain_done(&u);
    learner_free(learner);
}

/* Between two parts the net has not changed, so a run can pause there. */
static void
check_parts(double gamma)
{
    struct net *before;
    struct learner *learner;

    hparams.batch = TRAIN;
    hparams.gamma = gamma;
    learner = learner_fixture_new(NULL);
    learner_batch(learner);
    before = net_clone(learner_net(learner), NULL);
    ck_assert_ptr_nonnull(before);
    ck_assert(!learner_part(learner));
    ck_assert(!learner_part(learner));
    ck_assert_uint_eq(learner->passed, 2 * PART);
    ck_assert_mem_eq(learner_net(learner)->params, before->params,
                     before->param_count * sizeof(real));
    ck_assert(learner_part(learner));
    ck_assert_uint_eq(learner->position, TRAIN);
    ck_assert_mem_ne(learner_net(learner)->params, before->params,
                     before->param_count * sizeof(real));
    net_free(before);
    learner_free(learner);
}

START_TEST(the_parameters_change_with_the_last_part)
{
    check_parts(0);
    check_parts(0.4);
}
END_TEST

START_TEST(batches_of_one_part_equal_the_plain_ones)
{
    check_run(PART - 1, 0);
    check_run(PART, 0);
    check_run(PART, 0.4);
}
END_TEST

START_TEST(batches_of_several_parts_equal_the_plain_ones)
{
    check_run(PART + 1, 0);
    check_run(PART + 1, 0.4);
    check_run(2 * PART, 0.4);
    check_run(TRAIN, 0);
    check_run(60000, 0.9);
}
END_TEST

/* Gives an image a pixel that no other image has, and returns its number. */
static size_t
mark_image(size_t image)
{
    struct images *images = &dataset.train;
    const size_t last = images->rows * images->cols - 1;
    uint32_t i;

    for (i = 0; i < images->first[images->count]; i++)
        if (images->index[i] == last)
            ck_abort_msg("the last pixel is in use");
    images->index[images->first[image + 1] - 1] = (uint16_t)last;
    return last;
}

/* The loss of the first part is finite, and its gradient is added up; but it must not
 * reach the net. */
static void
check_divergence_in_a_later_part(double gamma)
{
    struct net *before;
    struct layer *first;
    struct learner *learner;

    hparams.batch = TRAIN;
    hparams.order = ORDER_SEQUENTIAL;
    hparams.gamma = gamma;
    learner = learner_fixture_new(NULL);
    first = &learner->net->layer[0];
    first->w[mark_image(2 * PART - 1) * first->stride] = NAN;
    before = net_clone(learner->net, NULL);
    ck_assert_ptr_nonnull(before);
    learner_batch(learner);
    ck_assert_int_eq(learner->status, RUN_DIVERGED);
    ck_assert_ptr_eq(learner->part.which, learner->order + PART);
    ck_assert(same_bits(learner_net(learner), before));
    ck_assert_uint_eq(learner->position, 0);
    net_free(before);
    learner_free(learner);
}

START_TEST(a_loss_that_is_not_finite_in_a_later_part_leaves_the_net)
{
    check_divergence_in_a_later_part(0);
    learner_fixture_teardown();
    setup();
    check_divergence_in_a_later_part(0.4);
}
END_TEST

/* ---- who looks changes nothing ---- */

/* One run's net is read, and its error measured, at random moments; the other's only
 * after an epoch. */
static void
check_looking(size_t batch, double gamma)
{
    struct learner *often, *once;
    struct rng rng;

    hparams.batch = batch;
    hparams.gamma = gamma;
    rng_init(&rng, batch, 0);
    often = learner_fixture_new(NULL);
    once = learner_fixture_new(NULL);
    learner_net(often);
    while (often->status == RUN_TRAINING) {
        learner_batch(often);
        learner_batch(once);
        if (rng_below(&rng, 3) == 0)
            learner_net(often);
        if (rng_below(&rng, 10) == 0)
            learner_error(often, &dataset.test);
        ck_assert(often->batch_loss == once->batch_loss);
        if (learner_epoch_ended(once))
            ck_assert(same_bits(learner_net(often), learner_net(once)));
    }
    ck_assert_int_eq(once->status, RUN_DONE);
    learner_free(often);
    learner_free(once);
}

START_TEST(looking_in_between_does_not_change_the_net)
{
    hparams.alpha = 0.05;
    check_looking(1, 0.4);
    check_looking(1, 0.9);
    check_looking(2, 0.4);
    check_looking(3, 0.4);
    check_looking(1, 0);
    check_looking(12, 0.4);
}
END_TEST

/* A small learning rate keeps rounding errors from growing. */
START_TEST(the_net_with_momentum_is_the_plain_one_after_an_epoch)
{
    static const size_t batches[] = {1, 2, 3, 5};
    size_t i;

    for (i = 0; i < MEM_COUNT(batches); i++) {
        struct plain plain, u;
        struct learner *learner;

        hparams.alpha = 0.02;
        hparams.gamma = 0.4;
        hparams.epochs = 1;
        hparams.batch = batches[i];
        learner = learner_fixture_new(NULL);
        plain_init_from(&plain, learner->net);
        plain_init(&u, plain.sizes, plain.layers);
        while (learner->status == RUN_TRAINING) {
            size_t first = learner->position % TRAIN;

            learner_batch(learner);
            plain_step(&plain, &u, &dataset.train, learner->order + first,
                       learner->batch_images, 0.02, 0.4);
        }
        ck_assert_int_eq(learner->status, RUN_DONE);
        ck_assert_double_lt(plain_difference(&plain, learner_net(learner)), 2e-5);
        plain_done(&plain);
        plain_done(&u);
        learner_free(learner);
    }
}
END_TEST

/* ---- subnormal numbers ---- */

static volatile float tiny = 2e-38f, tenth = 0.1f;

START_TEST(training_takes_subnormal_numbers_for_zero)
{
    struct learner *learner = learner_fixture_new(NULL);

    ck_assert(tiny * tenth > 0);
    learner_batch(learner);
#if defined __x86_64__ || defined __aarch64__
    ck_assert(tiny * tenth == 0);
#endif
    learner_free(learner);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_parameters_change_with_the_last_part,
        batches_of_one_part_equal_the_plain_ones,
        batches_of_several_parts_equal_the_plain_ones,
        a_loss_that_is_not_finite_in_a_later_part_leaves_the_net,
        looking_in_between_does_not_change_the_net,
        the_net_with_momentum_is_the_plain_one_after_an_epoch,
        training_takes_subnormal_numbers_for_zero,
        NULL,
    };

    return suite_run_with("run by batches", tests, 120, setup, learner_fixture_teardown);
}
