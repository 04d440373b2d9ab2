#include "config.h"

#include "nn/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"

enum { WEIGHT_STREAM = 0 };

/* Long rows get an odd number of cache lines: rows that are a power of two apart would
 * all share a few sets of the cache. */
static size_t
padded(size_t count)
{
    enum { LONG_ROW = 8 };
    size_t lines = (count + NET_STRIDE - 1) / NET_STRIDE;

    return (lines < LONG_ROW ? lines : lines | 1) * NET_STRIDE;
}

/* Sets the sizes, and returns how many numbers the parameters are. */
static size_t
set_sizes(struct net *net, const size_t *sizes, size_t layers)
{
    size_t total = 0, l;

    net->layers = layers;
    for (l = 0; l < layers; l++) {
        struct layer *layer = &net->layer[l];

        layer->inputs = sizes[l];
        layer->outputs = sizes[l + 1];
        layer->stride = padded(layer->outputs);
        total += (layer->inputs + 1) * layer->stride;
    }
    return total;
}

static void
place_params(struct net *net)
{
    real *next = net->params;
    size_t l;

    for (l = 0; l < net->layers; l++) {
        struct layer *layer = &net->layer[l];

        layer->w = next;
        layer->b = layer->w + layer->inputs * layer->stride;
        next = layer->b + layer->stride;
    }
}

struct net *
net_new(const size_t *sizes, size_t layers, struct error *err)
{
    struct net *net = mem_zeroed(1, sizeof *net);

    if (net == NULL) {
        error_memory(err, "the net");
        return NULL;
    }
    net->param_count = set_sizes(net, sizes, layers);
    net->params = mem_aligned(net->param_count, sizeof *net->params);
    if (net->params == NULL) {
        error_memory(err, "the net's parameters");
        free(net);
        return NULL;
    }
    place_params(net);
    return net;
}

void
net_free(struct net *net)
{
    if (net == NULL)
        return;
    free(net->params);
    free(net);
}

static double
init_deviation(const struct layer *layer, enum net_init init)
{
    if (init == NET_INIT_NORMAL)
        return 1.0;
    return sqrt(2.0 / (double)(layer->inputs + layer->outputs));
}

void
net_init(struct net *net, enum net_init init, uint64_t seed)
{
    struct rng rng;
    size_t l, i, j;

    memset(net->params, 0, net->param_count * sizeof *net->params);
    rng_init(&rng, seed, WEIGHT_STREAM);
    for (l = 0; l < net->layers; l++) {
        const struct layer *layer = &net->layer[l];
        double deviation = init_deviation(layer, init);

        for (i = 0; i < layer->inputs; i++)
            for (j = 0; j < layer->outputs; j++)
                layer->w[i * layer->stride + j] = (real)(deviation * rng_normal(&rng));
    }
}

bool
net_same_shape(const struct net *a, const struct net *b)
{
    size_t l;

    if (a->layers != b->layers)
        return false;
    for (l = 0; l < a->layers; l++) {
        if (a->layer[l].inputs != b->layer[l].inputs ||
            a->layer[l].outputs != b->layer[l].outputs)
            return false;
    }
    return true;
}

void
net_copy(struct net *to, const struct net *from)
{
    memcpy(to->params, from->params, from->param_count * sizeof *from->params);
}

struct net *
net_clone(const struct net *net, struct error *err)
{
    size_t sizes[NET_MAX_LAYERS + 1], l;
    struct net *clone;

    sizes[0] = net->layer[0].inputs;
    for (l = 0; l < net->layers; l++)
        sizes[l + 1] = net->layer[l].outputs;
    clone = net_new(sizes, net->layers, err);
    if (clone != NULL)
        net_copy(clone, net);
    return clone;
}

bool
net_is_finite(const struct net *net)
{
    real sum = 0;
    size_t i;

    /* x - x is 0 for every finite x, and NaN otherwise; so the loop has no branch. */
    for (i = 0; i < net->param_count; i++)
        sum += net->params[i] - net->params[i];
    return sum == 0;
}
