/*
 * Compiled several times, with other flags each time (Makefile.am): KERNELS is the
 * table's name and KERNELS_NAME what the user reads. The vectors are GCC's generic ones,
 * as wide as the instruction set has them, so that no intrinsic ties this file to a
 * machine.
 */
#include "config.h"

#include "nn/kernels.h"

#include <math.h>
#include <string.h>

#if defined __AVX512F__
#define VEC_BYTES 64
#elif defined __AVX__
#define VEC_BYTES 32
#else
#define VEC_BYTES 16
#endif

enum { LANES = VEC_BYTES / sizeof(real) };

typedef real vec __attribute__((vector_size(VEC_BYTES), may_alias));

/* What every machine has a register for: 4 floats or 2 doubles. */
enum { SHORT_BYTES = 16 };
typedef real short_vec __attribute__((vector_size(SHORT_BYTES), may_alias));

#define INLINE static inline __attribute__((always_inline))

extern const struct kernels KERNELS;

INLINE const vec *
at(const real *x)
{
    return (const vec *)__builtin_assume_aligned(x, VEC_BYTES);
}

INLINE vec *
at_mutable(real *x)
{
    return (vec *)__builtin_assume_aligned(x, VEC_BYTES);
}

/*
 * The loops below work on blocks of `vecs` (1, 2 or 4) vectors of a row, so that a
 * block's sums stay in registers while the inputs pass by. `vecs` is a constant wherever
 * these are inlined.
 */

INLINE void
add_row(vec acc[4], const vec *row, real x, int vecs)
{
    acc[0] += x * row[0];
    if (vecs > 1)
        acc[1] += x * row[1];
    if (vecs > 2) {
        acc[2] += x * row[2];
        acc[3] += x * row[3];
    }
}

INLINE void
load_block(vec acc[4], const vec *from, int vecs)
{
    acc[0] = from[0];
    if (vecs > 1)
        acc[1] = from[1];
    if (vecs > 2) {
        acc[2] = from[2];
        acc[3] = from[3];
    }
}

INLINE void
store_block(vec *to, const vec acc[4], int vecs)
{
    to[0] = acc[0];
    if (vecs > 1)
        to[1] = acc[1];
    if (vecs > 2) {
        to[2] = acc[2];
        to[3] = acc[3];
    }
}

INLINE void
sparse_forward_block(real *z, const struct sparse *x, const real *w, const real *b,
                     size_t width, int vecs)
{
    const struct sparse list =
        *x; /* a store to z could change x for all the compiler knows */
    vec acc[4];
    size_t k;

    load_block(acc, at(b), vecs);
    for (k = 0; k < list.count; k++)
        add_row(acc, at(w + list.index[k] * width), list.scale[list.value[k]], vecs);
    store_block(at_mutable(z), acc, vecs);
}

INLINE void
dense_forward_block(real *z, const real *a, const real *w, const real *b, size_t inputs,
                    size_t width, int vecs)
{
    vec acc[4];
    size_t i;

    load_block(acc, at(b), vecs);
    for (i = 0; i < inputs; i++)
        add_row(acc, at(w + i * width), a[i], vecs);
    store_block(at_mutable(z), acc, vecs);
}

INLINE void
sparse_update_block(real *w, const struct sparse *x, const real *d, real rate,
                    size_t width, int vecs)
{
    const struct sparse list = *x;
    vec block[4], step[4];
    size_t k;
    int v;

    load_block(step, at(d), vecs);
    for (v = 0; v < vecs; v++)
        step[v] *= rate;
    for (k = 0; k < list.count; k++) {
        vec *row = at_mutable(w + list.index[k] * width);

        load_block(block, row, vecs);
        add_row(block, step, list.scale[list.value[k]], vecs);
        store_block(row, block, vecs);
    }
}

INLINE void
dense_update_block(real *w, const real *a, const real *d, real rate, size_t inputs,
                   size_t width, int vecs)
{
    vec block[4], step[4];
    size_t i;
    int v;

    load_block(step, at(d), vecs);
    for (v = 0; v < vecs; v++)
        step[v] *= rate;
    for (i = 0; i < inputs; i++) {
        vec *row = at_mutable(w + i * width);

        load_block(block, row, vecs);
        add_row(block, step, a[i], vecs);
        store_block(row, block, vecs);
    }
}

/* Runs CALL(j, vecs) over all blocks of a row: of 4 vectors while they fit, then of 2,
 * then of 1. */
#define FOR_BLOCKS(width, CALL)                            \
    do {                                                   \
        size_t j_ = 0;                                     \
                                                           \
        for (; j_ + 4 * LANES <= (width); j_ += 4 * LANES) \
            CALL(j_, 4);                                   \
        for (; j_ + 2 * LANES <= (width); j_ += 2 * LANES) \
            CALL(j_, 2);                                   \
        for (; j_ < (width); j_ += LANES)                  \
            CALL(j_, 1);                                   \
    } while (0)

static void
sparse_forward(real *z, const struct sparse *x, const real *w, const real *b,
               size_t width)
{
#define CALL(j, vecs) sparse_forward_block(z + (j), x, w + (j), b + (j), width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
dense_forward(real *z, const real *a, const real *w, const real *b, size_t inputs,
              size_t width)
{
#define CALL(j, vecs) \
    dense_forward_block(z + (j), a, w + (j), b + (j), inputs, width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
sparse_update(real *w, const struct sparse *x, const real *d, real rate, size_t width)
{
#define CALL(j, vecs) sparse_update_block(w + (j), x, d + (j), rate, width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
dense_update(real *w, const real *a, const real *d, real rate, size_t inputs,
             size_t width)
{
#define CALL(j, vecs) dense_update_block(w + (j), a, d + (j), rate, inputs, width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

/* By halves down to a short vector: a sum one by one would wait for each addition. */
INLINE real
sum_lanes(vec v)
{
    union {
        vec whole;
        short_vec parts[VEC_BYTES / SHORT_BYTES];
        real x[LANES];
    } u = {v};
    size_t half, i;

    for (half = VEC_BYTES / SHORT_BYTES / 2; half > 0; half /= 2) {
        for (i = 0; i < half; i++)
            u.parts[i] += u.parts[i + half];
    }
    for (i = 1; i < SHORT_BYTES / sizeof(real); i++)
        u.x[0] += u.x[i];
    return u.x[0];
}

static void
backward(real *d_in, const real *d, const real *w, const real *a, size_t inputs,
         size_t width)
{
    size_t i, j;

    for (i = 0; i < inputs; i++) {
        const real *row = w + i * width;
        vec acc = {0};

        for (j = 0; j < width; j += LANES)
            acc += *at(d + j) * *at(row + j);
        d_in[i] = sum_lanes(acc) * a[i] * (1 - a[i]);
    }
}

static void
add(real *y, const real *x, real rate, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES)
        *at_mutable(y + i) += rate * *at(x + i);
}

static void
momentum(real *p, real *u, real gamma, size_t count)
{
    size_t i;

    for (i = 0; i < count; i += LANES) {
        vec velocity = *at(u + i);

        *at_mutable(p + i) -= velocity;
        *at_mutable(u + i) = gamma * velocity;
    }
}

#ifdef MNISTUI_DOUBLE

static void
logistic(real *a, const real *z, size_t width)
{
    size_t i;

    for (i = 0; i < width; i++)
        a[i] = 1 / (1 + exp(-z[i]));
}

#else

typedef int32_t ivec __attribute__((vector_size(VEC_BYTES), may_alias));

INLINE vec
splat(real x)
{
    vec v = {0};

    return v + x;
}

/* Where mask is all ones x, where it is 0 y. */
INLINE vec
choose(ivec mask, vec x, vec y)
{
    return (vec)((mask & (ivec)x) | (~mask & (ivec)y));
}

/*
 * exp(x) = 2^n exp(r) with |r| <= ln(2)/2 and a Taylor polynomial for exp(r), whose error
 * at the ends is r^8/8! = 5e-9 of the result. x is held within +-87, where neither exp(x)
 * nor 1/exp(x) leaves the normal floats; a comparison with not-a-number is false, so that
 * stays what it is.
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
logistic(real *a, const real *z, size_t width)
{
    size_t i;

    for (i = 0; i < width; i += LANES)
        *at_mutable(a + i) = 1.0f / (1.0f + exp_vec(-*at(z + i)));
}

#endif

const struct kernels KERNELS = {
    .name = KERNELS_NAME,
    .sparse_forward = sparse_forward,
    .dense_forward = dense_forward,
    .logistic = logistic,
    .backward = backward,
    .sparse_update = sparse_update,
    .dense_update = dense_update,
    .add = add,
    .momentum = momentum,
};
