/* default_signals COMMAND ARGS...: runs it with no signal ignored. What a script starts
 * with & ignores SIGINT. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    size_t i;

    if (argc < 2)
        return EXIT_FAILURE;
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], SIG_DFL);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return EXIT_FAILURE;
}
