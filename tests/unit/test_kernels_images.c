/* The first layer, whose images are lists of pixels: each set of kernels compared with
 * plain loops. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "support/kernel_blocks.h"
#include "support/suite.h"

enum { MAX_IMAGES = 40 };

/* A first layer in two parts; the tests of the whole one use the first. */
struct fixture {
    struct images_block images;
    size_t outputs, width, pixels; /* pixels: in the largest image */
    struct block w, v, b, d, z;
    real rate, v_rate, scale;
};

/* Weights. The first of each row is -0, which changes even if 0 is added to it. */
static struct block
make_weights(size_t outputs, size_t width)
{
    struct block block = make_padded(PIXELS, outputs, width);
    size_t i;

    for (i = 0; i < block.count; i += width)
        block.start[i] = -0.0f;
    restart(&block);
    return block;
}

static struct fixture
make_fixture(const size_t *counts, size_t images, size_t width)
{
    size_t outputs = random_outputs(width), k;
    struct fixture f = {
        .images = make_images(counts, images),
        .outputs = outputs,
        .width = width,
        .w = make_weights(outputs, width),
        .v = make_weights(outputs, width),
        .b = make_padded(1, outputs, width),
        .d = make_padded(images, outputs, width),
        .z = make_block(images * width),
        .rate = random_real(),
        .v_rate = random_real(),
        .scale = 3 * random_real(),
    };

    for (k = 0; k < images; k++)
        f.pixels = counts[k] > f.pixels ? counts[k] : f.pixels;
    return f;
}

static void
free_fixture(struct fixture *f)
{
    free_images(&f->images);
    free_block(&f->w);
    free_block(&f->v);
    free_block(&f->b);
    free_block(&f->d);
    free_block(&f->z);
}

/* z += factor x w */
static void
expect_products(struct fixture *f, const struct block *w, double factor)
{
    size_t k, i, j;

    for (k = 0; k < f->images.count; k++)
        for (i = 0; i < PIXELS; i++)
            for (j = 0; j < f->width && f->images.image[k].dense[i] != 0; j++)
                expect_add(&f->z, k * f->width + j,
                           factor * f->images.image[k].dense[i] *
                               (double)w->x[i * f->width + j]);
}

static void
check_forward(struct fixture *f)
{
    const struct sparse *x = f->images.sparse;
    const size_t images = f->images.count, width = f->width;
    const struct kernels *kernels;
    size_t s;

    expect_rows(&f->z, f->b.x, width);
    expect_products(f, &f->w, 1);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->z, "sparse_forward",
              kernels->sparse_forward(f->z.x, x, f->w.x, f->b.x, images, width));
        check_block(&f->z, f->pixels, kernels, "sparse_forward");
        check_padding(&f->z, f->outputs, width, "sparse_forward");
    }
    expect_products(f, &f->v, (double)f->scale);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->z, "split_forward",
              kernels->split_forward(f->z.x, x, f->w.x, f->v.x, f->scale, f->b.x, images,
                                     width));
        check_block(&f->z, f->pixels + 1, kernels, "split_forward");
        check_padding(&f->z, f->outputs, width, "split_forward");
    }
}

static void
expect_update(struct fixture *f, struct block *w, double rate)
{
    size_t k, i, j;

    expect_itself(w, 1);
    for (k = 0; k < f->images.count; k++)
        for (i = 0; i < PIXELS; i++)
            for (j = 0; j < f->width && f->images.image[k].dense[i] != 0; j++)
                expect_add(w, i * f->width + j,
                           rate * f->images.image[k].dense[i] *
                               (double)f->d.x[k * f->width + j]);
}

static bool
in_an_image(const struct fixture *f, size_t pixel)
{
    size_t k;

    for (k = 0; k < f->images.count; k++)
        if (f->images.image[k].dense[pixel] != 0)
            return true;
    return false;
}

/* Also: the row of a pixel that is 0 in all images keeps its bits. */
static void
check_weights(const struct fixture *f, const struct block *w,
              const struct kernels *kernels, const char *what)
{
    const size_t width = f->width;
    size_t i;

    check_block(w, f->images.count + 2, kernels, what);
    check_padding(w, f->outputs, width, what);
    for (i = 0; i < PIXELS; i++)
        if (memcmp(w->start + i * width, w->x + i * width, width * sizeof(real)) != 0 &&
            !in_an_image(f, i))
            ck_abort_msg("%s, %s: pixel %zu is 0, its row changed", kernels->name, what,
                         i);
}

static void
update_split(struct fixture *f, const struct kernels *kernels)
{
    restart(&f->w);
    restart(&f->v);
    kernels->split_update(f->w.x, f->v.x, f->images.sparse, f->d.x, f->rate, f->v_rate,
                          f->images.count, f->width);
}

static void
check_update(struct fixture *f)
{
    const struct sparse *x = f->images.sparse;
    const size_t images = f->images.count, width = f->width;
    const struct kernels *kernels;
    real *w, *v;
    size_t s;

    expect_update(f, &f->w, (double)f->rate);
    expect_update(f, &f->v, (double)f->v_rate);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->w, "sparse_update",
              kernels->sparse_update(f->w.x, x, f->d.x, f->rate, images, width));
        check_weights(f, &f->w, kernels, "sparse_update");
        update_split(f, kernels);
        w = copy_block(&f->w);
        v = copy_block(&f->v);
        update_split(f, kernels);
        check_same_bits(&f->w, w, "split_update, w");
        check_same_bits(&f->v, v, "split_update, v");
        check_weights(f, &f->w, kernels, "split_update, w");
        check_weights(f, &f->v, kernels, "split_update, v");
    }
    restart(&f->w);
    restart(&f->v);
}

static void
check_images(const size_t *counts, size_t images, size_t width)
{
    struct fixture f = make_fixture(counts, images, width);

    check_forward(&f);
    check_update(&f);
    free_fixture(&f);
}

START_TEST(single_images_equal_plain_loops)
{
    static const size_t counts[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, PIXELS - 1, PIXELS};
    size_t width, c;

    rng_init(&block_rng, 11, 0);
    for (width = NET_STRIDE; width <= MAX_WIDTH; width += NET_STRIDE) {
        const size_t any = random_between(0, PIXELS);

        c = width / NET_STRIDE % MEM_COUNT(counts);
        check_images(&counts[c], 1, width);
        check_images(&any, 1, width);
    }
    for (c = 0; c < MEM_COUNT(counts); c++)
        for (width = NET_STRIDE; width <= 8 * NET_STRIDE; width += NET_STRIDE)
            check_images(&counts[c], 1, width);
}
END_TEST

/* Many images in a call, with all counts of pixels: none may affect the next. */
START_TEST(many_images_equal_plain_loops)
{
    size_t counts[MAX_IMAGES], images, k;

    rng_init(&block_rng, 15, 0);
    for (images = 2; images <= MAX_IMAGES; images++) {
        for (k = 0; k < images; k++)
            counts[k] = k % 3 == 0 ? random_between(0, 5) : random_between(0, 200);
        counts[random_between(0, images - 1)] = PIXELS;
        check_images(counts, images, NET_STRIDE * random_between(1, 9));
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        single_images_equal_plain_loops,
        many_images_equal_plain_loops,
        NULL,
    };

    return suite_run("kernels of images", tests, 300);
}
