/*
 * The command line. One table says all about each option; parsing, --help and the man
 * page are made from it. The rows of the hyperparameters come from train/hparams.h, where
 * the screens find them too.
 */
#ifndef MNISTUI_CLI_OPTIONS_H
#define MNISTUI_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "train/hparams.h"
#include "ui/looks.h"

enum command {
    COMMAND_UI, /* no command word */
    COMMAND_TRAIN,
    COMMAND_TEST,
    COMMAND_FETCH,
    COMMANDS
};

enum format {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_CSV,
};

enum { OPTIONS_MIRRORS = 16 };

struct options {
    enum command command;
    bool help, version;
    struct hparams hparams;
    bool hidden_given; /* --hidden was there: a loaded net must have just these layers */
    const char *data;  /* the strings are those of argv, or NULL */
    const char *load;
    const char *save;
    bool eval_train;
    enum format format;
    struct looks looks;
    double speed; /* images per second, 0 = full speed */
    const char *to;
    const char *mirrors[OPTIONS_MIRRORS];
    size_t mirror_count;
};

/* -1 with err for a usage that is wrong: exit status 2. */
int options_parse(struct options *options, int argc, char **argv, struct error *err);

/* What --help prints. */
void options_print_help(FILE *stream);

/* The same table as the options part of the man page. */
void options_print_man(FILE *stream);

#endif
