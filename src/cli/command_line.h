/*
 * The command line. Parsing, --help and the man page come from one table of options
 * (option_table.h). Its rows for hyperparameters come from train/hparams.h, which the
 * screens use as well.
 */
#ifndef MNISTUI_CLI_COMMAND_LINE_H
#define MNISTUI_CLI_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "cli/options.h"

/* -1 with err if the usage is wrong: the exit status is then 2. */
int options_parse(struct options *options, int argc, char **argv, struct error *err);

enum { OPTION_HELP_TEXT = 200, OPTION_COMMANDS_TEXT = 100 };

/* An option, described. */
struct option_words {
    const char *name;
    char letter;         /* -h for --help; 0 for none */
    const char *metavar; /* NULL: it takes no value */
    char help[OPTION_HELP_TEXT];
    char range[HPARAM_RANGE_TEXT]; /* what it takes, where help does not say so; or "" */
    char initial[HPARAM_TEXT];     /* the default; "" for none */
    char commands[OPTION_COMMANDS_TEXT]; /* those that it is for, as one types them */
    bool for_all;                        /* it is for every command */
};

/* Describes option i, in the order of the table. False past the last one. */
bool options_describe(size_t i, struct option_words *words);

#endif
