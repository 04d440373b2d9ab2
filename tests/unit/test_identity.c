/* Which data set it is: known ones are recognised by their sizes, labels and content, the
 * user's own by a manifest beside the files. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/identity.h"
#include "data/reader.h"
#include "support/make_data.h"
#include "support/suite.h"

static struct dataset dataset;
static struct data_files files;
static const uint32_t no_sums[DATA_FILES];

/* Files in a folder without a manifest. */
static void
setup(void)
{
    static const char *const names[DATA_FILES] = {
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte",
    };
    const char *folder = suite_folder();
    int file;

    for (file = 0; file < DATA_FILES; file++)
        files.path[file] = suite_path(folder, names[file]);
    memset(&dataset, 0, sizeof dataset);
}

static void
teardown(void)
{
    dataset_done(&dataset);
}

static void
write_manifest(const char *text)
{
    char *path = strdup(files.path[0]);

    strcpy(strrchr(path, '/'), "/manifest");
    suite_write(path, text, strlen(text));
    free(path);
}

/* Labels least .. most, over and over. */
static void
set_labels(struct images *images, size_t count, size_t least, size_t most)
{
    size_t i;

    images->count = count;
    images->rows = images->cols = 28;
    free(images->labels);
    images->labels = malloc(count);
    for (i = 0; i < count; i++)
        images->labels[i] = (unsigned char)(least + i % (most - least + 1));
}

static void
set_data(size_t train, size_t test, size_t least, size_t most)
{
    set_labels(&dataset.train, train, least, most);
    set_labels(&dataset.test, test, least, most);
}

static struct identity
open_good(void)
{
    struct identity identity;
    struct error err;

    ck_assert_msg(identity_open(&identity, &dataset, &files,
                                (const char *const *)files.path, &err) == 0,
                  "%s", err.text);
    return identity;
}

static void
check_refused(const char *message)
{
    struct identity identity;
    struct error err;
    char *found;

    ck_assert_int_eq(
        identity_open(&identity, &dataset, &files, (const char *const *)files.path, &err),
        -1);
    found = strstr(err.text, message);
    ck_assert_msg(found != NULL && strlen(found) == strlen(message), "%s", err.text);
    identity_done(&identity);
}

START_TEST(emnist_is_known_by_its_numbers_and_labels)
{
    static const struct {
        size_t train, test, least, most;
        const char *name, *last;
    } rows[] = {
        {112800, 18800, 0, 46, "EMNIST balanced", "t"},
        {697932, 116323, 0, 46, "EMNIST by merge", "t"},
        {697932, 116323, 0, 61, "EMNIST by class", "z"},
        {124800, 20800, 1, 26, "EMNIST letters", "Z"},
        {88800, 14800, 1, 26, "EMNIST letters", "Z"},
        {240000, 40000, 0, 9, "EMNIST digits", "9"},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(rows); i++) {
        size_t classes = rows[i].most - rows[i].least + 1;
        struct identity identity;

        set_data(rows[i].train, rows[i].test, rows[i].least, rows[i].most);
        identity = open_good();
        ck_assert_str_eq(dataset.name, rows[i].name);
        ck_assert_uint_eq(dataset.classes, classes);
        ck_assert_str_eq(dataset.class_names[classes - 1], rows[i].last);
        ck_assert(identity_is_transposed(&identity));
        ck_assert_uint_eq(dataset.train.labels[0], 0); /* counted from the first class */
        ck_assert_uint_eq(dataset.test.labels[classes - 1], classes - 1);
        ck_assert_int_eq(identity_finish(&identity, &dataset, no_sums, NULL), 0);
        ck_assert_str_eq(dataset.name, rows[i].name);
        identity_done(&identity);
    }
}
END_TEST

/* With another size, other labels, or a label that does not occur it is none of them. */
START_TEST(what_only_looks_like_a_known_set_has_no_name)
{
    static const struct {
        size_t train, test, least, most, rows, classes;
    } rows[] = {
        {124800, 20800, 0, 26, 28, 27}, {124800, 20800, 1, 25, 28, 26},
        {124800, 20799, 1, 26, 28, 27}, {124800, 20800, 1, 26, 27, 27},
        {240000, 40000, 0, 8, 28, 9},   {60000, 10000, 0, 9, 28, 10},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(rows); i++) {
        struct identity identity;

        set_data(rows[i].train, rows[i].test, rows[i].least, rows[i].most);
        dataset.train.rows = rows[i].rows;
        identity = open_good();
        ck_assert_str_eq(dataset.name, "IDX images");
        ck_assert_uint_eq(dataset.classes, rows[i].classes);
        ck_assert_str_eq(dataset.class_names[3], "3");
        ck_assert(!identity_is_transposed(&identity));
        ck_assert_uint_eq(dataset.train.labels[0], rows[i].least);
        ck_assert_int_eq(identity_finish(&identity, &dataset, no_sums, NULL), 0);
        ck_assert_str_eq(dataset.name, "IDX images");
        identity_done(&identity);
    }
}
END_TEST

START_TEST(the_content_tells_mnist_and_fashion_mnist)
{
    static const struct {
        const char *name, *class_9;
        uint32_t sums[DATA_FILES];
    } rows[] = {
        {"MNIST", "9", {0xf3639b56, 0xba07e8ef, 0xe4ca5f57, 0xee8604d9}},
        {"Fashion-MNIST", "Ankle boot", {0xae65dccd, 0x2ed6e46a, 0x12728439, 0x242bc73f}},
        {"IDX images", "9", {0xae65dccd, 0x2ed6e46a, 0x12728439, 0x242bc73e}},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(rows); i++) {
        struct identity identity;

        set_data(60000, 10000, 0, 9);
        identity = open_good();
        ck_assert_int_eq(identity_finish(&identity, &dataset, rows[i].sums, NULL), 0);
        ck_assert_str_eq(dataset.name, rows[i].name);
        ck_assert_str_eq(dataset.class_names[9], rows[i].class_9);
        identity_done(&identity);
    }
}
END_TEST

/* ---- a manifest beside the files ---- */

START_TEST(a_manifest_names_a_set_of_ones_own)
{
    struct identity identity;

    set_data(50, 10, 5, 6);
    write_manifest("set Other\nclasses a\nset Coins\nclasses heads, tails, edge\n"
                   "first-label 5\ntransposed\n");
    identity = open_good();
    ck_assert_str_eq(dataset.name, "Coins"); /* the labels do not fit the first */
    ck_assert_uint_eq(dataset.classes, 3);   /* though one does not occur */
    ck_assert_str_eq(dataset.class_names[2], "edge");
    ck_assert(identity_is_transposed(&identity));
    ck_assert_uint_eq(dataset.train.labels[0], 0);
    identity_done(&identity);
}
END_TEST

START_TEST(a_manifest_goes_before_what_is_known)
{
    struct identity identity;

    set_data(240000, 40000, 0, 9);
    write_manifest("set Upright digits\n");
    identity = open_good();
    ck_assert_str_eq(dataset.name, "Upright digits");
    ck_assert_uint_eq(dataset.classes, 10);
    ck_assert_str_eq(dataset.class_names[9], "9");
    ck_assert(!identity_is_transposed(&identity));
    identity_done(&identity);
}
END_TEST

START_TEST(a_manifest_that_does_not_fit_is_an_error)
{
    set_data(50, 10, 5, 7);
    write_manifest("set Coins\nclasses heads, tails\nfirst-label 5\n");
    check_refused("/manifest says 5 to 6");
    write_manifest("set Coins\nimages 50 11\n");
    check_refused("/manifest: set Coins has other sizes than the files, which hold 50 "
                  "and 10 images of 28x28 pixels");
    write_manifest("set Coins\nsize 28 27\n");
    check_refused("/manifest: set Coins has other sizes than the files, which hold 50 "
                  "and 10 images of 28x28 pixels");
    write_manifest("# nothing\n");
    check_refused("/manifest: no set in it: a line 'set NAME' is expected");
    write_manifest("sett\n");
    check_refused("/manifest: line 1: 'sett': set, classes, first-label, transposed, "
                  "images, size, sums or packed is expected");
}
END_TEST

START_TEST(the_sums_of_a_manifest_are_checked)
{
    static const uint32_t sums[DATA_FILES] = {1, 2, 3, 4};
    struct identity identity;
    struct error err;

    set_data(50, 10, 0, 3);
    write_manifest("set Own\nsums 00000001 00000002 00000003 00000004\n");
    identity = open_good();
    ck_assert_int_eq(identity_finish(&identity, &dataset, no_sums, &err), -1);
    ck_assert_ptr_nonnull(
        strstr(err.text, "/manifest: no set in it has the content of the files, whose "
                         "sums are 00000000 00000000"));
    ck_assert_int_eq(identity_finish(&identity, &dataset, sums, &err), 0);
    ck_assert_str_eq(dataset.name, "Own");
    identity_done(&identity);
}
END_TEST

/* Two sets of the same sizes are told apart by what they hold. */
START_TEST(of_several_sets_with_sums_the_right_one_is_found)
{
    static const uint32_t sums[DATA_FILES] = {1, 2, 3, 4};
    struct identity identity;

    set_data(50, 10, 0, 3);
    write_manifest("set A\nsums 00000001 00000002 00000003 00000005\n"
                   "set B\nsums 00000001 00000002 00000003 00000004\n"
                   "classes a, b, c, d\n");
    identity = open_good();
    ck_assert_str_eq(dataset.name, "IDX images");
    ck_assert_int_eq(identity_finish(&identity, &dataset, sums, NULL), 0);
    ck_assert_str_eq(dataset.name, "B");
    ck_assert_str_eq(dataset.class_names[3], "d");
    identity_done(&identity);
}
END_TEST

/* The manifest of another set in the folder is not looked at. */
START_TEST(files_that_begin_with_a_name_have_a_manifest_of_that_name)
{
    struct identity identity;
    char *folder = strdup(files.path[0]);

    *strrchr(folder, '/') = '\0';
    set_data(50, 10, 0, 3);
    write_manifest("set Other\nimages 51 10\n");
    files.path[DATA_TRAIN_IMAGES] =
        suite_path(folder, "coins-train-images-idx3-ubyte.gz");
    identity = open_good();
    ck_assert_str_eq(dataset.name, "IDX images");
    identity_done(&identity);
    suite_write(suite_path(folder, "coins-manifest"), "set Coins", 9);
    identity = open_good();
    ck_assert_str_eq(dataset.name, "Coins");
    identity_done(&identity);
    free(folder);
}
END_TEST

START_TEST(classes_are_named_by_their_labels)
{
    struct identity identity;

    set_data(50, 10, 5, 7);
    write_manifest("set Own\nfirst-label 5\n");
    identity = open_good();
    ck_assert_uint_eq(dataset.classes, 3);
    ck_assert_str_eq(dataset.class_names[0], "5");
    identity_done(&identity);
}
END_TEST

#ifdef HAVE_CURL
/* As KMNIST is known: the files hold a, b, c and d. */
START_TEST(the_hashes_of_packed_files_are_checked)
{
    static const char set[] =
        "set Own\npacked "
        "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb "
        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d "
        "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6 "
        "18ac3e7343f016890c510e93f935261169d9e3f565436429830faf0934f4f8e4\n";
    struct identity identity;
    struct error err;
    int file;

    set_data(50, 10, 0, 3);
    write_manifest(set);
    for (file = 0; file < DATA_FILES; file++)
        suite_write(files.path[file], &"abcd"[file], 1);
    identity = open_good();
    for (file = 0; file < DATA_FILES; file++) {
        suite_write(files.path[file], "x", 1);
        ck_assert_int_eq(identity_finish(&identity, &dataset, no_sums, &err), -1);
        suite_write(files.path[file], &"abcd"[file], 1);
    }
    ck_assert_int_eq(identity_finish(&identity, &dataset, no_sums, &err), 0);
    identity_done(&identity);
}
END_TEST
#endif

/* ---- with real files ---- */

static int
load(struct error *err)
{
    return reader_load(&dataset, &files, err);
}

START_TEST(transposed_images_are_turned_and_labels_shifted)
{
    struct dataset upright;
    struct error err;
    size_t image, y, x;
    char *folder = strdup(files.path[0]);

    *strrchr(folder, '/') = '\0';
    make_data(folder, 40, 12);
    ck_assert_msg(load(&err) == 0, "%s", err.text);
    upright = dataset;
    write_manifest("set Turned\ntransposed\n");
    ck_assert_msg(load(&err) == 0, "%s", err.text);
    ck_assert_str_eq(dataset.name, "Turned");
    for (image = 0; image < dataset.train.count; image++)
        for (y = 0; y < 28; y++)
            for (x = 0; x < 28; x++)
                ck_assert_int_eq(dataset.train.pixels[image * 784 + y * 28 + x],
                                 upright.train.pixels[image * 784 + x * 28 + y]);
    ck_assert_mem_eq(dataset.test.labels, upright.test.labels, upright.test.count);
    ck_assert_uint_eq(dataset.test.first[dataset.test.count],
                      upright.test.first[upright.test.count]);
    dataset_done(&upright);
    free(folder);
}
END_TEST

START_TEST(transposed_images_need_not_be_square)
{
    static const struct data_shape shape = {.rows = 5, .cols = 9, .classes = 3};
    struct dataset upright;
    struct error err;
    char *folder = strdup(files.path[0]);
    size_t y, x;

    *strrchr(folder, '/') = '\0';
    make_shaped_data(folder, &shape, 20, 10);
    ck_assert_msg(load(&err) == 0, "%s", err.text);
    upright = dataset;
    write_manifest("set Turned\ntransposed\n");
    ck_assert_msg(load(&err) == 0, "%s", err.text);
    ck_assert_uint_eq(dataset.train.rows, 9);
    ck_assert_uint_eq(dataset.train.cols, 5);
    for (y = 0; y < 9; y++)
        for (x = 0; x < 5; x++)
            ck_assert_int_eq(dataset.train.pixels[45 + y * 5 + x],
                             upright.train.pixels[45 + x * 9 + y]);
    dataset_done(&upright);
    free(folder);
}
END_TEST

START_TEST(a_bad_manifest_stops_the_reading)
{
    char *folder = strdup(files.path[0]);
    struct error err;

    *strrchr(folder, '/') = '\0';
    make_data(folder, 40, 12);
    write_manifest("set Own\nsums 00000001 00000002 00000003 00000004\n");
    ck_assert_int_eq(load(&err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, "no set in it has the content"));
    ck_assert_ptr_null(dataset.train.pixels);
    free(folder);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        emnist_is_known_by_its_numbers_and_labels,
        what_only_looks_like_a_known_set_has_no_name,
        the_content_tells_mnist_and_fashion_mnist,
        a_manifest_names_a_set_of_ones_own,
        a_manifest_goes_before_what_is_known,
        a_manifest_that_does_not_fit_is_an_error,
        the_sums_of_a_manifest_are_checked,
        of_several_sets_with_sums_the_right_one_is_found,
        files_that_begin_with_a_name_have_a_manifest_of_that_name,
        classes_are_named_by_their_labels,
#ifdef HAVE_CURL
        the_hashes_of_packed_files_are_checked,
#endif
        transposed_images_are_turned_and_labels_shifted,
        transposed_images_need_not_be_square,
        a_bad_manifest_stops_the_reading,
        NULL,
    };

    return suite_run_with("identity", tests, 30, setup, teardown);
}
