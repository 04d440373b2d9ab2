/*
 * Stochastic gradient descent, plain or with momentum (doc/MATHEMATICS.md, "Training";
 * Polyak, 1964):
 * p <- p - alpha * grad, or u <- gamma * u + alpha * grad, p <- p - u, for the mean
 * gradient of the batch. A step:
 *
 *     for each part of the batch that fits into the workspace:
 *         sgd_forward, backprop_backward, sgd_add
 *     sgd_step
 *
 * The velocity is kept as u = fade * v, so that it fades by one multiplication. With
 * small batches an image changes few rows of the first layer, while the velocity would
 * change them all: there the weights are kept in two parts (backprop.h), rest + c u, with
 * c = gamma / (1 - gamma). rest is where they would come to rest if no gradient came any
 * more: p - u (gamma + gamma^2 + ...). A step without a gradient leaves it as it is, and
 * a gradient moves it by alpha / (1 - gamma), so that only the rows of pixels that are
 * not zero change.
 */
#ifndef MNISTUI_NN_SGD_H
#define MNISTUI_NN_SGD_H

#include <stdbool.h>

#include "nn/backprop.h"
#include "nn/net.h"

struct sgd {
    real alpha, gamma;
    struct net *velocity; /* v, of the net's shape; NULL when gradients go straight into
                             the parameters */
    real fade;
    real
        *rest; /* (inputs, stride) of the first layer; NULL when the net's own are used */
    bool settled; /* the net's first layer is what rest and the velocity make it */
};

/* batch: images in a step; capacity: images that the workspace holds. 0, or -1 when
 * memory is short. */
int sgd_init(struct sgd *sgd, const struct net *net, double alpha, double gamma,
             size_t batch, size_t capacity, struct error *err);
void sgd_done(struct sgd *sgd);

/* The forward pass with the parameters as they are kept here. */
void sgd_forward(const struct sgd *sgd, const struct net *net, struct workspace *ws,
                 const struct batch *part);

/* Adds the gradient of a part from what the backward pass left in ws. images: in the
 * whole batch. */
void sgd_add(struct sgd *sgd, struct net *net, const struct workspace *ws,
             const struct batch *part, size_t images);

/* Ends the step: all parts were added. */
void sgd_step(struct sgd *sgd, struct net *net, const struct kernels *kernels);

/* Makes the net's parameters those of now. They may be older after a step, and no step
 * reads them: whoever else does must call this first. It changes nothing that training
 * depends on. */
void sgd_settle(struct sgd *sgd, struct net *net, const struct kernels *kernels);

#endif
