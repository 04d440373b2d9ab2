#include "config.h"

#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/setup.h"
#include "cli/version.h"

/* Names of files are in it, and may hold what a terminal takes for commands. */
int
cli_fail(const char *text)
{
    fputs("mnistui: ", stderr);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        fputc((c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? '?' : c, stderr);
    }
    fputc('\n', stderr);
    return EXIT_FAILURE;
}

int
cli_flush(void)
{
    struct error err;

    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_SUCCESS;
    error_set(&err, "standard output cannot be written: %s", strerror(errno));
    return cli_fail(err.text);
}

static int
print_version(void)
{
    struct error err;
    const struct kernels *kernels = setup_kernels(&err);

    if (kernels == NULL)
        return cli_fail(err.text);
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
    options_print_help(stdout);
    return EXIT_SUCCESS;
}

int
cli_main(int argc, char **argv)
{
    struct options options;
    struct error err;
    int status;

    /* A limit to the size of files (ulimit -f) would end mnistui without a word: write()
     * fails with EFBIG instead, and whoever writes says so. */
    signal(SIGXFSZ, SIG_IGN);
    if (options_parse(&options, argc, argv, &err) != 0) {
        cli_fail(err.text);
        return EXIT_USAGE;
    }
    status = run_command(&options);
    return status == EXIT_SUCCESS ? cli_flush() : status;
}
