#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/locate.h"
#include "support/suite.h"

static const char *const names[DATA_FILES] = {
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
};

/* What the searched environment holds; NULL: not set. */
static char keras[] = "k";
static char *var_data, *var_home, *var_xdg, *var_torch, *var_keras;

static char *
environment(const char *name)
{
    if (strcmp(name, "MNISTUI_DATA") == 0)
        return var_data;
    if (strcmp(name, "HOME") == 0)
        return var_home;
    if (strcmp(name, "XDG_CACHE_HOME") == 0)
        return var_xdg;
    if (strcmp(name, "TORCH_HOME") == 0)
        return var_torch;
    if (strcmp(name, "KERAS_HOME") == 0)
        return var_keras;
    ck_abort_msg("%s is read", name);
    return NULL;
}

/* An empty world: a working folder below an empty one, so that ../data is ours too. */
static const char *
new_world(void)
{
    const char *world = suite_folder();

    ck_assert_int_eq(chdir(world), 0);
    ck_assert_int_eq(mkdir("work", 0755), 0);
    ck_assert_int_eq(chdir("work"), 0);
    return world;
}

/* Makes the folders that lead to the file, and an empty file. */
static void
touch(const char *folder, const char *name)
{
    char *path = suite_path(folder, name), *slash;

    for (slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
    suite_write(path, "", 0);
}

static void
touch_all(const char *folder, int split)
{
    char name[100];
    int i;

    for (i = 0; i < DATA_FILES; i++) {
        snprintf(name, sizeof name, "%s%s",
                 !split  ? ""
                 : i < 2 ? "train/"
                         : "test/",
                 names[i]);
        touch(folder, name);
    }
}

/* All four are found below folder. */
static void
check_found(const char *named, const char *folder, int split)
{
    struct data_files files;
    struct error err;
    char expected[4096];
    int i;

    ck_assert_msg(locate_data(&files, named, environment, &err) == 0, "%s", err.text);
    for (i = 0; i < DATA_FILES; i++) {
        snprintf(expected, sizeof expected, "%s/%s%s", folder,
                 !split  ? ""
                 : i < 2 ? "train/"
                         : "test/",
                 names[i]);
        ck_assert_str_eq(files.path[i], expected);
    }
    data_files_done(&files);
    ck_assert_ptr_null(files.path[0]);
}

static void
check_refused(const char *named, const char *message)
{
    struct data_files files;
    struct error err;
    int i;

    ck_assert_int_eq(locate_data(&files, named, environment, &err), -1);
    ck_assert_str_eq(err.text, message);
    for (i = 0; i < DATA_FILES; i++)
        ck_assert_ptr_null(files.path[i]);
}

/* The same for the usual places, none of which is at fault. */
static void
check_nothing(const char *message)
{
    struct data_files files;
    struct error err;

    ck_assert_int_eq(locate_data(&files, NULL, environment, &err), LOCATE_NOTHING);
    ck_assert_str_eq(err.text, message);
    ck_assert_ptr_null(files.path[0]);
}

#define ADVICE                                                                           \
    "mnistui fetch downloads them. Or name the folder where they are with --data=DIR "   \
    "or\n"                                                                               \
    "with the variable MNISTUI_DATA. With --data=practice mnistui uses digits that it\n" \
    "draws itself."

/* ---- the list of usual places ---- */

START_TEST(the_list_is_complete_with_home_alone)
{
    new_world();
    var_home = suite_path("", "h");
    check_nothing("no MNIST files were found in\n"
                  "  ./data\n"
                  "  ./data/MNIST/raw\n"
                  "  ../data/MNIST/raw\n"
                  "  /h/.cache/mnistui/mnist\n"
                  "  /h/.cache/burn-dataset/mnist (in train and test)\n"
#ifdef __APPLE__
                  "  /h/Library/Caches/burn-dataset/mnist (in train and test)\n"
#endif
                  "  /h/.cache/torch/MNIST/raw\n"
                  "  /h/.cache/torch/datasets/MNIST/raw\n"
                  "  /h/.cache/torchvision/MNIST/raw\n"
                  "  /h/.keras/datasets/mnist.npz\n" ADVICE);
}
END_TEST

START_TEST(the_list_is_complete_with_every_variable)
{
    new_world();
    var_home = suite_path("", "h");
    var_xdg = suite_path("", "x");
    var_torch = suite_path("t", "o");
    var_keras = keras;
    check_nothing("no MNIST files were found in\n"
                  "  ./data\n"
                  "  ./data/MNIST/raw\n"
                  "  ../data/MNIST/raw\n"
                  "  /x/mnistui/mnist\n"
                  "  /x/burn-dataset/mnist (in train and test)\n"
                  "  /h/.cache/burn-dataset/mnist (in train and test)\n"
#ifdef __APPLE__
                  "  /h/Library/Caches/burn-dataset/mnist (in train and test)\n"
#endif
                  "  t/o/MNIST/raw\n"
                  "  t/o/datasets/MNIST/raw\n"
                  "  /h/.cache/torchvision/MNIST/raw\n"
                  "  k/datasets/mnist.npz\n" ADVICE);
}
END_TEST

/* Empty or relative is as good as not set. */
START_TEST(the_list_without_home_and_cache)
{
    static char empty[] = "", relative[] = "x/y";
    static const struct {
        char *home, *xdg, *torch, *data;
    } rows[] = {{0}, {empty, empty, empty, empty}, {relative, relative, NULL, NULL}};
    size_t i;

    new_world();
    for (i = 0; i < MEM_COUNT(rows); i++) {
        var_home = rows[i].home;
        var_xdg = rows[i].xdg;
        var_torch = rows[i].torch;
        var_data = rows[i].data;
        check_nothing("no MNIST files were found in\n"
                      "  ./data\n"
                      "  ./data/MNIST/raw\n"
                      "  ../data/MNIST/raw\n" ADVICE);
    }
}
END_TEST

START_TEST(xdg_cache_without_home_is_used)
{
    new_world();
    var_xdg = suite_path("", "x");
    check_nothing("no MNIST files were found in\n"
                  "  ./data\n"
                  "  ./data/MNIST/raw\n"
                  "  ../data/MNIST/raw\n"
                  "  /x/mnistui/mnist\n"
                  "  /x/burn-dataset/mnist (in train and test)\n"
                  "  /x/torch/MNIST/raw\n"
                  "  /x/torch/datasets/MNIST/raw\n" ADVICE);
}
END_TEST

START_TEST(the_list_fits_the_message_with_long_paths)
{
    char home[201], text[sizeof((struct error *)0)->text];
    struct data_files files;
    struct error err;

    new_world();
    memset(home, 'h', 200);
    home[0] = '/';
    home[200] = '\0';
    var_home = home;
    var_xdg = suite_path(home, "xdg");
    var_torch = suite_path(home, "torch");
    ck_assert_int_eq(locate_data(&files, NULL, environment, &err), LOCATE_NOTHING);
    snprintf(text, sizeof text, "  %s/.keras/datasets/mnist.npz\n" ADVICE, home);
    ck_assert_ptr_nonnull(strstr(err.text, text));
}
END_TEST

/* Longer than any path can be: such places are left out, the others are still tried. */
START_TEST(an_endless_home_does_no_harm)
{
    static char home[10001];

    new_world();
    memset(home, '/', 10000);
    var_home = home;
    check_nothing("no MNIST files were found in\n"
                  "  ./data\n"
                  "  ./data/MNIST/raw\n"
                  "  ../data/MNIST/raw\n" ADVICE);
    touch_all("../data/MNIST/raw", 0);
    check_found(NULL, "../data/MNIST/raw", 0);
}
END_TEST

/* ---- the order ---- */

/* Filled from the last place to the first: each is found until one before it is full. */
START_TEST(the_first_full_place_wins)
{
    static const struct {
        const char *folder;
        int split;
    } places[] = {
        {"h/.cache/torchvision/MNIST/raw", 0},
        {"t/datasets/MNIST/raw", 0},
        {"t/MNIST/raw", 0},
        {"h/.cache/burn-dataset/mnist", 1},
        {"x/burn-dataset/mnist", 1},
        {"x/mnistui/mnist", 0},
    };
    static const char *const relative[] = {"../data/MNIST/raw", "./data/MNIST/raw",
                                           "./data"};
    const char *world = new_world();
    size_t i;

    var_home = suite_path(world, "h");
    var_xdg = suite_path(world, "x");
    var_torch = suite_path(world, "t");
    for (i = 0; i < MEM_COUNT(places); i++) {
        char *folder = suite_path(world, places[i].folder);

        touch_all(folder, places[i].split);
        check_found(NULL, folder, places[i].split);
    }
    for (i = 0; i < MEM_COUNT(relative); i++) {
        touch_all(relative[i], 0);
        check_found(NULL, relative[i], 0);
    }
    /* the variable comes before them, and --data before the variable */
    var_data = suite_path(world, "v");
    touch_all(var_data, 0);
    check_found(NULL, var_data, 0);
    touch_all("named", 0);
    check_found("named", "named", 0);
}
END_TEST

START_TEST(a_place_that_lacks_a_file_is_passed_over_and_the_list_says_so)
{
    new_world();
    touch_all("./data", 0);
    touch_all("../data/MNIST/raw", 0);
    ck_assert_int_eq(unlink("./data/train-labels-idx1-ubyte"), 0);
    ck_assert_int_eq(unlink("./data/t10k-labels-idx1-ubyte"), 0);
    check_found(NULL, "../data/MNIST/raw", 0);
    ck_assert_int_eq(unlink("../data/MNIST/raw/t10k-images-idx3-ubyte"), 0);
    check_nothing("no MNIST files were found in\n"
                  "  ./data: without train-labels-idx1-ubyte, t10k-labels-idx1-ubyte\n"
                  "  ./data/MNIST/raw\n"
                  "  ../data/MNIST/raw: without t10k-images-idx3-ubyte\n" ADVICE);
}
END_TEST

/* ---- a named folder ---- */

START_TEST(a_named_folder_is_searched_in_five_ways)
{
    new_world();
    touch_all("a", 0);
    touch_all("b/MNIST/raw", 0);
    touch_all("c/raw", 0);
    touch_all("d", 1);
    touch_all("e/gzip", 0);
    check_found("e", "e/gzip", 0);
    check_found("a", "a", 0);
    check_found("b", "b/MNIST/raw", 0);
    check_found("c", "c/raw", 0);
    check_found("d", "d", 1);
    check_found("./d", "./d", 1);
}
END_TEST

/* Those of EMNIST, whose files begin with the name of the set. */
static void
touch_emnist(const char *folder, const char *set)
{
    static const char *const ends[] = {
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
        "test-images-idx3-ubyte.gz",
        "test-labels-idx1-ubyte.gz",
    };
    char name[100];
    size_t i;

    for (i = 0; i < MEM_COUNT(ends); i++) {
        snprintf(name, sizeof name, "%s-%s", set, ends[i]);
        touch(folder, name);
    }
}

static void
check_emnist(const char *named, const char *folder, const char *set)
{
    struct data_files files;
    char expected[300];
    struct error err;

    ck_assert_msg(locate_data(&files, named, environment, &err) == 0, "%s", err.text);
    snprintf(expected, sizeof expected, "%s/%s-train-images-idx3-ubyte.gz", folder, set);
    ck_assert_str_eq(files.path[DATA_TRAIN_IMAGES], expected);
    snprintf(expected, sizeof expected, "%s/%s-test-labels-idx1-ubyte.gz", folder, set);
    ck_assert_str_eq(files.path[DATA_TEST_LABELS], expected);
    ck_assert(!files.npz);
    data_files_done(&files);
}

START_TEST(a_data_set_is_named_by_how_its_files_begin)
{
    new_world();
    touch_emnist("e/gzip", "emnist-letters");
    check_emnist("e/gzip/emnist-letters", "e/gzip", "emnist-letters");
    check_emnist("e/gzip", "e/gzip", "emnist-letters");
    check_emnist("e", "e/gzip", "emnist-letters");
    touch_emnist("e/gzip", "emnist-digits");
    check_emnist("e/gzip/emnist-digits", "e/gzip", "emnist-digits");
    ck_assert_int_eq(chdir("e/gzip"), 0);
    check_emnist("emnist-digits", ".", "emnist-digits");
    ck_assert_int_eq(unlink("emnist-digits-test-labels-idx1-ubyte.gz"), 0);
    check_refused("emnist-digits", "--data=. lacks emnist-digits-"
                                   "test-labels-idx1-ubyte (packed as .gz "
                                   "or not)");
    check_emnist(".", ".", "emnist-letters"); /* the only one that is complete */
    ck_assert_int_eq(unlink("emnist-letters-test-labels-idx1-ubyte.gz"), 0);
    ck_assert_int_eq(unlink("emnist-letters-test-images-idx3-ubyte.gz"), 0);
    check_refused(".", "--data=. lacks emnist-digits-test-labels-idx1-ubyte (packed as "
                       ".gz or not)"); /* the one that lacks least */
    check_refused("emnist-none", "--data=emnist-none: there is no such folder");
}
END_TEST

START_TEST(of_several_data_sets_in_a_folder_one_has_to_be_named)
{
    struct data_files files;
    struct error err;

    new_world();
    touch_emnist("e", "emnist-letters");
    touch_emnist("e", "emnist-digits");
    ck_assert_int_eq(locate_data(&files, "e", environment, &err), -1);
    ck_assert_ptr_eq(
        strstr(err.text, "--data=e holds several data sets: name one of them:\n"),
        err.text);
    ck_assert_ptr_nonnull(
        strstr(err.text, "\n  --data=e/emnist-digits\n  --data=e/emnist-letters"));
    touch_emnist("r/MNIST/raw", "emnist-letters"); /* below, too, as torchvision has it */
    check_emnist("r", "r/MNIST/raw", "emnist-letters");
    touch_emnist("s", "\033[31m"); /* which a terminal would take for a command */
    ck_assert_int_eq(locate_data(&files, "s", environment, &err), -1);
    ck_assert_ptr_null(strchr(err.text, '\033'));
    touch_all("e", 0); /* the plain names come first */
    check_found("e", "e", 0);
}
END_TEST

static void
check_npz(const char *named, const char *path)
{
    struct data_files files;
    struct error err;
    int i;

    ck_assert_msg(locate_data(&files, named, environment, &err) == 0, "%s", err.text);
    ck_assert(files.npz);
    for (i = 0; i < DATA_FILES; i++)
        ck_assert_str_eq(files.path[i], path);
    data_files_done(&files);
}

START_TEST(an_archive_is_found_where_keras_keeps_it_or_named)
{
    const char *world = new_world();

    var_home = suite_path(world, "h");
    touch("../h/.keras/datasets", "mnist.npz");
    check_npz(NULL, suite_path(world, "h/.keras/datasets/mnist.npz"));
    touch("k/datasets", "mnist.npz");
    var_keras = keras;
    check_npz(NULL, "k/datasets/mnist.npz");
    touch("a", "own.npz");
    check_npz("a/own.npz", "a/own.npz");
    check_npz("k/datasets", "k/datasets/mnist.npz");
}
END_TEST

START_TEST(only_the_named_folder_is_tried)
{
    new_world();
    touch_all("./data", 0);
    ck_assert_int_eq(mkdir("empty", 0755), 0);
    check_refused(
        "empty", "--data=empty lacks train-images-idx3-ubyte, train-labels-idx1-ubyte, "
                 "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (packed as .gz or not)");
    var_data = suite_path(".", "empty");
    check_refused(NULL, "MNISTUI_DATA=./empty lacks train-images-idx3-ubyte, "
                        "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, "
                        "t10k-labels-idx1-ubyte (packed as .gz or not)");
}
END_TEST

START_TEST(a_file_that_a_named_folder_lacks_is_named)
{
    new_world();
    touch_all("a", 0);
    ck_assert_int_eq(unlink("a/t10k-images-idx3-ubyte"), 0);
    check_refused("a", "--data=a lacks t10k-images-idx3-ubyte (packed as .gz or not)");
    touch_all("b/MNIST/raw", 0);
    ck_assert_int_eq(unlink("b/MNIST/raw/train-labels-idx1-ubyte"), 0);
    check_refused(
        "b",
        "--data=b: b/MNIST/raw lacks train-labels-idx1-ubyte (packed as .gz or not)");
    touch_all("c", 1);
    ck_assert_int_eq(unlink("c/test/t10k-labels-idx1-ubyte"), 0);
    check_refused("c",
                  "--data=c: c (in train and test) lacks t10k-labels-idx1-ubyte (packed "
                  "as .gz or not)");
}
END_TEST

START_TEST(a_folder_that_cannot_be_is_named)
{
    new_world();
    touch("a", "file");
    check_refused("nowhere", "--data=nowhere: there is no such folder");
    check_refused("~/mnist",
                  "--data=~/mnist: there is no such folder (the shell left the ~ as "
                  "it is: write $HOME)");
    check_refused("", "--data= names no folder: name the one with the IDX files");
    check_refused(
        "a/file",
        "--data=a/file is not a folder: name the folder with the IDX files, or a "
        ".npz file");
    check_refused("a/file/b", "--data=a/file/b cannot be read: Not a directory");
    var_data = suite_path("", "nowhere");
    check_refused(NULL, "MNISTUI_DATA=/nowhere: there is no such folder");
}
END_TEST

/* Root may do anything, so it becomes nobody. */
START_TEST(a_folder_without_permission_is_named)
{
    const char *world = new_world();
    int root = geteuid() == 0;

    touch_all("closed", 0);
    ck_assert_int_eq(chmod(world, 0755), 0);
    ck_assert_int_eq(chmod("closed", 0), 0);
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    check_refused("closed", "--data=closed cannot be read: Permission denied");
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod("closed", 0755), 0);
}
END_TEST

/* ---- names of files ---- */

START_TEST(packed_unpacked_and_old_names_mix)
{
    struct data_files files;
    struct error err;

    new_world();
    touch("a", "train-images-idx3-ubyte.gz");
    touch("a", "train-labels.idx1-ubyte");
    touch("a", "t10k-images.idx3-ubyte.gz");
    touch("a", "t10k-labels-idx1-ubyte");
    touch("a", "t10k-labels-idx1-ubyte.gz");
    ck_assert_msg(locate_data(&files, "a", environment, &err) == 0, "%s", err.text);
    ck_assert_str_eq(files.path[DATA_TRAIN_IMAGES], "a/train-images-idx3-ubyte.gz");
    ck_assert_str_eq(files.path[DATA_TRAIN_LABELS], "a/train-labels.idx1-ubyte");
    ck_assert_str_eq(files.path[DATA_TEST_IMAGES], "a/t10k-images.idx3-ubyte.gz");
    ck_assert_str_eq(files.path[DATA_TEST_LABELS], "a/t10k-labels-idx1-ubyte");
    data_files_done(&files);
}
END_TEST

/* As in a popular archive of MNIST: a folder has the name, and the file beside it has the
 * dot. */
START_TEST(a_folder_with_the_name_of_a_file_is_passed_over)
{
    struct data_files files;
    struct error err;
    char name[100];
    int i;

    new_world();
    for (i = 0; i < DATA_FILES; i++) {
        snprintf(name, sizeof name, "%s/%s", names[i], names[i]);
        touch("a", name);
    }
    touch("a", "train-images.idx3-ubyte");
    touch("a", "train-labels.idx1-ubyte");
    touch("a", "t10k-images.idx3-ubyte");
    check_refused("a", "--data=a lacks t10k-labels-idx1-ubyte (packed as .gz or not)");
    touch("a", "t10k-labels.idx1-ubyte");
    ck_assert_msg(locate_data(&files, "a", environment, &err) == 0, "%s", err.text);
    ck_assert_str_eq(files.path[DATA_TRAIN_IMAGES], "a/train-images.idx3-ubyte");
    data_files_done(&files);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_list_is_complete_with_home_alone,
        the_list_is_complete_with_every_variable,
        the_list_without_home_and_cache,
        xdg_cache_without_home_is_used,
        the_list_fits_the_message_with_long_paths,
        an_endless_home_does_no_harm,
        the_first_full_place_wins,
        a_place_that_lacks_a_file_is_passed_over_and_the_list_says_so,
        a_named_folder_is_searched_in_five_ways,
        a_data_set_is_named_by_how_its_files_begin,
        of_several_data_sets_in_a_folder_one_has_to_be_named,
        an_archive_is_found_where_keras_keeps_it_or_named,
        only_the_named_folder_is_tried,
        a_file_that_a_named_folder_lacks_is_named,
        a_folder_that_cannot_be_is_named,
        a_folder_without_permission_is_named,
        packed_unpacked_and_old_names_mix,
        a_folder_with_the_name_of_a_file_is_passed_over,
        NULL,
    };

    return suite_run("locate", tests, 0);
}
