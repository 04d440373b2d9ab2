/*
 * Stochastic gradient descent, plain or with momentum (doc/MATHEMATICS.md, "Training";
 * Polyak, 1964): p <- p - alpha * grad, or u <- gamma * u + alpha * grad, p <- p - u, for
 * the mean gradient of the batch. A step:
 *
 *     for each part of the batch that fits into the workspace:
 *         sgd_forward, backprop_backward, sgd_add
 *     sgd_step
 *
 * The velocity is kept as u = fade * v, so that it fades by one multiplication. With
 * small batches the gradient touches few rows of the first layer, while the velocity
 * would move them all. So these weights are kept in two parts (backprop.h), p = rest + c
 * u with c = gamma / (1 - gamma). rest is where they would come to rest without further
 * gradients: p - u (gamma + gamma^2 + ...). A step with no gradient does not change it,
 * and a gradient changes it by -alpha / (1 - gamma) times itself, so only the rows of
 * pixels that are not zero change.
 */
#ifndef MNISTUI_NN_SGD_H
#define MNISTUI_NN_SGD_H

#include <stdbool.h>

#include "nn/backprop.h"
#include "nn/net.h"

struct sgd {
    real alpha, gamma;
    struct net *velocity; /* v, of the net's shape; NULL if gradients go straight into the
                             parameters */
    real fade;
    real *rest; /* of the first layer, (inputs, stride); NULL if the net's own weights are
                   used */
    bool settled; /* the net's first layer is up to date with rest and velocity */
};

/* batch: images in a step. capacity: images that the workspace has room for. -1 with err
 * if memory is short. */
int sgd_init(struct sgd *sgd, const struct net *net, double alpha, double gamma,
             size_t batch, size_t capacity, struct error *err);
void sgd_done(struct sgd *sgd);

/* A copy with memory of its own, to be given to sgd_resume later. -1 with err if memory
 * is short; *to is then empty. Between the two, sgd_settle must be called on `from`
 * before the parameters are copied. */
int sgd_copy(struct sgd *to, const struct sgd *from, struct error *err);

/* Goes on from there with the parameters that net had then. sgd has just been
 * initialised. With the same settings the steps that follow are the same, bit for bit.
 * With others the velocity is kept, if there is one before and after; but not in the
 * middle of a step (half), where it is not one yet. */
void sgd_resume(struct sgd *sgd, const struct net *net, const struct sgd *from,
                bool half);

/* Bytes that it has taken. */
size_t sgd_size(const struct sgd *sgd);

/* The forward pass with the current parameters. */
void sgd_forward(const struct sgd *sgd, const struct net *net, struct workspace *ws,
                 const struct batch *part);

/* Adds the gradient of a part, which the backward pass has left in ws. images: in the
 * whole batch. */
void sgd_add(struct sgd *sgd, struct net *net, const struct workspace *ws,
             const struct batch *part, size_t images);

/* Ends the step, once all parts were added. */
void sgd_step(struct sgd *sgd, struct net *net, const struct kernels *kernels);

/* Brings the net's parameters up to date. After a step they may be older, since no step
 * reads them: call this before reading them. It changes nothing that training depends on.
 */
void sgd_settle(struct sgd *sgd, struct net *net, const struct kernels *kernels);

#endif
