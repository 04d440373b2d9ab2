/* The table of options: a row for each, with what it takes and what sets it. */
#ifndef MNISTUI_CLI_OPTION_TABLE_H
#define MNISTUI_CLI_OPTION_TABLE_H

#include <stddef.h>

#include "cli/options.h"

enum scope {
    FOR_UI = 1 << COMMAND_UI,
    FOR_TRAIN = 1 << COMMAND_TRAIN,
    FOR_TEST = 1 << COMMAND_TEST,
    FOR_FETCH = 1 << COMMAND_FETCH,
    FOR_RUNS = FOR_UI | FOR_TRAIN,
    FOR_NETS = FOR_RUNS | FOR_TEST,
    FOR_ALL = FOR_NETS | FOR_FETCH,
};

struct option {
    const char *name;
    char letter;         /* -h for --help; 0 for none */
    const char *metavar; /* NULL: it takes no value */
    int scope;           /* the commands that it is for */

    /* Stores the value; -1 with err if it is wrong. */
    int (*set)(struct options *out, const struct option *option, const char *value,
               struct error *err);
    size_t offset; /* of the field that set_text, set_flag or set_word sets */
    bool is_hparam;
    enum hparam hparam; /* the one that set_hparam sets */

    /* What it takes: one of some words, or else a range, described. */
    const char *(*word)(size_t i);
    const char *range;
    long max;            /* of set_number, which takes whole numbers from 1 on */
    const char *initial; /* the default; NULL for the first word, or none */
    const char *help;    /* followed by the words that it takes */
    const char *note;    /* appended to them */
};

/* For a bit or a byte for each option: there are no more. */
enum { OPTION_ROOM = 64 };

size_t option_count(void);

/* Option i, in the order in which they are described. */
struct option option_at(size_t i);

/* "a, b or c" */
void option_list_words(const char *(*word)(size_t i), char *text, size_t size);

#endif
