/* The real MNIST, in the folder $MNISTUI_DATA. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/dataset.h"
#include "data/locate.h"
#include "data/reader.h"
#include "supply/loader.h"
#include "support/same_data.h"
#include "support/suite.h"

static void
load(struct dataset *dataset)
{
    struct data_files files;
    struct error err;

    ck_assert_msg(locate_data(&files, NULL, getenv, &err) == 0, "%s", err.text);
    ck_assert_msg(reader_load(dataset, &files, &err) == 0, "%s", err.text);
    data_files_done(&files);
}

START_TEST(counts_sizes_and_name)
{
    struct dataset dataset;

    load(&dataset);
    ck_assert_str_eq(dataset.name, "MNIST");
    ck_assert_uint_eq(dataset.train.count, 60000);
    ck_assert_uint_eq(dataset.test.count, 10000);
    ck_assert_uint_eq(dataset.train.rows, 28);
    ck_assert_uint_eq(dataset.train.cols, 28);
    /* the first labels, as everyone who has seen MNIST knows them */
    ck_assert_mem_eq(dataset.train.labels, "\5\0\4\1\x9\2\1\3\1\4", 10);
    ck_assert_mem_eq(dataset.test.labels, "\7\2\1\0\4\1\4\x9\5\x9", 10);
    dataset_done(&dataset);
}
END_TEST

START_TEST(share_mean_and_deviation_of_the_pixels)
{
    struct dataset dataset;
    double n = 60000.0 * 784, sum = 0, squares = 0, mean;
    uint32_t pixels, i;

    load(&dataset);
    pixels = dataset.train.first[60000];
    for (i = 0; i < pixels; i++) {
        double x = dataset.train.value[i] / 255.0;

        sum += x;
        squares += x * x;
    }
    mean = sum / n;
    ck_assert_double_eq_tol(pixels / n, 0.191, 0.0005);
    ck_assert_double_eq_tol(mean, 0.1307, 0.00005);
    ck_assert_double_eq_tol(sqrt(squares / n - mean * mean), 0.3081, 0.00005);
    dataset_done(&dataset);
}
END_TEST

/* Writes what a file of MNIST holds, unpacked, with the last bit of the last byte
 * changed. */
static void
write_changed(const char *path, enum data_file file, const struct dataset *mnist)
{
    static const unsigned char headers[DATA_FILES][17] = {
        "\0\0\x08\x03\0\0\xea\x60\0\0\0\x1c\0\0\0\x1c",
        "\0\0\x08\x01\0\0\xea\x60",
        "\0\0\x08\x03\0\0\x27\x10\0\0\0\x1c\0\0\0\x1c",
        "\0\0\x08\x01\0\0\x27\x10",
    };
    const struct images *images = file < DATA_TEST_IMAGES ? &mnist->train : &mnist->test;
    int labels = file == DATA_TRAIN_LABELS || file == DATA_TEST_LABELS;
    size_t header = labels ? 8 : 16, size = images->count * (labels ? 1 : 784);
    unsigned char *whole = malloc(header + size);

    ck_assert_ptr_nonnull(whole);
    memcpy(whole, headers[file], header);
    memcpy(whole + header, labels ? images->labels : images->pixels, size);
    whole[header + size - 1] ^= 1;
    suite_write(path, whole, header + size);
    free(whole);
}

START_TEST(one_changed_bit_in_any_file_is_not_mnist)
{
    char *changed = suite_path(suite_folder(), "mnist"), *official;
    struct dataset mnist, other;
    struct data_files files;
    struct error err;
    int file;

    load(&mnist);
    ck_assert_int_eq(locate_data(&files, NULL, getenv, &err), 0);
    for (file = 0; file < DATA_FILES; file++) {
        write_changed(changed, (enum data_file)file, &mnist);
        official = files.path[file];
        files.path[file] = changed;
        ck_assert_msg(reader_load(&other, &files, &err) == 0, "%s", err.text);
        ck_assert_str_eq(other.name, "IDX images");
        dataset_done(&other);
        files.path[file] = official;
    }
    data_files_done(&files);
    dataset_done(&mnist);
}
END_TEST

START_TEST(two_threads_read_what_one_reads)
{
    struct dataset want, dataset;
    struct data_files files;
    struct reader *reader;
    struct error err;

    load(&want);
    ck_assert_int_eq(locate_data(&files, NULL, getenv, &err), 0);
    reader = reader_open(&dataset, &files, &err);
    ck_assert_ptr_nonnull(reader);
    ck_assert_msg(loader_finish(loader_new(reader, -1, &err), &err) == 0, "%s", err.text);
    reader_close(reader);
    check_same_data(&dataset, &want);
    ck_assert_str_eq(dataset.name, "MNIST");
    data_files_done(&files);
    dataset_done(&dataset);
    dataset_done(&want);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        counts_sizes_and_name,
        share_mean_and_deviation_of_the_pixels,
        one_changed_bit_in_any_file_is_not_mnist,
        two_threads_read_what_one_reads,
        NULL,
    };
    const char *folder = getenv("MNISTUI_DATA");

    if (folder == NULL || folder[0] == '\0')
        return suite_skip("MNISTUI_DATA does not name a folder with the MNIST files");
    return suite_run("mnist", tests, 60);
}
