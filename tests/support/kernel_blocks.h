/*
 * For the tests of the kernels: blocks of numbers between guards, each with what a kernel
 * is to make of it, and lists of pixels.
 */
#ifndef MNISTUI_TESTS_KERNEL_BLOCKS_H
#define MNISTUI_TESTS_KERNEL_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"
#include "nn/kernels.h"
#include "nn/net.h"

enum { PIXELS = 784, MAX_WIDTH = 512 };

/* Those of kernels_at(), and behind them the code for vectors of 64 bytes, which here
 * runs on every machine. NULL past the last one. */
const struct kernels *tested_kernels(size_t i);

/* Of all random numbers here; a test begins with rng_init. */
extern struct rng block_rng;

real random_real(void); /* in -1..1 */
size_t random_between(size_t low, size_t high);

/* Of a layer of that width: so many that no row has a cache line of padding alone. */
size_t random_outputs(size_t width);

/* A block of numbers, random in -1..1, between guards that no kernel may touch. */
struct block {
    real *x, *start; /* what a kernel works on, and what it begins with */
    double *want;    /* what a kernel is to make of it */
    double *size;    /* the sum of the sizes of all terms, for the bound of rounding
                        errors */
    size_t count;
    real *memory;
};

struct block make_block(size_t count);

/* Rows of width numbers that are 0 from outputs on. */
struct block make_padded(size_t rows, size_t outputs, size_t width);
void free_block(struct block *block);

/* x is what it was in the beginning. */
void restart(struct block *block);

/* Starts the expectation: from a block's own numbers, from a row for each of its rows, or
 * from 0; then terms are added. */
void expect_itself(struct block *block, double factor);
void expect_rows(struct block *block, const real *row, size_t width);
void expect_zero(struct block *block);

static inline void
expect_add(struct block *block, size_t i, double term)
{
    block->want[i] += term;
    block->size[i] += term < 0 ? -term : term;
}

/* That x is what was expected, after sums of so many terms, and that the guards are
 * whole. what: the kernel, for the message. */
void check_block(const struct block *block, size_t terms, const struct kernels *kernels,
                 const char *what);

/* That the numbers from outputs on are 0 in each row. */
void check_padding(const struct block *block, size_t outputs, size_t width,
                   const char *what);

/* Calls CALL twice, which works on the block, and checks that both give the same bits. */
#define TWICE(block, what, CALL)              \
    do {                                      \
        real *first_;                         \
                                              \
        restart(block);                       \
        CALL;                                 \
        first_ = copy_block(block);           \
        restart(block);                       \
        CALL;                                 \
        check_same_bits(block, first_, what); \
    } while (0)

real *copy_block(const struct block *block);

/* Frees first. */
void check_same_bits(const struct block *block, real *first, const char *what);

/* ---- images as lists ---- */

/* Each array ends where the list ends, so that a sanitizer sees a read past it. */
struct image {
    uint16_t *index;
    uint8_t *value;
    double dense[PIXELS];
};

struct images_block {
    size_t count;
    struct image *image;
    struct sparse *sparse;
};

/* Image k has counts[k] pixels that are not 0, ascending. */
struct images_block make_images(const size_t *counts, size_t count);
void free_images(struct images_block *images);

#endif
