/*
 * The products of large layers, done by a BLAS (OpenBLAS) in one thread: the three dense
 * ones of kernels.h. Built only if configure found one (HAVE_BLAS).
 */
#ifndef MNISTUI_NN_BLAS_H
#define MNISTUI_NN_BLAS_H

#include <stdbool.h>

#include "nn/operands.h"
#include "nn/real.h"

/* True if the product is so large that the BLAS is faster than the kernels
 * (bench/README). */
bool blas_pays(const struct dense *shape);

void blas_forward(real *z, const real *a, const real *w, const real *b,
                  const struct dense *shape);
void blas_backward(real *d_in, const real *d, const real *w, const struct dense *shape);
void blas_update(real *w, const real *a, const real *d, real rate,
                 const struct dense *shape);

#endif
