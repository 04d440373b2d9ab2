/* The real program on a machine without data: it downloads, or does not when told so, and
 * it always trains. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/http_server.h"
#include "support/program.h"

enum { ROOM = 10 << 20 };

static const char *const names[] = {
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
};
enum { FILES = 4 };

static struct http_server_file mnist[FILES + 1];

/* The first file, but what is served of it is never looked at. */
static const struct http_server_file wrong[] = {
    {"train-images-idx3-ubyte.gz", (const unsigned char *)"x", 1},
    {NULL, NULL, 0},
};

/* Starts it in a world without data, with a mirror that answers in this way; NULL for
 * none. */
static struct terminal *
start(const char *options, const struct http_server_file *files, const char *how)
{
    static char mirror[200] = "MNISTUI_MIRROR=";
    const char *const environment[] = {"MNISTUI_OFFLINE=1", mirror, NULL};
    const struct terminal_setup setup = {.environment = environment};

    if (how != NULL)
        snprintf(mirror, sizeof mirror, "MNISTUI_MIRROR=%s",
                 http_server_url(http_server_start(files), how));
    program_use_data(NULL);
    return program_start_as(options, &setup);
}

static bool
is_in_cache(const char *name)
{
    char path[4096];
    struct stat status;

    snprintf(path, sizeof path, "%s/.cache/mnistui/mnist/%s", program_folder(), name);
    return stat(path, &status) == 0;
}

START_TEST(practice_digits_need_nothing)
{
    struct terminal *terminal = start("--data=practice --speed=1000", NULL, NULL);

    terminal_see_all(terminal, "practice digits run 1  training 1 000/s", "Epoch 1 of",
                     (char *)NULL);
    terminal_see_no(terminal, "MNIST");
    program_quit(terminal);
    terminal_see_all(terminal, "practice digits\n", "run  batch  init", (char *)NULL);
}
END_TEST

START_TEST(without_a_mirror_it_trains_on_practice_digits)
{
    struct terminal *terminal = start("--speed=1000", NULL, NULL);

    terminal_see_all(terminal, "practice digits run 1  training 1 000/s", (char *)NULL);
    terminal_send(terminal, "qq");
    program_ends(terminal, 0, "mnistui: these were practice digits: ");
}
END_TEST

START_TEST(escape_stops_the_download)
{
    struct terminal *terminal = start("--speed=1000", wrong, "silent");

    terminal_see_all(terminal, "downloading MNIST 0 %", "Downloading MNIST", "Download ",
                     "Esc practice digits", "0 B of 11.6 MB", (char *)NULL);
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_all(terminal, "practice digits run 1  training 1 000/s", (char *)NULL);
    terminal_send(terminal, "qq");
    program_ends(terminal, 0,
                 "mnistui: these were practice digits: the download was stopped");
    ck_assert(!is_in_cache(names[0]));
}
END_TEST

START_TEST(it_can_be_left_while_it_downloads)
{
    static const char *const keys[] = {"q", KEYS_CONTROL_C};
    size_t i;

    for (i = 0; i < 2; i++) {
        struct terminal *terminal = start("", wrong, "silent");

        terminal_see(terminal, "Downloading MNIST");
        terminal_send(terminal, keys[i]);
        program_ends(terminal, 0, NULL);
    }
}
END_TEST

/* The cache is the user's alone. */
START_TEST(mnist_is_downloaded_and_trained_by_itself)
{
    struct terminal *terminal = start("--speed=1000", mnist, "good");
    struct stat status;
    size_t i;

    terminal_see_all(terminal, "MNIST", "run 1", "training", "Epoch 1 of", (char *)NULL);
    terminal_see_no(terminal, "practice digits");
    for (i = 0; i < FILES; i++)
        ck_assert(is_in_cache(names[i]));
    ck_assert_int_eq(stat(suite_path(program_folder(), ".cache/mnistui/mnist"), &status),
                     0);
    ck_assert_int_eq(status.st_mode & 07777, 0700);
    program_quit(terminal);
}
END_TEST

static void
read_mnist(void)
{
    const char *folder = getenv("MNISTUI_DATA");
    size_t i;

    for (i = 0; i < FILES && folder != NULL; i++) {
        FILE *file = fopen(suite_path(folder, names[i]), "rb");
        unsigned char *bytes = malloc(ROOM);

        ck_assert(file != NULL && bytes != NULL);
        mnist[i] =
            (struct http_server_file){names[i], bytes, fread(bytes, 1, ROOM, file)};
        fclose(file);
    }
}

int
main(void)
{
    const TTest *tests[] = {
        practice_digits_need_nothing,
        without_a_mirror_it_trains_on_practice_digits,
        escape_stops_the_download,
        it_can_be_left_while_it_downloads,
        NULL, /* with the real MNIST */
        NULL,
    };

    if (getenv("MNISTUI_DATA") != NULL)
        tests[4] = mnist_is_downloaded_and_trained_by_itself;
    suite_prepare(read_mnist);
    return suite_run("download", tests, 300);
}
