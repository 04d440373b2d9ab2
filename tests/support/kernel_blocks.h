/*
 * For the tests of the kernels: blocks of numbers between guards, each with the result
 * that is expected of a kernel, and lists of pixels.
 */
#ifndef MNISTUI_TESTS_KERNEL_BLOCKS_H
#define MNISTUI_TESTS_KERNEL_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"
#include "nn/kernels.h"
#include "nn/net.h"

enum { PIXELS = 784, MAX_WIDTH = 512 };

/* The sets of kernels_at(), and then the code for vectors of 64 bytes, which runs on any
 * machine here. NULL past the last one. */
const struct kernels *tested_kernels(size_t i);

/* The source of all random numbers here; a test begins with rng_init. */
extern struct rng block_rng;

real random_real(void); /* in -1..1 */
size_t random_between(size_t low, size_t high);

/* Outputs of a layer of that width: never so few that a row has a cache line of padding
 * alone. */
size_t random_outputs(size_t width);

/* A block of numbers, random in -1..1, between guards that no kernel may touch. */
struct block {
    real *x, *start; /* what a kernel works on, and what it starts with */
    double *want;    /* the expected result */
    double *size;    /* the sum of the sizes of all terms, for the bound of rounding
                        errors */
    size_t count;
    real *memory;
};

struct block make_block(size_t count);

/* Rows of width numbers that are 0 from outputs on. */
struct block make_padded(size_t rows, size_t outputs, size_t width);
void free_block(struct block *block);

/* Sets x back to what it was at the start. */
void restart(struct block *block);

/* Begins the expected result: with the block's own numbers, with the same row for each of
 * its rows, or with 0. Terms are added next. */
void expect_itself(struct block *block, double factor);
void expect_rows(struct block *block, const real *row, size_t width);
void expect_zero(struct block *block);

static inline void
expect_add(struct block *block, size_t i, double term)
{
    block->want[i] += term;
    block->size[i] += term < 0 ? -term : term;
}

/* Checks that x is as expected, after sums of this many terms, and that the guards are
 * intact. what: the kernel, for the message. */
void check_block(const struct block *block, size_t terms, const struct kernels *kernels,
                 const char *what);

/* Checks that the numbers from outputs on are 0 in each row. */
void check_padding(const struct block *block, size_t outputs, size_t width,
                   const char *what);

/* Runs CALL, which works on the block, twice, and checks that both give the same bits. */
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
