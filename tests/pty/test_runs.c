/* The Runs screen of the real program. */
#include "config.h"

#include "support/program.h"

START_TEST(runs_are_compared_marked_and_opened)
{
    struct terminal *terminal = program_start("--speed=full --epochs=2");

    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "xr");
    terminal_see(terminal, "run 2  done");
    terminal_send(terminal, "5");
    terminal_see_all(terminal, "Runs: test errors in %, by best error", "  init  ",
                     "normal", "xavier", "Test error, log scale (epochs)", "1 normal",
                     "2 xavier", (char *)NULL);
    terminal_send(terminal, "/normal\r");
    terminal_see(terminal, "\"normal\": 1 of 2");
    terminal_send(terminal, "t/" KEYS_ESCAPE);
    terminal_see_all(terminal, "by best error ─", "xavier", (char *)NULL);
    terminal_see_no(terminal, "2 xavier\n"); /* at the end of its curve */
    terminal_send(terminal, "NGauss\r");
    terminal_see(terminal, " 1 Gauss\n");
    terminal_send(terminal, "\r");
    terminal_see_all(terminal, "Test accuracy (epochs)", "run 1  done",
                     "init          normal → xavier", (char *)NULL);
    program_quit(terminal);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        runs_are_compared_marked_and_opened,
        NULL,
    };

    return program_run_tests("runs", tests);
}
