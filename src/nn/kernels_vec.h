/*
 * Vectors as wide as those of the instruction set, for kernels_set.c alone. They are
 * GCC's generic vectors, so that no intrinsic ties the kernels to one kind of machine.
 */
#ifndef MNISTUI_NN_KERNELS_VEC_H
#define MNISTUI_NN_KERNELS_VEC_H

#include <stdint.h>
#include <string.h>

#include "nn/real.h"

#if defined __AVX512F__
#define REGISTER_BYTES 64
#elif defined __AVX__
#define REGISTER_BYTES 32
#else
#define REGISTER_BYTES 16
#endif

/* A build may set the width itself: the tests run the widest vectors on any machine. */
#ifndef VEC_BYTES
#define VEC_BYTES REGISTER_BYTES
#endif

#ifdef MNISTUI_DOUBLE
#define LANES (VEC_BYTES / 8)
typedef int64_t lane_int;
#else
#define LANES (VEC_BYTES / 4)
typedef int32_t lane_int;
#endif

typedef real vec __attribute__((vector_size(VEC_BYTES), may_alias));
typedef lane_int ivec __attribute__((vector_size(VEC_BYTES), may_alias));
typedef double wide __attribute__((vector_size(LANES * 8)));

#define INLINE static inline __attribute__((always_inline))

/* For loops with few, constant turns: what they index must stay in registers. */
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#define SHUFFLE(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
#define UNROLL _Pragma("GCC unroll 16")
#define SHUFFLE(x, y, ...) __builtin_shuffle(x, y, (ivec){__VA_ARGS__})
#endif

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

INLINE vec
splat(real x)
{
    const vec zero = {0};

    return zero + x;
}

/* x where mask is all ones, y where it is 0. */
INLINE vec
choose(ivec mask, vec x, vec y)
{
    return (vec)((mask & (ivec)x) | (~mask & (ivec)y));
}

/* Four numbers, whatever the width of the machine's vectors. */
typedef real real4 __attribute__((vector_size(4 * sizeof(real))));
typedef lane_int int4 __attribute__((vector_size(4 * sizeof(real))));

/* Bytes 0..3 at x as numbers. By shifting one word, since compilers make poor code of
 * four single bytes. */
INLINE void
four_bytes(real4 *number, const uint8_t *x)
{
    const int4 zero = {0};
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const int4 shifts = {0, 8, 16, 24};
#else
    const int4 shifts = {24, 16, 8, 0};
#endif
    uint32_t word;

    memcpy(&word, x, sizeof word);
    *number = __builtin_convertvector(((zero + (lane_int)word) >> shifts) & 255, real4);
}

/*
 * Keeps the compiler from fusing the operation that made v with the one that uses it.
 * AMD's Zen 3 stores the result of a fused multiply-add at two thirds of the rate at
 * which it stores that of an addition (measured: bench/README).
 */
#if defined __AVX512F__ && VEC_BYTES <= REGISTER_BYTES
#define KEEP_APART(v) __asm__("" : "+v"(v)) /* any of 32 registers */
#elif defined __x86_64__ && VEC_BYTES <= REGISTER_BYTES
#define KEEP_APART(v) __asm__("" : "+x"(v))
#else
#define KEEP_APART(v) ((void)0)
#endif

/*
 * sum_rows: lane i of the result is the sum of the lanes of v[i]. sum_four: the same for
 * four rows, into four numbers, which need not be aligned. Neighbours are added in pairs,
 * of 2, then of 4 lanes, within 16 bytes, where shuffles are cheap; the 16-byte parts are
 * added last.
 */
#if LANES == 2

INLINE vec
sum_rows(const vec v[LANES])
{
    return SHUFFLE(v[0], v[1], 0, 2) + SHUFFLE(v[0], v[1], 1, 3);
}

INLINE void
sum_four(real *sum, const vec v[4])
{
    const vec sums[2] = {sum_rows(v), sum_rows(v + 2)};

    memcpy(sum, sums, sizeof sums);
}

#else

#if LANES == 4
#define EVEN 0, 2, 4, 6
#define ODD 1, 3, 5, 7
#elif LANES == 8
#define EVEN 0, 2, 8, 10, 4, 6, 12, 14
#define ODD 1, 3, 9, 11, 5, 7, 13, 15
#elif LANES == 16
#define EVEN 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30
#define ODD 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31
#endif

INLINE vec
add_pairs(vec x, vec y)
{
    return SHUFFLE(x, y, EVEN) + SHUFFLE(x, y, ODD);
}

/* In each 16 bytes, lane i is a part of the sum of v[i]. */
INLINE vec
add_four(const vec v[4])
{
    return add_pairs(add_pairs(v[0], v[1]), add_pairs(v[2], v[3]));
}

#if LANES == 8

INLINE vec
add_halves(vec x, vec y)
{
    return SHUFFLE(x, y, 0, 1, 2, 3, 8, 9, 10, 11) +
           SHUFFLE(x, y, 4, 5, 6, 7, 12, 13, 14, 15);
}

#elif LANES == 16

INLINE vec
add_halves(vec x, vec y)
{
    return SHUFFLE(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
           SHUFFLE(x, y, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

INLINE vec
add_quarters(vec x, vec y)
{
    return SHUFFLE(x, y, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
           SHUFFLE(x, y, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

#endif

INLINE vec
sum_rows(const vec v[LANES])
{
#if LANES == 4
    return add_four(v);
#elif LANES == 8
    return add_halves(add_four(v), add_four(v + 4));
#else
    return add_quarters(add_halves(add_four(v), add_four(v + 4)),
                        add_halves(add_four(v + 8), add_four(v + 12)));
#endif
}

INLINE void
sum_four(real *sum, const vec v[4])
{
    vec all = add_four(v);

#if LANES == 8
    all = add_halves(all, all);
#elif LANES == 16
    all = add_halves(all, all);
    all = add_quarters(all, all);
#endif
    memcpy(sum, &all, 4 * sizeof *sum);
}

#endif

#endif
