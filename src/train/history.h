/*
 * What a curve over a run is drawn from: a fixed number of samples, so that it is copied
 * like any value.
 *
 * When it is full, neighbours are joined: a sample then stands for several and keeps the
 * smallest and the largest of their values, so that no spike is lost.
 */
#ifndef MNISTUI_TRAIN_HISTORY_H
#define MNISTUI_TRAIN_HISTORY_H

#include <stddef.h>

enum { HISTORY_CAPACITY = 1024 };

struct sample {
    float from, to; /* epochs since the start of the run, such as 2.25 */
    float min, max;
};

struct history {
    size_t count;
    size_t per_sample; /* values that a full sample stands for */
    size_t in_last;    /* values in the newest sample */
    struct sample samples[HISTORY_CAPACITY];
};

void history_init(struct history *history);

/* epoch never goes back. */
void history_add(struct history *history, double epoch, double value);

#endif
