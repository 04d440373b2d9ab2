#include "config.h"

#include "data/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "data/identity.h"
#include "data/idx.h"
#include "data/npz_items.h"

/* Bytes of content that are read at a time: they are still in the cache when they are
 * listed. */
enum { PART = 1 << 18 };

struct reader {
    struct dataset *dataset;
    const struct data_files *files;
    struct identity identity;
    struct archive archive; /* when the data set is one */
    struct idx_file *file[DATA_FILES];
    struct npz_items *array[DATA_FILES]; /* one or the other, until it has been read */
    char *where[DATA_FILES];             /* how messages name it: owned */
    size_t listed[DATA_FILES];           /* of the images */
    uint32_t sum[DATA_FILES]; /* crc32 of the images that are listed, and of the labels */
};

static struct images *
images_of(const struct reader *reader, enum data_file file)
{
    return file < DATA_TEST_IMAGES ? &reader->dataset->train : &reader->dataset->test;
}

/* ---- a file, or an array ---- */

/* The path of the file, and the array in an archive. */
static int
name_file(struct reader *reader, enum data_file file, struct error *err)
{
    const char *path = reader->files->path[file], *array = NULL;
    size_t size = strlen(path) + sizeof ": array " + ARCHIVE_MAX_NAME;

    if (reader->files->npz)
        array = npz_items_name(reader->array[file]);
    reader->where[file] = malloc(size);
    if (reader->where[file] == NULL)
        return error_memory(err, path);
    snprintf(reader->where[file], size, "%s%s%s", path, array != NULL ? ": array " : "",
             array != NULL ? array : "");
    return 0;
}

static int
open_idx(struct reader *reader, enum data_file file, struct idx *idx, struct error *err)
{
    const char *path = reader->files->path[file];

    reader->file[file] = file == DATA_TRAIN_IMAGES || file == DATA_TEST_IMAGES
                             ? idx_open_images(idx, path, err)
                             : idx_open_labels(idx, path, err);
    return reader->file[file] != NULL ? 0 : -1;
}

static int
open_file(struct reader *reader, enum data_file file, struct idx *idx, struct error *err)
{
    if (!reader->files->npz)
        return open_idx(reader, file, idx, err);
    reader->array[file] = npz_items_open(idx, &reader->archive, file, err);
    return reader->array[file] != NULL ? 0 : -1;
}

static bool
is_open(const struct reader *reader, enum data_file file)
{
    return reader->file[file] != NULL || reader->array[file] != NULL;
}

static int
read_on(struct reader *reader, enum data_file file, size_t size, struct error *err)
{
    return reader->files->npz ? npz_items_read_on(reader->array[file], size, err)
                              : idx_read_on(reader->file[file], size, err);
}

static size_t
have_bytes(const struct reader *reader, enum data_file file)
{
    return reader->files->npz ? npz_items_have(reader->array[file])
                              : idx_have(reader->file[file]);
}

static void
close_file(struct reader *reader, enum data_file file)
{
    idx_close(reader->file[file]);
    npz_items_close(reader->array[file]);
    reader->file[file] = NULL;
    reader->array[file] = NULL;
}

/* ---- opening ---- */

/* Labels are few bytes and say how many classes there are, so they are read at once. */
static int
read_labels(struct reader *reader, enum data_file file, const struct images *images,
            struct error *err)
{
    if (read_on(reader, file, images->count, err) != 0)
        return -1;
    close_file(reader, file);
    reader->sum[file] = (uint32_t)crc32(0, images->labels, (uInt)images->count);
    return 0;
}

/* Opens one pair of files. On failure images is as far as it got, for images_done. */
static int
open_pair(struct reader *reader, enum data_file images_file, enum data_file labels_file,
          struct error *err)
{
    struct images *images = images_of(reader, images_file);
    struct idx idx;

    if (open_file(reader, images_file, &idx, err) != 0)
        return -1;
    images->count = idx.count;
    images->rows = idx.rows;
    images->cols = idx.cols;
    images->pixels = idx.bytes;
    if (name_file(reader, images_file, err) != 0 ||
        open_file(reader, labels_file, &idx, err) != 0)
        return -1;
    images->labels = idx.bytes;
    if (name_file(reader, labels_file, err) != 0)
        return -1;
    if (idx.count != images->count)
        return error_set(
            err, "%s holds %zu labels, but %s holds %zu images: one each is right",
            reader->where[labels_file], idx.count, reader->where[images_file],
            images->count);
    return read_labels(reader, labels_file, images, err) == 0
               ? images_begin_lists(images, err)
               : -1;
}

static void
swap_sides(struct images *images)
{
    size_t rows = images->rows;

    images->rows = images->cols;
    images->cols = rows;
}

static int
open_all(struct reader *reader, struct error *err)
{
    struct images *train = &reader->dataset->train, *test = &reader->dataset->test;
    const struct data_files *files = reader->files;

    if (files->npz && archive_open(&reader->archive, files->path[0],
                                   "x_train, y_train, x_test and y_test", err) != 0)
        return -1;
    if (open_pair(reader, DATA_TRAIN_IMAGES, DATA_TRAIN_LABELS, err) != 0 ||
        open_pair(reader, DATA_TEST_IMAGES, DATA_TEST_LABELS, err) != 0)
        return -1;
    if (train->rows != test->rows || train->cols != test->cols)
        return error_set(err,
                         "%s holds images of %zux%zu pixels, but %s of %zux%zu: the same "
                         "size is right",
                         reader->where[DATA_TEST_IMAGES], test->rows, test->cols,
                         reader->where[DATA_TRAIN_IMAGES], train->rows, train->cols);
    if (identity_open(&reader->identity, reader->dataset, files,
                      (const char *const *)reader->where, err) != 0)
        return -1;
    if (identity_is_transposed(&reader->identity)) {
        swap_sides(train);
        swap_sides(test);
    }
    return 0;
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
    reader->files = files;
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
    for (file = 0; file < DATA_FILES; file++) {
        close_file(reader, (enum data_file)file);
        free(reader->where[file]);
    }
    archive_done(&reader->archive);
    identity_done(&reader->identity);
    free(reader);
}

/* ---- reading on ---- */

size_t
reader_count(const struct reader *reader, enum data_file file)
{
    return images_of(reader, file)->count;
}

long
reader_read(struct reader *reader, enum data_file file, struct error *err)
{
    const struct images *images = images_of(reader, file);
    size_t have;

    if (!is_open(reader, file))
        return (long)images->count;
    if (read_on(reader, file, PART, err) != 0)
        return -1;
    have = have_bytes(reader, file) / (images->rows * images->cols);
    if (have == images->count)
        close_file(reader, file);
    return (long)have;
}

/* An image of the file, which has its columns where ours has its rows. */
static void
transpose(unsigned char *pixels, size_t rows, size_t cols)
{
    unsigned char file[IDX_MAX_SIDE * IDX_MAX_SIDE];
    size_t y, x;

    memcpy(file, pixels, rows * cols);
    for (y = 0; y < rows; y++)
        for (x = 0; x < cols; x++)
            pixels[y * cols + x] = file[x * rows + y];
}

void
reader_list(struct reader *reader, enum data_file images_file, size_t upto)
{
    struct images *images = images_of(reader, images_file);
    size_t size = images->rows * images->cols, from = reader->listed[images_file], i;

    reader->sum[images_file] =
        (uint32_t)crc32(reader->sum[images_file], images->pixels + from * size,
                        (uInt)((upto - from) * size));
    for (i = from; i < upto && identity_is_transposed(&reader->identity); i++)
        transpose(images->pixels + i * size, images->rows, images->cols);
    images_list(images, from, upto);
    reader->listed[images_file] = upto;
}

int
reader_finish(struct reader *reader, struct error *err)
{
    struct dataset *dataset = reader->dataset;

    images_end_lists(&dataset->train);
    images_end_lists(&dataset->test);
    return identity_finish(&reader->identity, dataset, reader->sum, err);
}

/* ---- all at once ---- */

static int
read_file(struct reader *reader, enum data_file file, struct error *err)
{
    long have;

    do {
        have = reader_read(reader, file, err);
        if (have < 0)
            return -1;
    } while ((size_t)have < reader_count(reader, file));
    return 0;
}

static int
read_all(struct reader *reader, struct error *err)
{
    int file;

    for (file = 0; file < DATA_FILES; file++)
        if (read_file(reader, (enum data_file)file, err) != 0)
            return -1;
    reader_list(reader, DATA_TRAIN_IMAGES, reader_count(reader, DATA_TRAIN_IMAGES));
    reader_list(reader, DATA_TEST_IMAGES, reader_count(reader, DATA_TEST_IMAGES));
    return reader_finish(reader, err);
}

int
reader_load(struct dataset *dataset, const struct data_files *files, struct error *err)
{
    struct reader *reader = reader_open(dataset, files, err);
    int status;

    if (reader == NULL)
        return -1;
    status = read_all(reader, err);
    reader_close(reader);
    if (status != 0)
        dataset_done(dataset);
    return status;
}
