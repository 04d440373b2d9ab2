#include "config.h"

#include "nn/backprop.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

enum { CACHE_LINE = 64, PREFETCH_AHEAD = 3, CACHED_BYTES = 256 << 10 };

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
    ws->exp_abs = ws->logits + ws->capacity * ws->stride[net->layers - 1];
}

struct workspace *
workspace_new(const struct net *net, size_t capacity, const struct kernels *kernels,
              struct error *err)
{
    struct workspace *ws = mem_zeroed(1, sizeof *ws);
    size_t per_image = 2 * net->layer[net->layers - 1].stride, l;

    if (ws == NULL) {
        error_memory(err, "a batch");
        return NULL;
    }
    for (l = 0; l < net->layers; l++)
        per_image += 2 * net->layer[l].stride;
    ws->kernels = kernels;
    ws->capacity = capacity;
    ws->x = mem_zeroed(capacity, sizeof *ws->x);
    ws->block = mem_aligned(capacity, per_image * sizeof *ws->block);
    if (ws->x == NULL || ws->block == NULL) {
        error_memory(err, "a batch");
        workspace_free(ws);
        return NULL;
    }
    place_rows(ws, net);
    return ws;
}

void
workspace_free(struct workspace *ws)
{
    if (ws == NULL)
        return;
    free(ws->x);
    free(ws->block);
    free(ws);
}

static struct sparse
sparse_image(const struct batch *batch, size_t k)
{
    const struct images *images = batch->images;
    size_t image = batch->which[k], first = images->first[image];
    struct sparse x = {
        .count = images->first[image + 1] - first,
        .index = images->index + first,
        .value = images->value + first,
    };

    return x;
}

static real *
row(real *rows, const struct workspace *ws, size_t l, size_t k)
{
    return rows + k * ws->stride[l];
}

/* GCC drops calls to a function that only prefetches, so these must be inlined. */
#define NO_CALL static inline __attribute__((always_inline))

NO_CALL void
prefetch_place(const struct images *images, size_t image)
{
    __builtin_prefetch(images->first + image);
    __builtin_prefetch(images->labels + image);
}

NO_CALL void
prefetch_image(const struct images *images, size_t image)
{
    size_t first = images->first[image], end = images->first[image + 1], at;

    for (at = first; at < end; at += CACHE_LINE / sizeof *images->index)
        __builtin_prefetch(images->index + at);
    for (at = first; at < end; at += CACHE_LINE)
        __builtin_prefetch(images->value + at);
}

/*
 * Images come in random order: without this the first layer would wait for each. The
 * place of an image is itself a number that has to come from memory, so it is fetched
 * earlier still.
 */
NO_CALL void
prefetch_next(const struct batch *batch, size_t k)
{
    size_t known = batch->count + batch->ahead;

    if (k + 2 * PREFETCH_AHEAD < known)
        prefetch_place(batch->images, batch->which[k + 2 * PREFETCH_AHEAD]);
    if (k + PREFETCH_AHEAD < known)
        prefetch_image(batch->images, batch->which[k + PREFETCH_AHEAD]);
}

static struct dense
dense_shape(const struct workspace *ws, const struct layer *layer, size_t l,
            const struct batch *batch)
{
    struct dense shape = {
        .images = batch->count,
        .inputs = layer->inputs,
        .in_stride = ws->stride[l - 1],
        .width = layer->stride,
    };

    return shape;
}

static void
list_images(struct workspace *ws, const struct batch *batch, size_t first, size_t count)
{
    size_t k;

    for (k = first; k < first + count; k++) {
        prefetch_next(batch, k);
        ws->x[k] = sparse_image(batch, k);
    }
}

/* If the weights fit into the cache, images take their turns, so that the next ones come
 * from memory meanwhile. Otherwise the weights pass by once, for all images. */
static size_t
images_together(const struct layer *layer, const struct batch *batch)
{
    size_t bytes = layer->inputs * layer->stride * sizeof *layer->w;

    return bytes <= CACHED_BYTES ? 1 : batch->count;
}

static void
forward_images(struct workspace *ws, const struct layer *layer, const struct split *split,
               real *z, const struct batch *batch)
{
    size_t width = layer->stride, count = images_together(layer, batch), k;

    for (k = 0; k < batch->count; k += count) {
        list_images(ws, batch, k, count);
        if (split == NULL)
            ws->kernels->sparse_forward(z + k * width, ws->x + k, layer->w, layer->b,
                                        count, width);
        else
            ws->kernels->split_forward(z + k * width, ws->x + k, split->w, split->v,
                                       split->scale, layer->b, count, width);
    }
}

void
backprop_forward_split(struct workspace *ws, const struct net *net,
                       const struct split *split, const struct batch *batch)
{
    size_t last = net->layers - 1, l;

    for (l = 0; l <= last; l++) {
        const struct layer *layer = &net->layer[l];
        real *z = l == last ? ws->logits : ws->a[l];

        if (l == 0)
            forward_images(ws, layer, split, z, batch);
        else
            ws->kernels->dense_forward(z, ws->a[l - 1], layer->w, layer->b,
                                       dense_shape(ws, layer, l, batch));
        ws->kernels->logistic(ws->a[l], z, batch->count * layer->stride);
    }
}

void
backprop_forward(struct workspace *ws, const struct net *net, const struct batch *batch)
{
    backprop_forward_split(ws, net, NULL, batch);
}

/* a - y in the output layer (doc/MATHEMATICS.md, "Training"). */
static void
output_errors(struct workspace *ws, const struct net *net, const struct batch *batch)
{
    size_t last = net->layers - 1, k, j;

    for (k = 0; k < batch->count; k++) {
        const real *a = row(ws->a[last], ws, last, k);
        real *d = row(ws->d[last], ws, last, k);

        for (j = 0; j < net->layer[last].outputs; j++)
            d[j] = a[j];
        d[batch->images->labels[batch->which[k]]] -= 1;
    }
}

void
backprop_backward(struct workspace *ws, const struct net *net, const struct batch *batch)
{
    size_t l;

    output_errors(ws, net, batch);
    for (l = net->layers - 1; l > 0; l--) {
        const struct layer *layer = &net->layer[l];

        ws->kernels->dense_backward(ws->d[l - 1], ws->d[l], layer->w,
                                    dense_shape(ws, layer, l, batch));
        ws->kernels->logistic_slope(ws->d[l - 1], ws->a[l - 1],
                                    batch->count * ws->stride[l - 1]);
    }
}

/*
 * -log s(z) for the right output and -log(1 - s(z)) for the others is max(z, 0) - z y +
 * log(1 + e), e = exp(-|z|). The last terms are collected in one product of factors in
 * [1, 2], so that an image takes one logarithm; 64 factors are far from overflow.
 */
static double
loss_image(const real *z, const real *e, size_t outputs, size_t label)
{
    double loss = -(double)z[label], product = 1;
    size_t j;

    for (j = 0; j < outputs; j++) {
        loss += z[j] > 0 ? (double)z[j] : 0.0;
        product *= 1 + (double)e[j];
        if (j % 64 == 63) {
            loss += log(product);
            product = 1;
        }
    }
    return loss + log(product);
}

double
backprop_loss(struct workspace *ws, const struct net *net, const struct batch *batch)
{
    size_t last = net->layers - 1, k;
    double loss = 0;

    ws->kernels->exp_minus_abs(ws->exp_abs, ws->logits, batch->count * ws->stride[last]);
    for (k = 0; k < batch->count; k++)
        loss +=
            loss_image(row(ws->logits, ws, last, k), row(ws->exp_abs, ws, last, k),
                       net->layer[last].outputs, batch->images->labels[batch->which[k]]);
    return loss;
}

void
backprop_add_gradient_split(const struct workspace *ws, struct net *gradient,
                            const struct split *split, const struct batch *batch,
                            real rate, real v_rate)
{
    const struct kernels *kernels = ws->kernels;
    size_t l;

    for (l = gradient->layers - 1; l > 0; l--)
        kernels->dense_update(gradient->layer[l].w, ws->a[l - 1], ws->d[l], v_rate,
                              dense_shape(ws, &gradient->layer[l], l, batch));
    if (split->v == NULL)
        kernels->sparse_update(split->w, ws->x, ws->d[0], rate, batch->count,
                               ws->stride[0]);
    else
        kernels->split_update(split->w, split->v, ws->x, ws->d[0], rate, v_rate,
                              batch->count, ws->stride[0]);
    for (l = 0; l < gradient->layers; l++)
        kernels->bias_update(gradient->layer[l].b, ws->d[l], v_rate, batch->count,
                             ws->stride[l]);
}

void
backprop_add_gradient(const struct workspace *ws, struct net *gradient,
                      const struct batch *batch, real rate)
{
    const struct split whole = {.w = gradient->layer[0].w};

    backprop_add_gradient_split(ws, gradient, &whole, batch, rate, rate);
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
    real largest = outputs[0];
    size_t best = 0, j;

    /* no branch: no processor could predict which output is the largest */
    for (j = 1; j < net->layer[net->layers - 1].outputs; j++) {
        bool larger = outputs[j] > largest;

        largest = larger ? outputs[j] : largest;
        best = larger ? j : best;
    }
    return best;
}
