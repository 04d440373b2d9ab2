#include "config.h"

#include "nn/backprop.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { CACHE_LINE = 64, PREFETCH_IMAGES = 2 };

static void
place_rows(struct workspace *ws, const struct net *net)
{
    real *next = ws->block;
    size_t l, rows;

    for (l = 0; l < net->layers; l++) {
        ws->stride[l] = net->layer[l].stride;
        rows = ws->capacity * ws->stride[l];
        ws->a[l] = next;
        ws->d[l] = next + rows;
        next += 2 * rows;
    }
    ws->logits = next;
}

struct workspace *
workspace_new(const struct net *net, size_t capacity, const struct kernels *kernels,
              struct error *err)
{
    struct workspace *ws = mem_zeroed(1, sizeof *ws);
    size_t per_image = net->layer[net->layers - 1].stride, l, i;

    if (ws == NULL) {
        error_memory(err, "a batch");
        return NULL;
    }
    for (l = 0; l < net->layers; l++)
        per_image += 2 * net->layer[l].stride;
    ws->kernels = kernels;
    ws->capacity = capacity;
    ws->block = mem_aligned(capacity, per_image * sizeof *ws->block);
    if (ws->block == NULL) {
        error_memory(err, "a batch");
        free(ws);
        return NULL;
    }
    place_rows(ws, net);
    for (i = 0; i < 256; i++)
        ws->scale[i] = (real)i / 255;
    return ws;
}

void
workspace_free(struct workspace *ws)
{
    if (ws == NULL)
        return;
    free(ws->block);
    free(ws);
}

static struct sparse
sparse_image(const struct workspace *ws, const struct batch *batch, size_t k)
{
    const struct images *images = batch->images;
    size_t image = batch->which[k], first = images->first[image];
    struct sparse x = {
        .count = images->first[image + 1] - first,
        .index = images->index + first,
        .value = images->value + first,
        .scale = ws->scale,
    };

    return x;
}

static real *
row(real *rows, const struct workspace *ws, size_t l, size_t k)
{
    return rows + k * ws->stride[l];
}

static void
forward_image(struct workspace *ws, const struct net *net, const struct sparse *x,
              size_t k)
{
    const struct kernels *kernels = ws->kernels;
    size_t last = net->layers - 1, l;

    for (l = 0; l <= last; l++) {
        const struct layer *layer = &net->layer[l];
        real *a = row(ws->a[l], ws, l, k);
        real *z = l == last ? row(ws->logits, ws, l, k) : a;

        if (l == 0)
            kernels->sparse_forward(z, x, layer->w, layer->b, layer->stride);
        else
            kernels->dense_forward(z, row(ws->a[l - 1], ws, l - 1, k), layer->w, layer->b,
                                   layer->inputs, layer->stride);
        kernels->logistic(a, z, layer->stride);
    }
}

/* Images come in random order: without this the first layer would wait for each. */
static void
prefetch_image(const struct batch *batch, size_t k)
{
    const struct images *images = batch->images;
    size_t first, end, at;

    if (k >= batch->count + batch->ahead)
        return;
    first = images->first[batch->which[k]];
    end = images->first[batch->which[k] + 1];
    for (at = first; at < end; at += CACHE_LINE / sizeof *images->index)
        __builtin_prefetch(images->index + at);
    for (at = first; at < end; at += CACHE_LINE)
        __builtin_prefetch(images->value + at);
}

void
backprop_forward(struct workspace *ws, const struct net *net, const struct batch *batch)
{
    size_t k;

    for (k = 0; k < batch->count; k++) {
        struct sparse x = sparse_image(ws, batch, k);

        prefetch_image(batch, k + PREFETCH_IMAGES);
        forward_image(ws, net, &x, k);
    }
}

static void
backward_image(struct workspace *ws, const struct net *net, size_t label, size_t k)
{
    size_t last = net->layers - 1, l, j;
    real *d = row(ws->d[last], ws, last, k);
    const real *a = row(ws->a[last], ws, last, k);

    for (j = 0; j < net->layer[last].outputs; j++)
        d[j] = a[j];
    d[label] -= 1;
    for (l = last; l > 0; l--) {
        const struct layer *layer = &net->layer[l];

        ws->kernels->backward(row(ws->d[l - 1], ws, l - 1, k), row(ws->d[l], ws, l, k),
                              layer->w, row(ws->a[l - 1], ws, l - 1, k), layer->inputs,
                              layer->stride);
    }
}

void
backprop_backward(struct workspace *ws, const struct net *net, const struct batch *batch)
{
    size_t k;

    for (k = 0; k < batch->count; k++)
        backward_image(ws, net, batch->images->labels[batch->which[k]], k);
}

/*
 * -log s(z) for the right output and -log(1 - s(z)) for the others is max(z, 0) - z y +
 * log(1 + exp(-|z|)). The last terms are gathered as one product, each factor in [1, 2],
 * to take one logarithm an image: 64 factors stay far from overflow.
 */
static double
loss_image(const real *z, size_t outputs, size_t label)
{
    double loss = -(double)z[label], product = 1;
    size_t j;

    for (j = 0; j < outputs; j++) {
        loss += z[j] > 0 ? (double)z[j] : 0.0;
        product *= 1 + exp(-fabs((double)z[j]));
        if (j % 64 == 63) {
            loss += log(product);
            product = 1;
        }
    }
    return loss + log(product);
}

double
backprop_loss(const struct workspace *ws, const struct net *net,
              const struct batch *batch)
{
    size_t last = net->layers - 1, k;
    double loss = 0;

    for (k = 0; k < batch->count; k++)
        loss += loss_image(row(ws->logits, ws, last, k), net->layer[last].outputs,
                           batch->images->labels[batch->which[k]]);
    return loss;
}

static void
add_gradient_image(const struct workspace *ws, struct net *gradient,
                   const struct sparse *x, size_t k, real rate)
{
    const struct kernels *kernels = ws->kernels;
    size_t l;

    for (l = 0; l < gradient->layers; l++) {
        const struct layer *layer = &gradient->layer[l];
        const real *d = row(ws->d[l], ws, l, k);

        if (l == 0)
            kernels->sparse_update(layer->w, x, d, rate, layer->stride);
        else
            kernels->dense_update(layer->w, row(ws->a[l - 1], ws, l - 1, k), d, rate,
                                  layer->inputs, layer->stride);
        kernels->add(layer->b, d, rate, layer->stride);
    }
}

void
backprop_add_gradient(const struct workspace *ws, struct net *gradient,
                      const struct batch *batch, real rate)
{
    size_t k;

    for (k = 0; k < batch->count; k++) {
        struct sparse x = sparse_image(ws, batch, k);

        add_gradient_image(ws, gradient, &x, k, rate);
    }
}

const real *
backprop_outputs(const struct workspace *ws, const struct net *net, size_t k)
{
    size_t last = net->layers - 1;

    return row(ws->a[last], ws, last, k);
}

size_t
backprop_answer(const struct workspace *ws, const struct net *net, size_t k)
{
    const real *outputs = backprop_outputs(ws, net, k);
    size_t best = 0, j;

    for (j = 1; j < net->layer[net->layers - 1].outputs; j++) {
        if (outputs[j] > outputs[best])
            best = j;
    }
    return best;
}
