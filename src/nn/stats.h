/* Statistics of each layer, to watch while it learns. */
#ifndef MNISTUI_NN_STATS_H
#define MNISTUI_NN_STATS_H

#include "nn/backprop.h"
#include "nn/net.h"

struct layer_stats {
    size_t inputs, outputs;
    double mean, deviation, min, max,
        norm; /* of the weights; norm is the Euclidean one */
    double gradient_mean,
        gradient_norm; /* of the weights' mean gradient over the batch */
    double
        saturated; /* share of activations under 0.01 or over 0.99 over the batch, 0..1 */
};

/* Fills stats[0 .. net->layers - 1]. ws has the results of a forward and a backward pass
 * over batch; gradient is scratch space of the net's shape, which gets the batch's mean
 * gradient. */
void stats_measure(struct layer_stats *stats, const struct net *net,
                   const struct workspace *ws, const struct batch *batch,
                   struct net *gradient);

#endif
