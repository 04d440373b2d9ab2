/*
 * Forward and backward pass over a batch (doc/MATHEMATICS.md, "Network" and
 * "Training").
 *
 * The loss is the binary cross-entropy summed over the logistic outputs, so the error of
 * the output layer is a - y exactly. A batch is a list of image numbers: the images
 * themselves stay where they are, as lists of pixels that are not zero.
 */
#ifndef MNISTUI_NN_BACKPROP_H
#define MNISTUI_NN_BACKPROP_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "data/dataset.h"
#include "nn/kernels.h"
#include "nn/net.h"

struct batch {
    const struct images *images;
    const uint32_t *which; /* numbers of images */
    size_t count;
    size_t ahead; /* entries of which beyond count: the images that come next, to be
                     fetched into the cache in advance */
};

/* What a pass leaves behind, one row per image of the batch. */
struct workspace {
    const struct kernels *kernels;
    size_t capacity;         /* images */
    struct sparse *x;        /* (capacity): the images of the batch */
    real *a[NET_MAX_LAYERS]; /* (capacity, stride): activations of layer l */
    real *d[NET_MAX_LAYERS]; /* (capacity, stride): errors: the gradient with respect to
                                the pre-activations */
    real *logits;            /* (capacity, stride): pre-activations of the output layer */
    real *exp_abs;           /* (capacity, stride): exp(-|logit|), for the loss */
    real *block;             /* the memory that all of the above point into */
    size_t stride[NET_MAX_LAYERS];
};

/* Makes room for batches of up to capacity images through nets of this shape. */
struct workspace *workspace_new(const struct net *net, size_t capacity,
                                const struct kernels *kernels, struct error *err);
void workspace_free(struct workspace *ws);

/* The first layer's weights in two parts: w + scale v, each (inputs, stride). */
struct split {
    real *w, *v;
    real scale;
};

/* Fills a and logits. */
void backprop_forward(struct workspace *ws, const struct net *net,
                      const struct batch *batch);

/* The same with these weights for the first layer instead of the net's. */
void backprop_forward_split(struct workspace *ws, const struct net *net,
                            const struct split *split, const struct batch *batch);

/* Fills d from a, which a forward pass over the same batch must have filled. */
void backprop_backward(struct workspace *ws, const struct net *net,
                       const struct batch *batch);

/* The loss summed over the batch's images, from the logits of the forward pass. */
double backprop_loss(struct workspace *ws, const struct net *net,
                     const struct batch *batch);

/* gradient += rate * the sum over the batch of each image's gradient. gradient has the
 * net's shape. */
void backprop_add_gradient(const struct workspace *ws, struct net *gradient,
                           const struct batch *batch, real rate);

/* The same with the first layer's weights in two parts: split->w takes rate, and split->v
 * takes v_rate. Either may be the gradient's own weights. */
void backprop_add_gradient_split(const struct workspace *ws, struct net *gradient,
                                 const struct split *split, const struct batch *batch,
                                 real rate, real v_rate);

/* The net's outputs for image k of the batch, and the index of the largest: the answer.
 */
const real *backprop_outputs(const struct workspace *ws, const struct net *net, size_t k);
size_t backprop_answer(const struct workspace *ws, const struct net *net, size_t k);

#endif
