/* Whole runs compared with plain ones: batches that pass through the net in parts, and
 * single images with momentum. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/plain.h"
#include "support/run_fixture.h"
#include "support/suite.h"
#include "train/run.h"

/* A part has 1024 images. */
enum { TRAIN = 2500, TEST = 10, PART = 1024 };

static void
setup(void)
{
    run_fixture_setup(TRAIN, TEST, "12");
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
check_batch(const struct run *run, const struct plain *plain, size_t first, size_t count)
{
    size_t last = (count - 1) % PART + 1; /* images in its last part */

    ck_assert_uint_eq(run->batch_images, count);
    ck_assert_uint_eq(run->part.count, last);
    ck_assert_ptr_eq(run->part.which, run->order + first + count - last);
    ck_assert_uint_le(run->ws->capacity, PART);
    ck_assert_double_eq_tol(run->batch_loss,
                            plain_mean_loss(plain, run->order + first, count), 1e-5);
}

static void
check_run(size_t batch, double gamma)
{
    struct plain plain, u;
    struct run *run;

    hparams.batch = batch;
    hparams.gamma = gamma;
    run = run_fixture_new(NULL);
    plain_init_from(&plain, run->net);
    plain_init(&u, plain.sizes, plain.layers);
    while (run->status == RUN_TRAINING) {
        size_t first = run->position % TRAIN;
        size_t count = batch < TRAIN - first ? batch : TRAIN - first;

        run_batch(run);
        check_batch(run, &plain, first, count);
        plain_step(&plain, &u, &dataset.train, run->order + first, count, hparams.alpha,
                   gamma);
        ck_assert_double_lt(plain_difference(&plain, run_net(run)), 1e-5);
    }
    ck_assert_int_eq(run->status, RUN_DONE);
    plain_done(&plain);
    plain_done(&u);
    run_free(run);
}

/* Between two parts the net has not changed, so a run can pause there. */
static void
check_parts(double gamma)
{
    struct net *before;
    struct run *run;

    hparams.batch = TRAIN;
    hparams.gamma = gamma;
    run = run_fixture_new(NULL);
    run_batch(run);
    before = net_clone(run_net(run), NULL);
    ck_assert_ptr_nonnull(before);
    ck_assert(!run_part(run));
    ck_assert(!run_part(run));
    ck_assert_uint_eq(run->passed, 2 * PART);
    ck_assert_mem_eq(run_net(run)->params, before->params,
                     before->param_count * sizeof(real));
    ck_assert(run_part(run));
    ck_assert_uint_eq(run->position, TRAIN);
    ck_assert_mem_ne(run_net(run)->params, before->params,
                     before->param_count * sizeof(real));
    net_free(before);
    run_free(run);
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
    struct run *run;

    hparams.batch = TRAIN;
    hparams.order = ORDER_SEQUENTIAL;
    hparams.gamma = gamma;
    run = run_fixture_new(NULL);
    first = &run->net->layer[0];
    first->w[mark_image(2 * PART - 1) * first->stride] = NAN;
    before = net_clone(run->net, NULL);
    ck_assert_ptr_nonnull(before);
    run_batch(run);
    ck_assert_int_eq(run->status, RUN_DIVERGED);
    ck_assert_ptr_eq(run->part.which, run->order + PART);
    ck_assert(same_bits(run_net(run), before));
    ck_assert_uint_eq(run->position, 0);
    net_free(before);
    run_free(run);
}

START_TEST(a_loss_that_is_not_finite_in_a_later_part_leaves_the_net)
{
    check_divergence_in_a_later_part(0);
    run_fixture_teardown();
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
    struct run *often, *once;
    struct rng rng;

    hparams.batch = batch;
    hparams.gamma = gamma;
    rng_init(&rng, batch, 0);
    often = run_fixture_new(NULL);
    once = run_fixture_new(NULL);
    run_net(often);
    while (often->status == RUN_TRAINING) {
        run_batch(often);
        run_batch(once);
        if (rng_below(&rng, 3) == 0)
            run_net(often);
        if (rng_below(&rng, 10) == 0)
            run_error(often, &dataset.test);
        ck_assert(often->batch_loss == once->batch_loss);
        if (run_epoch_ended(once))
            ck_assert(same_bits(run_net(often), run_net(once)));
    }
    ck_assert_int_eq(once->status, RUN_DONE);
    run_free(often);
    run_free(once);
}

START_TEST(the_net_is_the_same_whoever_looked_in_between)
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
        struct run *run;

        hparams.alpha = 0.02;
        hparams.gamma = 0.4;
        hparams.epochs = 1;
        hparams.batch = batches[i];
        run = run_fixture_new(NULL);
        plain_init_from(&plain, run->net);
        plain_init(&u, plain.sizes, plain.layers);
        while (run->status == RUN_TRAINING) {
            size_t first = run->position % TRAIN;

            run_batch(run);
            plain_step(&plain, &u, &dataset.train, run->order + first, run->batch_images,
                       0.02, 0.4);
        }
        ck_assert_int_eq(run->status, RUN_DONE);
        ck_assert_double_lt(plain_difference(&plain, run_net(run)), 2e-5);
        plain_done(&plain);
        plain_done(&u);
        run_free(run);
    }
}
END_TEST

/* ---- subnormal numbers ---- */

static volatile float tiny = 2e-38f, tenth = 0.1f;

START_TEST(training_takes_subnormal_numbers_for_zero)
{
    struct run *run = run_fixture_new(NULL);

    ck_assert(tiny * tenth > 0);
    run_batch(run);
#if defined __x86_64__ || defined __aarch64__
    ck_assert(tiny * tenth == 0);
#endif
    run_free(run);
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
        the_net_is_the_same_whoever_looked_in_between,
        the_net_with_momentum_is_the_plain_one_after_an_epoch,
        training_takes_subnormal_numbers_for_zero,
        NULL,
    };

    return suite_run_with("run by batches", tests, 120, setup, run_fixture_teardown);
}
