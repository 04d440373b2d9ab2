/* The subcommands. Each returns the exit status. */
#ifndef MNISTUI_CLI_COMMAND_H
#define MNISTUI_CLI_COMMAND_H

#include "cli/options.h"

int command_terminal(const struct options *options); /* no command word */
int command_train(const struct options *options);
int command_test(const struct options *options);
int command_fetch(const struct options *options);

#endif
