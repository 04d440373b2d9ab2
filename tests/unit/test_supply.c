/* Where the data set comes from: files, a download, or the practice digits when there is
 * neither. The mirrors are on loopback; the real MNIST is downloaded from one when it is
 * there. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/practice.h"
#include "supply/supply.h"
#include "support/http_server.h"
#include "support/make_data.h"
#include "support/suite.h"
#include "support/woken.h"

static const double patience = 60; /* seconds; sanitizers are slow */

/* The environment of a test; NULL: not set. */
static char *var_home, *var_mirror, *var_data;
static char offline[] = "1", practice[] = "practice";

static struct dataset dataset;
static struct supply supply;
static struct wake wake;

static char *
environment(const char *name)
{
    if (strcmp(name, "HOME") == 0)
        return var_home;
    if (strcmp(name, "MNISTUI_MIRROR") == 0)
        return var_mirror;
    if (strcmp(name, "MNISTUI_OFFLINE") == 0)
        return offline; /* no public mirror is asked */
    return strcmp(name, "MNISTUI_DATA") == 0 ? var_data : NULL;
}

/* A working folder and a home with nothing in them. */
static void
setup(void)
{
    static const char *const proxies[] = {"http_proxy", "HTTP_PROXY", "all_proxy",
                                          "ALL_PROXY"};
    const char *world = suite_folder();
    size_t i;

    for (i = 0; i < MEM_COUNT(proxies); i++)
        unsetenv(proxies[i]);
    ck_assert_int_eq(chdir(world), 0);
    ck_assert_int_eq(mkdir("work", 0700), 0);
    ck_assert_int_eq(chdir("work"), 0);
    var_home = suite_path(world, "home");
    ck_assert_int_eq(mkdir(var_home, 0700), 0);
    woken_open(&wake);
}

static void
teardown(void)
{
    supply_done(&supply);
    dataset_done(&dataset);
}

static void
open_supply(const char *data, enum supply_source source)
{
    struct error err;

    ck_assert_msg(supply_open(&supply, &dataset, data, environment, &err) == 0, "%s",
                  err.text);
    ck_assert_int_eq(supply.source, source);
}

static void
start(void)
{
    struct error err;

    ck_assert_msg(supply_start(&supply, wake.write_fd, &err) == 0, "%s", err.text);
}

/* Waits for a byte, as the UI does, and updates; returns the stage that it is in then. */
static enum loading_stage
step(struct loading *loading)
{
    struct error err;

    woken_wait(&wake);
    ck_assert_msg(supply_update(&supply, loading, &err) == 0, "%s", err.text);
    return loading->stage;
}

/* Which stages were seen until the data is there, as letters: F, R, D. */
static void
bring(char *stages)
{
    static const char letters[] = {'-', 'F', 'R', 'D'};
    struct loading loading;
    size_t count = 0;

    start();
    stages[count++] = letters[supply_stage(&supply)];
    while (step(&loading) != LOADING_NOTHING) {
        ck_assert(loading.share >= 0 && loading.share <= 1);
        if (letters[loading.stage] != stages[count - 1])
            stages[count++] = letters[loading.stage];
    }
    stages[count] = '\0';
}

static void
check_practice(void)
{
    ck_assert_int_eq(supply.source, SUPPLY_PRACTICE);
    ck_assert_str_eq(dataset.name, "practice digits");
    ck_assert_uint_eq(dataset.classes, DIGIT_CLASSES);
    ck_assert_uint_eq(dataset.train.count, PRACTICE_TRAIN);
    ck_assert_uint_eq(dataset.test.count, PRACTICE_TEST);
}

START_TEST(files_that_are_there_are_read)
{
    char stages[8];

    ck_assert_int_eq(mkdir("data", 0700), 0);
    make_data("data", 300, 100);
    open_supply(NULL, SUPPLY_FILES);
    ck_assert_uint_eq(dataset.train.count, 300);
    bring(stages);
    ck_assert_str_eq(stages, "R");
    ck_assert_str_eq(dataset.name, "IDX images");
    ck_assert_str_eq(supply.why.text, "");
}
END_TEST

START_TEST(a_bad_file_is_an_error_at_once_or_when_it_is_read)
{
    struct loading loading;
    struct stat status;
    struct error err;

    ck_assert_int_eq(supply_open(&supply, &dataset, "nowhere", environment, &err), -1);
    ck_assert_str_eq(err.text, "--data=nowhere: there is no such folder");
    ck_assert_int_eq(mkdir("data", 0700), 0);
    make_data("data", 3000, 100);
    ck_assert_int_eq(stat("data/train-images-idx3-ubyte.gz", &status), 0);
    ck_assert_int_eq(truncate("data/train-images-idx3-ubyte.gz", status.st_size - 1), 0);
    open_supply("data", SUPPLY_FILES);
    start();
    while (supply_update(&supply, &loading, &err) == 0)
        ck_assert_int_eq(loading.stage, LOADING_READING);
    ck_assert_ptr_nonnull(strstr(err.text, "data/train-images-idx3-ubyte.gz: cut off"));
    ck_assert_ptr_null(strstr(err.text, "It was found"));
}
END_TEST

/* A broken file in a place that the user did not name: err says what else to do. */
START_TEST(what_is_found_and_broken_comes_with_advice)
{
    static const char advice[] =
        "\nIt was found where data is looked for: --data=DIR names another place, "
        "mnistui fetch\ndownloads MNIST, and --data=practice needs no files";
    struct loading loading;
    struct error err;

    ck_assert_int_eq(mkdir("data", 0700), 0);
    make_data("data", 3000, 100);
    ck_assert_int_eq(truncate("data/train-labels-idx1-ubyte", 1000), 0);
    ck_assert_int_eq(supply_open(&supply, &dataset, NULL, environment, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, advice));
    make_data("data", 3000, 100);
    ck_assert_int_eq(truncate("data/t10k-images-idx3-ubyte.gz", 5000), 0);
    open_supply(NULL, SUPPLY_FILES);
    start();
    while (supply_update(&supply, &loading, &err) == 0)
        ck_assert_int_eq(loading.stage, LOADING_READING);
    ck_assert_ptr_nonnull(strstr(err.text, advice));
    teardown();
    var_data = strdup("data");
    ck_assert_int_eq(truncate("data/train-labels-idx1-ubyte", 1000), 0);
    ck_assert_int_eq(supply_open(&supply, &dataset, NULL, environment, &err), -1);
    ck_assert_ptr_null(strstr(err.text, advice));
}
END_TEST

START_TEST(a_mirror_that_is_no_url_is_told_at_once)
{
    struct error err;

    var_mirror = strdup("ftp://example.org/");
    ck_assert_int_eq(supply_open(&supply, &dataset, NULL, environment, &err), -1);
    ck_assert_ptr_eq(strstr(err.text, "MNISTUI_MIRROR"), err.text);
}
END_TEST

/* Even where there is a folder of that name. */
START_TEST(practice_digits_are_drawn_when_they_are_asked_for)
{
    struct error err;

    ck_assert_int_eq(mkdir("practice", 0700), 0);
    make_data("practice", 300, 100);
    open_supply("practice", SUPPLY_PRACTICE);
    ck_assert_uint_eq(dataset.classes, DIGIT_CLASSES);
    ck_assert_uint_eq(dataset.train.rows * dataset.train.cols, 784);
    ck_assert_int_eq(supply_start(&supply, -1, &err), 0);
    ck_assert_int_eq(supply_wait(&supply, &err), 0);
    check_practice();
    ck_assert_str_eq(supply.why.text, "");
    supply_done(&supply);
    dataset_done(&dataset);
    var_data = practice;
    open_supply(NULL, SUPPLY_PRACTICE);
    open_supply("./practice", SUPPLY_FILES);
}
END_TEST

/* Without libcurl it is the same: there can be no download. */
START_TEST(without_any_data_or_mirror_practice_digits_are_drawn)
{
    char stages[8];

    open_supply(NULL, SUPPLY_DOWNLOAD);
    ck_assert_uint_eq(dataset.train.rows * dataset.train.cols, 784);
    bring(stages);
    ck_assert(strcmp(stages, "FD") == 0 || strcmp(stages, "D") == 0);
    check_practice();
    ck_assert_str_ne(supply.why.text, "");
}
END_TEST

START_TEST(without_a_home_practice_digits_are_drawn)
{
    char stages[8];

    var_home = NULL;
    open_supply(NULL, SUPPLY_DOWNLOAD);
    bring(stages);
    ck_assert_str_eq(stages, "D");
    check_practice();
    ck_assert_str_ne(supply.why.text, "");
}
END_TEST

/* ---- downloads ---- */

/* One file under the name of MNIST's first, of the right size and with wrong bytes. */
static struct http_server *
serve_wrong(void)
{
    enum { SIZE = 9912422 };
    static struct http_server_file files[2] = {
        {"train-images-idx3-ubyte.gz", NULL, SIZE}};
    struct http_server *server;

    files[0].bytes = mem_zeroed(SIZE, 1);
    server = http_server_start(files);
    return server;
}

static void
set_mirror(struct http_server *server, const char *how)
{
    var_mirror = strdup(http_server_url(server, how));
}

START_TEST(when_no_mirror_has_it_practice_digits_are_drawn)
{
    struct http_server *server = serve_wrong();
    char stages[8];

    set_mirror(server, "404");
    open_supply(NULL, SUPPLY_DOWNLOAD);
    bring(stages);
    ck_assert_str_eq(stages, "FD");
    check_practice();
    ck_assert_ptr_nonnull(strstr(supply.why.text, "404"));
    ck_assert_ptr_nonnull(strstr(supply.log, "404"));
    ck_assert(!supply.skipped);
}
END_TEST

/* The progress of the download is told until the user has seen enough of it. */
START_TEST(a_download_that_is_not_wanted_gives_way_to_practice_digits)
{
    struct http_server *server = serve_wrong();
    struct loading loading;

    set_mirror(server, "slow");
    open_supply(NULL, SUPPLY_DOWNLOAD);
    start();
    do
        ck_assert_int_eq(step(&loading), LOADING_FETCHING);
    while (loading.fetch.done == 0);
    ck_assert_uint_gt(loading.fetch.total, 11500000);
    ck_assert_str_eq(loading.fetch.file, "train-images-idx3-ubyte.gz");
    ck_assert_ptr_nonnull(strstr(loading.fetch.host, "127.0.0.1:"));
    supply_skip(&supply);
    while (step(&loading) != LOADING_NOTHING)
        ck_assert_int_ne(loading.stage, LOADING_READING);
    check_practice();
    ck_assert(supply.skipped);
    supply_skip(&supply); /* nothing is left to skip */
}
END_TEST

START_TEST(it_can_be_ended_while_it_downloads)
{
    struct http_server *server = serve_wrong();
    struct loading loading;
    double begun;

    set_mirror(server, "silent");
    open_supply(NULL, SUPPLY_DOWNLOAD);
    start();
    ck_assert_int_eq(supply_update(&supply, &loading, NULL), 0);
    ck_assert_int_eq(loading.stage, LOADING_FETCHING);
    begun = clock_now();
    supply_done(&supply);
    ck_assert(clock_now() - begun < patience / 2);
    ck_assert_int_eq(supply_stage(&supply), LOADING_NOTHING);
}
END_TEST

/* What was said about mirrors can be read even when the user leaves in the middle. */
START_TEST(the_log_outlives_a_download_that_is_ended)
{
    struct http_server *server = serve_wrong();
    struct loading loading;
    char mirrors[400];

    snprintf(mirrors, sizeof mirrors, "%s %s", http_server_url(server, "404"),
             http_server_url(server, "slow"));
    var_mirror = mirrors;
    open_supply(NULL, SUPPLY_DOWNLOAD);
    start();
    do
        ck_assert_int_eq(step(&loading), LOADING_FETCHING);
    while (loading.fetch.done == 0);
    ck_assert_ptr_nonnull(strstr(loading.fetch.note, "404"));
    supply_done(&supply);
    ck_assert_ptr_nonnull(strstr(supply.log, "404"));
}
END_TEST

/* ---- the real MNIST, from a mirror ---- */

static struct http_server_file mnist[DATA_FILES + 1];

static void
read_mnist(void)
{
    enum { ROOM = 10 << 20 };
    static const char *const names[DATA_FILES] = {
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
        "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
    };
    const char *folder = getenv("MNISTUI_DATA");
    int i;

    for (i = 0; i < DATA_FILES && folder != NULL; i++) {
        FILE *file = fopen(suite_path(folder, names[i]), "rb");
        unsigned char *bytes = malloc(ROOM);

        ck_assert(file != NULL && bytes != NULL);
        mnist[i] =
            (struct http_server_file){names[i], bytes, fread(bytes, 1, ROOM, file)};
        fclose(file);
    }
}

START_TEST(mnist_is_downloaded_read_and_found_the_next_time)
{
    struct http_server *server;
    char stages[8];

    server = http_server_start(mnist);
    set_mirror(server, "good");
    open_supply(NULL, SUPPLY_DOWNLOAD);
    bring(stages);
    ck_assert_str_eq(stages, "FR");
    ck_assert_str_eq(dataset.name, "MNIST");
    ck_assert_uint_eq(dataset.train.count, 60000);
    ck_assert_str_eq(supply.why.text, "");
    supply_done(&supply);
    dataset_done(&dataset);
    http_server_forget(server);
    open_supply(NULL, SUPPLY_FILES);
    bring(stages);
    ck_assert_str_eq(dataset.name, "MNIST");
    ck_assert_uint_eq(http_server_count(server), 0);
}
END_TEST

int
main(void)
{
    const TTest *tests[] = {
        files_that_are_there_are_read,
        a_bad_file_is_an_error_at_once_or_when_it_is_read,
        what_is_found_and_broken_comes_with_advice,
        a_mirror_that_is_no_url_is_told_at_once,
        practice_digits_are_drawn_when_they_are_asked_for,
        without_any_data_or_mirror_practice_digits_are_drawn,
        without_a_home_practice_digits_are_drawn,
        NULL, /* from here on those of downloads */
        a_download_that_is_not_wanted_gives_way_to_practice_digits,
        it_can_be_ended_while_it_downloads,
        the_log_outlives_a_download_that_is_ended,
        NULL, /* with the real MNIST */
        NULL,
    };

    if (download_is_possible())
        tests[7] = when_no_mirror_has_it_practice_digits_are_drawn;
    if (getenv("MNISTUI_DATA") != NULL && download_is_possible())
        tests[11] = mnist_is_downloaded_read_and_found_the_next_time;
    suite_prepare(read_mnist);
    return suite_run_with("supply", tests, 2 * patience, setup, teardown);
}
