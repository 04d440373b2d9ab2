/*
 * A set of kernels. Compiled several times with different flags (Makefile.am): KERNELS is
 * the name of the table, and KERNELS_NAME is the name that the user reads. KERNELS_BLAS,
 * if defined, is the name of a second table, which leaves large products to the BLAS.
 */
#include "config.h"

#include "nn/kernels.h"

#include <math.h>

#include "nn/blas.h"
#include "nn/kernels_dense.h"
#include "nn/kernels_sparse.h"

extern const struct kernels KERNELS;
#ifdef KERNELS_BLAS
extern const struct kernels KERNELS_BLAS;
#endif

static void
bias_update(real *b, const real *d, real rate, size_t images, size_t width)
{
    size_t j, k;

    for (j = 0; j < width; j += LANES) {
        vec sum = *at(d + j);

        for (k = 1; k < images; k++)
            sum += *at(d + k * width + j);
        *at_mutable(b + j) += rate * sum;
    }
}

static void
add(real *y, const real *x, real rate, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES) {
        vec change = rate * *at(x + i);

        KEEP_APART(change);
        *at_mutable(y + i) += change;
    }
}

static void
scale(real *y, real factor, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES)
        *at_mutable(y + i) *= factor;
}

static void
logistic_slope(real *d, const real *a, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES)
        *at_mutable(d + i) *= *at(a + i) * (1 - *at(a + i));
}

#ifdef MNISTUI_DOUBLE

static void
logistic(real *a, const real *z, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        a[i] = 1 / (1 + exp(-z[i]));
}

static void
exp_minus_abs(real *e, const real *z, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        e[i] = exp(-fabs(z[i]));
}

#else

/*
 * exp(x) = 2^n exp(r) with |r| <= ln(2)/2 and a Taylor polynomial for exp(r), whose error
 * at the ends is r^8/8! = 5e-9 of the result. x is clamped to +-87, where both exp(x) and
 * 1/exp(x) are normal floats. A comparison with NaN is false, so NaN stays NaN.
 */
INLINE vec
exp_vec(vec x)
{
    const vec low = splat(-87.0f), high = splat(87.0f);
    const vec magic =
        splat(12582912.0f); /* 1.5 * 2^23: adding it rounds to a whole number */
    vec n, r, p;

    x = choose(x < low, low, x);
    x = choose(x > high, high, x);
    n = (x * 1.44269504f + magic) - magic;
    r = (x - n * 0.693359375f) + n * 2.12194440e-4f; /* ln 2 in two parts */
    p = splat(1.0f / 5040);
    p = p * r + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    return p * (vec)(((ivec)(n + (magic + 127.0f)) - (ivec)magic) << 23);
}

static void
logistic(real *a, const real *z, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES)
        *at_mutable(a + i) = 1.0f / (1.0f + exp_vec(-*at(z + i)));
}

static void
exp_minus_abs(real *e, const real *z, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES) {
        vec x = *at(z + i);

        *at_mutable(e + i) = exp_vec(choose(x > 0, -x, x));
    }
}

#endif

/* All but the dense products. */
#define COMMON_KERNELS                                                                  \
    .sparse_forward = sparse_forward, .sparse_update = sparse_update,                   \
    .split_forward = split_forward, .split_update = split_update,                       \
    .bias_update = bias_update, .logistic = logistic, .logistic_slope = logistic_slope, \
    .exp_minus_abs = exp_minus_abs, .add = add, .scale = scale

const struct kernels KERNELS = {
    COMMON_KERNELS,
    .name = KERNELS_NAME,
    .dense_forward = dense_forward,
    .dense_backward = dense_backward,
    .dense_update = dense_update,
};

#ifdef KERNELS_BLAS

static void
large_forward(real *z, const real *a, const real *w, const real *b, struct dense shape)
{
    if (blas_pays(&shape))
        blas_forward(z, a, w, b, &shape);
    else
        dense_forward(z, a, w, b, shape);
}

static void
large_backward(real *d_in, const real *d, const real *w, struct dense shape)
{
    if (blas_pays(&shape))
        blas_backward(d_in, d, w, &shape);
    else
        dense_backward(d_in, d, w, shape);
}

static void
large_update(real *w, const real *a, const real *d, real rate, struct dense shape)
{
    if (blas_pays(&shape))
        blas_update(w, a, d, rate, &shape);
    else
        dense_update(w, a, d, rate, shape);
}

const struct kernels KERNELS_BLAS = {
    COMMON_KERNELS,
    .name = KERNELS_NAME "+openblas",
    .dense_forward = large_forward,
    .dense_backward = large_backward,
    .dense_update = large_update,
};

#endif
