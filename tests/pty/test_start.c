/* The real program while it reads the data: mnistui_held reads nothing until it is told
 * to. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/make_data.h"
#include "support/program.h"

static struct terminal *
start_reading(const char *options)
{
    struct terminal *terminal = program_start_held(options);

    terminal_see_all(terminal, "mnistui   1 Train   2 Images", "reading the data 0 %",
                     "Reading the data", "  0 %", "then run 1 starts", "q quit",
                     (char *)NULL);
    return terminal;
}

/* Nothing of a run, nor of the table of runs. */
static void
check_no_run(struct terminal *terminal)
{
    terminal_see_no(terminal, "run  batch  init");
}

START_TEST(the_first_frame_is_shown_while_the_data_is_read)
{
    struct terminal *terminal = start_reading("--speed=1000");

    terminal_see_no(terminal, "training");
    program_release();
    terminal_see_all(terminal, "run 1  training 1 000/s", "Epoch 1 of", "images/s",
                     (char *)NULL);
    terminal_see_no(terminal, "eading the data");
    program_quit(terminal);
}
END_TEST

/* However fast it is: it is taken up after the first frame. */
START_TEST(the_first_frame_always_shows_the_reading)
{
    struct terminal *terminal = program_start("--speed=1000");
    const char *bytes, *reading, *training;
    size_t count;

    terminal_see(terminal, "training");
    bytes = terminal_bytes(terminal, &count);
    reading = strstr(bytes, "eading");
    training = strstr(bytes, "training");
    ck_assert(reading != NULL && training != NULL && reading < training);
    program_quit(terminal);
}
END_TEST

START_TEST(keys_do_no_harm_while_it_reads)
{
    struct terminal *terminal = start_reading("--speed=1000 --epochs=1000000");

    terminal_send(terminal, "r");
    terminal_see(terminal, "Run 1 starts by itself when the data is there.");
    terminal_send(terminal, "x");
    terminal_see_all(terminal, "Next run: init xavier. r starts it.", "normal → xavier",
                     (char *)NULL);
    terminal_send(terminal, "2nNo/" KEYS_DOWN KEYS_END "7\r");
    terminal_see_all(terminal, "Reading the data", "q quit", (char *)NULL);
    terminal_send(terminal, "?");
    terminal_see(terminal, "Help (Esc");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Help (Esc");
    terminal_send(terminal, "1 .<>f");
    terminal_see_all(terminal, "Full speed", "Reading the data", "Test accuracy",
                     (char *)NULL);
    terminal_resize(terminal, 40, 120);
    terminal_see_all(terminal, "hidden layers", "Reading the data", (char *)NULL);
    terminal_send(terminal, "f");
    program_release();
    terminal_see_all(terminal, "run 1  training at ", "normal → xavier", (char *)NULL);
    terminal_send(terminal, "2");
    terminal_see_all(terminal, "image 1 of 500", "label", (char *)NULL);
    program_quit(terminal);
    terminal_see(terminal, "\n  1      1  normal");
    terminal_see_no(terminal, "\n  2");
}
END_TEST

static void
check_leaves(const char *keys, int signal_number, int status)
{
    struct terminal *terminal = start_reading("--save=net.npz");

    if (keys != NULL)
        terminal_send(terminal, keys);
    else
        terminal_signal(terminal, signal_number);
    program_ends(terminal, status, NULL);
    check_no_run(terminal);
    ck_assert_int_ne(access(suite_path(program_folder(), "net.npz"), F_OK), 0);
}

START_TEST(it_is_left_at_once_while_it_reads)
{
    check_leaves("q", 0, 0);
    check_leaves(KEYS_CONTROL_C, 0, 0);
    check_leaves(NULL, SIGINT, 0);
    check_leaves(NULL, SIGTERM, 128 + SIGTERM);
    check_leaves(NULL, SIGHUP, 128 + SIGHUP);
    check_leaves(KEYS_CONTROL_BACKSLASH, 0, 128 + SIGQUIT);
}
END_TEST

START_TEST(it_ends_with_its_terminal_while_it_reads)
{
    struct terminal *terminal = start_reading("");

    terminal_hang_up(terminal);
    ck_assert_int_eq(terminal_wait_exit(terminal), 128 + SIGHUP);
}
END_TEST

START_TEST(it_stops_and_comes_back_while_it_reads)
{
    struct terminal *terminal = start_reading("--speed=1000");

    terminal_send(terminal, KEYS_CONTROL_Z);
    terminal_wait_stop(terminal);
    terminal_check_restored(terminal);
    terminal_signal(terminal, SIGCONT);
    terminal_see_all(terminal, "Reading the data", "? help", (char *)NULL);
    program_release();
    terminal_see(terminal, "run 1  training");
    program_quit(terminal);
}
END_TEST

/* A folder of its own, with damage that is found out late. */
static const char *
damaged_data(void)
{
    const char *folder = suite_folder();
    int file;

    make_data(folder, 300, 100);
    file = open(suite_path(folder, "train-images-idx3-ubyte.gz"), O_WRONLY);
    ck_assert(file >= 0);
    ck_assert_int_eq(pwrite(file, "????", 4, lseek(file, 0, SEEK_END) - 8), 4);
    close(file);
    return folder;
}

START_TEST(a_broken_file_closes_the_ui_and_is_named)
{
    static const char message[] = "/train-images-idx3-ubyte.gz: damaged gzip data "
                                  "(incorrect data check): download or copy it again\n";
    struct terminal *terminal;

    program_use_data(damaged_data());
    terminal = start_reading("--save=net.npz");
    program_release();
    program_ends(terminal, 1, message);
    check_no_run(terminal);
    terminal_see_no(terminal, "eading the data");
    ck_assert_int_ne(access(suite_path(program_folder(), "net.npz"), F_OK), 0);
    terminal = program_start("train");
    program_ends(terminal, 1, message);
}
END_TEST

/* What can be known before the data is read is said without the UI. */
static void
check_no_ui(const char *options, const char *message)
{
    struct terminal *terminal = program_start_held(options);
    size_t count;

    program_ends(terminal, 1, message);
    ck_assert_ptr_null(strstr(terminal_bytes(terminal, &count), "\033[?1049h"));
}

START_TEST(wrong_usage_does_not_open_the_ui)
{
    struct terminal *terminal =
        program_start("train --epochs=1 --hidden=7 --save=seven.npz");

    program_ends(terminal, 0, NULL);
    check_no_ui("--load=seven.npz --hidden=8",
                "--hidden=8 does not fit seven.npz, whose hidden layers are 7");
    check_no_ui("--load=nowhere.npz", "nowhere.npz");
    check_no_ui("--save=nowhere/net.npz", "nowhere/net.npz cannot be written");
    program_use_data("nowhere");
    check_no_ui("", "--data=nowhere: there is no such folder");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_first_frame_is_shown_while_the_data_is_read,
        the_first_frame_always_shows_the_reading,
        keys_do_no_harm_while_it_reads,
        it_is_left_at_once_while_it_reads,
        it_ends_with_its_terminal_while_it_reads,
        it_stops_and_comes_back_while_it_reads,
        a_broken_file_closes_the_ui_and_is_named,
        wrong_usage_does_not_open_the_ui,
        NULL,
    };

    return program_run_tests("start", tests);
}
