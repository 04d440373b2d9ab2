/*
 * The inner loops of the net, compiled once per instruction set from one source.
 *
 * Every width and stride is a multiple of NET_STRIDE, every pointer to a row is aligned
 * to a cache line, and rows of w have `width` numbers. Padding that is 0 in b, w and d
 * gives 0 in z and w; the activation of a padded neuron is never read.
 */
#ifndef MNISTUI_NN_KERNELS_H
#define MNISTUI_NN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "nn/real.h"

/* One image as the list of its pixels that are not zero; pixel k has the value
 * scale[value[k]]. */
struct sparse {
    size_t count;
    const uint16_t *index;
    const uint8_t *value;
    const real *scale; /* 256 numbers: 0/255 .. 255/255 */
};

struct kernels {
    const char *name;

    /* z (width) = b + x w, w (any, width) */
    void (*sparse_forward)(real *z, const struct sparse *x, const real *w, const real *b,
                           size_t width);
    /* z (width) = b + a w, a (inputs), w (inputs, width) */
    void (*dense_forward)(real *z, const real *a, const real *w, const real *b,
                          size_t inputs, size_t width);
    /* a (width) = 1 / (1 + exp(-z)); no overflow for any z, not-a-number stays
     * not-a-number */
    void (*logistic)(real *a, const real *z, size_t width);
    /* d_in (inputs) = (d w^T) * a (1 - a): the error of the layer before, a (inputs) its
     * activation */
    void (*backward)(real *d_in, const real *d, const real *w, const real *a,
                     size_t inputs, size_t width);
    /* w (any, width) += rate x^T d */
    void (*sparse_update)(real *w, const struct sparse *x, const real *d, real rate,
                          size_t width);
    /* w (inputs, width) += rate a^T d */
    void (*dense_update)(real *w, const real *a, const real *d, real rate, size_t inputs,
                         size_t width);
    /* y (count) += rate x */
    void (*add)(real *y, const real *x, real rate, size_t count);
    /* p (count) -= u, then u (count) *= gamma: both in one pass through memory */
    void (*momentum)(real *p, real *u, real gamma, size_t count);
};

/* The fastest set that this machine runs: "baseline", "x86-64-v3" or "x86-64-v4". */
const struct kernels *kernels_best(void);

/* The set of that name; NULL when it is not built in or this machine cannot run it. */
const struct kernels *kernels_find(const char *name);

/* All that run here, the slowest first. NULL past the last one. */
const struct kernels *kernels_at(size_t i);

#endif
