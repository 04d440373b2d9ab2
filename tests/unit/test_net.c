#include "config.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "nn/net.h"
#include "support/plain.h"
#include "support/suite.h"

static const size_t lab[] = {784, 30, 20, 10}; /* the default: doc/MATHEMATICS.md */

static struct net *
make_net(const size_t *sizes, size_t layers, enum net_init init, uint64_t seed)
{
    struct net *net = net_new(sizes, layers, NULL);

    ck_assert_ptr_nonnull(net);
    net_init(net, init, seed);
    return net;
}

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

/* The moments of one layer's weights, within six standard errors. */
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
    ck_assert_double_eq_tol(fourth / n, 3,
                            6 * sqrt(96 / n)); /* that of a normal distribution */
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
    ck_assert_int_eq(plain_padding_in_use(net), -1);
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

/* The bits of all weights that seed 1 draws, hashed (FNV-1a) from their values, so that
 * the order of bytes in memory does not matter. */
static uint64_t
hash_of_weights(enum net_init init)
{
    struct net *net = make_net(lab, 3, init, 1);
    uint64_t hash = 0xcbf29ce484222325u;
    uint32_t bits;
    size_t i;

    for (i = 0; i < net->param_count; i++) {
        memcpy(&bits, &net->params[i], sizeof bits);
        hash = (hash ^ bits) * 0x100000001b3u;
    }
    net_free(net);
    return hash;
}

START_TEST(a_seed_gives_the_same_weights_on_every_machine)
{
    if (FLT_EVAL_METHOD == 0) { /* elsewhere floats are not those of IEEE */
        ck_assert_uint_eq(hash_of_weights(NET_INIT_NORMAL), 0xbcd69fba00d611e7u);
        ck_assert_uint_eq(hash_of_weights(NET_INIT_XAVIER), 0x99f89d4c449a178du);
    }
}
END_TEST

START_TEST(every_bit_of_the_seed_counts)
{
    static const uint64_t seeds[] = {
        0, 1, 2, 3, UINT64_C(1) << 32, UINT64_C(1) << 63, UINT64_MAX};
    static const size_t sizes[] = {1, 10};
    struct net *nets[MEM_COUNT(seeds)];
    size_t i, j;

    for (i = 0; i < MEM_COUNT(seeds); i++) {
        nets[i] = make_net(sizes, 1, NET_INIT_NORMAL, seeds[i]);
        for (j = 0; j < i; j++)
            ck_assert(!same_bits(nets[i], nets[j]));
    }
    for (i = 0; i < MEM_COUNT(seeds); i++)
        net_free(nets[i]);
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
        *places[i] = 3e38f; /* even two of the largest floats are finite */
        ck_assert(net_is_finite(net));
        *places[i] = kept;
    }
    net->params[0] = net->params[1] = 3e38f;
    ck_assert(net_is_finite(net));
    net_free(net);
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
        a_seed_gives_the_same_weights_on_every_machine,
        every_bit_of_the_seed_counts,
        a_clone_is_equal_and_stands_alone,
        shapes_that_differ_are_told_apart,
        a_parameter_that_is_not_finite_is_found,
        NULL,
    };

    return suite_run("net", tests, 60);
}
