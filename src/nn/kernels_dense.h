/* The layers but the first, whose inputs are matrices: for kernels_set.c alone. */
#ifndef MNISTUI_NN_KERNELS_DENSE_H
#define MNISTUI_NN_KERNELS_DENSE_H

#include "nn/kernels_block.h"
#include "nn/net.h"
#include "nn/operands.h"

/* Images, or inputs, that share a row of vectors: 16 registers have room for 12 sums and
 * the row. */
INLINE int
together_for(int vecs)
{
    return vecs == 4 ? 3 : 4;
}

/* So many inputs or images that a block of their columns stays in the nearest cache. */
enum { NEAR = 128 };

/* z = from + a w, one image. */
INLINE void
dense_forward_one(real *z, const real *from, const real *a, const real *w,
                  const struct dense *s, int vecs)
{
    const size_t width = s->width, chains = (size_t)chains_for(vecs);
    const real *last = a + s->inputs;
    vec acc[4][4];
    size_t c;

    load_block(acc[0], from, vecs);
    UNROLL
    for (c = 1; c < chains; c++)
        clear_block(acc[c], vecs);
    for (; a + chains <= last; a += chains) {
        UNROLL
        for (c = 0; c < chains; c++, w += width)
            add_row(acc[c], w, a[c], vecs);
    }
    for (; a < last; a++, w += width)
        add_row(acc[0], w, *a, vecs);
    add_chains(acc, chains_for(vecs), vecs);
    store_block(z, acc[0], vecs);
}

/* The same for several images; the rows of from are from_stride apart. */
INLINE void
dense_forward_images(real *z, const real *from, size_t from_stride, const real *a,
                     const real *w, const struct dense *s, int images, int vecs)
{
    vec acc[4][4];
    size_t i;
    int k;

    UNROLL
    for (k = 0; k < images; k++)
        load_block(acc[k], from + (size_t)k * from_stride, vecs);
    for (i = 0; i < s->inputs; i++) {
        UNROLL
        for (k = 0; k < images; k++)
            add_row(acc[k], w + i * s->width, a[(size_t)k * s->in_stride + i], vecs);
    }
    UNROLL
    for (k = 0; k < images; k++)
        store_block(z + (size_t)k * s->width, acc[k], vecs);
}

INLINE void
dense_forward_near(real *z, const real *from, size_t from_stride, const real *a,
                   const real *w, const struct dense *s, int vecs)
{
    const int together = together_for(vecs);
    size_t k;

    for (k = 0; k + (size_t)together <= s->images; k += (size_t)together)
        dense_forward_images(z + k * s->width, from + k * from_stride, from_stride,
                             a + k * s->in_stride, w, s, together, vecs);
    for (; k < s->images; k++)
        dense_forward_one(z + k * s->width, from + k * from_stride, a + k * s->in_stride,
                          w, s, vecs);
}

INLINE void
dense_forward_block(real *z, const real *a, const real *w, const real *b,
                    const struct dense *s, int vecs)
{
    struct dense near = *s;
    size_t i;

    near.inputs = s->inputs < NEAR ? s->inputs : NEAR;
    dense_forward_near(z, b, 0, a, w, &near, vecs);
    for (i = NEAR; i < s->inputs; i += NEAR) {
        near.inputs = s->inputs - i < NEAR ? s->inputs - i : NEAR;
        dense_forward_near(z, z, s->width, a + i, w + i * s->width, &near, vecs);
    }
}

INLINE void
dense_forward_width(real *z, const real *a, const real *w, const real *b,
                    struct dense shape, size_t width)
{
    shape.width = width;
#define CALL(j, vecs) dense_forward_block(z + (j), a, w + (j), b + (j), &shape, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
dense_forward(real *z, const real *a, const real *w, const real *b, struct dense shape)
{
#define CALL(n) dense_forward_width(z, a, w, b, shape, n)
    WITH_WIDTH(shape.width, CALL);
#undef CALL
}

/* LANES inputs of one image. */
INLINE void
dense_backward_one(real *d_in, const real *d, const real *w, size_t width)
{
    vec acc[LANES];
    size_t i, j;

    UNROLL
    for (i = 0; i < LANES; i++)
        acc[i] = splat(0);
    for (j = 0; j < width; j += LANES) {
        UNROLL
        for (i = 0; i < LANES; i++)
            acc[i] += *at(d + j) * *at(w + i * width + j);
    }
    acc[0] = sum_rows(acc);
    memcpy(d_in, acc, sizeof acc[0]); /* d_in need not be aligned */
}

/* The most inputs that are taken at once. A layer with fewer is done number by number. */
enum { BACK_INPUTS = 4, BACK_IMAGES = 3, FEW = LANES > 4 ? LANES : 4 };

/* BACK_INPUTS inputs of BACK_IMAGES images. */
INLINE void
dense_backward_images(real *d_in, const real *d, const real *w, const struct dense *s)
{
    const size_t width = s->width;
    vec acc[BACK_IMAGES][BACK_INPUTS];
    size_t i, j, k;

    UNROLL
    for (k = 0; k < BACK_IMAGES; k++)
        clear_block(acc[k], BACK_INPUTS);
    for (j = 0; j < width; j += LANES) {
        UNROLL
        for (i = 0; i < BACK_INPUTS; i++) {
            UNROLL
            for (k = 0; k < BACK_IMAGES; k++)
                acc[k][i] += *at(d + k * width + j) * *at(w + i * width + j);
        }
    }
    UNROLL
    for (k = 0; k < BACK_IMAGES; k++)
        sum_four(d_in + k * s->in_stride, acc[k]);
}

static void
dense_backward_few(real *d_in, const real *d, const real *w, const struct dense *s)
{
    size_t i, j;

    for (i = 0; i < s->inputs; i++) {
        d_in[i] = 0;
        for (j = 0; j < s->width; j++)
            d_in[i] += d[j] * w[i * s->width + j];
    }
}

/* The next block of inputs after i. The last block ends with the last input, even if some
 * inputs are then done twice. */
INLINE size_t
next_inputs(size_t i, size_t block, size_t inputs)
{
    return i + 2 * block <= inputs || i + block == inputs ? i + block : inputs - block;
}

INLINE void
dense_backward_width(real *d_in, const real *d, const real *w, struct dense shape,
                     size_t width)
{
    const struct dense *s = &shape;
    const size_t many = s->images / BACK_IMAGES * BACK_IMAGES;
    size_t i, k;

    shape.width = width;
    for (k = 0; k < s->images && s->inputs < FEW; k++)
        dense_backward_few(d_in + k * s->in_stride, d + k * s->width, w, s);
    if (s->inputs < FEW)
        return;
    for (i = 0; i < s->inputs; i = next_inputs(i, BACK_INPUTS, s->inputs))
        for (k = 0; k < many; k += BACK_IMAGES)
            dense_backward_images(d_in + k * s->in_stride + i, d + k * s->width,
                                  w + i * s->width, s);
    for (k = many; k < s->images; k++)
        for (i = 0; i < s->inputs; i = next_inputs(i, LANES, s->inputs))
            dense_backward_one(d_in + k * s->in_stride + i, d + k * s->width,
                               w + i * s->width, s->width);
}

static void
dense_backward(real *d_in, const real *d, const real *w, struct dense shape)
{
#define CALL(n) dense_backward_width(d_in, d, w, shape, n)
    WITH_WIDTH(shape.width, CALL);
#undef CALL
}

INLINE void
dense_update_one(real *w, const real *a, const real *d, real rate, const struct dense *s,
                 int vecs)
{
    const size_t width = s->width;
    const real *last = a + s->inputs;
    vec step[4];

    scale_block(step, d, rate, vecs);
    for (; a < last; a++, w += width)
        step_row(w, step, *a, vecs);
}

/* The rows of `inputs` inputs, summed over the images before w is changed. */
INLINE void
dense_update_images(real *w, const real *a, const real *d, real rate,
                    const struct dense *s, int inputs, int vecs)
{
    vec acc[4][4];
    size_t k;
    int i;

    UNROLL
    for (i = 0; i < inputs; i++)
        clear_block(acc[i], vecs);
    for (k = 0; k < s->images; k++) {
        UNROLL
        for (i = 0; i < inputs; i++)
            add_row(acc[i], d + k * s->width, a[k * s->in_stride + (size_t)i], vecs);
    }
    UNROLL
    for (i = 0; i < inputs; i++)
        step_row(w + (size_t)i * s->width, acc[i], rate, vecs);
}

INLINE void
dense_update_block(real *w, const real *a, const real *d, real rate,
                   const struct dense *s, int vecs)
{
    const int together = together_for(vecs);
    size_t i;

    if (s->images == 1) {
        dense_update_one(w, a, d, rate, s, vecs);
        return;
    }
    for (i = 0; i + (size_t)together <= s->inputs; i += (size_t)together)
        dense_update_images(w + i * s->width, a + i, d, rate, s, together, vecs);
    for (; i < s->inputs; i++)
        dense_update_images(w + i * s->width, a + i, d, rate, s, 1, vecs);
}

INLINE void
dense_update_width(real *w, const real *a, const real *d, real rate, struct dense shape,
                   size_t width)
{
    struct dense near = shape;
    size_t k;

    near.width = width;
#define CALL(j, vecs)                                                               \
    dense_update_block(w + (j), a + k * shape.in_stride, d + k * width + (j), rate, \
                       &near, vecs)
    for (k = 0; k < shape.images; k += NEAR) {
        near.images = shape.images - k < NEAR ? shape.images - k : NEAR;
        FOR_BLOCKS(width, CALL);
    }
#undef CALL
}

static void
dense_update(real *w, const real *a, const real *d, real rate, struct dense shape)
{
#define CALL(n) dense_update_width(w, a, d, rate, shape, n)
    WITH_WIDTH(shape.width, CALL);
#undef CALL
}

#endif
