/* The ways to leave that the keys are, and what is kept then. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "support/program.h"

static const char *const long_run = "--epochs=1000000 --speed=4000 --save=net.npz";

static struct terminal *
start_training(const char *options)
{
    struct terminal *terminal = program_start(options);

    terminal_see(terminal, "run 1  training");
    return terminal;
}

/* The parameters that were kept, which mnistui itself can read. */
static void
check_saved(const char *name)
{
    size_t count;
    char *bytes = program_read(suite_path(program_folder(), name), &count);
    struct terminal *terminal;

    ck_assert_uint_gt(count, 1000);
    free(bytes);
    terminal = program_start("test --load=net.npz");
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "IDX images: accuracy ");
}

static void
check_asks_and_leaves(const char *key)
{
    struct terminal *terminal = start_training(long_run);

    terminal_send(terminal, key);
    terminal_see_all(terminal, "Quit?", "Run 1 is on: epoch ", "of 1000000",
                     "q stop the run, keep its result, quit", "Esc go on", (char *)NULL);
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Quit?");
    terminal_see_all(terminal, "run 1  training", "Epoch 2 of", (char *)NULL);
    terminal_send(terminal, key);
    terminal_see(terminal, "Quit?");
    terminal_send(terminal, "x2\t b");
    terminal_send(terminal, key);
    program_ends(terminal, 0, NULL);
    terminal_see_all(terminal, "run  batch  init",
                     "\n  1      1  normal   0.05         0", "  stopped\n",
                     (char *)NULL);
    check_saved("net.npz");
}

START_TEST(q_asks_while_a_run_is_on)
{
    check_asks_and_leaves("q");
}
END_TEST

START_TEST(control_c_asks_while_a_run_is_on)
{
    check_asks_and_leaves(KEYS_CONTROL_C);
}
END_TEST

START_TEST(a_paused_run_is_on_too)
{
    struct terminal *terminal = start_training(long_run);

    terminal_send(terminal, " ");
    terminal_see(terminal, "paused");
    terminal_send(terminal, "q");
    terminal_see(terminal, "Quit?");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "  stopped\n");
    check_saved("net.npz");
}
END_TEST

static void
check_leaves_at_once(const char *key)
{
    struct terminal *terminal = program_start("--epochs=2 --speed=full --save=net.npz");

    terminal_see_all(terminal, "run 1  done", "The parameters of run 1 are in net.npz",
                     (char *)NULL);
    terminal_send(terminal, key);
    program_ends(terminal, 0, NULL);
    terminal_see_all(terminal, "run  batch  init", "    2.00  ", "  done\n",
                     (char *)NULL);
    check_saved("net.npz");
}

START_TEST(q_leaves_at_once_after_the_end)
{
    check_leaves_at_once("q");
}
END_TEST

START_TEST(control_c_leaves_at_once_after_the_end)
{
    check_leaves_at_once(KEYS_CONTROL_C);
}
END_TEST

START_TEST(a_run_may_end_while_it_is_asked)
{
    struct terminal *terminal = start_training("--epochs=2 --speed=4000 --save=net.npz");

    terminal_send(terminal, "q");
    terminal_see_all(terminal, "Quit?", "Run 1 is on: epoch ", (char *)NULL);
    terminal_see_all(terminal, "run 1  done", "Quit?", "Run 1 is done", (char *)NULL);
    terminal_see_no(terminal, "is on");
    terminal_see_no(terminal, "stop the run");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "  done\n");
    check_saved("net.npz");
}
END_TEST

/* Whatever the user did meanwhile: the same weights as without a UI, bit for bit. */
START_TEST(what_is_kept_is_what_a_run_without_a_ui_gives)
{
    static const char settings[] = "--seed=7 --epochs=4 --batch=3 --momentum=0.3";
    char options[128];
    struct terminal *terminal;

    snprintf(options, sizeof options, "--save=ui.npz --speed=1000 %s", settings);
    terminal = start_training(options);
    terminal_send(terminal, " ");
    terminal_see(terminal, "paused");
    terminal_send(terminal, "...2" KEYS_RIGHT KEYS_DOWN "noN/77\r. ");
    terminal_see_all(terminal, "image 77 of 500", "training 1 000/s", (char *)NULL);
    terminal_send(terminal, "xmbs?");
    terminal_see(terminal, "Help (Esc");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Help (Esc");
    terminal_send(terminal, ">" KEYS_END "q");
    terminal_see(terminal, "Quit?");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Quit?");
    terminal_send(terminal, "1");
    terminal_see_all(terminal, "training 4 000/s", "Epoch 2 of 4", (char *)NULL);
    terminal_resize(terminal, 40, 120);
    terminal_see_all(terminal, "Epoch 3 of 4", "Test accuracy", (char *)NULL);
    terminal_send(terminal, "f");
    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    snprintf(options, sizeof options, "train --save=cli.npz %s", settings);
    terminal = program_start(options);
    program_ends(terminal, 0, NULL);
    program_check_same_files("ui.npz", "cli.npz");
}
END_TEST

/* At full speed the end comes between two looks of the UI: what is kept must still be the
 * last parameters and not those that were last looked at. */
START_TEST(the_last_parameters_are_kept_at_full_speed)
{
    struct terminal *terminal = program_start("train --save=cli.npz --epochs=3");

    program_ends(terminal, 0, NULL);
    terminal = program_start("--save=ui.npz --epochs=3 --speed=full");
    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    program_check_same_files("ui.npz", "cli.npz");
    /* stepped to the end */
    terminal = program_start("train --save=cli.npz --epochs=1 --batch=500");
    program_ends(terminal, 0, NULL);
    terminal = start_training("--save=ui.npz --epochs=1 --batch=500 --speed=1");
    terminal_see(terminal, " 25 %");
    terminal_send(terminal, " ...");
    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    program_check_same_files("ui.npz", "cli.npz");
}
END_TEST

START_TEST(the_last_run_is_the_one_that_is_kept)
{
    struct terminal *terminal = program_start("train --save=cli.npz --epochs=1 --seed=2");

    program_ends(terminal, 0, NULL);
    terminal = program_start("--save=ui.npz --epochs=1 --speed=full");
    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "sr");
    terminal_see(terminal, "run 2  done");
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
    program_check_same_files("ui.npz", "cli.npz");
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_told_at_the_end)
{
    struct terminal *terminal;

    suite_write(suite_path(program_folder(), "net.npz"), "", 0);
    terminal = start_training(long_run);
    ck_assert_int_eq(remove(suite_path(program_folder(), "net.npz")), 0);
    ck_assert_int_eq(mkdir(suite_path(program_folder(), "net.npz"), 0700), 0);
    terminal_send(terminal, "qq");
    program_ends(terminal, 1, "net.npz cannot be written");
    terminal_see(terminal, "  stopped\n");
}
END_TEST

START_TEST(two_at_once_do_not_mind_each_other)
{
    struct terminal *one = program_start("--epochs=2 --speed=full --save=net.npz");
    struct terminal *two = program_start("--epochs=2 --speed=full --save=net.npz");

    terminal_see(one, "run 1  done");
    terminal_see(two, "run 1  done");
    terminal_send(two, "q");
    program_ends(two, 0, NULL);
    terminal_send(one, "r");
    terminal_see(one, "run 2  done");
    terminal_send(one, "q");
    program_ends(one, 0, NULL);
    check_saved("net.npz");
}
END_TEST

/* A run that was waited for would be kept. */
static void
check_nothing_saved(void)
{
    ck_assert_int_ne(access(suite_path(program_folder(), "net.npz"), F_OK), 0);
}

START_TEST(who_does_not_wait_for_the_run_quits_at_once)
{
    const struct timespec grace = {0, 700000000};
    struct terminal *terminal = program_start_held_part("--save=net.npz");

    terminal_send(terminal, "qq");
    terminal_see(terminal, "Stopping the run. q quits at once");
    nanosleep(&grace,
              NULL); /* a key this soon would not be meant for what is just shown */
    terminal_send(terminal, "q");
    program_ends(terminal, 128 + SIGINT, NULL);
    check_nothing_saved();
}
END_TEST

START_TEST(a_signal_does_not_wait_for_a_long_part)
{
    struct terminal *terminal = program_start_held_part("--save=net.npz");

    terminal_signal(terminal, SIGTERM);
    program_ends(terminal, 128 + SIGTERM, NULL);
    check_nothing_saved();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        q_asks_while_a_run_is_on,
        control_c_asks_while_a_run_is_on,
        a_paused_run_is_on_too,
        q_leaves_at_once_after_the_end,
        control_c_leaves_at_once_after_the_end,
        a_run_may_end_while_it_is_asked,
        what_is_kept_is_what_a_run_without_a_ui_gives,
        the_last_parameters_are_kept_at_full_speed,
        the_last_run_is_the_one_that_is_kept,
        a_file_that_cannot_be_written_is_told_at_the_end,
        two_at_once_do_not_mind_each_other,
        who_does_not_wait_for_the_run_quits_at_once,
        a_signal_does_not_wait_for_a_long_part,
        NULL,
    };

    return program_run_tests("leave", tests);
}
