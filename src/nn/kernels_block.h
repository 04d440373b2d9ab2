/*
 * Blocks of a row, for kernels_set.c alone.
 *
 * The loops work on blocks of `vecs` (1, 2 or 4) vectors of a row, so that the sums of a
 * block stay in registers while the inputs pass by. A fused multiply-add takes 4 cycles,
 * and two can start in each cycle. So about 8 sums must be in progress to keep the
 * processor busy, and narrow blocks take several images, or several inputs (`chains`), at
 * a time. `vecs`, `images` and `chains` are constants wherever a block is inlined.
 */
#ifndef MNISTUI_NN_KERNELS_BLOCK_H
#define MNISTUI_NN_KERNELS_BLOCK_H

#include "nn/kernels_vec.h"
#include "nn/net.h"

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

/* Runs CALL(width), with a constant for the widths of small layers: if the compiler knows
 * how far apart rows are, they take half the instructions. */
#define WITH_WIDTH(width, CALL)             \
    do {                                    \
        if ((width) == NET_STRIDE)          \
            CALL(NET_STRIDE);               \
        else if ((width) == 2 * NET_STRIDE) \
            CALL(2 * NET_STRIDE);           \
        else                                \
            CALL(width);                    \
    } while (0)

INLINE int
chains_for(int vecs)
{
    return vecs == 4 ? 2 : 4;
}

INLINE void
load_block(vec acc[4], const real *from, int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++)
        acc[v] = at(from)[v];
}

INLINE void
store_block(real *to, const vec acc[4], int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++)
        at_mutable(to)[v] = acc[v];
}

INLINE void
clear_block(vec acc[4], int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++)
        acc[v] = splat(0);
}

INLINE void
add_row(vec acc[4], const real *row, real x, int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++)
        acc[v] += x * at(row)[v];
}

/* acc[0] becomes the sum of all chains. */
INLINE void
add_chains(vec acc[4][4], int chains, int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++)
        acc[0][v] += acc[1][v];
    if (chains == 2)
        return;
    UNROLL
    for (v = 0; v < vecs; v++)
        acc[0][v] += acc[2][v] + acc[3][v];
}

INLINE void
scale_block(vec acc[4], const real *from, real rate, int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++)
        acc[v] = rate * at(from)[v];
}

/* row += x step */
INLINE void
step_row(real *row, const vec step[4], real x, int vecs)
{
    int v;

    UNROLL
    for (v = 0; v < vecs; v++) {
        vec change = x * step[v];

        KEEP_APART(change);
        at_mutable(row)[v] += change;
    }
}

#endif
