#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/backprop.h"
#include "nn/evaluate.h"
#include "nn/net.h"
#include "nn/sgd.h"
#include "nn/stats.h"
#include "support/plain.h"
#include "support/suite.h"

static const size_t lab[] = {784, 30, 20, 10}; /* the net of SPEC.md */

static struct net *
make_net(const size_t *sizes, size_t layers, enum net_init init, uint64_t seed)
{
    struct net *net = net_new(sizes, layers, NULL);

    ck_assert_ptr_nonnull(net);
    net_init(net, init, seed);
    return net;
}

/* ---- the net ---- */

START_TEST(layers_have_the_sizes_that_were_asked_for)
{
    struct net *net = make_net(lab, 3, NET_INIT_NORMAL, 1);
    size_t l;

    ck_assert_uint_eq(net->layers, 3);
    for (l = 0; l < 3; l++) {
        ck_assert_uint_eq(net->layer[l].inputs, lab[l]);
        ck_assert_uint_eq(net->layer[l].outputs, lab[l + 1]);
        ck_assert_uint_eq(net->layer[l].stride % NET_STRIDE, 0);
        ck_assert_uint_ge(net->layer[l].stride, lab[l + 1]);
        ck_assert_uint_lt(net->layer[l].stride, lab[l + 1] + NET_STRIDE);
        ck_assert_uint_eq((uintptr_t)net->layer[l].w % MEM_ALIGN, 0);
        ck_assert_uint_eq((uintptr_t)net->layer[l].b % MEM_ALIGN, 0);
    }
    ck_assert_uint_eq(net_parameters(net), 785 * 30 + 31 * 20 + 21 * 10);
    net_free(net);
}
END_TEST

START_TEST(a_net_that_is_too_large_is_refused)
{
    const size_t sizes[] = {SIZE_MAX / 64, 16, 10};
    struct error err;

    ck_assert_ptr_null(net_new(sizes, 2, &err));
    ck_assert_str_eq(err.text, "not enough memory for the net's parameters");
}
END_TEST

/* Moments of one layer's weights: six standard errors of each estimate. */
static void
check_weights(const struct layer *layer, double deviation)
{
    double sum = 0, squares = 0, fourth = 0, n = (double)(layer->inputs * layer->outputs);
    size_t i, j;

    for (i = 0; i < layer->inputs; i++)
        for (j = 0; j < layer->outputs; j++) {
            double x = (double)layer->w[i * layer->stride + j] / deviation;

            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
        }
    ck_assert_double_eq_tol(sum / n, 0, 6 / sqrt(n));
    ck_assert_double_eq_tol(squares / n, 1, 6 * sqrt(2 / n));
    ck_assert_double_eq_tol(fourth / n, 3, 6 * sqrt(96 / n)); /* that of a normal one */
}

/* First number of the padding of w or b that is not 0, or -1. */
static long
padding_in_use(const struct net *net)
{
    size_t l, i;

    for (l = 0; l < net->layers; l++) {
        const struct layer *layer = &net->layer[l];

        for (i = 0; i < (layer->inputs + 1) * layer->stride; i++) /* b lies behind w */
            if (i % layer->stride >= layer->outputs && layer->w[i] != 0)
                return &layer->w[i] - net->params;
    }
    return -1;
}

static void
check_init(enum net_init init)
{
    const size_t sizes[] = {784, 300, 200, 100};
    struct net *net = make_net(sizes, 3, init, 3);
    size_t l, j;

    for (l = 0; l < 3; l++) {
        check_weights(
            &net->layer[l],
            init == NET_INIT_NORMAL ? 1 : sqrt(2.0 / (double)(sizes[l] + sizes[l + 1])));
        for (j = 0; j < sizes[l + 1]; j++)
            ck_assert(net->layer[l].b[j] == 0);
    }
    ck_assert_int_eq(padding_in_use(net), -1);
    net_free(net);
}

START_TEST(normal_weights_have_deviation_1)
{
    check_init(NET_INIT_NORMAL);
}
END_TEST

START_TEST(xavier_weights_have_the_deviation_of_glorot)
{
    check_init(NET_INIT_XAVIER);
}
END_TEST

static bool
same_bits(const struct net *a, const struct net *b)
{
    return a->param_count == b->param_count &&
           memcmp(a->params, b->params, a->param_count * sizeof *a->params) == 0;
}

START_TEST(a_seed_stands_for_its_weights)
{
    struct net *a = make_net(lab, 3, NET_INIT_NORMAL, 7);
    struct net *b = make_net(lab, 3, NET_INIT_NORMAL, 7);
    struct net *c = make_net(lab, 3, NET_INIT_NORMAL, 8);
    size_t i, same = 0;

    ck_assert(same_bits(a, b));
    for (i = 0; i < lab[0] * lab[1]; i++)
        same += a->params[i] == c->params[i] && a->params[i] != 0;
    ck_assert_uint_lt(same, 5);
    net_init(a, NET_INIT_XAVIER, 8); /* nothing of the old weights is left */
    net_init(c, NET_INIT_XAVIER, 8);
    ck_assert(same_bits(a, c));
    net_free(a);
    net_free(b);
    net_free(c);
}
END_TEST

START_TEST(a_clone_is_equal_and_stands_alone)
{
    struct net *net = make_net(lab, 3, NET_INIT_NORMAL, 1);
    struct net *clone = net_clone(net, NULL);

    ck_assert_ptr_nonnull(clone);
    ck_assert(net_same_shape(net, clone));
    ck_assert(same_bits(net, clone));
    clone->layer[2].b[9] += 1;
    ck_assert(!same_bits(net, clone));
    net_copy(clone, net);
    ck_assert(same_bits(net, clone));
    net_free(net);
    net_free(clone);
}
END_TEST

START_TEST(shapes_that_differ_are_told_apart)
{
    static const struct {
        size_t layers, sizes[4];
    } other[] = {{3, {784, 30, 21, 10}},
                 {3, {784, 31, 20, 10}},
                 {3, {783, 30, 20, 10}},
                 {2, {784, 30, 20}},
                 {3, {784, 30, 20, 11}}};
    struct net *net = make_net(lab, 3, NET_INIT_NORMAL, 1);
    size_t i;

    for (i = 0; i < MEM_COUNT(other); i++) {
        struct net *b = make_net(other[i].sizes, other[i].layers, NET_INIT_NORMAL, 1);

        ck_assert(!net_same_shape(net, b));
        ck_assert(!net_same_shape(b, net));
        net_free(b);
    }
    net_free(net);
}
END_TEST

START_TEST(a_parameter_that_is_not_finite_is_found)
{
    static const real bad[] = {NAN, INFINITY, -INFINITY};
    struct net *net = make_net(lab, 3, NET_INIT_NORMAL, 1);
    real *places[] = {net->params, &net->layer[1].w[5], &net->layer[2].b[9]};
    size_t i, j;

    ck_assert(net_is_finite(net));
    for (i = 0; i < MEM_COUNT(places); i++) {
        real kept = *places[i];

        for (j = 0; j < MEM_COUNT(bad); j++) {
            *places[i] = bad[j];
            ck_assert(!net_is_finite(net));
        }
        *places[i] = 3e38f; /* the largest floats are finite, and so are two of them */
        ck_assert(net_is_finite(net));
        *places[i] = kept;
    }
    net->params[0] = net->params[1] = 3e38f;
    ck_assert(net_is_finite(net));
    net_free(net);
}
END_TEST

/* ---- steps ---- */

enum { ROWS = 7, COLS = 6, IMAGES = 97, BATCHES = 40 };

static const size_t small[] = {ROWS * COLS, 18, 7, DATASET_CLASSES};

/* Two batches of m images and a smaller remainder, each step beside the plain one. */
static void
check_steps(const struct kernels *kernels, const struct images *images, size_t m,
            double gamma)
{
    struct net *net = make_net(small, 3, NET_INIT_XAVIER, m);
    const size_t counts[] = {m, m, (m + 1) / 2};
    uint32_t which[IMAGES];
    struct batch batch = {images, which, 0};
    struct workspace *ws = workspace_new(net, m, kernels, NULL);
    struct plain plain, u;
    struct sgd sgd;
    struct rng rng;
    size_t i;

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
    ck_assert_int_eq(padding_in_use(net), -1);
    if (sgd.velocity != NULL) {
        ck_assert_double_lt(plain_difference(&u, sgd.velocity), 4e-6);
        ck_assert_int_eq(padding_in_use(sgd.velocity), -1);
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

/* ---- loss and answer ---- */

/* Some images, a net and a pass over all of them. */
struct fixture {
    struct images images;
    uint32_t which[IMAGES];
    struct batch batch;
    struct net *net;
    struct workspace *ws;
};

static void
setup(struct fixture *f)
{
    struct rng rng;
    size_t i;

    rng_init(&rng, 31, 0);
    plain_images(&f->images, IMAGES, ROWS, COLS, &rng);
    for (i = 0; i < IMAGES; i++)
        f->which[i] = (uint32_t)(IMAGES - 1 - i);
    f->batch.images = &f->images;
    f->batch.which = f->which;
    f->batch.count = IMAGES;
    f->net = make_net(small, 3, NET_INIT_NORMAL, 5);
    f->ws = workspace_new(f->net, IMAGES, kernels_best(), NULL);
    ck_assert_ptr_nonnull(f->ws);
    backprop_forward(f->ws, f->net, &f->batch);
    backprop_backward(f->ws, f->net, &f->batch);
}

static void
teardown(struct fixture *f)
{
    workspace_free(f->ws);
    net_free(f->net);
    plain_images_done(&f->images);
}

START_TEST(loss_outputs_and_answers_equal_the_plain_ones)
{
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    struct fixture f;
    struct plain plain;
    double loss = 0;
    size_t k, j;

    ck_assert_ptr_nonnull(pass);
    setup(&f);
    plain_init_from(&plain, f.net);
    for (k = 0; k < IMAGES; k++) {
        plain_pass(pass, &plain, &f.images, f.which[k]);
        loss += plain_loss(pass, &plain, f.images.labels[f.which[k]]);
        ck_assert_uint_eq(backprop_answer(f.ws, f.net, k), plain_answer(pass, &plain));
        for (j = 0; j < DATASET_CLASSES; j++)
            ck_assert_double_eq_tol((double)backprop_outputs(f.ws, f.net, k)[j],
                                    pass->a[3][j], 2e-6);
    }
    ck_assert_double_eq_tol(backprop_loss(f.ws, f.net, &f.batch), loss, 2e-6 * loss);
    plain_done(&plain);
    teardown(&f);
    free(pass);
}
END_TEST

/* Images whose pixels do not matter: w is 0 and b is what the logits are to be. */
static double
loss_of_logits(struct net *net, const real logits[DATASET_CLASSES], unsigned char label)
{
    unsigned char pixel = 0;
    uint32_t first[] = {0, 0}, which = 0;
    struct images images = {.count = 1,
                            .rows = 1,
                            .cols = 1,
                            .pixels = &pixel,
                            .labels = &label,
                            .first = first};
    struct batch batch = {&images, &which, 1};
    struct workspace *ws = workspace_new(net, 1, kernels_best(), NULL);
    double loss;
    size_t j;

    ck_assert_ptr_nonnull(ws);
    for (j = 0; j < DATASET_CLASSES; j++)
        net->layer[0].b[j] = logits[j];
    backprop_forward(ws, net, &batch);
    loss = backprop_loss(ws, net, &batch);
    workspace_free(ws);
    return loss;
}

START_TEST(loss_of_large_logits_is_exact)
{
    static const size_t sizes[] = {1, DATASET_CLASSES};
    static const real zero[DATASET_CLASSES] = {0};
    struct net *net = net_new(sizes, 1, NULL);
    real logits[DATASET_CLASSES];
    size_t j;

    ck_assert_ptr_nonnull(net);
    for (j = 0; j < DATASET_CLASSES; j++)
        logits[j] = 1e4f;
    ck_assert_double_eq(loss_of_logits(net, logits, 3), 9e4);
    for (j = 0; j < DATASET_CLASSES; j++)
        logits[j] = -1e4f;
    ck_assert_double_eq(loss_of_logits(net, logits, 3), 1e4);
    logits[3] = 1e4f; /* all right, beyond any doubt */
    ck_assert_double_eq(loss_of_logits(net, logits, 3), 0);
    ck_assert_double_eq(loss_of_logits(net, logits, 4), 2e4);
    ck_assert_double_eq_tol(loss_of_logits(net, zero, 0), 10 * log(2), 1e-14);
    logits[0] = NAN;
    ck_assert(isnan(loss_of_logits(net, logits, 3)));
    logits[0] = INFINITY;
    ck_assert(!isfinite(loss_of_logits(net, logits, 3)));
    net_free(net);
}
END_TEST

/* More outputs than the factors that are gathered in one logarithm. */
START_TEST(loss_of_many_outputs)
{
    static const size_t sizes[] = {ROWS * COLS, 200};
    struct fixture f;
    struct net *net = make_net(sizes, 1, NET_INIT_NORMAL, 5);
    struct workspace *ws = workspace_new(net, IMAGES, kernels_best(), NULL);
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    struct plain plain;
    double loss = 0;
    size_t k;

    ck_assert(ws != NULL && pass != NULL);
    setup(&f);
    plain_init_from(&plain, net);
    backprop_forward(ws, net, &f.batch);
    for (k = 0; k < IMAGES; k++) {
        plain_pass(pass, &plain, &f.images, f.which[k]);
        loss += plain_loss(pass, &plain, f.images.labels[f.which[k]]);
    }
    ck_assert_double_eq_tol(backprop_loss(ws, net, &f.batch), loss, 2e-6 * loss);
    plain_done(&plain);
    workspace_free(ws);
    net_free(net);
    teardown(&f);
    free(pass);
}
END_TEST

START_TEST(a_batch_that_is_too_large_for_memory_is_refused)
{
    struct net *net = make_net(small, 3, NET_INIT_NORMAL, 1);
    struct error err;

    ck_assert_ptr_null(workspace_new(net, SIZE_MAX / 16, kernels_best(), &err));
    ck_assert_str_eq(err.text, "not enough memory for a batch");
    net_free(net);
}
END_TEST

/* ---- evaluation ---- */

/* Makes each answer right but those of the images that are named, ended by IMAGES. */
static void
relabel(struct fixture *f, const size_t *wrong)
{
    size_t k;

    backprop_forward(f->ws, f->net, &f->batch);
    for (k = 0; k < IMAGES; k++)
        f->images.labels[f->which[k]] = (unsigned char)backprop_answer(f->ws, f->net, k);
    for (; *wrong < IMAGES; wrong++)
        f->images.labels[*wrong] =
            (unsigned char)((f->images.labels[*wrong] + 1) % DATASET_CLASSES);
}

START_TEST(errors_are_counted_in_their_range)
{
    static const size_t wrong[] = {0, 10, 11, 50, IMAGES - 1, IMAGES};
    struct fixture f;

    setup(&f);
    relabel(&f, wrong);
    ck_assert_uint_eq(evaluate_errors(f.ws, f.net, &f.images, 0, IMAGES), 5);
    ck_assert_uint_eq(evaluate_errors(f.ws, f.net, &f.images, 0, 11), 2);
    ck_assert_uint_eq(evaluate_errors(f.ws, f.net, &f.images, 11, 1), 1);
    ck_assert_uint_eq(evaluate_errors(f.ws, f.net, &f.images, 12, 38), 0);
    ck_assert_uint_eq(evaluate_errors(f.ws, f.net, &f.images, 12, 0), 0);
    ck_assert_uint_eq(evaluate_errors(f.ws, f.net, &f.images, 51, IMAGES - 51), 1);
    teardown(&f);
}
END_TEST

START_TEST(the_next_error_is_found_both_ways_and_around)
{
    static const size_t wrong[] = {3, 10, 50, IMAGES};
    static const size_t none[] = {IMAGES};
    static const struct {
        size_t first;
        int step;
        size_t found;
    } searches[] = {{0, 1, 3},  {3, 1, 3},    {4, 1, 10},   {51, 1, 3},  {0, -1, 50},
                    {3, -1, 3}, {49, -1, 10}, {96, -1, 50}, {2, -1, 50}, {97, 1, 3}};
    struct fixture f;
    size_t i;

    setup(&f);
    relabel(&f, wrong);
    for (i = 0; i < MEM_COUNT(searches); i++)
        ck_assert_uint_eq(evaluate_next_error(f.ws, f.net, &f.images, searches[i].first,
                                              searches[i].step),
                          searches[i].found);
    relabel(&f, none);
    ck_assert_uint_eq(evaluate_next_error(f.ws, f.net, &f.images, 5, 1), IMAGES);
    ck_assert_uint_eq(evaluate_next_error(f.ws, f.net, &f.images, 5, -1), IMAGES);
    teardown(&f);
}
END_TEST

/* ---- statistics ---- */

struct moments {
    double mean, deviation, min, max, norm;
};

static struct moments
measure(const double *x, size_t count)
{
    struct moments m = {0, 0, x[0], x[0], 0};
    size_t i;

    for (i = 0; i < count; i++) {
        m.mean += x[i] / (double)count;
        m.min = fmin(m.min, x[i]);
        m.max = fmax(m.max, x[i]);
        m.norm += x[i] * x[i];
    }
    for (i = 0; i < count; i++)
        m.deviation += (x[i] - m.mean) * (x[i] - m.mean) / (double)count;
    m.deviation = sqrt(m.deviation);
    m.norm = sqrt(m.norm);
    return m;
}

static void
count_saturated(double share[], const struct fixture *f, const struct plain *net)
{
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    size_t k, l, j;

    ck_assert_ptr_nonnull(pass);
    for (l = 0; l < net->layers; l++)
        share[l] = 0;
    for (k = 0; k < f->batch.count; k++) {
        plain_pass(pass, net, &f->images, f->which[k]);
        for (l = 0; l < net->layers; l++)
            for (j = 0; j < net->sizes[l + 1]; j++)
                share[l] += pass->a[l + 1][j] < 0.01 || pass->a[l + 1][j] > 0.99;
    }
    for (l = 0; l < net->layers; l++)
        share[l] /= (double)(f->batch.count * net->sizes[l + 1]);
    free(pass);
}

START_TEST(statistics_equal_the_plain_ones)
{
    struct layer_stats stats[NET_MAX_LAYERS];
    double saturated[NET_MAX_LAYERS];
    struct fixture f;
    struct net *scratch;
    struct plain net, gradient;
    size_t l;

    setup(&f);
    scratch = make_net(small, 3, NET_INIT_NORMAL, 99); /* is overwritten */
    stats_measure(stats, f.net, f.ws, &f.batch, scratch);
    plain_init_from(&net, f.net);
    plain_init(&gradient, net.sizes, net.layers);
    plain_gradient(&gradient, &net, &f.images, f.which, f.batch.count);
    count_saturated(saturated, &f, &net);
    ck_assert_double_lt(plain_difference(&gradient, scratch), 1e-6);
    for (l = 0; l < 3; l++) {
        size_t count = small[l] * small[l + 1];
        struct moments w = measure(net.w[l], count), g = measure(gradient.w[l], count);

        ck_assert_uint_eq(stats[l].inputs, small[l]);
        ck_assert_uint_eq(stats[l].outputs, small[l + 1]);
        ck_assert_double_eq_tol(stats[l].mean, w.mean, 1e-9);
        ck_assert_double_eq_tol(stats[l].deviation, w.deviation, 1e-9);
        ck_assert_double_eq(stats[l].min, w.min);
        ck_assert_double_eq(stats[l].max, w.max);
        ck_assert_double_eq_tol(stats[l].norm, w.norm, 1e-9);
        ck_assert_double_eq_tol(stats[l].gradient_mean, g.mean, 1e-6);
        ck_assert_double_eq_tol(stats[l].gradient_norm, g.norm, 1e-5 * g.norm);
        ck_assert_double_eq_tol(stats[l].saturated, saturated[l], 1e-12);
    }
    ck_assert_double_gt(saturated[1] + saturated[2], 0); /* or nothing was tested */
    plain_done(&net);
    plain_done(&gradient);
    net_free(scratch);
    teardown(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        layers_have_the_sizes_that_were_asked_for,
        a_net_that_is_too_large_is_refused,
        normal_weights_have_deviation_1,
        xavier_weights_have_the_deviation_of_glorot,
        a_seed_stands_for_its_weights,
        a_clone_is_equal_and_stands_alone,
        shapes_that_differ_are_told_apart,
        a_parameter_that_is_not_finite_is_found,
        plain_steps_equal_the_plain_ones,
        momentum_steps_equal_the_plain_ones,
        loss_outputs_and_answers_equal_the_plain_ones,
        loss_of_large_logits_is_exact,
        loss_of_many_outputs,
        a_batch_that_is_too_large_for_memory_is_refused,
        errors_are_counted_in_their_range,
        the_next_error_is_found_both_ways_and_around,
        statistics_equal_the_plain_ones,
        NULL,
    };

    return suite_run("net", tests, 60);
}
