/*
 * The inner loops of the net, compiled once per instruction set from one source.
 *
 * Every width and stride is a multiple of NET_STRIDE, every pointer to a row is aligned
 * to a cache line, and rows of w have `width` numbers. If the padding of b, w and d is 0,
 * that of z, w and d stays 0; the activations in the padding are never read.
 *
 * The same call gives the same bits on every machine that runs the set. The results for
 * an image may depend, in the last bits, on how many images share the call.
 */
#ifndef MNISTUI_NN_KERNELS_H
#define MNISTUI_NN_KERNELS_H

#include <stddef.h>

#include "base/error.h"
#include "nn/operands.h"
#include "nn/real.h"

/* The environment variable that names the set to use. */
#define KERNELS_VARIABLE "MNISTUI_KERNELS"

struct kernels {
    const char *name;

    /* z (images, width) = b + x w, w (any, width) */
    void (*sparse_forward)(real *z, const struct sparse *x, const real *w, const real *b,
                           size_t images, size_t width);
    /* w (any, width) += rate x^T d, d (images, width) */
    void (*sparse_update)(real *w, const struct sparse *x, const real *d, real rate,
                          size_t images, size_t width);
    /* The same two with weights in two parts: z = b + x (w + scale v); w += rate x^T d
     * and v += v_rate x^T d */
    void (*split_forward)(real *z, const struct sparse *x, const real *w, const real *v,
                          real scale, const real *b, size_t images, size_t width);
    void (*split_update)(real *w, real *v, const struct sparse *x, const real *d,
                         real rate, real v_rate, size_t images, size_t width);

    /* z = b + a w */
    void (*dense_forward)(real *z, const real *a, const real *w, const real *b,
                          struct dense shape);
    /* d_in (images, in_stride) = d w^T; the padding of d_in is left as it is */
    void (*dense_backward)(real *d_in, const real *d, const real *w, struct dense shape);
    /* w += rate a^T d */
    void (*dense_update)(real *w, const real *a, const real *d, real rate,
                         struct dense shape);
    /* b (width) += rate times the sum of the rows of d (images, width) */
    void (*bias_update)(real *b, const real *d, real rate, size_t images, size_t width);

    /* a (count) = 1 / (1 + exp(-z)); no overflow for any z; NaN stays NaN */
    void (*logistic)(real *a, const real *z, size_t count);
    /* d (count) *= a (1 - a), the derivative of the logistic function */
    void (*logistic_slope)(real *d, const real *a, size_t count);
    /* e (count) = exp(-|z|), for the loss; NaN stays NaN */
    void (*exp_minus_abs)(real *e, const real *z, size_t count);

    /* y (count) += rate x */
    void (*add)(real *y, const real *x, real rate, size_t count);
    /* y (count) *= factor */
    void (*scale)(real *y, real factor, size_t count);
};

/* The fastest set that this machine runs: "baseline", "x86-64-v3" or "x86-64-v4", with
 * "+openblas" appended if a BLAS does the large products. */
const struct kernels *kernels_best(void);

/* The set that the user wants, wanted being the value of KERNELS_VARIABLE: the best one
 * if it is NULL or empty. NULL if this machine has no such set; err then lists those it
 * has. */
const struct kernels *kernels_choose(const char *wanted, struct error *err);

/* The sets that this machine runs, the slowest first: for tests of each. NULL past the
 * last one. */
const struct kernels *kernels_at(size_t i);

#endif
