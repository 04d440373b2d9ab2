#include "config.h"

#include "base/mem.h"
#include "base/rng.h"
#include "nn/backprop.h"
#include "nn/net.h"
#include "nn/sgd.h"
#include "support/plain.h"
#include "support/suite.h"

enum { ROWS = 7, COLS = 6, IMAGES = 97, BATCHES = 40 };

static const size_t small[] = {ROWS * COLS, 18, 7, DATASET_CLASSES};

/* Two batches of m images and a smaller remainder, each step beside the plain one. */
static void
check_steps(const struct kernels *kernels, const struct images *images, size_t m,
            double gamma)
{
    struct net *net = net_new(small, 3, NULL);
    const size_t counts[] = {m, m, (m + 1) / 2};
    uint32_t which[IMAGES];
    struct batch batch = {images, which, 0, 0};
    struct workspace *ws;
    struct plain plain, u;
    struct sgd sgd;
    struct rng rng;
    size_t i;

    ck_assert(net != NULL);
    net_init(net, NET_INIT_XAVIER, m);
    ws = workspace_new(net, m, kernels, NULL);
    ck_assert_ptr_nonnull(ws);
    ck_assert_int_eq(sgd_init(&sgd, net, 0.5, gamma, NULL), 0);
    plain_init_from(&plain, net);
    plain_init(&u, plain.sizes, plain.layers);
    for (i = 0; i < IMAGES; i++)
        which[i] = (uint32_t)i;
    rng_init(&rng, m, 1);
    rng_shuffle(&rng, which, IMAGES);
    for (i = 0; i < MEM_COUNT(counts); i++) {
        batch.count = counts[i];
        backprop_forward(ws, net, &batch);
        backprop_backward(ws, net, &batch);
        sgd_step(&sgd, net, ws, &batch);
        plain_step(&plain, &u, images, batch.which, batch.count, 0.5, gamma);
        batch.which += batch.count % (IMAGES / 3);
    }
    ck_assert_double_lt(plain_difference(&plain, net), 4e-6);
    ck_assert_int_eq(plain_padding_in_use(net), -1);
    if (sgd.velocity != NULL) {
        /* it is kept faded by gamma, ready for the next step */
        for (i = 0; i < sgd.velocity->param_count; i++)
            sgd.velocity->params[i] /= (real)gamma;
        ck_assert_double_lt(plain_difference(&u, sgd.velocity), 4e-6);
        ck_assert_int_eq(plain_padding_in_use(sgd.velocity), -1);
    }
    ck_assert((sgd.velocity != NULL) == (gamma > 0));
    sgd_done(&sgd);
    plain_done(&plain);
    plain_done(&u);
    workspace_free(ws);
    net_free(net);
}

static void
check_all_steps(double gamma)
{
    const struct kernels *kernels;
    struct images images;
    struct rng rng;
    size_t k, m;

    rng_init(&rng, 21, 0);
    plain_images(&images, IMAGES, ROWS, COLS, &rng);
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++)
        for (m = 1; m <= BATCHES; m++)
            check_steps(kernels, &images, m, gamma);
    plain_images_done(&images);
}

START_TEST(plain_steps_equal_the_plain_ones)
{
    check_all_steps(0);
}
END_TEST

START_TEST(momentum_steps_equal_the_plain_ones)
{
    check_all_steps(0.4);
    check_all_steps(0.9);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        plain_steps_equal_the_plain_ones,
        momentum_steps_equal_the_plain_ones,
        NULL,
    };

    return suite_run("sgd", tests, 60);
}
