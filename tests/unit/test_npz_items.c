/* A data set in a NumPy archive: what Keras keeps is read, what cannot be is refused. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/dataset.h"
#include "data/npz_items.h"
#include "data/reader.h"
#include "npz/archive.h"
#include "support/npz_sample.h"
#include "support/suite.h"

enum { TRAIN = 3, TEST = 2, ROWS = 2, COLS = 3 };

/* One array as it goes into the archive. */
struct array {
    const char *name, *type, *shape;
    const char *bytes;
    size_t size;
    bool fortran;
};

#define ARRAY(name, type, shape, text)                   \
    {                                                    \
        name, type, shape, text, sizeof(text) - 1, false \
    }

static const struct array keras[DATA_FILES] = {
    ARRAY("x_train", "|u1", "(3, 2, 3)",
          "\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21"),
    ARRAY("y_train", "|u1", "(3,)", "\0\2\1"),
    ARRAY("x_test", "|u1", "(2, 2, 3)", "abcdefghijkl"),
    ARRAY("y_test", "|u1", "(2,)", "\1\2"),
};

/* An array as a member of the archive, in the buffers of the caller. */
static struct sample_member
as_member(const struct array *array, char name[32], unsigned char npy[1024])
{
    char dict[200];

    snprintf(dict, sizeof dict, "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n",
             array->type, array->fortran ? "True" : "False", array->shape);
    snprintf(name, 32, "%s.npy", array->name);
    return (struct sample_member){name, npy,
                                  sample_npy(npy, dict, array->bytes, array->size)};
}

/* Writes an archive of Keras' arrays but for one, which is another or left out. */
static char *
write_set(size_t which, const struct array *other)
{
    static unsigned char npy[DATA_FILES][1024];
    char names[DATA_FILES][32], *path = suite_path(suite_folder(), "set.npz");
    struct sample_member members[DATA_FILES];
    size_t count = 0, i;

    for (i = 0; i < DATA_FILES; i++) {
        const struct array *array = i == which && other != NULL ? other : &keras[i];

        if (array->name != NULL)
            members[count++] = as_member(array, names[i], npy[i]);
    }
    sample_zip(path, members, count);
    return path;
}

/* Loads such an archive. */
static int
load(struct dataset *dataset, size_t which, const struct array *other, char **path,
     struct error *err)
{
    struct data_files files = {.npz = true};
    size_t i;

    *path = write_set(which, other);
    for (i = 0; i < DATA_FILES; i++)
        files.path[i] = *path;
    return reader_load(dataset, &files, err);
}

START_TEST(what_keras_keeps_is_read)
{
    struct dataset dataset;
    struct error err;
    char *path;

    ck_assert_msg(load(&dataset, 0, NULL, &path, &err) == 0, "%s", err.text);
    ck_assert_str_eq(dataset.name, "NumPy images");
    ck_assert_uint_eq(dataset.classes, 3);
    ck_assert_uint_eq(dataset.train.count, TRAIN);
    ck_assert_uint_eq(dataset.test.count, TEST);
    ck_assert_uint_eq(dataset.train.rows, ROWS);
    ck_assert_uint_eq(dataset.train.cols, COLS);
    ck_assert_mem_eq(dataset.train.pixels, keras[0].bytes, keras[0].size);
    ck_assert_mem_eq(dataset.train.labels, keras[1].bytes, keras[1].size);
    ck_assert_mem_eq(dataset.test.pixels, keras[2].bytes, keras[2].size);
    ck_assert_mem_eq(dataset.test.labels, keras[3].bytes, keras[3].size);
    ck_assert_uint_eq(dataset.train.first[TRAIN], 17);
    dataset_done(&dataset);
}
END_TEST

START_TEST(labels_of_every_type_of_whole_numbers_are_read)
{
    static const struct array types[] = {
        ARRAY("y_train", "|i1", "(3,)", "\0\2\1"),
        ARRAY("y_train", "<i2", "(3,)", "\0\0\2\0\1\0"),
        ARRAY("y_train", ">u2", "(3,)", "\0\0\0\2\0\1"),
        ARRAY("y_train", ">i4", "(3,)", "\0\0\0\0\0\0\0\2\0\0\0\1"),
        ARRAY("y_train", "<i8", "(3,)",
              "\0\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0"),
        ARRAY("train_labels", "|u1", "(3,)", "\0\2\1"),
    };
    struct dataset dataset;
    struct error err;
    char *path;
    size_t i;

    for (i = 0; i < MEM_COUNT(types); i++) {
        ck_assert_msg(load(&dataset, 1, &types[i], &path, &err) == 0, "%s", err.text);
        ck_assert_mem_eq(dataset.train.labels, keras[1].bytes, keras[1].size);
        dataset_done(&dataset);
    }
}
END_TEST

/* message: after "PATH"; an array without a name is left out. */
static const struct {
    size_t which;
    struct array array;
    const char *message;
} wrong[] = {
    {0,
     {0},
     ": there is no array x_train: x_train, y_train, x_test and y_test are "
     "expected, as in Keras' mnist.npz"},
    {3,
     {0},
     ": there is no array y_test: x_train, y_train, x_test and y_test are "
     "expected, as in Keras' mnist.npz"},
    {0, ARRAY("x_train", "<f4", "(1, 1, 1)", "\0\0\0\0"),
     ": array x_train is of type '<f4': uint8 is expected, from 0 for black to 255 for "
     "white"},
    {0, ARRAY("x_train", "|i1", "(1, 1, 1)", "\0"),
     ": array x_train is of type '|i1': uint8 is expected, from 0 for black to 255 for "
     "white"},
    {0, ARRAY("x_train", "|u1", "(3, 6)", "abcdefghijklmnopqr"),
     ": array x_train has 2 dimensions: 3 (images, rows, columns) are expected"},
    {0, ARRAY("x_train", "|u1", "(3, 2, 3, 1)", "abcdefghijklmnopqr"),
     ": array x_train has 4 dimensions: 3 (images, rows, columns) are expected"},
    {0, ARRAY("x_train", "|u1", "(0, 2, 3)", ""),
     ": array x_train is empty: at least one number is expected"},
    {0, ARRAY("x_train", "|u1", "(4, 2, 3)", "abcdefghijklmnopqr"),
     ": array x_train has shape (4, 2, 3) of uint8, but 18 bytes of numbers"},
    {0, ARRAY("x_train", "|u1", "(2, 2, 3)", "abcdefghijklmnopqr"),
     ": array x_train has shape (2, 2, 3) of uint8, but 18 bytes of numbers"},
    {0, ARRAY("x_train", "|u1", "(4294967296, 4294967296, 2)", "a"),
     ": array x_train has shape (4294967296, 4294967296, 2) of uint8, but 1 bytes of "
     "numbers"},
    {0,
     ARRAY("x_train", "|u1", "(1, 1, 65)",
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
     ": array x_train holds images of 1x65 pixels: 1x1 to 64x64 can be read"},
    /* the product is 1 in 64 bits */
    {0, ARRAY("x_train", "|u1", "(3, 12297829382473034411, 1)", "a"),
     ": array x_train has shape (3, 12297829382473034411, 1) of uint8, but 1 bytes of "
     "numbers"},
    {0,
     {"x_train", "|u1", "(3, 2, 3)", "abcdefghijklmnopqr", 18, true},
     ": array x_train is in Fortran order: C order is expected (in NumPy: "
     "numpy.ascontiguousarray)"},
    {0, ARRAY("x_train", "|u1", "(2, 3, 3)", "abcdefghijklmnopqr"),
     NULL}, /* 2 images for 3 labels: below */
    {1, ARRAY("y_train", "<f4", "(3,)", "\0\0\0\0\0\0\0\0\0\0\0\0"),
     ": array y_train is of type '<f4': a type of whole numbers is expected (in NumPy: "
     ".astype('uint8'))"},
    {1, ARRAY("y_train", "|u1", "(3, 1)", "\0\1\2"),
     ": array y_train has 2 dimensions: 1 is expected"},
    {1, ARRAY("y_train", "|u1", "(3,)", "\0\100\2"),
     ": array y_train holds the label 64 at [1]: 0 to 63 is right"},
    {1, ARRAY("y_train", "|i1", "(3,)", "\0\1\377"),
     ": array y_train holds the label 255 at [2]: 0 to 63 is right"},
};

START_TEST(what_cannot_be_read_is_refused_by_name)
{
    struct dataset dataset;
    char expected[600];
    struct error err;
    char *path;
    size_t i;

    for (i = 0; i < MEM_COUNT(wrong); i++) {
        ck_assert_int_eq(load(&dataset, wrong[i].which, &wrong[i].array, &path, &err),
                         -1);
        ck_assert_ptr_null(dataset.train.pixels);
        if (wrong[i].message != NULL)
            snprintf(expected, sizeof expected, "%s%s", path, wrong[i].message);
        else
            snprintf(expected, sizeof expected,
                     "%s: array y_train holds 3 labels, but %s: array x_train holds 2 "
                     "images: one each is right",
                     path, path);
        ck_assert_str_eq(err.text, expected);
    }
}
END_TEST

/* Byte by byte in turns, as two threads may; and the file is gone meanwhile. */
START_TEST(two_arrays_are_read_at_the_same_time)
{
    static const enum data_file which[] = {DATA_TRAIN_IMAGES, DATA_TEST_IMAGES};
    struct npz_items *items[MEM_COUNT(which)];
    struct idx idx[MEM_COUNT(which)];
    struct archive archive;
    struct error err = {""};
    char *path = write_set(0, NULL);
    size_t i, byte;

    ck_assert_int_eq(archive_open(&archive, path, "", &err), 0);
    suite_write(path, "", 0);
    for (i = 0; i < MEM_COUNT(which); i++) {
        items[i] = npz_items_open(&idx[i], &archive, which[i], &err);
        ck_assert_msg(items[i] != NULL, "%s", err.text);
    }
    for (byte = 0; byte < keras[0].size; byte++)
        for (i = 0; i < MEM_COUNT(which); i++)
            ck_assert_msg(npz_items_read_on(items[i], 1, &err) == 0, "%s", err.text);
    for (i = 0; i < MEM_COUNT(which); i++) {
        ck_assert_mem_eq(idx[i].bytes, keras[which[i]].bytes, keras[which[i]].size);
        npz_items_close(items[i]);
        free(idx[i].bytes);
    }
    archive_done(&archive);
}
END_TEST

/* One byte of the packed content is another: the checksum sees it, at the end. */
START_TEST(a_changed_byte_is_seen)
{
    struct data_files files = {.npz = true};
    char *path = write_set(0, NULL), expected[600];
    unsigned char *bytes;
    size_t size = sample_slurp(path, &bytes), i;
    struct dataset dataset;
    struct error err;

    *(char *)memmem(bytes, size, keras[0].bytes + 1, keras[0].size - 1) = 77;
    suite_write(path, bytes, size);
    free(bytes);
    for (i = 0; i < DATA_FILES; i++)
        files.path[i] = path;
    ck_assert_int_eq(reader_load(&dataset, &files, &err), -1);
    snprintf(expected, sizeof expected,
             "%s: array x_train is damaged: its checksum is wrong", path);
    ck_assert_str_eq(err.text, expected);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        what_keras_keeps_is_read,
        labels_of_every_type_of_whole_numbers_are_read,
        what_cannot_be_read_is_refused_by_name,
        two_arrays_are_read_at_the_same_time,
        a_changed_byte_is_seen,
        NULL,
    };

    return suite_run("npz_items", tests, 0);
}
