/* What is said of a run: the words for its settings, its name in a chart, and whether a
 * filter finds it. */
#ifndef MNISTUI_RUNS_RUN_TEXT_H
#define MNISTUI_RUNS_RUN_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "runs/run.h"

/* A short title of a setting, of one word: "batch", "rate". */
const char *setting_title(enum hparam which);

/* "batch 12"; of what is told by words, the word alone: "xavier". */
void setting_words(const struct hparams *hparams, enum hparam which, char *text,
                   size_t size);

/* "1 normal", "3 batch 12 seed 2", "4 from 3 rate 0.1": its number, the run that it was
 * forked from, and what it has where others differ; if
 * that is more than one setting, the preset with these values, if there is one. A name
 * that the user gave takes the place of the settings. */
void run_label(const struct run *run, const bool differs[HPARAMS], char *text,
               size_t size);

/* Whether each word of the filter is part of what a table says of the run: number, name,
 * note, status and settings, such as "xavier"; "batch=1" is that value and not 12. Upper
 * and lower case are the same; an empty filter, or NULL, takes all. */
bool run_matches(const struct run *run, const char *filter);

#endif
