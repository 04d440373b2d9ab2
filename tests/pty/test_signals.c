#include "config.h"

#include <stdio.h>
#include "support/session.h"
#include "support/suite.h"

START_TEST(dump)
{
    struct terminal *t = session_start("--speed=1000 --epochs=3");
    terminal_see(t, "training");
    terminal_idle(t, 1);
    fprintf(stderr, "%s----\n", terminal_screen(t));
    terminal_send(t, "2");
    terminal_idle(t, 0.2);
    fprintf(stderr, "%s----\n", terminal_screen(t));
    terminal_send(t, "?");
    terminal_idle(t, 0.2);
    fprintf(stderr, "%s----\n", terminal_screen(t));
    session_quit(t);
    fprintf(stderr, "%s----\n", terminal_screen(t));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {dump, NULL};

    return session_run_tests("x", tests);
}
