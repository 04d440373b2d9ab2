/* Ends that are not the user's keys: signals, stops, a terminal that is gone. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

static struct terminal *
start_training(void)
{
    struct terminal *terminal =
        program_start("--epochs=1000000 --speed=4000 --save=net.npz");

    terminal_see_all(terminal, "run 1  training", "Epoch 1 of", " % ", (char *)NULL);
    return terminal;
}

static void
check_saved(void)
{
    size_t count;
    struct terminal *terminal;

    free(program_read(suite_path(program_folder(), "net.npz"), &count));
    ck_assert_uint_gt(count, 1000);
    terminal = program_start("test --load=net.npz");
    program_ends(terminal, 0, NULL);
}

START_TEST(a_signal_ends_it_and_the_run_is_kept)
{
    static const int ending[] = {SIGTERM, SIGHUP, SIGQUIT};
    size_t i;

    for (i = 0; i < sizeof ending / sizeof *ending; i++) {
        struct terminal *terminal = start_training();

        terminal_signal(terminal, ending[i]);
        program_ends(terminal, 128 + ending[i], NULL);
        terminal_see_all(terminal, "run  batch  init", "  stopped\n", (char *)NULL);
        check_saved();
        ck_assert_int_eq(unlink(suite_path(program_folder(), "net.npz")), 0);
    }
}
END_TEST

START_TEST(a_signal_ends_it_after_the_run_and_over_a_question)
{
    struct terminal *terminal = program_start("--epochs=1 --speed=full --save=net.npz");

    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "?");
    terminal_see(terminal, "Help (Esc");
    terminal_signal(terminal, SIGTERM);
    program_ends(terminal, 128 + SIGTERM, NULL);
    terminal_see(terminal, "  done\n");
    check_saved();
    terminal = start_training();
    terminal_send(terminal, "q");
    terminal_see(terminal, "Quit?");
    terminal_signal(terminal, SIGTERM);
    program_ends(terminal, 128 + SIGTERM, NULL);
    terminal_see(terminal, "  stopped\n");
}
END_TEST

START_TEST(an_interrupt_from_elsewhere_asks_like_control_c)
{
    struct terminal *terminal = start_training();

    terminal_signal(terminal, SIGINT);
    terminal_see_all(terminal, "Quit?", "Run 1 is on", (char *)NULL);
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Quit?");
    terminal_signal(terminal, SIGINT);
    terminal_see(terminal, "Quit?");
    terminal_signal(terminal, SIGINT);
    program_ends(terminal, 0, NULL);
    terminal_see(terminal, "  stopped\n");
    check_saved();
}
END_TEST

START_TEST(control_backslash_ends_it_in_order)
{
    struct terminal *terminal = start_training();

    terminal_send(terminal, KEYS_CONTROL_BACKSLASH);
    program_ends(terminal, 128 + SIGQUIT, NULL);
    check_saved();
}
END_TEST

/* An ending signal holds whatever comes with it. */
START_TEST(an_interrupt_does_not_hide_the_signal_before_it)
{
    struct terminal *terminal = start_training();

    terminal_signal(terminal, SIGSTOP);
    terminal_wait_stop(terminal);
    terminal_signal(terminal, SIGTERM);
    terminal_signal(terminal, SIGINT);
    terminal_signal(terminal, SIGCONT);
    program_ends(terminal, 128 + SIGTERM, NULL);
}
END_TEST

START_TEST(it_stops_and_comes_back)
{
    struct terminal *terminal = start_training();

    terminal_send(terminal, " 2");
    terminal_see_all(terminal, "paused", "image 1 of 500", (char *)NULL);
    terminal_signal(terminal, SIGTSTP);
    terminal_wait_stop(terminal);
    terminal_check_restored(terminal);
    terminal_see_no(terminal, "image 1 of 500");
    terminal_signal(terminal, SIGCONT);
    terminal_see_all(terminal, "mnistui   1 Train", "paused", "image 1 of 500", "? help",
                     (char *)NULL);
    terminal_send(terminal, "1 ");
    terminal_see(terminal, "training");
    terminal_send(terminal, KEYS_CONTROL_Z);
    terminal_wait_stop(terminal);
    terminal_check_restored(terminal);
    /* another window size meanwhile */
    terminal_resize(terminal, 30, 100);
    terminal_signal(terminal, SIGCONT);
    terminal_see_all(terminal, "mnistui   1 Train", "training", "? help", (char *)NULL);
    terminal_send(terminal, "?" KEYS_DOWN KEYS_DOWN KEYS_DOWN);
    terminal_see(terminal, "larger learning rate");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Help (Esc");
    program_quit(terminal);
}
END_TEST

START_TEST(it_ends_while_it_is_stopped_once_it_goes_on)
{
    struct terminal *terminal = start_training();

    terminal_signal(terminal, SIGTSTP);
    terminal_wait_stop(terminal);
    terminal_signal(terminal, SIGTERM);
    terminal_signal(terminal, SIGCONT);
    program_ends(terminal, 128 + SIGTERM, NULL);
    check_saved();
}
END_TEST

static int
hang_up(const char *keys, int signal_number)
{
    struct terminal *terminal = start_training();

    terminal_send(terminal, keys);
    if (keys[0] == '?')
        terminal_see(terminal, "Help (Esc");
    terminal_hang_up(terminal);
    if (signal_number > 0)
        terminal_signal(terminal, signal_number);
    return terminal_wait_exit(terminal);
}

/* No signal comes here: the terminal alone tells. */
START_TEST(it_ends_when_the_terminal_is_gone)
{
    ck_assert_int_eq(hang_up("", 0), 128 + SIGHUP);
    check_saved();
    ck_assert_int_eq(hang_up("?", 0), 128 + SIGHUP);
    ck_assert_int_eq(hang_up("f", 0), 128 + SIGHUP);
}
END_TEST

START_TEST(it_ends_when_the_terminal_is_gone_and_a_signal_says_so)
{
    ck_assert_int_eq(hang_up("", SIGHUP), 128 + SIGHUP);
    check_saved();
}
END_TEST

#ifndef SANITIZED /* a sanitizer has its own handlers */
START_TEST(a_crash_gives_the_terminal_back)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    size_t i;

    for (i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        struct terminal *terminal = start_training();

        terminal_signal(terminal, crashes[i]);
        program_ends(terminal, -crashes[i], "it crashed, which is a bug");
    }
}
END_TEST
#endif

/* A quarter of a second of processor time in one second of waiting would be a UI that
 * looks around all the time; a good one uses a hundredth of it at most. */
START_TEST(a_paused_ui_leaves_the_processor_alone)
{
    struct terminal *terminal = start_training();
    double before, after;

    terminal_send(terminal, " ");
    terminal_see(terminal, "paused");
    program_settle(terminal);
    before = terminal_cpu(terminal);
    terminal_idle(terminal, 1);
    after = terminal_cpu(terminal);
    if (before >= 0)
        ck_assert_double_lt(after - before, 0.25);
    program_quit(terminal);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_signal_ends_it_and_the_run_is_kept,
        a_signal_ends_it_after_the_run_and_over_a_question,
        an_interrupt_from_elsewhere_asks_like_control_c,
        control_backslash_ends_it_in_order,
        an_interrupt_does_not_hide_the_signal_before_it,
        it_stops_and_comes_back,
        it_ends_while_it_is_stopped_once_it_goes_on,
        it_ends_when_the_terminal_is_gone,
        it_ends_when_the_terminal_is_gone_and_a_signal_says_so,
#ifndef SANITIZED
        a_crash_gives_the_terminal_back,
#endif
        a_paused_ui_leaves_the_processor_alone,
        NULL,
    };

    return program_run_tests("signals", tests);
}
