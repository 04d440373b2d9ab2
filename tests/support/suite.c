#include "config.h"

#include "support/suite.h"

#include <ftw.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* Seconds. Only a test that hangs takes so long, on however slow or busy a machine:
 * Check's own 4 seconds are less than what some need under a sanitizer. */
static const double default_timeout = 60;

/* Bytes of a message: many have a whole screen in them. */
enum { MESSAGE_SIZE = 1 << 17 };

static void (*prepare_once)(void);

void
suite_prepare(void (*prepare)(void))
{
    prepare_once = prepare;
}

int
suite_run(const char *name, const TTest *const *tests, double timeout)
{
    return suite_run_with(name, tests, timeout, NULL, NULL);
}

int
suite_run_with(const char *name, const TTest *const *tests, double timeout, SFun setup,
               SFun teardown)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    SRunner *runner;
    int failed;

    if (prepare_once != NULL)
        tcase_add_unchecked_fixture(tcase, prepare_once, NULL);
    tcase_set_timeout(tcase, timeout > 0 ? timeout : default_timeout);
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (; *tests != NULL; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
    check_set_max_msg_size(MESSAGE_SIZE);
    runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
suite_skip(const char *reason)
{
    printf("1..0 # SKIP %s\n", reason);
    return EXIT_SUCCESS;
}

static bool
locale_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void
suite_use_utf8(void)
{
    static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8"};
    size_t i;

    for (i = 0; i < MEM_COUNT(names); i++) {
        if (setlocale(LC_CTYPE, names[i]) != NULL && locale_is_utf8())
            return;
    }
    ck_abort_msg("there is no UTF-8 locale: set LC_ALL to one");
}

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

/* Reachable to the end, so that a leak checker finds only what the tested code has lost.
 */
static struct path {
    struct path *next;
    char text[];
} * paths;

char *
suite_path(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    struct path *path = malloc(sizeof *path + size);

    ck_assert_ptr_nonnull(path);
    snprintf(path->text, size, "%s/%s", folder, name);
    path->next = paths;
    paths = path;
    return path->text;
}

/* All folders of this process lie in one. Those of a test that was forked from it do,
 * too, if there is one already: it is the parent's to remove. */
static char scratch[4096];
static pid_t scratch_owner;

static void
remove_scratch(void)
{
    if (getpid() == scratch_owner)
        nftw(scratch, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
suite_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *folder;

    if (scratch[0] == '\0') {
        snprintf(scratch, sizeof scratch, "%s/mnistui-test.XXXXXX",
                 base != NULL ? base : "/tmp");
        ck_assert_ptr_nonnull(mkdtemp(scratch));
        scratch_owner = getpid();
        atexit(remove_scratch);
    }
    folder = suite_path(scratch, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    return folder;
}

void
suite_write(const char *path, const void *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, count, file), count);
    ck_assert_int_eq(fclose(file), 0);
}
