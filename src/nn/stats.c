#include "config.h"

#include "nn/stats.h"

#include <math.h>
#include <string.h>

static void
measure_weights(struct layer_stats *stats, const struct layer *layer)
{
    double sum = 0, squares = 0, min = INFINITY, max = -INFINITY, count;
    size_t i, j;

    for (i = 0; i < layer->inputs; i++) {
        for (j = 0; j < layer->outputs; j++) {
            double w = (double)layer->w[i * layer->stride + j];

            sum += w;
            squares += w * w;
            min = w < min ? w : min;
            max = w > max ? w : max;
        }
    }
    count = (double)(layer->inputs * layer->outputs);
    stats->mean = sum / count;
    stats->deviation = sqrt(fmax(squares / count - stats->mean * stats->mean, 0));
    stats->min = min;
    stats->max = max;
    stats->norm = sqrt(squares);
}

static void
measure_gradient(struct layer_stats *stats, const struct layer *layer)
{
    double sum = 0, squares = 0;
    size_t i, count = layer->inputs * layer->stride;

    /* the padding is 0 and adds nothing */
    for (i = 0; i < count; i++) {
        double g = (double)layer->w[i];

        sum += g;
        squares += g * g;
    }
    stats->gradient_mean = sum / (double)(layer->inputs * layer->outputs);
    stats->gradient_norm = sqrt(squares);
}

static double
saturated_share(const struct workspace *ws, const struct layer *layer, size_t l,
                size_t images)
{
    size_t saturated = 0, k, j;

    for (k = 0; k < images; k++) {
        const real *a = ws->a[l] + k * layer->stride;

        for (j = 0; j < layer->outputs; j++)
            saturated += a[j] < (real)0.01 || a[j] > (real)0.99;
    }
    return (double)saturated / (double)(images * layer->outputs);
}

void
stats_measure(struct layer_stats *stats, const struct net *net,
              const struct workspace *ws, const struct batch *batch, struct net *gradient)
{
    size_t l;

    memset(gradient->params, 0, gradient->param_count * sizeof *gradient->params);
    backprop_add_gradient(ws, gradient, batch, 1 / (real)batch->count);
    for (l = 0; l < net->layers; l++) {
        stats[l].inputs = net->layer[l].inputs;
        stats[l].outputs = net->layer[l].outputs;
        measure_weights(&stats[l], &net->layer[l]);
        measure_gradient(&stats[l], &gradient->layer[l]);
        stats[l].saturated = saturated_share(ws, &net->layer[l], l, batch->count);
    }
}
