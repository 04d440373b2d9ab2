/*
 * Stochastic gradient descent, plain or with momentum (SPEC.md "Training"; Polyak, 1964):
 * p <- p - alpha * grad, or u <- gamma * u + alpha * grad, p <- p - u, for the mean
 * gradient of the batch.
 */
#ifndef MNISTUI_NN_SGD_H
#define MNISTUI_NN_SGD_H

#include "nn/backprop.h"
#include "nn/net.h"

struct sgd {
    real alpha, gamma;
    struct net *velocity; /* gamma u, of the net's shape; NULL when gamma is 0 */
};

/* 0, or -1 when memory is short. */
int sgd_init(struct sgd *sgd, const struct net *net, double alpha, double gamma,
             struct error *err);
void sgd_done(struct sgd *sgd);

/* One step of net from the errors that the backward pass left in ws. */
void sgd_step(struct sgd *sgd, struct net *net, const struct workspace *ws,
              const struct batch *batch);

#endif
