#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/dataset.h"
#include "data/reader.h"
#include "support/make_data.h"
#include "support/same_data.h"
#include "support/suite.h"

enum { SIZE = 28 * 28 };

static struct data_files
files_of(const char *folder)
{
    struct data_files files = {
        .path =
            {
                suite_path(folder, "train-images-idx3-ubyte.gz"),
                suite_path(folder, "train-labels-idx1-ubyte"),
                suite_path(folder, "t10k-images-idx3-ubyte.gz"),
                suite_path(folder, "t10k-labels-idx1-ubyte"),
            },
    };

    return files;
}

/* The reverse: makes the images from the lists. */
static void
check_sparse(const struct images *images)
{
    size_t size = images->rows * images->cols, i, j;
    uint32_t at = 0;

    for (i = 0; i < images->count; i++) {
        ck_assert_uint_eq(images->first[i], at);
        for (j = 0; j < size; j++)
            if (images->pixels[i * size + j] != 0) {
                ck_assert_uint_lt(at, images->first[images->count]);
                ck_assert_uint_eq(images->index[at], j);
                ck_assert_uint_eq(images->value[at], images->pixels[i * size + j]);
                at++;
            }
    }
    ck_assert_uint_eq(images->first[images->count], at);
}

START_TEST(files_give_back_what_was_written)
{
    const char *folder = suite_folder();
    struct data_files files = files_of(folder);
    struct dataset written, read;
    struct error err;

    make_data(folder, 300, 100);
    ck_assert_int_eq(make_dataset(&written, 300, 100), 0);
    ck_assert_msg(reader_load(&read, &files, &err) == 0, "%s", err.text);
    check_same_images(&read.train, &written.train);
    check_same_images(&read.test, &written.test);
    ck_assert_str_eq(read.name, "IDX images");
    dataset_done(&read);
    dataset_done(&written);
    ck_assert_ptr_null(read.train.pixels);
}
END_TEST

START_TEST(sparse_lists_hold_every_pixel_that_is_not_0)
{
    struct dataset dataset;

    ck_assert_int_eq(make_dataset(&dataset, 200, 20), 0);
    check_sparse(&dataset.train);
    check_sparse(&dataset.test);
    dataset_done(&dataset);
}
END_TEST

/* Sizes that are not a multiple of the word that list building skips at once; all pixels
 * 0; no pixel 0. */
START_TEST(sparse_lists_of_odd_sizes)
{
    static const size_t sides[][2] = {{1, 1}, {1, 7},   {3, 3}, {5, 5},
                                      {1, 9}, {64, 64}, {2, 4}};
    struct error err;
    size_t i, j;
    int fill;

    for (i = 0; i < sizeof sides / sizeof sides[0]; i++)
        for (fill = 0; fill < 3; fill++) {
            struct images images = {.count = 3, .rows = sides[i][0], .cols = sides[i][1]};
            size_t total = images.count * images.rows * images.cols;

            images.pixels = malloc(total);
            for (j = 0; j < total; j++)
                images.pixels[j] = (unsigned char)(fill < 2 ? (size_t)fill : j % 3);
            ck_assert_int_eq(images_begin_lists(&images, &err), 0);
            images_list(&images, 0, images.count);
            images_end_lists(&images);
            check_sparse(&images);
            free(images.pixels);
            free(images.first);
            free(images.index);
            free(images.value);
        }
}
END_TEST

/* No pixel is looked at before the sizes are known to fit. */
START_TEST(too_many_pixels_for_the_lists_is_an_error)
{
    static const struct images too_large[] = {
        {.count = UINT32_MAX / 4096, .rows = 64, .cols = 64},
        {.count = 1, .rows = 257, .cols = 256},
    };
    struct error err;
    size_t i;

    for (i = 0; i < 2; i++) {
        struct images images = too_large[i];

        ck_assert_int_eq(images_begin_lists(&images, &err), -1);
        ck_assert_ptr_null(images.first);
    }
    ck_assert_str_eq(err.text, "1 images of 257x256 pixels are more than can be counted");
}
END_TEST

/* Loads what the test has spoilt in folder; the message starts with folder/name. */
static void
check_refused(const char *folder, const char *name, const char *message)
{
    struct data_files files = files_of(folder);
    struct dataset dataset;
    struct error err;
    char expected[4096];

    ck_assert_int_eq(reader_load(&dataset, &files, &err), -1);
    snprintf(expected, sizeof expected, message, folder, name, folder);
    ck_assert_str_eq(err.text, expected);
    ck_assert_ptr_null(dataset.train.pixels);
    ck_assert_uint_eq(dataset.train.count, 0);
    ck_assert_str_eq(dataset.name, "");
}

START_TEST(fewer_labels_than_images_are_refused)
{
    const char *folder = suite_folder();

    make_data(folder, 5, 3);
    suite_write(suite_path(folder, "t10k-labels-idx1-ubyte"),
                "\0\0\x08\x01\0\0\0\x02\x01\x02", 10);
    check_refused(
        folder, "t10k-labels-idx1-ubyte",
        "%s/%s holds 2 labels, but %s/t10k-images-idx3-ubyte.gz holds 3 images: "
        "one each is right");
}
END_TEST

START_TEST(test_images_of_another_size_are_refused)
{
    const char *folder = suite_folder();

    make_data(folder, 5, 1);
    suite_write(suite_path(folder, "t10k-images-idx3-ubyte.gz"),
                "\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x02\x07\x08", 18);
    check_refused(
        folder, "t10k-images-idx3-ubyte.gz",
        "%s/%s holds images of 1x2 pixels, but %s/train-images-idx3-ubyte.gz of "
        "28x28: the same size is right");
}
END_TEST

START_TEST(a_bad_file_of_the_four_is_named)
{
    const char *folder = suite_folder();

    make_data(folder, 5, 1);
    suite_write(suite_path(folder, "t10k-labels-idx1-ubyte"),
                "\0\0\x08\x01\0\0\0\x01\x0a", 9);
    check_refused(folder, "t10k-labels-idx1-ubyte",
                  "%s/%s: label 10 at position 0 (the first is 0), but the labels of the "
                  "training images are 0 to 8");
}
END_TEST

START_TEST(synthetic_digits_are_like_mnist)
{
    int counts[DIGIT_CLASSES] = {0};
    struct dataset dataset;
    double share;
    size_t i;

    ck_assert_int_eq(make_dataset(&dataset, 2000, 10), 0);
    share = dataset.train.first[2000] / (2000.0 * SIZE);
    ck_assert_double_ge(share, 0.17);
    ck_assert_double_le(share, 0.23);
    for (i = 0; i < 2000; i++)
        counts[dataset.train.labels[i]]++;
    for (i = 0; i < DIGIT_CLASSES; i++)
        ck_assert_int_gt(counts[i], 140);
    ck_assert_mem_ne(dataset.train.pixels, dataset.test.pixels, 10 * SIZE);
    dataset_done(&dataset);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        files_give_back_what_was_written,
        sparse_lists_hold_every_pixel_that_is_not_0,
        sparse_lists_of_odd_sizes,
        too_many_pixels_for_the_lists_is_an_error,
        fewer_labels_than_images_are_refused,
        test_images_of_another_size_are_refused,
        a_bad_file_of_the_four_is_named,
        synthetic_digits_are_like_mnist,
        NULL,
    };

    return suite_run("dataset", tests, 0);
}
