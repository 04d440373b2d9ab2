/* A race in the real program: started by keys, paced, looked back at, and ended. */
#include "config.h"

#include "support/program.h"

START_TEST(two_runs_race_and_the_screen_says_who_leads)
{
    struct terminal *terminal = program_start("--speed=4000 --epochs=1000000 --batch=4");

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, "V");
    terminal_see(terminal, "Change something of the next run first");
    terminal_send(terminal, "mV");
    terminal_see_all(terminal, "Race run 1's settings against", "Run 1 is on",
                     (char *)NULL);
    terminal_send(terminal, "V");
    terminal_see_all(terminal, "Race by images", "run 2  training", "momentum 0 ",
                     "momentum 0.4 ", (char *)NULL);
    terminal_see(terminal, " leads by ");
    terminal_send(terminal, " ");
    terminal_see_all(terminal, "run 2  paused", "   paused  ", (char *)NULL);
    terminal_send(terminal, KEYS_DOWN);
    terminal_see(terminal, "run 3  paused");
    terminal_send(terminal, "{");
    terminal_see_all(terminal, "run 3 at image 0", "Nobody leads at image 0.",
                     (char *)NULL);
    terminal_send(terminal, "}L");
    terminal_see_all(terminal, "Race by seconds of training", "run 3  paused",
                     (char *)NULL);
    terminal_send(terminal, "r");
    terminal_see(terminal, "Runs 2 and 3 are on");
    terminal_send(terminal, "r");
    terminal_see(terminal, "run 4  training");
    terminal_see_no(terminal, "Race by");
    program_quit(terminal);
    terminal_see(terminal, "\n  1      4  normal   0.05         0     1");
    terminal_see(terminal, "\n  2      4  normal   0.05         0     1");
    terminal_see(terminal, "\n  3      4  normal   0.05       0.4     1");
    terminal_see(terminal, "\n  4      4  normal   0.05       0.4     1");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        two_runs_race_and_the_screen_says_who_leads,
        NULL,
    };

    return program_run_tests("race", tests);
}
