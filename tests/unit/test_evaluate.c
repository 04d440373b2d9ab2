#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/subnormal.h"
#include "nn/backprop.h"
#include "nn/evaluate.h"
#include "nn/net.h"
#include "nn/stats.h"
#include "support/kernel_blocks.h"
#include "support/plain.h"
#include "support/suite.h"

enum { ROWS = 7, COLS = 6, IMAGES = 97 };

static const size_t small[] = {ROWS * COLS, 18, 7, DIGIT_CLASSES};

static struct net *
make_net(const size_t *sizes, size_t layers, enum net_init init, uint64_t seed)
{
    struct net *net = net_new(sizes, layers, NULL);

    ck_assert_ptr_nonnull(net);
    net_init(net, init, seed);
    return net;
}

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
    f->batch.ahead = 0;
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
        for (j = 0; j < DIGIT_CLASSES; j++)
            ck_assert_double_eq_tol((double)backprop_outputs(f.ws, f.net, k)[j],
                                    pass->a[3][j], 2e-6);
    }
    ck_assert_double_eq_tol(backprop_loss(f.ws, f.net, &f.batch), loss, 2e-6 * loss);
    plain_done(&plain);
    teardown(&f);
    free(pass);
}
END_TEST

/* Images whose pixels do not matter: w is 0, and b is the logits that are wanted. */
static double
loss_of_logits(struct net *net, const real logits[DIGIT_CLASSES], unsigned char label)
{
    unsigned char pixel = 0;
    uint32_t first[] = {0, 0}, which = 0;
    struct images images = {.count = 1,
                            .rows = 1,
                            .cols = 1,
                            .pixels = &pixel,
                            .labels = &label,
                            .first = first};
    struct batch batch = {&images, &which, 1, 0};
    struct workspace *ws = workspace_new(net, 1, kernels_best(), NULL);
    double loss;
    size_t j;

    ck_assert_ptr_nonnull(ws);
    for (j = 0; j < DIGIT_CLASSES; j++)
        net->layer[0].b[j] = logits[j];
    backprop_forward(ws, net, &batch);
    loss = backprop_loss(ws, net, &batch);
    workspace_free(ws);
    return loss;
}

START_TEST(loss_of_large_logits_is_exact)
{
    static const size_t sizes[] = {1, DIGIT_CLASSES};
    static const real zero[DIGIT_CLASSES] = {0};
    struct net *net = net_new(sizes, 1, NULL);
    real logits[DIGIT_CLASSES];
    size_t j;

    ck_assert_ptr_nonnull(net);
    for (j = 0; j < DIGIT_CLASSES; j++)
        logits[j] = 1e4f;
    ck_assert_double_eq(loss_of_logits(net, logits, 3), 9e4);
    for (j = 0; j < DIGIT_CLASSES; j++)
        logits[j] = -1e4f;
    ck_assert_double_eq(loss_of_logits(net, logits, 3), 1e4);
    logits[3] = 1e4f; /* right, and certain */
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

/* With every set of kernels, for every output, and with subnormal numbers treated as 0,
 * as in training. */
START_TEST(what_is_not_finite_is_seen_in_every_place)
{
    struct fixture f;
    const struct kernels *kernels;
    size_t s, j;

    subnormal_flush();
    setup(&f);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++)
        for (j = 0; j < DIGIT_CLASSES; j++) {
            real *b = &f.net->layer[2].b[j], kept = *b;

            f.ws->kernels = kernels;
            *b = NAN;
            backprop_forward(f.ws, f.net, &f.batch);
            ck_assert(isnan(backprop_loss(f.ws, f.net, &f.batch)));
            *b = INFINITY;
            backprop_forward(f.ws, f.net, &f.batch);
            ck_assert(!isfinite(backprop_loss(f.ws, f.net, &f.batch)));
            *b = -INFINITY;
            backprop_forward(f.ws, f.net, &f.batch);
            ck_assert(!isfinite(backprop_loss(f.ws, f.net, &f.batch)));
            *b = kept;
        }
    backprop_forward(f.ws, f.net, &f.batch);
    ck_assert(isfinite(backprop_loss(f.ws, f.net, &f.batch)));
    teardown(&f);
}
END_TEST

static void
check_loss_of_outputs(const struct fixture *f, size_t outputs)
{
    const size_t sizes[] = {ROWS * COLS, outputs};
    struct net *net = make_net(sizes, 1, NET_INIT_NORMAL, outputs);
    struct workspace *ws = workspace_new(net, IMAGES, kernels_best(), NULL);
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    struct plain plain;
    double loss = 0;
    size_t k;

    ck_assert(ws != NULL && pass != NULL);
    plain_init_from(&plain, net);
    backprop_forward(ws, net, &f->batch);
    for (k = 0; k < IMAGES; k++) {
        plain_pass(pass, &plain, &f->images, f->which[k]);
        loss += plain_loss(pass, &plain, f->images.labels[f->which[k]]);
    }
    ck_assert_double_eq_tol(backprop_loss(ws, net, &f->batch), loss, 2e-6 * loss);
    plain_done(&plain);
    workspace_free(ws);
    net_free(net);
    free(pass);
}

/* Around 64 factors, which share one logarithm, and more. */
START_TEST(loss_of_many_outputs)
{
    static const size_t outputs[] = {10, 63, 64, 65, 127, 128, 129, 200, 1000};
    struct fixture f;
    size_t i;

    setup(&f);
    for (i = 0; i < MEM_COUNT(outputs); i++)
        check_loss_of_outputs(&f, outputs[i]);
    teardown(&f);
}
END_TEST

/* All logits are 0, so each factor is 2, the largest possible: too many of them in one
 * product would overflow. */
START_TEST(loss_of_many_undecided_outputs_does_not_overflow)
{
    static const size_t sizes[] = {ROWS * COLS, 2100};
    struct net *net = net_new(sizes, 1, NULL);
    struct workspace *ws = workspace_new(net, IMAGES, kernels_best(), NULL);
    struct fixture f;

    ck_assert(net != NULL && ws != NULL);
    setup(&f);
    backprop_forward(ws, net, &f.batch);
    ck_assert_double_eq_tol(backprop_loss(ws, net, &f.batch), IMAGES * 2100 * log(2),
                            1e-9 * IMAGES * 2100);
    workspace_free(ws);
    net_free(net);
    teardown(&f);
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

/* Makes all answers right except those to the given images; IMAGES ends the list. */
static void
relabel(struct fixture *f, const size_t *wrong)
{
    size_t k;

    backprop_forward(f->ws, f->net, &f->batch);
    for (k = 0; k < IMAGES; k++)
        f->images.labels[f->which[k]] = (unsigned char)backprop_answer(f->ws, f->net, k);
    for (; *wrong < IMAGES; wrong++)
        f->images.labels[*wrong] =
            (unsigned char)((f->images.labels[*wrong] + 1) % DIGIT_CLASSES);
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

static size_t
answer_of(const struct plain *plain, const struct images *images, size_t image)
{
    struct plain_pass *pass = mem_zeroed(1, sizeof *pass);
    size_t answer;

    ck_assert_ptr_nonnull(pass);
    plain_pass(pass, plain, images, image);
    answer = plain_answer(pass, plain);
    free(pass);
    return answer;
}

/* One image at a time. */
static size_t
plain_errors(const struct plain *plain, const struct images *images, size_t first,
             size_t count)
{
    size_t errors = 0, k;

    for (k = first; k < first + count; k++)
        errors += answer_of(plain, images, k) != images->labels[k];
    return errors;
}

/* Fewer images than EVALUATE_BATCH, exactly as many, one more, several batches and a
 * remainder; and workspaces with room for fewer. */
START_TEST(errors_by_batches_are_those_of_the_plain_net)
{
    enum { MANY = 3 * EVALUATE_BATCH + 7 };
    static const size_t counts[] = {
        0, 1, 2, 7, EVALUATE_BATCH - 1, EVALUATE_BATCH, EVALUATE_BATCH + 1, MANY - 5};
    static const size_t capacities[] = {1, 5, EVALUATE_BATCH, 2 * EVALUATE_BATCH};
    struct net *net = make_net(small, 3, NET_INIT_NORMAL, 6);
    const struct kernels *kernels;
    struct images images;
    struct plain plain;
    struct rng rng;
    size_t s, c, i;

    rng_init(&rng, 32, 0);
    plain_images(&images, MANY, ROWS, COLS, &rng);
    plain_init_from(&plain, net);
    for (i = 0; i < MANY; i += 2) /* half of the answers are right */
        images.labels[i] = (unsigned char)answer_of(&plain, &images, i);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++)
        for (c = 0; c < MEM_COUNT(capacities); c++) {
            struct workspace *ws = workspace_new(net, capacities[c], kernels, NULL);

            ck_assert_ptr_nonnull(ws);
            for (i = 0; i < MEM_COUNT(counts); i++)
                ck_assert_uint_eq(evaluate_errors(ws, net, &images, i % 6, counts[i]),
                                  plain_errors(&plain, &images, i % 6, counts[i]));
            workspace_free(ws);
        }
    plain_done(&plain);
    plain_images_done(&images);
    net_free(net);
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
    ck_assert_double_gt(saturated[1] + saturated[2], 0); /* else nothing was tested */
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
        loss_outputs_and_answers_equal_the_plain_ones,
        loss_of_large_logits_is_exact,
        loss_of_many_outputs,
        loss_of_many_undecided_outputs_does_not_overflow,
        what_is_not_finite_is_seen_in_every_place,
        a_batch_that_is_too_large_for_memory_is_refused,
        errors_are_counted_in_their_range,
        errors_by_batches_are_those_of_the_plain_net,
        statistics_equal_the_plain_ones,
        NULL,
    };

    return suite_run("evaluate", tests, 60);
}
