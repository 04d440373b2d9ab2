#include "config.h"

#include "support/kernel_blocks.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { GUARD = 2 * NET_STRIDE };

static const real guard_value = 12345;

extern const struct kernels kernels_wide;

struct rng block_rng;

const struct kernels *
tested_kernels(size_t i)
{
    const struct kernels *kernels = kernels_at(i);

    if (kernels != NULL || (i > 0 && kernels_at(i - 1) == NULL))
        return kernels;
    return &kernels_wide;
}

real
random_real(void)
{
    return (real)(2 * rng_uniform(&block_rng) - 1);
}

size_t
random_between(size_t low, size_t high)
{
    return low + rng_below(&block_rng, (uint32_t)(high - low + 1));
}

size_t
random_outputs(size_t width)
{
    return width - random_between(0, NET_STRIDE - 1);
}

struct block
make_block(size_t count)
{
    struct block block = {
        .start = mem_zeroed(count, sizeof(real)),
        .want = mem_zeroed(count, sizeof(double)),
        .size = mem_zeroed(count, sizeof(double)),
        .count = count,
        .memory = mem_aligned(count + 2 * GUARD, sizeof(real)),
    };
    size_t i;

    ck_assert(block.start != NULL && block.want != NULL && block.size != NULL &&
              block.memory != NULL);
    block.x = block.memory + GUARD;
    for (i = 0; i < count; i++)
        block.start[i] = random_real();
    for (i = 0; i < GUARD; i++)
        block.memory[i] = block.x[count + i] = guard_value;
    restart(&block);
    return block;
}

struct block
make_padded(size_t rows, size_t outputs, size_t width)
{
    struct block block = make_block(rows * width);
    size_t i;

    for (i = 0; i < block.count; i++)
        if (i % width >= outputs)
            block.start[i] = 0;
    restart(&block);
    return block;
}

void
free_block(struct block *block)
{
    free(block->memory);
    free(block->start);
    free(block->want);
    free(block->size);
}

void
restart(struct block *block)
{
    memcpy(block->x, block->start, block->count * sizeof *block->x);
}

void
expect_itself(struct block *block, double factor)
{
    size_t i;

    expect_zero(block);
    for (i = 0; i < block->count; i++)
        expect_add(block, i, factor * (double)block->start[i]);
}

void
expect_rows(struct block *block, const real *row, size_t width)
{
    size_t i;

    expect_zero(block);
    for (i = 0; i < block->count; i++)
        expect_add(block, i, (double)row[i % width]);
}

void
expect_zero(struct block *block)
{
    memset(block->want, 0, block->count * sizeof *block->want);
    memset(block->size, 0, block->count * sizeof *block->size);
}

/*
 * Each of Check's assertions costs a system call: the loops over numbers call it only to
 * fail.
 *
 * A sum of n products in float is off by at most about n half units in the last place of
 * the sum of the terms' sizes, in whatever order it is taken (Higham, "Accuracy and
 * Stability of Numerical Algorithms", 3.1).
 */
void
check_block(const struct block *block, size_t terms, const struct kernels *kernels,
            const char *what)
{
    size_t i;

    for (i = 0; i < block->count; i++) {
        double bound = (double)(terms + 4) * FLT_EPSILON * block->size[i];

        if (!(fabs((double)block->x[i] - block->want[i]) <= bound))
            ck_abort_msg("%s, %s: number %zu of %zu is %.9g, not %.9g", kernels->name,
                         what, i, block->count, (double)block->x[i], block->want[i]);
    }
    for (i = 0; i < GUARD; i++)
        if (block->memory[i] != guard_value || block->x[block->count + i] != guard_value)
            ck_abort_msg("%s, %s: wrote outside", kernels->name, what);
}

void
check_padding(const struct block *block, size_t outputs, size_t width, const char *what)
{
    size_t i;

    for (i = 0; i < block->count; i++)
        if (i % width >= outputs && block->x[i] != 0)
            ck_abort_msg("%s: padding %zu is not 0", what, i);
}

real *
copy_block(const struct block *block)
{
    real *copy = mem_zeroed(block->count, sizeof *copy);

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, block->x, block->count * sizeof *copy);
    return copy;
}

void
check_same_bits(const struct block *block, real *first, const char *what)
{
    if (memcmp(block->x, first, block->count * sizeof *first) != 0)
        ck_abort_msg("%s: the same call gave other bits", what);
    free(first);
}

/* ---- images as lists ---- */

static struct sparse
make_image(struct image *image, size_t count)
{
    struct sparse sparse = {.count = count};
    size_t pixel, k = 0;

    image->index = malloc(count * sizeof *image->index + (count == 0));
    image->value = malloc(count + (count == 0));
    ck_assert(image->index != NULL && image->value != NULL);
    for (pixel = 0; pixel < PIXELS && k < count; pixel++) {
        if (rng_below(&block_rng, (uint32_t)(PIXELS - pixel)) >= count - k)
            continue;
        image->index[k] = (uint16_t)pixel;
        image->value[k] = (uint8_t)random_between(1, 255);
        image->dense[pixel] = image->value[k] / 255.0;
        k++;
    }
    ck_assert_uint_eq(k, count);
    sparse.index = image->index;
    sparse.value = image->value;
    return sparse;
}

struct images_block
make_images(const size_t *counts, size_t count)
{
    struct images_block images = {
        .count = count,
        .image = mem_zeroed(count, sizeof(struct image)),
        .sparse = mem_zeroed(count, sizeof(struct sparse)),
    };
    size_t k;

    ck_assert(images.image != NULL && images.sparse != NULL);
    for (k = 0; k < count; k++)
        images.sparse[k] = make_image(&images.image[k], counts[k]);
    return images;
}

void
free_images(struct images_block *images)
{
    size_t k;

    for (k = 0; k < images->count; k++) {
        free(images->image[k].index);
        free(images->image[k].value);
    }
    free(images->image);
    free(images->sparse);
}
