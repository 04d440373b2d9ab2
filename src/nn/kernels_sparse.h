/* The first layer, images as lists of pixels: for kernels_set.c alone. */
#ifndef MNISTUI_NN_KERNELS_SPARSE_H
#define MNISTUI_NN_KERNELS_SPARSE_H

#include "nn/kernels_block.h"
#include "nn/operands.h"

/* The bytes of an image are summed as they are, and the sum is scaled once. */
INLINE void
sparse_forward_block(real *z, const struct sparse *x, const real *w, const real *b,
                     size_t width, int vecs)
{
    const struct sparse list =
        *x; /* for all the compiler knows, a store to z could change x */
    vec acc[4][4];
    size_t k;
    int c, v;

    UNROLL
    for (c = 0; c < 4; c++)
        clear_block(acc[c], vecs);
    for (k = 0; k + 4 <= list.count; k += 4) {
        real4 pixel;

        four_bytes(&pixel, list.value + k);
        UNROLL
        for (c = 0; c < 4; c++)
            add_row(acc[c % chains_for(vecs)], w + list.index[k + (size_t)c] * width,
                    pixel[c], vecs);
    }
    for (; k < list.count; k++)
        add_row(acc[0], w + list.index[k] * width, list.value[k], vecs);
    add_chains(acc, chains_for(vecs), vecs);
    UNROLL
    for (v = 0; v < vecs; v++)
        at_mutable(z)[v] = at(b)[v] + acc[0][v] / 255;
}

INLINE void
sparse_update_block(real *w, const struct sparse *x, const real *d, real rate,
                    size_t width, int vecs)
{
    const struct sparse list = *x;
    vec step[4];
    size_t k;
    int c;

    scale_block(step, d, rate / 255, vecs);
    for (k = list.count; k >= 4; k -= 4) {
        real4 pixel;

        four_bytes(&pixel, list.value + k - 4);
        UNROLL
        for (c = 3; c >= 0; c--)
            step_row(w + list.index[k - 4 + (size_t)c] * width, step, pixel[c], vecs);
    }
    while (k-- > 0)
        step_row(w + list.index[k] * width, step, list.value[k], vecs);
}

/* All images pass one block of columns before the next one, so that its rows stay in the
 * cache. */

INLINE void
sparse_forward_width(real *z, const struct sparse *x, const real *w, const real *b,
                     size_t images, size_t width)
{
    size_t k;

#define CALL(j, vecs)            \
    for (k = 0; k < images; k++) \
    sparse_forward_block(z + k * width + (j), x + k, w + (j), b + (j), width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
sparse_forward(real *z, const struct sparse *x, const real *w, const real *b,
               size_t images, size_t width)
{
#define CALL(n) sparse_forward_width(z, x, w, b, images, n)
    WITH_WIDTH(width, CALL);
#undef CALL
}

INLINE void
sparse_update_width(real *w, const struct sparse *x, const real *d, real rate,
                    size_t images, size_t width)
{
    size_t k;

#define CALL(j, vecs)            \
    for (k = 0; k < images; k++) \
    sparse_update_block(w + (j), x + k, d + k * width + (j), rate, width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
sparse_update(real *w, const struct sparse *x, const real *d, real rate, size_t images,
              size_t width)
{
#define CALL(n) sparse_update_width(w, x, d, rate, images, n)
    WITH_WIDTH(width, CALL);
#undef CALL
}

/* The same with the weights in two parts (backprop.h). */

INLINE void
split_forward_block(real *z, const struct sparse *x, const real *w, const real *v,
                    real scale, const real *b, size_t width, int vecs)
{
    const struct sparse list = *x;
    vec acc[4], acc_v[4];
    size_t k;
    int c;

    clear_block(acc, vecs);
    clear_block(acc_v, vecs);
    for (k = 0; k + 4 <= list.count; k += 4) {
        real4 pixel;

        four_bytes(&pixel, list.value + k);
        UNROLL
        for (c = 0; c < 4; c++) {
            add_row(acc, w + list.index[k + (size_t)c] * width, pixel[c], vecs);
            add_row(acc_v, v + list.index[k + (size_t)c] * width, pixel[c], vecs);
        }
    }
    for (; k < list.count; k++) {
        add_row(acc, w + list.index[k] * width, list.value[k], vecs);
        add_row(acc_v, v + list.index[k] * width, list.value[k], vecs);
    }
    UNROLL
    for (c = 0; c < vecs; c++)
        at_mutable(z)[c] = at(b)[c] + (acc[c] + scale * acc_v[c]) / 255;
}

INLINE void
split_update_block(real *w, real *v, const struct sparse *x, const real *d, real rate,
                   real v_rate, size_t width, int vecs)
{
    const struct sparse list = *x;
    vec step[4], v_step[4];
    size_t k;
    int c;

    scale_block(step, d, rate / 255, vecs);
    scale_block(v_step, d, v_rate / 255, vecs);
    for (k = list.count; k >= 4; k -= 4) {
        real4 pixel;

        four_bytes(&pixel, list.value + k - 4);
        UNROLL
        for (c = 3; c >= 0; c--) {
            step_row(w + list.index[k - 4 + (size_t)c] * width, step, pixel[c], vecs);
            step_row(v + list.index[k - 4 + (size_t)c] * width, v_step, pixel[c], vecs);
        }
    }
    while (k-- > 0) {
        step_row(w + list.index[k] * width, step, list.value[k], vecs);
        step_row(v + list.index[k] * width, v_step, list.value[k], vecs);
    }
}

INLINE void
split_forward_width(real *z, const struct sparse *x, const real *w, const real *v,
                    real scale, const real *b, size_t images, size_t width)
{
    size_t k;

#define CALL(j, vecs)                                                                 \
    for (k = 0; k < images; k++)                                                      \
    split_forward_block(z + k * width + (j), x + k, w + (j), v + (j), scale, b + (j), \
                        width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
split_forward(real *z, const struct sparse *x, const real *w, const real *v, real scale,
              const real *b, size_t images, size_t width)
{
#define CALL(n) split_forward_width(z, x, w, v, scale, b, images, n)
    WITH_WIDTH(width, CALL);
#undef CALL
}

INLINE void
split_update_width(real *w, real *v, const struct sparse *x, const real *d, real rate,
                   real v_rate, size_t images, size_t width)
{
    size_t k;

#define CALL(j, vecs)                                                              \
    for (k = 0; k < images; k++)                                                   \
    split_update_block(w + (j), v + (j), x + k, d + k * width + (j), rate, v_rate, \
                       width, vecs)
    FOR_BLOCKS(width, CALL);
#undef CALL
}

static void
split_update(real *w, real *v, const struct sparse *x, const real *d, real rate,
             real v_rate, size_t images, size_t width)
{
#define CALL(n) split_update_width(w, v, x, d, rate, v_rate, images, n)
    WITH_WIDTH(width, CALL);
#undef CALL
}

#endif
