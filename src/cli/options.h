/* What the command line says. */
#ifndef MNISTUI_CLI_OPTIONS_H
#define MNISTUI_CLI_OPTIONS_H

#include <stdbool.h>

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

#endif
