/*
 * Compiled with MNISTUI_DOUBLE, like a second copy of the net, because in float a
 * difference quotient has three correct digits at best.
 */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/backprop.h"
#include "support/plain.h"
#include "support/suite.h"

extern const struct kernels kernels_double;

enum { ROWS = 5, COLS = 4, IMAGES = 8 };

struct shape {
    size_t layers;
    size_t sizes[NET_MAX_LAYERS + 1];
};

/* One, two and three hidden layers, narrower and wider than the padding. */
static const struct shape shapes[] = {
    {2, {ROWS * COLS, 17, DIGIT_CLASSES}},
    {3, {ROWS * COLS, 9, 18, DIGIT_CLASSES}},
    {4, {ROWS * COLS, 7, 16, 5, DIGIT_CLASSES}},
    {4, {ROWS * COLS, 3, 2, 1, DIGIT_CLASSES}},
};

/* A net and its mean gradient over a batch. */
struct fixture {
    struct images images;
    struct batch batch;
    struct net *net, *gradient;
    struct workspace *ws;
};

static const uint32_t which[IMAGES] = {3, 1, 4, 7, 5, 0, 2, 6};

static void
setup(struct fixture *f, const struct shape *shape, enum net_init init, size_t m)
{
    struct rng rng;
    size_t l, j;

    rng_init(&rng, 5, m);
    plain_images(&f->images, IMAGES, ROWS, COLS, &rng);
    f->batch.images = &f->images;
    f->batch.which = which;
    f->batch.count = m;
    f->batch.ahead = 0;
    f->net = net_new(shape->sizes, shape->layers, NULL);
    f->gradient = net_new(shape->sizes, shape->layers, NULL);
    f->ws = workspace_new(f->net, m, &kernels_double, NULL);
    ck_assert(f->net != NULL && f->gradient != NULL && f->ws != NULL);
    net_init(f->net, init, 9);
    for (l = 0; l < f->net->layers;
         l++) /* biases of 0 would not show whether they are used */
        for (j = 0; j < f->net->layer[l].outputs; j++)
            f->net->layer[l].b[j] = rng_normal(&rng);
    backprop_forward(f->ws, f->net, &f->batch);
    backprop_backward(f->ws, f->net, &f->batch);
    backprop_add_gradient(f->ws, f->gradient, &f->batch, 1 / (real)m);
}

static void
teardown(struct fixture *f)
{
    net_free(f->net);
    net_free(f->gradient);
    workspace_free(f->ws);
    plain_images_done(&f->images);
}

static double
mean_loss(struct fixture *f)
{
    backprop_forward(f->ws, f->net, &f->batch);
    return backprop_loss(f->ws, f->net, &f->batch) / (double)f->batch.count;
}

/*
 * The loss is about 10, and its two values are rounded to about 1e-15, so the quotient
 * over 2e-5 is off by about 1e-10. So is what the central difference neglects, h^2/6
 * times the third derivative. For a gradient that nearly vanishes, the floor of 1e-4
 * makes the tolerance of 1e-5 an absolute 1e-9: ten times these errors, and far below any
 * real mistake.
 */
static void
check_parameter(struct fixture *f, real *p, double gradient)
{
    const double h = 1e-5, floor_size = 1e-4;
    double kept = *p, above, below, quotient, size;

    *p = kept + h;
    above = mean_loss(f);
    *p = kept - h;
    below = mean_loss(f);
    *p = kept;
    quotient = (above - below) / (2 * h);
    size = fmax(fmax(fabs(quotient), fabs(gradient)), floor_size);
    ck_assert_msg(fabs(quotient - gradient) < 1e-5 * size,
                  "parameter %td: gradient %.12g, quotient %.12g", p - f->net->params,
                  gradient, quotient);
}

static void
check_layer(struct fixture *f, size_t l)
{
    struct layer *layer = &f->net->layer[l], *gradient = &f->gradient->layer[l];
    size_t i, j;

    for (j = 0; j < layer->outputs; j++) {
        check_parameter(f, &layer->b[j], gradient->b[j]);
        for (i = 0; i < layer->inputs; i++)
            check_parameter(f, &layer->w[i * layer->stride + j],
                            gradient->w[i * layer->stride + j]);
    }
}

typedef void check_fixture(struct fixture *f);

/* Runs check for 1, 3 and 5 images and both inits. */
static void
for_batches(size_t shape, check_fixture *check)
{
    size_t m;

    for (m = 1; m <= 5; m += 2) {
        enum net_init init;

        for (init = NET_INIT_NORMAL; init <= NET_INIT_XAVIER; init++) {
            struct fixture f;

            setup(&f, &shapes[shape], init, m);
            check(&f);
            teardown(&f);
        }
    }
}

static void
check_quotients(struct fixture *f)
{
    size_t l;

    for (l = 0; l < f->net->layers; l++)
        check_layer(f, l);
}

START_TEST(gradient_with_one_hidden_layer_equals_central_differences)
{
    for_batches(0, check_quotients);
}
END_TEST

START_TEST(gradient_with_two_hidden_layers_equals_central_differences)
{
    for_batches(1, check_quotients);
}
END_TEST

START_TEST(gradient_with_three_hidden_layers_equals_central_differences)
{
    for_batches(2, check_quotients);
}
END_TEST

static void
check_plain(struct fixture *f)
{
    struct plain net, gradient;

    plain_init_from(&net, f->net);
    plain_init(&gradient, net.sizes, net.layers);
    plain_gradient(&gradient, &net, &f->images, f->batch.which, f->batch.count);
    ck_assert_double_lt(plain_difference(&gradient, f->gradient), 1e-14);
    plain_done(&net);
    plain_done(&gradient);
}

/* The plain reference, on which other tests rely, must pass the same check. */
START_TEST(gradient_equals_the_plain_one)
{
    size_t shape;

    for (shape = 0; shape < MEM_COUNT(shapes); shape++)
        for_batches(shape, check_plain);
}
END_TEST

START_TEST(gradient_is_added_times_the_rate)
{
    struct fixture f;
    size_t i;

    setup(&f, &shapes[1], NET_INIT_XAVIER, 3);
    backprop_add_gradient(f.ws, f.gradient, &f.batch, -1 / (real)3);
    for (i = 0; i < f.gradient->param_count; i++)
        ck_assert_double_le(fabs(f.gradient->params[i]), 1e-15);
    teardown(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        gradient_with_one_hidden_layer_equals_central_differences,
        gradient_with_two_hidden_layers_equals_central_differences,
        gradient_with_three_hidden_layers_equals_central_differences,
        gradient_equals_the_plain_one,
        gradient_is_added_times_the_rate,
        NULL,
    };

    return suite_run("gradient", tests, 60);
}
