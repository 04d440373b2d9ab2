#include "config.h"

#include "data/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "data/idx.h"

/* Bytes of content that are read at a time: they stay in the cache for who lists them. */
enum { PART = 1 << 18 };

/* zlib's crc32 of the pixels and of the labels (what follows the header) of the official
 * MNIST files, in the order of enum data_file. All four are checked, for others have
 * changed the images alone. */
static const unsigned long mnist_sums[DATA_FILES] = {
    0xf3639b56,
    0xba07e8ef,
    0xe4ca5f57,
    0xee8604d9,
};

struct reader {
    struct dataset *dataset;
    char *const *path;
    struct idx_file *file[DATA_FILES];
    size_t listed[DATA_FILES];     /* of the images */
    unsigned long sum[DATA_FILES]; /* of the images that are listed */
};

static struct images *
images_of(const struct reader *reader, enum data_file file)
{
    return file < DATA_TEST_IMAGES ? &reader->dataset->train : &reader->dataset->test;
}

/* Labels are few bytes, and tell how many classes there are: they are read at once. */
static int
read_labels(struct reader *reader, enum data_file file, size_t count, struct error *err)
{
    int status = idx_read_on(reader->file[file], count, err);

    idx_close(reader->file[file]);
    reader->file[file] = NULL;
    return status;
}

/* Opens one pair of files. On failure images is as far as it got, for images_done. */
static int
open_pair(struct reader *reader, enum data_file images_file, enum data_file labels_file,
          struct error *err)
{
    const char *images_path = reader->path[images_file];
    const char *labels_path = reader->path[labels_file];
    struct images *images = images_of(reader, images_file);
    struct idx idx;

    reader->file[images_file] = idx_open_images(&idx, images_path, err);
    if (reader->file[images_file] == NULL)
        return -1;
    images->count = idx.count;
    images->rows = idx.rows;
    images->cols = idx.cols;
    images->pixels = idx.bytes;
    reader->file[labels_file] = idx_open_labels(&idx, labels_path, err);
    if (reader->file[labels_file] == NULL)
        return -1;
    images->labels = idx.bytes;
    if (idx.count != images->count)
        return error_set(
            err, "%s holds %zu labels, but %s holds %zu images: one each is right",
            labels_path, idx.count, images_path, images->count);
    return read_labels(reader, labels_file, idx.count, err) == 0
               ? images_begin_lists(images, err)
               : -1;
}

/* The classes are 0 to the largest label of the training images: the net has an output
 * for each of them, and the test images can have no others. */
static int
count_classes(struct reader *reader, struct error *err)
{
    const struct images *train = &reader->dataset->train, *test = &reader->dataset->test;
    size_t largest = 0, i;

    for (i = 0; i < train->count; i++)
        largest = train->labels[i] > largest ? train->labels[i] : largest;
    for (i = 0; i < test->count; i++)
        if (test->labels[i] > largest)
            return error_set(err,
                             "%s: label %d at position %zu (the first is 0), but the "
                             "labels of the training images are 0 to %zu",
                             reader->path[DATA_TEST_LABELS], test->labels[i], i, largest);
    dataset_number_classes(reader->dataset, largest + 1);
    return 0;
}

static int
open_all(struct reader *reader, struct error *err)
{
    const struct images *train = &reader->dataset->train, *test = &reader->dataset->test;

    if (open_pair(reader, DATA_TRAIN_IMAGES, DATA_TRAIN_LABELS, err) != 0 ||
        open_pair(reader, DATA_TEST_IMAGES, DATA_TEST_LABELS, err) != 0)
        return -1;
    if (train->rows != test->rows || train->cols != test->cols)
        return error_set(err,
                         "%s holds images of %zux%zu pixels, but %s of %zux%zu: the same "
                         "size is right",
                         reader->path[DATA_TEST_IMAGES], test->rows, test->cols,
                         reader->path[DATA_TRAIN_IMAGES], train->rows, train->cols);
    return count_classes(reader, err);
}

struct reader *
reader_open(struct dataset *dataset, const struct data_files *files, struct error *err)
{
    struct reader *reader = mem_zeroed(1, sizeof *reader);

    memset(dataset, 0, sizeof *dataset);
    if (reader == NULL) {
        error_memory(err, "reading the data");
        return NULL;
    }
    reader->dataset = dataset;
    reader->path = files->path;
    if (open_all(reader, err) != 0) {
        reader_close(reader);
        dataset_done(dataset);
        return NULL;
    }
    return reader;
}

void
reader_close(struct reader *reader)
{
    int file;

    if (reader == NULL)
        return;
    for (file = 0; file < DATA_FILES; file++)
        idx_close(reader->file[file]);
    free(reader);
}

size_t
reader_count(const struct reader *reader, enum data_file file)
{
    return images_of(reader, file)->count;
}

static size_t
item_size(const struct reader *reader, enum data_file file)
{
    const struct images *images = images_of(reader, file);

    return file == DATA_TRAIN_LABELS || file == DATA_TEST_LABELS
               ? 1
               : images->rows * images->cols;
}

/* A file is closed at its end. */
long
reader_read(struct reader *reader, enum data_file file, struct error *err)
{
    size_t count = reader_count(reader, file), have = count;

    if (reader->file[file] == NULL)
        return (long)count;
    if (idx_read_on(reader->file[file], PART, err) != 0)
        return -1;
    have = idx_have(reader->file[file]) / item_size(reader, file);
    if (have == count) {
        idx_close(reader->file[file]);
        reader->file[file] = NULL;
    }
    return (long)have;
}

void
reader_list(struct reader *reader, enum data_file images_file, size_t upto)
{
    struct images *images = images_of(reader, images_file);
    size_t size = images->rows * images->cols, from = reader->listed[images_file];

    reader->sum[images_file] =
        crc32(reader->sum[images_file], images->pixels + from * size,
              (uInt)((upto - from) * size));
    images_list(images, from, upto);
    reader->listed[images_file] = upto;
}

static int
is_mnist(const struct reader *reader)
{
    const struct images *train = &reader->dataset->train, *test = &reader->dataset->test;

    return train->count == 60000 && test->count == 10000 && train->rows == 28 &&
           train->cols == 28 &&
           reader->sum[DATA_TRAIN_IMAGES] == mnist_sums[DATA_TRAIN_IMAGES] &&
           reader->sum[DATA_TEST_IMAGES] == mnist_sums[DATA_TEST_IMAGES] &&
           crc32(0, train->labels, 60000) == mnist_sums[DATA_TRAIN_LABELS] &&
           crc32(0, test->labels, 10000) == mnist_sums[DATA_TEST_LABELS];
}

void
reader_finish(struct reader *reader)
{
    struct dataset *dataset = reader->dataset;

    images_end_lists(&dataset->train);
    images_end_lists(&dataset->test);
    snprintf(dataset->name, sizeof dataset->name, "%s",
             is_mnist(reader) ? "MNIST" : "IDX images");
}
