/* Steps compared with plain ones, with every set of kernels. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nn/backprop.h"
#include "nn/net.h"
#include "nn/sgd.h"
#include "support/kernel_blocks.h"
#include "support/plain.h"
#include "support/suite.h"

enum { ROWS = 7, COLS = 6, IMAGES = 97, BATCHES = 40 };

static const size_t small[] = {ROWS * COLS, 18, 7, DIGIT_CLASSES};

static struct images images;

/* What a training needs. */
struct fixture {
    struct net *net;
    struct workspace *ws;
    struct sgd sgd;
};

static void
setup(struct fixture *f, const struct kernels *kernels, size_t m, size_t capacity,
      double alpha, double gamma)
{
    f->net = net_new(small, 3, NULL);
    ck_assert_ptr_nonnull(f->net);
    net_init(f->net, NET_INIT_XAVIER, m);
    f->ws = workspace_new(f->net, capacity, kernels, NULL);
    ck_assert_ptr_nonnull(f->ws);
    ck_assert_int_eq(sgd_init(&f->sgd, f->net, alpha, gamma, m, capacity, NULL), 0);
}

static void
teardown(struct fixture *f)
{
    sgd_done(&f->sgd);
    workspace_free(f->ws);
    net_free(f->net);
}

/* A step with the images which[0 .. count - 1], in parts that fit into the workspace. */
static void
step(struct fixture *f, const uint32_t *which, size_t count)
{
    struct batch part = {&images, which, 0, 0};
    size_t left;

    for (left = count; left > 0; left -= part.count) {
        part.which = which + count - left;
        part.count = left < f->ws->capacity ? left : f->ws->capacity;
        sgd_forward(&f->sgd, f->net, f->ws, &part);
        backprop_backward(f->ws, f->net, &part);
        sgd_add(&f->sgd, f->net, f->ws, &part, count);
    }
    sgd_step(&f->sgd, f->net, f->ws->kernels);
}

static void
settle(struct fixture *f)
{
    sgd_settle(&f->sgd, f->net, f->ws->kernels);
}

static void
draw_images(void)
{
    struct rng rng;

    rng_init(&rng, 21, 0);
    plain_images(&images, IMAGES, ROWS, COLS, &rng);
}

static void
shuffle(uint32_t which[IMAGES], uint64_t seed)
{
    struct rng rng;
    size_t i;

    for (i = 0; i < IMAGES; i++)
        which[i] = (uint32_t)i;
    rng_init(&rng, seed, 1);
    rng_shuffle(&rng, which, IMAGES);
}

/* Checks that net and velocity equal the plain ones, but for rounding. */
static void
check_state(struct fixture *f, const struct plain *plain, const struct plain *u,
            double bound)
{
    struct net *v = f->sgd.velocity;
    struct net *velocity;
    size_t i;

    settle(f);
    ck_assert_double_lt(plain_difference(plain, f->net), bound);
    ck_assert_int_eq(plain_padding_in_use(f->net), -1);
    /* without gamma it lasts one step only; with a tiny one it may become subnormal and
     * be lost */
    if (v == NULL || f->sgd.gamma < 1e-8f)
        return;
    ck_assert_int_eq(plain_padding_in_use(v), -1);
    velocity = net_clone(v, NULL);
    ck_assert_ptr_nonnull(velocity);
    for (i = 0; i < velocity->param_count; i++)
        velocity->params[i] *= f->sgd.fade;
    ck_assert_double_lt(plain_difference(u, velocity), bound);
    net_free(velocity);
}

/* ---- a few steps of every size of batch ---- */

/* Three batches of m images and a smaller remainder. */
static void
check_steps(const struct kernels *kernels, size_t m, size_t capacity, double gamma)
{
    const size_t counts[] = {m, m, m, (m + 1) / 2};
    uint32_t which[IMAGES];
    struct plain plain, u;
    struct fixture f;
    size_t at = 0, i;

    setup(&f, kernels, m, capacity, 0.5, gamma);
    ck_assert((f.sgd.velocity != NULL) == (f.sgd.gamma > 0 || capacity < m));
    plain_init_from(&plain, f.net);
    plain_init(&u, plain.sizes, plain.layers);
    shuffle(which, m);
    for (i = 0; i < MEM_COUNT(counts); i++) {
        step(&f, which + at, counts[i]);
        plain_step(&plain, &u, &images, which + at, counts[i], 0.5, gamma);
        at = (at + counts[i]) % (IMAGES - BATCHES);
    }
    check_state(&f, &plain, &u, 1e-5);
    plain_done(&plain);
    plain_done(&u);
    teardown(&f);
}

static void
check_all_steps(double gamma)
{
    const struct kernels *kernels;
    size_t k, m;

    draw_images();
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++)
        for (m = 1; m <= BATCHES; m++) {
            check_steps(kernels, m, m, gamma);
            check_steps(kernels, m, m / 2 + 1, gamma); /* two parts from 3 images on */
            check_steps(kernels, m, (m + 6) / 7, gamma);
        }
    plain_images_done(&images);
}

START_TEST(plain_steps_equal_the_plain_ones)
{
    check_all_steps(0);
    check_all_steps(1e-20); /* too small to make a difference */
    check_all_steps(
        2e-8); /* hardly any: four steps take the fade from one end to the other */
}
END_TEST

START_TEST(momentum_steps_equal_the_plain_ones)
{
    check_all_steps(0.4);
    check_all_steps(0.9);
    check_all_steps(0.97);
}
END_TEST

/* ---- many steps ---- */

/* So many steps that the velocity is rescaled at least `scalings` times. */
static void
check_long_run(const struct kernels *kernels, size_t m, double gamma, size_t steps,
               size_t scalings)
{
    uint32_t which[IMAGES];
    struct plain plain, u;
    struct fixture f;
    /* the larger the steps, the faster rounding errors grow */
    const double alpha = gamma > 0.9 ? 0.002 : 0.05, bound = 3e-5;
    size_t at = 0, i, scaled = 0;

    setup(&f, kernels, m, m > 3 ? m - 1 : m, alpha, gamma);
    plain_init_from(&plain, f.net);
    plain_init(&u, plain.sizes, plain.layers);
    shuffle(which, m);
    for (i = 0; i < steps; i++) {
        real fade = f.sgd.fade;

        step(&f, which + at, m);
        scaled += f.sgd.fade > fade;
        plain_step(&plain, &u, &images, which + at, m, alpha, gamma);
        at = (at + m) % (IMAGES - m + 1);
        if (i % 50 == 0)
            check_state(&f, &plain, &u, bound);
    }
    check_state(&f, &plain, &u, bound);
    ck_assert_uint_ge(scaled, scalings);
    plain_done(&plain);
    plain_done(&u);
    teardown(&f);
}

/* 30 decades are 75 steps with 0.4, 655 with 0.9, 2268 with 0.97, and 4 with 2e-8. */
START_TEST(long_runs_equal_the_plain_ones)
{
    static const size_t batches[] = {1, 2, 3, 4, 9};
    const struct kernels *kernels;
    size_t k, i;

    draw_images();
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++)
        for (i = 0; i < MEM_COUNT(batches); i++) {
            check_long_run(kernels, batches[i], 0.4, 400, 5);
            check_long_run(kernels, batches[i], 0.9, 700, 1);
            check_long_run(kernels, batches[i], 1e-4, 100, 12);
            check_long_run(kernels, batches[i], 1e-7, 100, 20);
            check_long_run(kernels, batches[i], 2e-8, 100, 25);
        }
    check_long_run(kernels_best(), 1, 0.95, 1500, 1);
    check_long_run(kernels_best(), 1, 0.97, 2500, 1);
    check_long_run(kernels_best(), 5, 0.97, 2500, 1);
    plain_images_done(&images);
}
END_TEST

/* ---- settling ---- */

static void
check_same_state(const struct fixture *a, const struct fixture *b)
{
    const size_t size = a->net->param_count * sizeof(real);
    const struct layer *first = &a->net->layer[0];

    ck_assert(memcmp(a->net->params, b->net->params, size) == 0);
    ck_assert(memcmp(a->sgd.velocity->params, b->sgd.velocity->params, size) == 0);
    ck_assert(a->sgd.fade == b->sgd.fade);
    ck_assert((a->sgd.rest != NULL) == (b->sgd.rest != NULL));
    if (a->sgd.rest != NULL)
        ck_assert(memcmp(a->sgd.rest, b->sgd.rest,
                         first->inputs * first->stride * sizeof(real)) == 0);
}

/* One net is settled at random moments, sometimes twice in a row; the other only at the
 * end. */
static void
check_settling(const struct kernels *kernels, size_t m, double gamma)
{
    uint32_t which[IMAGES];
    struct fixture often, once;
    size_t at = 0, i, turns;

    setup(&often, kernels, m, m, 0.1, gamma);
    setup(&once, kernels, m, m, 0.1, gamma);
    ck_assert((often.sgd.rest != NULL) == (m <= 3)); /* else nothing is tested */
    shuffle(which, m);
    settle(&often);
    for (i = 0; i < 300; i++) {
        step(&often, which + at, m);
        step(&once, which + at, m);
        for (turns = random_between(0, 2); turns > 0; turns--)
            settle(&often);
        at = (at + m) % (IMAGES - m + 1);
    }
    settle(&often);
    settle(&once);
    check_same_state(&often, &once);
    settle(&once);
    check_same_state(&often, &once);
    teardown(&often);
    teardown(&once);
}

START_TEST(settling_changes_nothing_that_follows)
{
    const struct kernels *kernels;
    size_t k, m;

    draw_images();
    rng_init(&block_rng, 22, 0);
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++)
        for (m = 1; m <= 5; m++) {
            check_settling(kernels, m, 0.4);
            check_settling(kernels, m, 0.9);
        }
    plain_images_done(&images);
}
END_TEST

/* Until it is settled, the net is the one from before the step: this test shows what
 * happens to code that forgets it. */
START_TEST(a_settled_net_is_the_one_that_answers)
{
    struct workspace *ws;
    uint32_t which[IMAGES];
    struct batch batch = {&images, which, 3, 0};
    struct fixture f;
    size_t i, k, j;

    draw_images();
    setup(&f, kernels_best(), 3, 3, 0.5, 0.9);
    ws = workspace_new(f.net, 3, kernels_best(), NULL);
    ck_assert_ptr_nonnull(ws);
    shuffle(which, 3);
    for (i = 0; i < 30; i++) {
        step(&f, which + i, 3);
        settle(&f);
        sgd_forward(&f.sgd, f.net, f.ws, &batch);
        backprop_forward(ws, f.net, &batch);
        for (k = 0; k < 3; k++)
            for (j = 0; j < DIGIT_CLASSES; j++)
                ck_assert_double_eq_tol((double)backprop_outputs(ws, f.net, k)[j],
                                        (double)backprop_outputs(f.ws, f.net, k)[j],
                                        2e-6);
    }
    workspace_free(ws);
    teardown(&f);
    plain_images_done(&images);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        plain_steps_equal_the_plain_ones,      momentum_steps_equal_the_plain_ones,
        long_runs_equal_the_plain_ones,        settling_changes_nothing_that_follows,
        a_settled_net_is_the_one_that_answers, NULL,
    };

    return suite_run("sgd", tests, 120);
}
