#include "config.h"

#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/command_line.h"
#include "cli/usage.h"
#include "cli/version.h"
#include "nn/kernels.h"

static int
print_version(void)
{
    struct error err;
    const struct kernels *kernels = kernels_choose(getenv(KERNELS_VARIABLE), &err);

    if (kernels == NULL)
        return message_fail(err.text);
    version_print(stdout, kernels);
    return EXIT_SUCCESS;
}

static int
run_command(const struct options *options)
{
    static int (*const commands[COMMANDS])(const struct options *) = {
        [COMMAND_UI] = command_terminal,
        [COMMAND_TRAIN] = command_train,
        [COMMAND_TEST] = command_test,
        [COMMAND_FETCH] = command_fetch,
    };

    if (options->version && !options->help)
        return print_version();
    if (!options->help)
        return commands[options->command](options);
    usage_print(stdout);
    return EXIT_SUCCESS;
}

int
cli_main(int argc, char **argv)
{
    struct options options;
    struct error err;
    int status;

    /* A limit on the size of files (ulimit -f) would end mnistui without a word. With the
     * signal ignored, write() fails with EFBIG, and the code that writes reports it. */
    signal(SIGXFSZ, SIG_IGN);
    if (options_parse(&options, argc, argv, &err) != 0) {
        message_print(err.text);
        return EXIT_USAGE;
    }
    status = run_command(&options);
    return status == EXIT_SUCCESS ? message_flush_output() : status;
}
