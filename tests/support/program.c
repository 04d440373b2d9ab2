#include "config.h"

#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "support/make_data.h"
#include "support/suite.h"

enum { MAX_ARGUMENTS = 24, ROWS = 24, COLS = 80 };

static char data_option[4200];

/* Far over what any test takes: a wait that fails says more. */
static const double test_timeout = 600;

void
program_use_data(const char *folder)
{
    snprintf(data_option, sizeof data_option, "%s%s", folder != NULL ? "--data=" : "",
             folder != NULL ? folder : "");
}

static void
prepare(void)
{
    const char *data = suite_folder();

    make_data(data, PROGRAM_TRAIN, PROGRAM_TEST);
    program_use_data(data);
}

int
program_run_tests(const char *name, const TTest *const *tests)
{
    suite_prepare(prepare);
    return suite_run(name, tests, test_timeout);
}

/* One for each test, which is a process of its own. */
const char *
program_folder(void)
{
    static const char *folder;

    if (folder == NULL)
        folder = suite_folder();
    return folder;
}

static const char *
program_path(const char *name)
{
    const char *build = getenv("top_builddir");
    char here[4096];

    if (build == NULL)
        build = getcwd(here, sizeof here);
    return suite_path(build, name);
}

static struct terminal *
start(const char *program, const char *options, const struct terminal_setup *setup)
{
    struct terminal_setup mine = *setup;
    const char *argv[MAX_ARGUMENTS] = {program_path(program)};
    char *rest = suite_path(options, ""), *word;
    size_t count = 1;

    rest[strlen(options)] = '\0';
    while ((word = strsep(&rest, " ")) != NULL) {
        if (word[0] == '\0')
            continue;
        ck_assert_uint_lt(count, MAX_ARGUMENTS - 2);
        argv[count++] = word;
    }
    argv[count] = data_option[0] != '\0' ? data_option : NULL;
    mine.argv = argv;
    mine.rows = mine.rows > 0 ? mine.rows : ROWS;
    mine.cols = mine.cols > 0 ? mine.cols : COLS;
    mine.folder = program_folder();
    return terminal_start(&mine);
}

static const struct terminal_setup usual;

struct terminal *
program_start_as(const char *options, const struct terminal_setup *setup)
{
    return start("mnistui", options, setup);
}

struct terminal *
program_start(const char *options)
{
    return start("mnistui", options, &usual);
}

static const char *
hold(void)
{
    return suite_path(program_folder(), "hold");
}

struct terminal *
program_start_held(const char *options)
{
    suite_write(hold(), "", 0);
    return start("mnistui_held", options, &usual);
}

struct terminal *
program_start_held_part(const char *options)
{
    const struct timespec nap = {0, 1000000};
    const char *began = suite_path(program_folder(), "in-part");
    struct terminal *terminal;

    suite_write(suite_path(program_folder(), "hold-part"), "", 0);
    terminal = start("mnistui_held", options, &usual);
    terminal_see(terminal, "training");
    while (access(began, F_OK) != 0) /* Check ends a test that waits in vain */
        nanosleep(&nap, NULL);
    return terminal;
}

void
program_release(void)
{
    ck_assert_int_eq(unlink(hold()), 0);
}

void
program_ends(struct terminal *terminal, int status, const char *errors)
{
    int ended = terminal_wait_exit(terminal);
    const char *said = terminal_errors(terminal);

    ck_assert_msg(strstr(said, "Sanitizer") == NULL &&
                      strstr(said, "runtime error") == NULL,
                  "%s", said);
    ck_assert_msg(ended == status, "exit status %d instead of %d, saying:\n%s", ended,
                  status, said);
    if (errors == NULL)
        ck_assert_str_eq(said, "");
    else
        ck_assert_msg(strstr(said, errors) != NULL, "it says:\n%s", said);
    terminal_check_restored(terminal);
}

void
program_quit(struct terminal *terminal)
{
    terminal_send(terminal, "qq");
    program_ends(terminal, 0, NULL);
}

char *
program_read(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 20;
    char *bytes = malloc(room);

    ck_assert_msg(file != NULL, "%s is not there", path);
    ck_assert_ptr_nonnull(bytes);
    *count = fread(bytes, 1, room - 1, file);
    ck_assert(feof(file) != 0);
    bytes[*count] = '\0';
    fclose(file);
    return bytes;
}

void
program_check_same_files(const char *one, const char *other)
{
    size_t count, other_count;
    char *bytes = program_read(suite_path(program_folder(), one), &count);
    char *others = program_read(suite_path(program_folder(), other), &other_count);

    ck_assert_uint_eq(count, other_count);
    ck_assert(memcmp(bytes, others, count) == 0);
    free(bytes);
    free(others);
}

/* Answers to kept moments may come long after the last bytes, so its work counts, too. */
void
program_settle(struct terminal *terminal)
{
    static const double much = 0.05; /* of the 0.3 seconds */
    size_t before, now;
    double used_before, used;

    terminal_bytes(terminal, &now);
    used = terminal_cpu(terminal);
    do {
        before = now;
        used_before = used;
        terminal_idle(terminal, 0.3);
        terminal_bytes(terminal, &now);
        used = terminal_cpu(terminal);
    } while (now != before || used - used_before > much);
}
