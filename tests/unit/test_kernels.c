#include "config.h"

#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "nn/kernels.h"
#include "nn/net.h"
#include "support/suite.h"

enum { MAX_WIDTH = 512, MAX_INPUTS = 70, PIXELS = 784, GUARD = NET_STRIDE };

static const real guard_value = 12345;

/* A block of numbers, random in -1..1, that ends in a guard which no kernel may touch. */
struct block {
    real *x;
    double *want; /* what a kernel is to make of it */
    double
        *size; /* the sum of the sizes of all terms, for the bound of rounding errors */
    size_t count;
};

static struct rng rng;

static real
random_real(void)
{
    return (real)(2 * rng_uniform(&rng) - 1);
}

static struct block
make_block(size_t count)
{
    struct block block = {
        .x = mem_aligned(count + GUARD, sizeof(real)),
        .want = mem_zeroed(count, sizeof(double)),
        .size = mem_zeroed(count, sizeof(double)),
        .count = count,
    };
    size_t i;

    ck_assert(block.x != NULL && block.want != NULL && block.size != NULL);
    for (i = 0; i < count; i++)
        block.x[i] = random_real();
    for (i = 0; i < GUARD; i++)
        block.x[count + i] = guard_value;
    return block;
}

/* Rows of width numbers that are 0 from outputs on. */
static struct block
make_padded(size_t rows, size_t outputs, size_t width)
{
    struct block block = make_block(rows * width);
    size_t i;

    for (i = 0; i < block.count; i++)
        if (i % width >= outputs)
            block.x[i] = 0;
    return block;
}

static void
free_block(struct block *block)
{
    free(block->x);
    free(block->want);
    free(block->size);
}

/* Starts the expectation: from block i's own value times factor, or from 0. */
static void
expect_from(struct block *block, const real *from, double factor)
{
    size_t i;

    for (i = 0; i < block->count; i++) {
        block->want[i] = factor * (double)from[i];
        block->size[i] = fabs(block->want[i]);
    }
}

static void
expect_add(struct block *block, size_t i, double term)
{
    block->want[i] += term;
    block->size[i] += fabs(term);
}

/*
 * Each of Check's assertions costs a system call: the loops over numbers call it only to
 * fail.
 *
 * A sum of n products in float is off by at most about n half units in the last place of
 * the sum of the terms' sizes, in whatever order it is taken (Higham, "Accuracy and
 * Stability of Numerical Algorithms", 3.1).
 */
static void
check_block(const struct block *block, size_t terms, const char *what)
{
    size_t i;

    for (i = 0; i < block->count; i++) {
        double bound = (double)(terms + 4) * FLT_EPSILON * block->size[i];

        if (!(fabs((double)block->x[i] - block->want[i]) <= bound))
            ck_abort_msg("%s: number %zu of %zu is %.9g, not %.9g", what, i, block->count,
                         (double)block->x[i], block->want[i]);
    }
    for (i = 0; i < GUARD; i++)
        if (block->x[block->count + i] != guard_value)
            ck_abort_msg("%s: wrote past the end", what);
}

static void
check_padding(const struct block *block, size_t outputs, size_t width, const char *what)
{
    size_t i;

    for (i = 0; i < block->count; i++)
        if (i % width >= outputs && block->x[i] != 0)
            ck_abort_msg("%s: padding %zu is not 0", what, i);
}

/* ---- images as lists ---- */

struct image {
    uint16_t index[PIXELS];
    uint8_t value[PIXELS];
    real scale[256];
    double dense[PIXELS];
    struct sparse sparse;
};

/* count pixels that are not 0, ascending; all others 0. */
static void
make_image(struct image *image, size_t count)
{
    size_t pixel, k = 0;

    memset(image->dense, 0, sizeof image->dense);
    for (pixel = 0; pixel < 256; pixel++)
        image->scale[pixel] = (real)pixel / 255;
    for (pixel = 0; pixel < PIXELS && k < count; pixel++) {
        if (rng_below(&rng, (uint32_t)(PIXELS - pixel)) >= count - k)
            continue;
        image->index[k] = (uint16_t)pixel;
        image->value[k] = (uint8_t)(1 + rng_below(&rng, 255));
        image->dense[pixel] = (double)image->scale[image->value[k]];
        k++;
    }
    ck_assert_uint_eq(k, count);
    image->sparse.count = count;
    image->sparse.index = image->index;
    image->sparse.value = image->value;
    image->sparse.scale = image->scale;
}

/* ---- each kernel against plain loops ---- */

static void
check_sparse_forward(const struct kernels *kernels, size_t outputs, size_t width)
{
    static const size_t counts[] = {0, 1, PIXELS};
    struct block w = make_padded(PIXELS, outputs, width);
    struct block b = make_padded(1, outputs, width);
    struct block z = make_block(width);
    struct image image;
    size_t c, i, j;

    for (c = 0; c <= MEM_COUNT(counts); c++) {
        make_image(&image,
                   c < MEM_COUNT(counts) ? counts[c] : rng_below(&rng, PIXELS + 1));
        expect_from(&z, b.x, 1);
        for (i = 0; i < PIXELS; i++)
            for (j = 0; j < width; j++)
                expect_add(&z, j, image.dense[i] * (double)w.x[i * width + j]);
        kernels->sparse_forward(z.x, &image.sparse, w.x, b.x, width);
        check_block(&z, image.sparse.count, "sparse_forward");
        check_padding(&z, outputs, width, "sparse_forward");
    }
    free_block(&w);
    free_block(&b);
    free_block(&z);
}

static void
check_sparse_update(const struct kernels *kernels, size_t outputs, size_t width)
{
    static const size_t counts[] = {0, 1, PIXELS};
    struct block w = make_padded(PIXELS, outputs, width);
    struct block d = make_padded(1, outputs, width);
    real *before = mem_zeroed(w.count, sizeof(real)), rate = random_real();
    struct image image;
    size_t c, i, j;

    ck_assert_ptr_nonnull(before);
    for (c = 0; c <= MEM_COUNT(counts); c++) {
        make_image(&image,
                   c < MEM_COUNT(counts) ? counts[c] : rng_below(&rng, PIXELS + 1));
        expect_from(&w, w.x, 1);
        memcpy(before, w.x, w.count * sizeof(real));
        for (i = 0; i < PIXELS; i++)
            for (j = 0; j < width; j++)
                expect_add(&w, i * width + j,
                           (double)rate * image.dense[i] * (double)d.x[j]);
        kernels->sparse_update(w.x, &image.sparse, d.x, rate, width);
        check_block(&w, 2, "sparse_update");
        check_padding(&w, outputs, width, "sparse_update");
        for (i = 0; i < PIXELS; i++)
            if (image.dense[i] == 0 &&
                memcmp(before + i * width, w.x + i * width, width * sizeof(real)) != 0)
                ck_abort_msg("sparse_update: pixel %zu is 0, its row changed", i);
    }
    free(before);
    free_block(&w);
    free_block(&d);
}

static void
check_dense_forward(const struct kernels *kernels, size_t inputs, size_t outputs,
                    size_t width)
{
    struct block w = make_padded(inputs, outputs, width);
    struct block b = make_padded(1, outputs, width);
    struct block a = make_block(inputs), z = make_block(width);
    size_t i, j;

    expect_from(&z, b.x, 1);
    for (i = 0; i < inputs; i++)
        for (j = 0; j < width; j++)
            expect_add(&z, j, (double)a.x[i] * (double)w.x[i * width + j]);
    kernels->dense_forward(z.x, a.x, w.x, b.x, inputs, width);
    check_block(&z, inputs, "dense_forward");
    check_padding(&z, outputs, width, "dense_forward");
    free_block(&w);
    free_block(&b);
    free_block(&a);
    free_block(&z);
}

static void
check_dense_update(const struct kernels *kernels, size_t inputs, size_t outputs,
                   size_t width)
{
    struct block w = make_padded(inputs, outputs, width);
    struct block d = make_padded(1, outputs, width);
    struct block a = make_block(inputs);
    real rate = random_real();
    size_t i, j;

    expect_from(&w, w.x, 1);
    for (i = 0; i < inputs; i++)
        for (j = 0; j < width; j++)
            expect_add(&w, i * width + j, (double)rate * (double)a.x[i] * (double)d.x[j]);
    kernels->dense_update(w.x, a.x, d.x, rate, inputs, width);
    check_block(&w, 2, "dense_update");
    check_padding(&w, outputs, width, "dense_update");
    free_block(&w);
    free_block(&d);
    free_block(&a);
}

/* d_in holds `inputs` numbers: the padding behind them is the guard. */
static void
check_backward(const struct kernels *kernels, size_t inputs, size_t outputs, size_t width)
{
    struct block w = make_padded(inputs, outputs, width);
    struct block d = make_padded(1, outputs, width);
    struct block a = make_block(inputs), d_in = make_block(inputs);
    size_t i, j;

    for (i = 0; i < inputs; i++) {
        double slope, s;

        a.x[i] = (a.x[i] + 1) / 2;
        s = (double)a.x[i];
        slope = s * (1 - s);
        d_in.want[i] = 0;
        for (j = 0; j < outputs; j++)
            expect_add(&d_in, i, (double)d.x[j] * (double)w.x[i * width + j] * slope);
    }
    kernels->backward(d_in.x, d.x, w.x, a.x, inputs, width);
    check_block(&d_in, outputs, "backward");
    free_block(&w);
    free_block(&d);
    free_block(&a);
    free_block(&d_in);
}

static void
check_add_and_momentum(const struct kernels *kernels, size_t outputs, size_t width)
{
    struct block x = make_padded(3, outputs, width), y = make_padded(3, outputs, width);
    real rate = random_real();
    size_t i;

    expect_from(&y, y.x, 1);
    for (i = 0; i < y.count; i++)
        expect_add(&y, i, (double)rate * (double)x.x[i]);
    kernels->add(y.x, x.x, rate, y.count);
    check_block(&y, 1, "add");
    check_padding(&y, outputs, width, "add");
    expect_from(&y, y.x, 1);
    for (i = 0; i < y.count; i++)
        expect_add(&y, i, -(double)x.x[i]);
    expect_from(&x, x.x, (double)rate);
    kernels->momentum(y.x, x.x, rate, y.count);
    check_block(&y, 1, "momentum, p");
    check_block(&x, 1, "momentum, u");
    check_padding(&y, outputs, width, "momentum, p");
    check_padding(&x, outputs, width, "momentum, u");
    free_block(&x);
    free_block(&y);
}

static size_t
random_outputs(size_t width)
{
    return width - rng_below(&rng, NET_STRIDE);
}

START_TEST(kernels_of_images_equal_plain_loops)
{
    const struct kernels *kernels;
    size_t k, width;

    rng_init(&rng, 11, 0);
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++)
        for (width = NET_STRIDE; width <= MAX_WIDTH; width += NET_STRIDE) {
            check_sparse_forward(kernels, random_outputs(width), width);
            check_sparse_update(kernels, random_outputs(width), width);
        }
}
END_TEST

START_TEST(kernels_of_layers_equal_plain_loops)
{
    const struct kernels *kernels;
    size_t k, width, inputs;

    rng_init(&rng, 12, 0);
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++)
        for (width = NET_STRIDE; width <= MAX_WIDTH; width += NET_STRIDE) {
            check_add_and_momentum(kernels, random_outputs(width), width);
            for (inputs = 1; inputs <= MAX_INPUTS; inputs += 1 + rng_below(&rng, 3)) {
                check_dense_forward(kernels, inputs, random_outputs(width), width);
                check_dense_update(kernels, inputs, random_outputs(width), width);
                check_backward(kernels, inputs, random_outputs(width), width);
            }
        }
}
END_TEST

/* ---- the logistic function ---- */

enum { POINTS = 1 << 20 };

/* Dense where the function bends, sparse up to 1e4. */
static void
make_points(real *z)
{
    size_t i;

    for (i = 0; i < POINTS; i++) {
        double t = 2 * (double)i / (POINTS - 1) - 1;

        z[i] = (real)(i % 2 == 0 ? 100 * t : 1e4 * t * t * t);
    }
}

START_TEST(logistic_equals_the_one_of_the_c_library)
{
    real *z = mem_aligned(POINTS, sizeof *z), *a = mem_aligned(POINTS, sizeof *a);
    const struct kernels *kernels;
    size_t k, i;

    ck_assert(z != NULL && a != NULL);
    make_points(z);
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++) {
        kernels->logistic(a, z, POINTS);
        for (i = 0; i < POINTS; i++) {
            double want = 1 / (1 + exp(-(double)z[i]));
            /* below exp(-87) it is held where floats are still normal */
            double bound = z[i] < -86.9f ? 2e-38 : 1e-6 * want;

            if (!(fabs((double)a[i] - want) <= bound && a[i] >= FLT_MIN && a[i] <= 1))
                ck_abort_msg("%s: s(%.9g) = %.9g, not %.9g", kernels->name, (double)z[i],
                             (double)a[i], want);
        }
    }
    free(z);
    free(a);
}
END_TEST

START_TEST(logistic_raises_no_exception)
{
    real *z = mem_aligned(POINTS, sizeof *z), *a = mem_aligned(POINTS, sizeof *a);
    const struct kernels *kernels;
    size_t k;

    ck_assert(z != NULL && a != NULL);
    make_points(z);
    z[0] = -INFINITY;
    z[1] = INFINITY;
    z[2] = -FLT_MAX;
    z[3] = FLT_MAX;
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++) {
        feclearexcept(FE_ALL_EXCEPT);
        kernels->logistic(a, z, POINTS);
        ck_assert_int_eq(
            fetestexcept(FE_OVERFLOW | FE_UNDERFLOW | FE_DIVBYZERO | FE_INVALID), 0);
    }
    free(z);
    free(a);
}
END_TEST

/* Each value alone in every lane, so that no neighbour is touched by it. */
START_TEST(logistic_of_what_is_not_finite)
{
    const struct kernels *kernels;
    real *z = mem_aligned(64, sizeof *z), *a = mem_aligned(64, sizeof *a);
    size_t k, lane, i;

    ck_assert(z != NULL && a != NULL);
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++)
        for (lane = 0; lane < 64; lane++) {
            memset(z, 0, 64 * sizeof *z);
            z[lane] = NAN;
            kernels->logistic(a, z, 64);
            for (i = 0; i < 64; i++)
                ck_assert(i == lane ? isnan(a[i]) : a[i] == 0.5f);
            z[lane] = INFINITY;
            kernels->logistic(a, z, 64);
            ck_assert(a[lane] == 1);
            z[lane] = -INFINITY;
            kernels->logistic(a, z, 64);
            ck_assert(a[lane] >= 0 && a[lane] < 2e-38f);
        }
    free(z);
    free(a);
}
END_TEST

/* ---- which kernels ---- */

START_TEST(kernels_are_found_by_name)
{
    const struct kernels *kernels;
    size_t k;

    ck_assert_str_eq(kernels_at(0)->name, "baseline");
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++)
        ck_assert_ptr_eq(kernels_find(kernels->name), kernels);
    ck_assert_uint_ge(k, 1);
    ck_assert_ptr_null(kernels_at(k + 1));
    ck_assert_ptr_eq(kernels_best(), kernels_at(k - 1));
    ck_assert_ptr_null(kernels_find(""));
    ck_assert_ptr_null(kernels_find("x86-64-v5"));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        kernels_of_images_equal_plain_loops,
        kernels_of_layers_equal_plain_loops,
        logistic_equals_the_one_of_the_c_library,
        logistic_raises_no_exception,
        logistic_of_what_is_not_finite,
        kernels_are_found_by_name,
        NULL,
    };

    return suite_run("kernels", tests, 120);
}
