#include "config.h"

#include "support/make_data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/suite.h"

enum {
    SIDE = 28, /* of the image that the measures in draw are for */
    FONT_ROWS = 7,
    FONT_COLS = 5,
    SEED = 28,
};

const struct data_shape data_digits = {SIDE, SIDE, DIGIT_CLASSES};

static const char *const font[DIGIT_CLASSES][FONT_ROWS] = {
    {" ### ", "#   #", "#   #", "#   #", "#   #", "#   #", " ### "},
    {"  #  ", " ##  ", "  #  ", "  #  ", "  #  ", "  #  ", " ### "},
    {" ### ", "#   #", "    #", "   # ", "  #  ", " #   ", "#####"},
    {"#####", "   # ", "  #  ", "   # ", "    #", "#   #", " ### "},
    {"   # ", "  ## ", " # # ", "#  # ", "#####", "   # ", "   # "},
    {"#####", "#    ", "#### ", "    #", "    #", "#   #", " ### "},
    {"  ## ", " #   ", "#    ", "#### ", "#   #", "#   #", " ### "},
    {"#####", "    #", "   # ", "  #  ", " #   ", " #   ", " #   "},
    {" ### ", "#   #", "#   #", " ### ", "#   #", "#   #", " ### "},
    {" ### ", "#   #", "#   #", " ####", "    #", "   # ", " ##  "},
};

static double
dot_of_digit(int digit, int row, int col)
{
    if (row < 0 || row >= FONT_ROWS || col < 0 || col >= FONT_COLS)
        return 0;
    return font[digit][row][col] == '#';
}

/* The two digits of a larger number stand side by side in the place of one. */
static double
dot(int label, int row, int col)
{
    if (label < DIGIT_CLASSES)
        return dot_of_digit(label, row, col);
    return fmax(dot_of_digit(label / 10, row, col + FONT_COLS / 2 + 1),
                dot_of_digit(label % 10, row, col - FONT_COLS / 2 - 1));
}

/* The font between its dots, bilinear. */
static double
ink(int label, double y, double x)
{
    int row = (int)floor(y), col = (int)floor(x);
    double down = y - row, right = x - col;

    return (1 - down) *
               ((1 - right) * dot(label, row, col) + right * dot(label, row, col + 1)) +
           down * ((1 - right) * dot(label, row + 1, col) +
                   right * dot(label, row + 1, col + 1));
}

static double
between(struct rng *rng, double low, double high)
{
    return low + (high - low) * rng_uniform(rng);
}

static void
draw(unsigned char *pixels, const struct data_shape *shape, int label, struct rng *rng)
{
    double down = SIDE / (double)shape->rows, across = SIDE / (double)shape->cols;
    double height = between(rng, 2.6, 3.3), width = between(rng, 2.6, 3.6); /* of a dot */
    double top = between(rng, 11.5, 15.5),
           left = between(rng, 11.5, 15.5); /* the middle */
    double slant = between(rng, -0.25, 0.25), strength = between(rng, 260, 420);
    size_t row, col;

    if (label >= DIGIT_CLASSES)
        width *= 0.6;
    for (row = 0; row < shape->rows; row++)
        for (col = 0; col < shape->cols; col++) {
            double y = ((double)row * down - top) / height;
            double x = ((double)col * across - left) / width + slant * y;
            double value =
                strength * (ink(label, y + 3, x + 2) - 0.3) + between(rng, -20, 20);

            *pixels++ = (unsigned char)(value < 20 ? 0 : value > 255 ? 255 : value);
        }
}

static int
make_images(struct images *images, const struct data_shape *shape, size_t count,
            uint64_t stream)
{
    size_t size = shape->rows * shape->cols;
    struct rng rng;
    size_t i;

    memset(images, 0, sizeof *images);
    images->count = count;
    images->rows = shape->rows;
    images->cols = shape->cols;
    images->pixels = mem_zeroed(count, size);
    images->labels = mem_zeroed(count, 1);
    if (images->pixels == NULL || images->labels == NULL)
        return -1;
    rng_init(&rng, SEED, stream);
    for (i = 0; i < count; i++) {
        images->labels[i] = (unsigned char)rng_below(&rng, (uint32_t)shape->classes);
        draw(images->pixels + i * size, shape, images->labels[i], &rng);
    }
    if (images_begin_lists(images, NULL) != 0)
        return -1;
    images_list(images, 0, count);
    images_end_lists(images);
    return 0;
}

int
make_shaped_dataset(struct dataset *dataset, const struct data_shape *shape, size_t train,
                    size_t test)
{
    memset(dataset, 0, sizeof *dataset);
    snprintf(dataset->name, sizeof dataset->name, "synthetic");
    dataset_number_classes(dataset, 0, shape->classes - 1);
    if (make_images(&dataset->train, shape, train, 0) == 0 &&
        make_images(&dataset->test, shape, test, 1) == 0)
        return 0;
    dataset_done(dataset);
    return -1;
}

int
make_dataset(struct dataset *dataset, size_t train, size_t test)
{
    return make_shaped_dataset(dataset, &data_digits, train, test);
}

/* One IDX file. mode: of gzopen, "wb" packs and "wbT" does not. */
static void
write_idx(const char *folder, const char *name, const char *mode,
          const unsigned char *header, unsigned header_size, const void *content,
          size_t size)
{
    char *path = suite_path(folder, name);
    gzFile file = gzopen(path, mode);

    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(gzwrite(file, header, header_size), (int)header_size);
    ck_assert_uint_eq(gzfwrite(content, 1, size, file), size);
    ck_assert_int_eq(gzclose(file), Z_OK);
}

static void
write_pair(const char *folder, const char *images_name, const char *labels_name,
           const struct images *images)
{
    const unsigned char b[] = {
        (unsigned char)(images->count >> 24), (unsigned char)(images->count >> 16),
        (unsigned char)(images->count >> 8), (unsigned char)images->count};
    const unsigned char rows = (unsigned char)images->rows;
    const unsigned char cols = (unsigned char)images->cols;
    const unsigned char images_header[] = {0, 0, 8, 3,    b[0], b[1], b[2], b[3],
                                           0, 0, 0, rows, 0,    0,    0,    cols};
    const unsigned char labels_header[] = {0, 0, 8, 1, b[0], b[1], b[2], b[3]};

    write_idx(folder, images_name, "wb1", images_header, sizeof images_header,
              images->pixels, images->count * images->rows * images->cols);
    write_idx(folder, labels_name, "wbT", labels_header, sizeof labels_header,
              images->labels, images->count);
}

void
make_shaped_data(const char *folder, const struct data_shape *shape, size_t train,
                 size_t test)
{
    struct dataset dataset;

    ck_assert_int_eq(make_shaped_dataset(&dataset, shape, train, test), 0);
    write_pair(folder, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte",
               &dataset.train);
    write_pair(folder, "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte",
               &dataset.test);
    dataset_done(&dataset);
}

void
make_data(const char *folder, size_t train, size_t test)
{
    make_shaped_data(folder, &data_digits, train, test);
}
