/*
 * A fully connected net: its sizes and its parameters (doc/MATHEMATICS.md,
 * "Network").
 *
 * Layers count from 0 here; layer l maps `inputs` numbers to `outputs` numbers. Row i of
 * w holds the weights from input i to every neuron, so that one input's row is
 * contiguous. Rows are padded to `stride` numbers; the padding of w and b is 0 and stays
 * 0. All parameters lie in one aligned block, layer by layer, w before b.
 */
#ifndef MNISTUI_NN_NET_H
#define MNISTUI_NN_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "nn/real.h"

enum {
    NET_MAX_HIDDEN = 8,
    NET_MAX_LAYERS = NET_MAX_HIDDEN + 1,
    NET_MAX_WIDTH = 4096, /* neurons in a hidden layer */
    NET_STRIDE = 16,      /* row padding, in numbers: one cache line of floats */
};

enum net_init {
    NET_INIT_NORMAL, /* N(0, 1) */
    NET_INIT_XAVIER, /* N(0, sqrt(2 / (inputs + outputs))): Glorot and Bengio, 2010 */
    NET_INIT_LOADED, /* not drawn: the parameters came from elsewhere */
};

struct layer {
    size_t inputs, outputs, stride;
    real *w; /* (inputs, stride) */
    real *b; /* (stride) */
};

struct net {
    size_t layers;
    struct layer layer[NET_MAX_LAYERS];
    real *params;
    size_t param_count; /* numbers in params, with the padding */
};

/* A net with all parameters 0. sizes: inputs, hidden sizes, outputs; layers + 1 of them.
 */
struct net *net_new(const size_t *sizes, size_t layers, struct error *err);
void net_free(struct net *net);

/* Draws the weights; the biases become 0. */
void net_init(struct net *net, enum net_init init, uint64_t seed);

bool net_same_shape(const struct net *a, const struct net *b);

/* Both of the same shape. */
void net_copy(struct net *to, const struct net *from);

/* A net of the same shape and parameters, or NULL. */
struct net *net_clone(const struct net *net, struct error *err);

/* False when a parameter is infinite or not a number. */
bool net_is_finite(const struct net *net);

#endif
