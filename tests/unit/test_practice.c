/* The practice digits: the same ones each time, and like those of MNIST. What a net
 * learns from them is in test_practice_net.c. */
#include "config.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/handwriting.h"
#include "practice/ink.h"
#include "practice/practice.h"
#include "support/suite.h"

enum { SOME = 3000 };

static struct dataset digits;

static void
setup(void)
{
    struct error err;

    ck_assert_msg(practice_begin(&digits, &err) == 0, "%s", err.text);
}

static void
teardown(void)
{
    dataset_done(&digits);
}

static void
draw(struct images *images, size_t from, size_t upto)
{
    practice_draw(&digits, images, PRACTICE_SEED, from, upto);
}

static const unsigned char *
image(const struct images *images, size_t i)
{
    return images->pixels + i * INK_SIZE;
}

/* ---- the same each time ---- */

static uint64_t
fnv1a(uint64_t hash, const unsigned char *bytes, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

/* A result that somebody reports must come out again with another compiler and on another
 * machine. A change of the generator or of data/strokes changes it. */
START_TEST(the_first_images_are_those_of_everybody)
{
    uint64_t hash = 0xcbf29ce484222325u;

    draw(&digits.train, 0, 500);
    draw(&digits.test, 0, 500);
    hash = fnv1a(hash, digits.train.pixels, 500 * INK_SIZE);
    hash = fnv1a(hash, digits.train.labels, 500);
    hash = fnv1a(hash, digits.test.pixels, 500 * INK_SIZE);
    hash = fnv1a(hash, digits.test.labels, 500);
#if FLT_EVAL_METHOD == 0 /* elsewhere floats are not those of IEEE */
    ck_assert_msg(hash == 0x3e9054635ef07984u, "0x%016llx", (unsigned long long)hash);
#endif
}
END_TEST

START_TEST(parts_may_be_drawn_in_any_order)
{
    static const size_t cuts[] = {0, 1, 7, 10, 333, 334, 999, 1000};
    struct images *images;
    unsigned char *pixels = malloc(1000 * INK_SIZE), labels[1000];
    size_t part, i;

    ck_assert_ptr_nonnull(pixels);
    for (part = 0; part < 2; part++) {
        images = part == 0 ? &digits.train : &digits.test;
        draw(images, 0, 1000);
        memcpy(pixels, images->pixels, 1000 * INK_SIZE);
        memcpy(labels, images->labels, 1000);
        memset(images->pixels, 1, 1000 * INK_SIZE);
        memset(images->labels, 99, 1000);
        for (i = MEM_COUNT(cuts) - 1; i > 0; i--)
            draw(images, cuts[i - 1], cuts[i]);
        ck_assert_mem_eq(images->pixels, pixels, 1000 * INK_SIZE);
        ck_assert_mem_eq(images->labels, labels, 1000);
    }
    free(pixels);
}
END_TEST

static int
compare_images(const void *a, const void *b)
{
    return memcmp(a, b, INK_SIZE);
}

/* Of one seed and of another; training and test images. */
START_TEST(no_image_comes_twice)
{
    unsigned char *all = malloc(4 * SOME * INK_SIZE);
    size_t i;

    ck_assert_ptr_nonnull(all);
    for (i = 0; i < 2; i++) {
        practice_draw(&digits, &digits.train, 1 + i, 0, SOME);
        practice_draw(&digits, &digits.test, 1 + i, 0, SOME);
        memcpy(all + 2 * i * SOME * INK_SIZE, digits.train.pixels, SOME * INK_SIZE);
        memcpy(all + (2 * i + 1) * SOME * INK_SIZE, digits.test.pixels, SOME * INK_SIZE);
    }
    qsort(all, 4 * SOME, INK_SIZE, compare_images);
    for (i = 1; i < 4 * SOME; i++)
        ck_assert_mem_ne(all + (i - 1) * INK_SIZE, all + i * INK_SIZE, INK_SIZE);
    free(all);
}
END_TEST

/* ---- what they are ---- */

START_TEST(sizes_and_name)
{
    ck_assert_str_eq(digits.name, "practice digits");
    ck_assert_uint_eq(digits.train.count, 60000);
    ck_assert_uint_eq(digits.test.count, 10000);
    ck_assert_uint_eq(digits.train.rows, 28);
    ck_assert_uint_eq(digits.test.cols, 28);
}
END_TEST

/* Every ten images hold each digit once, in an order of their own; any digit can be in
 * any place. */
START_TEST(labels_are_balanced_and_shuffled)
{
    const unsigned char *labels = digits.train.labels;
    int places[10][10] = {{0}}, as_before = 0;
    size_t ten, i;

    draw(&digits.train, 0, SOME);
    for (ten = 0; ten < SOME; ten += 10) {
        int seen = 0;

        for (i = 0; i < 10; i++) {
            ck_assert_uint_lt(labels[ten + i], 10);
            seen |= 1 << labels[ten + i];
            places[i][labels[ten + i]]++;
        }
        ck_assert_int_eq(seen, 0x3ff);
        as_before += ten > 0 && memcmp(labels + ten, labels + ten - 10, 10) == 0;
    }
    ck_assert_int_eq(as_before, 0);
    for (i = 0; i < 100; i++) /* 30 of 300 are expected, with a deviation of 5.2 */
        ck_assert(places[i / 10][i % 10] >= 9 && places[i / 10][i % 10] <= 51);
}
END_TEST

/* From the first row or column with ink to just past the last one. */
struct extent {
    int left, right, top, bottom;
};

static struct extent
find_extent(const unsigned char *pixels)
{
    struct extent e = {INK_SIDE, 0, INK_SIDE, 0};
    int row, col;

    for (row = 0; row < INK_SIDE; row++)
        for (col = 0; col < INK_SIDE; col++)
            if (pixels[row * INK_SIDE + col] != 0) {
                e.left = col < e.left ? col : e.left;
                e.right = col >= e.right ? col + 1 : e.right;
                e.top = row < e.top ? row : e.top;
                e.bottom = row + 1;
            }
    return e;
}

static void
find_centre(const unsigned char *pixels, double *x, double *y)
{
    double sum = 0;
    int i;

    *x = *y = 0;
    for (i = 0; i < INK_SIZE; i++) {
        sum += pixels[i];
        *x += pixels[i] * (i % INK_SIDE + 0.5);
        *y += pixels[i] * (i / INK_SIDE + 0.5);
    }
    *x /= sum;
    *y /= sum;
}

static bool
touches_border(const struct extent *e)
{
    return e->left == 0 || e->top == 0 || e->right == INK_SIDE || e->bottom == INK_SIDE;
}

/* MNIST fits each digit into a square of 20 pixels, which the softness of the edge makes
 * 22 at most: were a digit cut at the border of the frame, it would be shorter. */
START_TEST(each_digit_is_in_the_middle_and_whole)
{
    double x, y;
    size_t i;

    draw(&digits.train, 0, 20000);
    for (i = 0; i < 20000; i++) {
        const unsigned char *pixels = image(&digits.train, i);
        struct extent e = find_extent(pixels);
        int width = e.right - e.left, height = e.bottom - e.top;
        int longer = width > height ? width : height;

        ck_assert_msg(longer >= 20 && longer <= 22, "image %zu: %d pixels", i, longer);
        find_centre(pixels, &x, &y);
        /* what the border of the frame holds back is a little off */
        if (!touches_border(&e))
            ck_assert_msg(fabs(x - 14) <= 0.5001 && fabs(y - 14) <= 0.5001,
                          "image %zu: its centre is at %g, %g", i, x, y);
        else
            ck_assert(fabs(x - 14) <= 2.5 && fabs(y - 14) <= 2.5);
    }
}
END_TEST

/* MNIST: 19.1 %, 0.1307, 0.3081. */
START_TEST(pixels_are_distributed_as_those_of_mnist)
{
    double n = 20000.0 * INK_SIZE, inked = 0, sum = 0, squares = 0, mean;
    size_t i;

    draw(&digits.train, 0, 20000);
    for (i = 0; i < 20000 * INK_SIZE; i++) {
        double x = digits.train.pixels[i] / 255.0;

        inked += x > 0;
        sum += x;
        squares += x * x;
    }
    mean = sum / n;
    ck_assert_double_eq_tol(inked / n, 0.191, 0.006);
    ck_assert_double_eq_tol(mean, 0.1307, 0.003);
    ck_assert_double_eq_tol(sqrt(squares / n - mean * mean), 0.3081, 0.005);
}
END_TEST

/* ---- how they are written ---- */

START_TEST(every_style_is_used_by_its_share)
{
    enum { DRAWS = 20000 };
    struct rng rng;
    size_t count, i;
    int digit;

    rng_init(&rng, 1, 0);
    for (digit = 0; digit < 10; digit++) {
        const struct style *styles = strokes_styles(digit, &count);
        unsigned used[64] = {0}, shares = 0;

        ck_assert(count >= 3 && count <= MEM_COUNT(used));
        for (i = 0; i < DRAWS; i++)
            used[handwriting_choose(digit, &rng) - styles]++;
        for (i = 0; i < count; i++)
            shares += styles[i].share;
        for (i = 0; i < count; i++) {
            double share = (double)styles[i].share / shares;

            ck_assert_double_eq_tol((double)used[i] / DRAWS, share, 0.015);
            ck_assert_uint_gt(used[i], 0);
        }
    }
}
END_TEST

/* The same hand twice, but for the random numbers. */
START_TEST(one_style_is_never_written_the_same_twice)
{
    const struct style *styles;
    unsigned char a[INK_SIZE], b[INK_SIZE];
    struct trace trace;
    struct rng rng;
    size_t count, i;
    int digit, pixel, differ;

    rng_init(&rng, 2, 0);
    for (digit = 0; digit < 10; digit++) {
        styles = strokes_styles(digit, &count);
        for (i = 0; i < count; i++) {
            handwriting_write(&trace, &styles[i], &rng);
            ink_draw(a, &trace, 0, 0);
            handwriting_write(&trace, &styles[i], &rng);
            ink_draw(b, &trace, 0, 0);
            for (differ = pixel = 0; pixel < INK_SIZE; pixel++)
                differ += abs(a[pixel] - b[pixel]) > 64;
            ck_assert_msg(differ >= 10, "%d %s", digit, styles[i].name);
        }
    }
}
END_TEST

/* ---- ink ---- */

/* A line of half width 2 across the middle, 16 pixels long: its area is 16 x 4 and a disc
 * of radius 2. */
START_TEST(a_line_gets_the_ink_that_it_covers)
{
    struct trace trace = {.count = 2};
    unsigned char pixels[INK_SIZE];
    double sum = 0;
    int i;

    trace.pen[0] = (struct pen){.x = 2, .y = 2, .radius = 2};
    trace.pen[1] = (struct pen){.x = 18, .y = 2, .radius = 2, .down = true};
    ink_draw(pixels, &trace, 0, 0);
    for (i = 0; i < INK_SIZE; i++)
        sum += pixels[i] / 255.0;
    ck_assert_double_eq_tol(sum, 64 + 12.566, 1);
    for (i = 6; i < 22; i++) { /* 4 rows of black, with half of the grey within */
        ck_assert_uint_eq(pixels[13 * INK_SIDE + i], 255);
        ck_assert_uint_eq(pixels[14 * INK_SIDE + i], 255);
        ck_assert_uint_ge(pixels[12 * INK_SIDE + i], 200);
        ck_assert_uint_le(pixels[11 * INK_SIDE + i], 55);
        ck_assert_uint_eq(pixels[10 * INK_SIDE + i], 0);
    }
}
END_TEST

/* A pen that is lifted draws nothing on its way. */
START_TEST(a_lifted_pen_leaves_no_ink)
{
    struct trace trace = {.count = 4};
    unsigned char pixels[INK_SIZE];

    trace.pen[0] = (struct pen){.x = 1, .y = 1, .radius = 1};
    trace.pen[1] = (struct pen){.x = 4, .y = 1, .radius = 1, .down = true};
    trace.pen[2] = (struct pen){.x = 16, .y = 1, .radius = 1};
    trace.pen[3] = (struct pen){.x = 19, .y = 1, .radius = 1, .down = true};
    ink_draw(pixels, &trace, 0, 0);
    ck_assert_uint_gt(pixels[14 * INK_SIDE + 6], 100);
    ck_assert_uint_gt(pixels[14 * INK_SIDE + 22], 100);
    ck_assert_uint_eq(pixels[14 * INK_SIDE + 14], 0);
}
END_TEST

/* Heavy at one end and thin towards the other: centring the mass would push it out of the
 * frame. */
START_TEST(a_lopsided_digit_stays_in_the_frame)
{
    struct trace trace = {.count = 3};
    unsigned char pixels[INK_SIZE];
    struct extent e;

    trace.pen[0] = (struct pen){.x = 3, .y = 3, .radius = 3};
    trace.pen[1] = (struct pen){.x = 3, .y = 17, .radius = 3, .down = true};
    trace.pen[2] = (struct pen){.x = 19.5f, .y = 17, .radius = 0.5f, .down = true};
    trace.pen[1].x = 3.01f;
    ink_draw(pixels, &trace, 0.5f, 0.5f);
    e = find_extent(pixels);
    ck_assert_int_ge(e.right - e.left, 20);
    ck_assert_int_ge(e.bottom - e.top, 20);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_first_images_are_those_of_everybody,
        parts_may_be_drawn_in_any_order,
        no_image_comes_twice,
        sizes_and_name,
        labels_are_balanced_and_shuffled,
        each_digit_is_in_the_middle_and_whole,
        pixels_are_distributed_as_those_of_mnist,
        every_style_is_used_by_its_share,
        one_style_is_never_written_the_same_twice,
        a_line_gets_the_ink_that_it_covers,
        a_lifted_pen_leaves_no_ink,
        a_lopsided_digit_stays_in_the_frame,
        NULL,
    };

    return suite_run_with("practice", tests, 240, setup, teardown);
}
