/* Where a download comes from and goes to, and how to do it by hand. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/download_folder.h"
#include "fetch/mirrors.h"
#include "fetch/mnist_files.h"
#include "support/suite.h"

static const char *const public[] = {"https://a.example/mnist/", "https://b.example/"};

/* What the environment holds; NULL: not set. */
static char *var_mirror, *var_offline, *var_xdg, *var_home;

static char *
environment(const char *name)
{
    if (strcmp(name, "MNISTUI_MIRROR") == 0)
        return var_mirror;
    if (strcmp(name, "MNISTUI_OFFLINE") == 0)
        return var_offline;
    if (strcmp(name, "XDG_CACHE_HOME") == 0)
        return var_xdg;
    if (strcmp(name, "HOME") == 0)
        return var_home;
    ck_abort_msg("%s is read", name);
    return NULL;
}

/* The list, each URL followed by a blank. */
static void
check_list(const char *const *named, size_t count, const char *expected)
{
    struct mirrors mirrors;
    struct error err;
    char text[1000] = "";
    size_t i;

    ck_assert_msg(mirrors_init(&mirrors, named, count, public, 2, environment, &err) == 0,
                  "%s", err.text);
    for (i = 0; i < mirrors.count; i++) {
        strcat(text, mirrors.url[i]);
        strcat(text, " ");
    }
    ck_assert_str_eq(text, expected);
    mirrors_done(&mirrors);
}

#define PUBLIC "https://a.example/mnist/ https://b.example/ "

START_TEST(named_ones_come_before_the_variables_and_the_public_ones)
{
    static const char *const named[] = {"http://n.example", "HTTPS://m.example/x/"};

    check_list(NULL, 0, PUBLIC);
    var_mirror = " http://v.example/mnist\n\thttps://w.example/ ";
    check_list(NULL, 0, "http://v.example/mnist/ https://w.example/ " PUBLIC);
    check_list(named, 2,
               "http://n.example/ HTTPS://m.example/x/ http://v.example/mnist/ "
               "https://w.example/ " PUBLIC);
    var_mirror = " ";
    check_list(named, 1, "http://n.example/ " PUBLIC);
}
END_TEST

START_TEST(offline_leaves_out_the_public_ones)
{
    static const char *const named[] = {"http://127.0.0.1:8000"};

    var_offline = "";
    check_list(NULL, 0, PUBLIC);
    var_offline = "1";
    check_list(NULL, 0, "");
    check_list(named, 1, "http://127.0.0.1:8000/ ");
    var_mirror = "https://a.example/mnist";
    check_list(NULL, 0, "https://a.example/mnist/ ");
    var_offline = NULL;
    check_list(NULL, 0, PUBLIC); /* none is asked twice */
}
END_TEST

START_TEST(what_is_no_url_of_a_folder_is_refused)
{
    static const char *const wrong[] = {"",
                                        "mirror",
                                        "ftp://a.example/",
                                        "file:///tmp/",
                                        "http://",
                                        "http:///mnist/",
                                        "https:/a.example/",
                                        "http://a.example/?file=",
                                        "http://a/ b",
                                        "http://a.example/#",
                                        "javascript:alert(1)",
                                        "httpx://a.example/"};
    struct mirrors mirrors;
    struct error err;
    char text[300];
    size_t i;

    for (i = 0; i < MEM_COUNT(wrong); i++) {
        ck_assert_int_eq(
            mirrors_init(&mirrors, &wrong[i], 1, public, 2, environment, &err), -1);
        snprintf(text, sizeof text,
                 "--mirror=%s: it takes the URL of a folder, such as "
                 "https://example.org/mnist/",
                 wrong[i]);
        ck_assert_str_eq(err.text, text);
    }
    var_mirror = "http://a.example/ nonsense";
    ck_assert_int_eq(mirrors_init(&mirrors, NULL, 0, public, 2, environment, &err), -1);
    ck_assert_str_eq(err.text,
                     "MNISTUI_MIRROR=nonsense: it takes the URL of a folder, such "
                     "as https://example.org/mnist/");
    var_mirror = "http://me:secret@a.example/";
    ck_assert_int_eq(mirrors_init(&mirrors, NULL, 0, public, 2, environment, &err), -1);
    ck_assert_str_eq(
        err.text,
        "MNISTUI_MIRROR: mirrors that need a name or a password are not supported");
}
END_TEST

START_TEST(the_public_mirrors_are_taken)
{
    struct mirrors mirrors;
    struct error err;
    size_t count, files;
    const char *const *urls = mnist_mirrors(&count);

    ck_assert_int_eq(mirrors_init(&mirrors, NULL, 0, urls, count, environment, &err), 0);
    ck_assert_uint_eq(mirrors.count, 2);
    ck_assert_str_eq(mirrors.url[0],
                     "https://storage.googleapis.com/cvdf-datasets/mnist/");
    mirrors_done(&mirrors);
    mnist_files(&files);
    ck_assert_uint_eq(files, 4);
}
END_TEST

/* ---- the folder ---- */

static void
check_private(const char *path)
{
    struct stat status;

    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert(S_ISDIR(status.st_mode));
    ck_assert_int_eq(status.st_mode & 0777, 0700);
}

START_TEST(the_folder_is_made_for_the_user_alone)
{
    const char *base = suite_folder();
    char path[4096];
    struct error err;

    umask(0);
    var_home = suite_path(base, "home");
    ck_assert_int_eq(mkdir(var_home, 0755), 0);
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), 0);
    ck_assert_str_eq(path, suite_path(base, "home/.cache/mnistui/mnist"));
    check_private(path);
    check_private(suite_path(base, "home/.cache"));
    check_private(suite_path(base, "home/.cache/mnistui"));
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), 0);
    var_xdg = suite_path(base, "xdg");
    ck_assert_int_eq(mkdir(var_xdg, 0755), 0);
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), 0);
    ck_assert_str_eq(path, suite_path(base, "xdg/mnistui/mnist"));
    check_private(path);
    var_xdg = "relative";
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), 0);
    ck_assert_str_eq(path, suite_path(base, "home/.cache/mnistui/mnist"));
}
END_TEST

/* Accounts that are not meant to have a home have such a path: not even root makes it. */
START_TEST(a_home_that_is_not_there_is_not_made)
{
    char path[4096], text[4200];
    struct error err;

    var_home = suite_path(suite_folder(), "none");
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), -1);
    snprintf(text, sizeof text,
             "HOME=%s: No such file or directory: set it to a folder that is there, or "
             "name one with mnistui fetch --to=DIR",
             var_home);
    ck_assert_str_eq(err.text, text);
    ck_assert_int_ne(access(var_home, F_OK), 0);
    var_xdg = suite_path(suite_folder(), "xdg"); /* which may have to be made */
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), 0);
}
END_TEST

START_TEST(a_folder_that_cannot_be_is_told)
{
    const char *base = suite_folder(), *file = suite_path(base, "file");
    char path[4096], text[4200];
    struct error err;

    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), -1);
    ck_assert_str_eq(err.text,
                     "there is no folder to download into: set HOME or "
                     "XDG_CACHE_HOME to an absolute path, or name one with mnistui "
                     "fetch --to=DIR");
    suite_write(file, "", 0);
    var_home = suite_path(base, "file");
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), -1);
    snprintf(
        text, sizeof text,
        "%s/.cache/mnistui/mnist cannot be made: Not a directory: set XDG_CACHE_HOME to "
        "another folder, or name one with mnistui fetch --to=DIR",
        file);
    ck_assert_str_eq(err.text, text);
}
END_TEST

/* Root may do anything, so it becomes nobody. */
START_TEST(a_folder_that_may_not_be_made_says_why)
{
    const char *base = suite_folder();
    char path[4096], text[4200];
    int root = geteuid() == 0;
    struct error err;

    var_home = suite_path(base, "home");
    ck_assert_int_eq(chmod(suite_path(base, ".."), 0755), 0);
    ck_assert_int_eq(chmod(base, 0755), 0);
    ck_assert_int_eq(mkdir(var_home, 0755), 0);
    ck_assert_int_eq(mkdir(suite_path(base, "home/.cache"), 0755), 0);
    ck_assert_int_eq(chmod(suite_path(base, "home/.cache"), 0555), 0);
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    ck_assert_int_eq(download_folder(path, sizeof path, environment, &err), -1);
    snprintf(text, sizeof text,
             "%s/.cache/mnistui/mnist cannot be made: Permission denied: set "
             "XDG_CACHE_HOME to another folder, or name one with mnistui fetch --to=DIR",
             var_home);
    ck_assert_str_eq(err.text, text);
    snprintf(path, sizeof path, "%s/.cache/mine", var_home);
    ck_assert_int_eq(download_folder_make(path, 0777, &err), -1);
    snprintf(text, sizeof text,
             "%s cannot be made: Permission denied: mnistui fetch --to=DIR takes another "
             "folder",
             path);
    ck_assert_str_eq(err.text, text);
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
}
END_TEST

/* A folder that exists may be full, or belong to somebody else. */
START_TEST(advice_is_for_the_cache_or_for_the_folder_that_was_named)
{
    var_home = suite_path(suite_folder(), "home");
    ck_assert_str_eq(
        download_folder_advice(suite_path(var_home, ".cache/mnistui/mnist"), environment),
        "set XDG_CACHE_HOME to another folder, or name one with mnistui fetch --to=DIR");
    ck_assert_str_eq(download_folder_advice("data", environment),
                     "mnistui fetch --to=DIR takes another folder");
    var_home = NULL;
    ck_assert_str_eq(download_folder_advice("data", environment),
                     "mnistui fetch --to=DIR takes another folder");
}
END_TEST

/* ---- by hand ---- */

START_TEST(by_hand_are_commands_for_the_shell)
{
    static const char *const mirrors[] = {"https://a.example/it's&here;/",
                                          "https://b.example/mnist/"};
    struct download download = {.folder = "/tmp/it's a folder", .mirrors = mirrors};
    char text[2000];

    download.files = mnist_files(&download.file_count);
    download.mirror_count = 2;
    download_by_hand(&download, text, sizeof text);
    ck_assert_str_eq(
        text,
        "  cd '/tmp/it'\\''s a folder'\n"
        "  curl -fLO 'https://a.example/it'\\''s&here;/train-images-idx3-ubyte.gz'\n"
        "  curl -fLO 'https://a.example/it'\\''s&here;/train-labels-idx1-ubyte.gz'\n"
        "  curl -fLO 'https://a.example/it'\\''s&here;/t10k-images-idx3-ubyte.gz'\n"
        "  curl -fLO 'https://a.example/it'\\''s&here;/t10k-labels-idx1-ubyte.gz'");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        named_ones_come_before_the_variables_and_the_public_ones,
        offline_leaves_out_the_public_ones,
        what_is_no_url_of_a_folder_is_refused,
        the_public_mirrors_are_taken,
        the_folder_is_made_for_the_user_alone,
        a_home_that_is_not_there_is_not_made,
        a_folder_that_cannot_be_is_told,
        a_folder_that_may_not_be_made_says_why,
        advice_is_for_the_cache_or_for_the_folder_that_was_named,
        by_hand_are_commands_for_the_shell,
        NULL,
    };

    return suite_run("mirrors", tests, 0);
}
