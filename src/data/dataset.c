#include "config.h"

#include "data/dataset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "data/idx.h"

/* zlib's crc32 of the pixels and of the labels (what follows the header) of the official
 * MNIST files, in the order of enum data_file. All four are checked, for others have
 * changed the images alone. */
static const unsigned long mnist_sums[DATA_FILES] = {
    0xf3639b56,
    0xba07e8ef,
    0xe4ca5f57,
    0xee8604d9,
};

static void
free_sparse(struct images *images)
{
    free(images->first);
    free(images->index);
    free(images->value);
    images->first = NULL;
    images->index = NULL;
    images->value = NULL;
}

static void
images_done(struct images *images)
{
    free_sparse(images);
    free(images->pixels);
    free(images->labels);
    memset(images, 0, sizeof *images);
}

/* Lists the pixels of one image that are not 0 and returns how many. No branch on a
 * single pixel, which would be guessed wrong at every edge of a stroke: each is written,
 * and the next one overwrites it if it was 0. */
static uint32_t
list_pixels(uint16_t *index, uint8_t *value, const unsigned char *pixels, size_t size)
{
    size_t i = 0, end;
    uint32_t at = 0;
    uint64_t word;

    while (i < size) {
        end = i + sizeof word < size ? i + sizeof word : size;
        if (end - i == sizeof word) {
            memcpy(&word, pixels + i, sizeof word);
            if (word == 0)
                i = end;
        }
        for (; i < end; i++) {
            index[at] = (uint16_t)i;
            value[at] = pixels[i];
            at += pixels[i] != 0;
        }
    }
    return at;
}

/* Gives back the room that a list does not need; a failure leaves it as it is, which is
 * no harm. */
static void *
shrink(void *list, size_t size)
{
    void *smaller = realloc(list, size);

    return smaller != NULL ? smaller : list;
}

int
images_make_sparse(struct images *images, struct error *err)
{
    size_t size = images->rows * images->cols, room, i;
    uint32_t at = 0;

    if (size > UINT16_MAX + 1 || images->count >= UINT32_MAX / (size > 0 ? size : 1))
        return error_set(err, "%zu images of %zux%zu pixels are more than can be counted",
                         images->count, images->rows, images->cols);
    room = images->count * size;
    images->first = mem_zeroed(images->count + 1, sizeof *images->first);
    images->index = mem_zeroed(room, sizeof *images->index);
    images->value = mem_zeroed(room, sizeof *images->value);
    if (images->first == NULL || images->index == NULL || images->value == NULL) {
        free_sparse(images);
        return error_memory(err, "the images");
    }
    for (i = 0; i < images->count; i++) {
        at += list_pixels(images->index + at, images->value + at,
                          images->pixels + i * size, size);
        images->first[i + 1] = at;
    }
    room = at > 0 ? at : 1;
    images->index = shrink(images->index, room * sizeof *images->index);
    images->value = shrink(images->value, room * sizeof *images->value);
    return 0;
}

/* Reads one pair of files. On failure images is as far as it got, for images_done. */
static int
images_load(struct images *images, const char *images_path, const char *labels_path,
            struct error *err)
{
    struct idx idx;

    if (idx_read_images(&idx, images_path, err) != 0)
        return -1;
    images->count = idx.count;
    images->rows = idx.rows;
    images->cols = idx.cols;
    images->pixels = idx.bytes;
    if (idx_read_labels(&idx, labels_path, err) != 0)
        return -1;
    images->labels = idx.bytes;
    if (idx.count != images->count)
        return error_set(
            err, "%s holds %zu labels, but %s holds %zu images: one each is right",
            labels_path, idx.count, images_path, images->count);
    return images_make_sparse(images, err);
}

static int
has_sums(const struct images *images, const unsigned long *sums)
{
    size_t size = images->count * images->rows * images->cols;

    return crc32(0, images->labels, (uInt)images->count) == sums[1] &&
           crc32(0, images->pixels, (uInt)size) == sums[0];
}

static int
is_mnist(const struct dataset *dataset)
{
    const struct images *train = &dataset->train, *test = &dataset->test;

    return train->count == 60000 && test->count == 10000 && train->rows == 28 &&
           train->cols == 28 && has_sums(test, mnist_sums + DATA_TEST_IMAGES) &&
           has_sums(train, mnist_sums + DATA_TRAIN_IMAGES);
}

static int
load(struct dataset *dataset, char *const *path, struct error *err)
{
    struct images *train = &dataset->train, *test = &dataset->test;

    if (images_load(train, path[DATA_TRAIN_IMAGES], path[DATA_TRAIN_LABELS], err) != 0 ||
        images_load(test, path[DATA_TEST_IMAGES], path[DATA_TEST_LABELS], err) != 0)
        return -1;
    if (train->rows != test->rows || train->cols != test->cols)
        return error_set(err,
                         "%s holds images of %zux%zu pixels, but %s of %zux%zu: the same "
                         "size is right",
                         path[DATA_TEST_IMAGES], test->rows, test->cols,
                         path[DATA_TRAIN_IMAGES], train->rows, train->cols);
    snprintf(dataset->name, sizeof dataset->name, "%s",
             is_mnist(dataset) ? "MNIST" : "IDX images");
    return 0;
}

int
dataset_load(struct dataset *dataset, const struct data_files *files, struct error *err)
{
    memset(dataset, 0, sizeof *dataset);
    if (load(dataset, files->path, err) == 0)
        return 0;
    dataset_done(dataset);
    return -1;
}

void
dataset_done(struct dataset *dataset)
{
    images_done(&dataset->train);
    images_done(&dataset->test);
    memset(dataset, 0, sizeof *dataset);
}
