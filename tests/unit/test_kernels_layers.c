/* The products of dense layers: each set of kernels compared with plain loops. */
#include "config.h"

#include <math.h>

#include "base/mem.h"
#include "support/kernel_blocks.h"
#include "support/suite.h"

enum { MAX_IMAGES = 40, MAX_INPUTS = 70 };

/* A layer, its input and its output. */
struct fixture {
    struct dense shape;
    size_t outputs;
    struct block a, w, b; /* the padding of a is NaN, which spreads if it is read */
    struct block d, z, d_in;
    real rate;
};

static size_t
round_up(size_t n)
{
    return (n + NET_STRIDE - 1) / NET_STRIDE * NET_STRIDE;
}

static struct fixture
make_fixture(size_t images, size_t inputs, size_t width)
{
    size_t stride = round_up(inputs) + NET_STRIDE * random_between(0, 1);
    size_t outputs = random_outputs(width), i;
    struct fixture f = {
        .shape = {images, inputs, stride, width},
        .outputs = outputs,
        .a = make_block(images * stride),
        .w = make_padded(inputs, outputs, width),
        .b = make_padded(1, outputs, width),
        .d = make_padded(images, outputs, width),
        .z = make_block(images * width),
        .d_in = make_block(images * stride),
        .rate = random_real(),
    };

    for (i = 0; i < f.a.count; i++)
        if (i % stride >= inputs)
            f.a.start[i] = NAN;
    restart(&f.a);
    return f;
}

static void
free_fixture(struct fixture *f)
{
    free_block(&f->a);
    free_block(&f->w);
    free_block(&f->b);
    free_block(&f->d);
    free_block(&f->z);
    free_block(&f->d_in);
}

/* In each turn, a is a[k][i], with the rows of w and d that belong to it. */
#define FOR_PRODUCTS(f, k, i)                     \
    for ((k) = 0; (k) < (f)->shape.images; (k)++) \
        for ((i) = 0; (i) < (f)->shape.inputs; (i)++)

static void
check_forward(struct fixture *f)
{
    const size_t width = f->shape.width;
    const struct kernels *kernels;
    size_t s, k, i, j;

    expect_rows(&f->z, f->b.x, width);
    FOR_PRODUCTS(f, k, i)
    for (j = 0; j < width; j++)
        expect_add(&f->z, k * width + j,
                   (double)f->a.x[k * f->shape.in_stride + i] *
                       (double)f->w.x[i * width + j]);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->z, "dense_forward",
              kernels->dense_forward(f->z.x, f->a.x, f->w.x, f->b.x, f->shape));
        check_block(&f->z, f->shape.inputs, kernels, "dense_forward");
        check_padding(&f->z, f->outputs, width, "dense_forward");
    }
}

/* The numbers past the inputs become 0 as far as the vectors reach, or stay as they are.
 */
static void
expect_in_padding(struct block *d_in, const struct dense *shape)
{
    size_t end = round_up(shape->inputs), i, column;

    for (i = 0; i < d_in->count; i++) {
        column = i % shape->in_stride;
        if (column < shape->inputs)
            continue;
        d_in->want[i] = column < end && d_in->x[i] == 0 ? 0 : (double)d_in->start[i];
        d_in->size[i] = 0;
    }
}

static void
check_backward(struct fixture *f)
{
    const size_t width = f->shape.width;
    const struct kernels *kernels;
    size_t s, k, i, j;

    expect_zero(&f->d_in);
    FOR_PRODUCTS(f, k, i)
    for (j = 0; j < width; j++)
        expect_add(&f->d_in, k * f->shape.in_stride + i,
                   (double)f->d.x[k * width + j] * (double)f->w.x[i * width + j]);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->d_in, "dense_backward",
              kernels->dense_backward(f->d_in.x, f->d.x, f->w.x, f->shape));
        expect_in_padding(&f->d_in, &f->shape);
        check_block(&f->d_in, width, kernels, "dense_backward");
    }
}

static void
check_update(struct fixture *f)
{
    const size_t width = f->shape.width;
    const struct kernels *kernels;
    size_t s, k, i, j;

    expect_itself(&f->w, 1);
    FOR_PRODUCTS(f, k, i)
    for (j = 0; j < width; j++)
        expect_add(&f->w, i * width + j,
                   (double)f->rate * (double)f->a.x[k * f->shape.in_stride + i] *
                       (double)f->d.x[k * width + j]);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->w, "dense_update",
              kernels->dense_update(f->w.x, f->a.x, f->d.x, f->rate, f->shape));
        check_block(&f->w, f->shape.images + 1, kernels, "dense_update");
        check_padding(&f->w, f->outputs, width, "dense_update");
    }
    restart(&f->w);
}

static void
check_bias_update(struct fixture *f)
{
    const size_t width = f->shape.width;
    const struct kernels *kernels;
    size_t s, i;

    expect_itself(&f->b, 1);
    for (i = 0; i < f->d.count; i++)
        expect_add(&f->b, i % width, (double)f->rate * (double)f->d.x[i]);
    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        TWICE(&f->b, "bias_update",
              kernels->bias_update(f->b.x, f->d.x, f->rate, f->shape.images, width));
        check_block(&f->b, f->shape.images + 1, kernels, "bias_update");
        check_padding(&f->b, f->outputs, width, "bias_update");
    }
    restart(&f->b);
}

static void
check_shape(size_t images, size_t inputs, size_t width)
{
    struct fixture f = make_fixture(images, inputs, width);

    check_forward(&f);
    check_backward(&f);
    check_update(&f);
    check_bias_update(&f);
    free_fixture(&f);
}

/* Every remainder of the blocks of images with every remainder of those of inputs. */
START_TEST(layers_of_all_images_and_inputs_equal_plain_loops)
{
    size_t images, inputs;

    rng_init(&block_rng, 12, 0);
    for (images = 1; images <= MAX_IMAGES; images++)
        for (inputs = 1; inputs <= MAX_INPUTS; inputs++)
            check_shape(images, inputs, NET_STRIDE * random_between(1, 9));
}
END_TEST

START_TEST(layers_of_all_widths_equal_plain_loops)
{
    size_t width, turn;

    rng_init(&block_rng, 13, 0);
    for (width = NET_STRIDE; width <= MAX_WIDTH; width += NET_STRIDE) {
        check_shape(1, random_between(1, MAX_INPUTS), width);
        for (turn = 0; turn < 3; turn++)
            check_shape(random_between(2, MAX_IMAGES), random_between(1, MAX_INPUTS),
                        width);
    }
}
END_TEST

/* So large that a BLAS does them, if there is one. */
START_TEST(large_layers_equal_plain_loops)
{
    static const struct {
        size_t images, inputs, width;
    } shapes[] = {{32, 64, 512},   {32, 128, 256}, {33, 129, 256}, {100, 300, 112},
                  {257, 100, 336}, {64, 300, 512}, {31, 300, 512}};
    size_t i;

    rng_init(&block_rng, 14, 0);
    for (i = 0; i < MEM_COUNT(shapes); i++)
        check_shape(shapes[i].images, shapes[i].inputs, shapes[i].width);
    for (i = 0; i < 6; i++)
        check_shape(random_between(30, 140), random_between(60, 300),
                    NET_STRIDE * random_between(10, MAX_WIDTH / NET_STRIDE));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        layers_of_all_images_and_inputs_equal_plain_loops,
        layers_of_all_widths_equal_plain_loops,
        large_layers_equal_plain_loops,
        NULL,
    };

    return suite_run("kernels of layers", tests, 300);
}
