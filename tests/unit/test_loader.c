/* Reading in two threads: the same data and the same errors as in one, whenever it is
 * stopped. */
#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/rng.h"
#include "data/reader.h"
#include "supply/loader.h"
#include "support/make_data.h"
#include "support/same_data.h"
#include "support/suite.h"
#include "support/woken.h"

enum { TRAIN = 3000, TEST = 700 };

static const char *folder;
static struct data_files files;
static struct dataset dataset;

static void
setup(void)
{
    folder = suite_folder();
    make_data(folder, TRAIN, TEST);
    files.path[DATA_TRAIN_IMAGES] = suite_path(folder, "train-images-idx3-ubyte.gz");
    files.path[DATA_TRAIN_LABELS] = suite_path(folder, "train-labels-idx1-ubyte");
    files.path[DATA_TEST_IMAGES] = suite_path(folder, "t10k-images-idx3-ubyte.gz");
    files.path[DATA_TEST_LABELS] = suite_path(folder, "t10k-labels-idx1-ubyte");
}

static void
teardown(void)
{
    dataset_done(&dataset);
}

static struct reader *
open_reader(void)
{
    struct error err;
    struct reader *reader = reader_open(&dataset, &files, &err);

    ck_assert_msg(reader != NULL, "%s", err.text);
    return reader;
}

static int
load(struct error *err)
{
    struct reader *reader = open_reader();
    struct loader *loader = loader_new(reader, -1, err);
    int status;

    ck_assert_ptr_nonnull(loader);
    status = loader_finish(loader, err);
    reader_close(reader);
    return status;
}

START_TEST(two_threads_read_what_one_reads)
{
    struct dataset want;
    struct error err;
    int i;

    ck_assert_msg(reader_load(&want, &files, &err) == 0, "%s", err.text);
    for (i = 0; i < 20; i++) {
        ck_assert_msg(load(&err) == 0, "%s", err.text);
        check_same_data(&dataset, &want);
        dataset_done(&dataset);
    }
    dataset_done(&want);
}
END_TEST

START_TEST(the_headers_alone_give_the_sizes)
{
    struct reader *reader = open_reader();

    ck_assert_uint_eq(dataset.train.count, TRAIN);
    ck_assert_uint_eq(dataset.test.count, TEST);
    ck_assert_uint_eq(dataset.train.rows, 28);
    ck_assert_uint_eq(dataset.test.cols, 28);
    ck_assert_str_eq(dataset.name, "IDX images"); /* the pixels may tell more */
    reader_close(reader);
}
END_TEST

/* ---- bad files ---- */

/* Each makes a file bad after its header, so that it is found out late. */
static void
cut_last_byte(const char *path)
{
    ck_assert_int_eq(truncate(path, TRAIN + 8 - 1), 0);
}

static void
damage_checksum(const char *path)
{
    int file = open(path, O_WRONLY);
    off_t end = lseek(file, 0, SEEK_END);

    ck_assert(file >= 0);
    ck_assert_int_eq(pwrite(file, "????", 4, end - 8), 4);
    close(file);
}

static void
add_bad_label(const char *path)
{
    int file = open(path, O_WRONLY);

    ck_assert(file >= 0);
    ck_assert_int_eq(pwrite(file, "\x0a", 1, 8 + TEST - 1), 1);
    close(file);
}

static void (*const damages[DATA_FILES])(const char *path) = {
    damage_checksum,
    cut_last_byte,
    damage_checksum,
    add_bad_label,
};

/* A file that cannot hold what it promises is refused when it is opened. */
static void
read_bad(struct error *err)
{
    struct reader *reader = reader_open(&dataset, &files, err);
    struct loader *loader;

    if (reader == NULL)
        return;
    loader = loader_new(reader, -1, err);
    ck_assert_ptr_nonnull(loader);
    ck_assert_int_eq(loader_finish(loader, err), -1);
    reader_close(reader);
    dataset_done(&dataset);
}

START_TEST(a_bad_file_is_named_as_in_one_thread)
{
    struct error want, err;
    int file;

    for (file = 0; file < DATA_FILES; file++) {
        make_data(folder, TRAIN, TEST);
        damages[file](files.path[file]);
        ck_assert_int_eq(reader_load(&dataset, &files, &want), -1);
        ck_assert_ptr_nonnull(strstr(want.text, files.path[file]));
        read_bad(&err);
        ck_assert_str_eq(err.text, want.text);
    }
}
END_TEST

/* Nothing has to be read for that. */
START_TEST(a_file_that_cannot_hold_what_it_promises_is_not_opened)
{
    struct error err;

    cut_last_byte(files.path[DATA_TRAIN_LABELS]);
    ck_assert_ptr_null(reader_open(&dataset, &files, &err));
    ck_assert_ptr_nonnull(
        strstr(err.text, ": cut off: 2999 bytes follow the header instead of 3000"));
    ck_assert_ptr_null(dataset.train.pixels);
}
END_TEST

/* No matter which thread comes to its bad file first. */
START_TEST(of_several_bad_files_the_first_is_named)
{
    struct error want, err;
    int first, second, i;

    for (first = 0; first < DATA_FILES; first++) {
        for (second = first + 1; second < DATA_FILES; second++) {
            if (second == DATA_TRAIN_LABELS || second == DATA_TEST_LABELS)
                continue; /* read when they are opened, before the images */
            make_data(folder, TRAIN, TEST);
            damages[first](files.path[first]);
            damages[second](files.path[second]);
            ck_assert_int_eq(reader_load(&dataset, &files, &want), -1);
            ck_assert_ptr_nonnull(strstr(want.text, files.path[first]));
            for (i = 0; i < 20; i++) {
                read_bad(&err);
                ck_assert_str_eq(err.text, want.text);
            }
        }
    }
}
END_TEST

/* ---- while it reads ---- */

/* A byte comes with the end, and then it has ended. */
START_TEST(the_end_wakes_the_caller)
{
    struct reader *reader = open_reader();
    struct loading loading;
    struct loader *loader;
    struct error err;
    double share = 0;
    struct wake wake;

    woken_open(&wake);
    loader = loader_new(reader, wake.write_fd, &err);
    ck_assert_ptr_nonnull(loader);
    do {
        woken_wait(&wake);
        loading = loader_look(loader);
        ck_assert(loading.share >= share && loading.share <= 1);
        share = loading.share;
    } while (loading.stage == LOADING_READING);
    ck_assert_int_eq(loading.stage, LOADING_NOTHING);
    ck_assert_int_eq(loader_finish(loader, &err), 0);
    reader_close(reader);
    wake_done(&wake);
}
END_TEST

START_TEST(it_can_be_stopped_at_any_moment)
{
    struct rng rng;
    int i;

    rng_init(&rng, 45, 0);
    for (i = 0; i < 100; i++) {
        struct timespec moment = {0, (long)rng_below(&rng, 20000000)};
        struct reader *reader = open_reader();
        struct loader *loader = loader_new(reader, -1, NULL);

        ck_assert_ptr_nonnull(loader);
        if (i % 4 != 0)
            nanosleep(&moment, NULL);
        loader_look(loader);
        loader_stop(loader);
        reader_close(reader);
        dataset_done(&dataset);
    }
    loader_stop(NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        two_threads_read_what_one_reads,
        the_headers_alone_give_the_sizes,
        a_bad_file_is_named_as_in_one_thread,
        a_file_that_cannot_hold_what_it_promises_is_not_opened,
        of_several_bad_files_the_first_is_named,
        the_end_wakes_the_caller,
        it_can_be_stopped_at_any_moment,
        NULL,
    };

    return suite_run_with("loader", tests, 120, setup, teardown);
}
