/*
 * The command line. Parsing, --help and the man page come from one table of options. Its
 * rows for hyperparameters come from train/hparams.h, which the screens use as well.
 */
#ifndef MNISTUI_CLI_OPTIONS_H
#define MNISTUI_CLI_OPTIONS_H

#include <stdbool.h>

#include "base/error.h"
#include "train/hparams.h"
#include "ui/appearance.h"

enum command {
    COMMAND_UI, /* no command word */
    COMMAND_TRAIN,
    COMMAND_TEST,
    COMMAND_FETCH,
    COMMANDS
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMATS };

enum { OPTIONS_MIRRORS = 16 };

struct options {
    enum command command;
    bool help, version;
    struct hparams hparams;
    bool hidden_given; /* --hidden: a loaded net must have exactly these layers */
    const char *data;  /* the strings are those of argv, or NULL */
    const char *load;
    const char *save;
    bool eval_train;
    enum format format;
    struct appearance appearance;
    double speed;     /* images per second, 0 = full speed */
    size_t jobs;      /* threads that train */
    size_t megabytes; /* for the moments of all runs */
    const char *to;
    const char *mirrors[OPTIONS_MIRRORS];
    size_t mirror_count;
};

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
