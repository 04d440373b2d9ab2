/*
 * A value over the course of a run, to be drawn: a fixed number of samples, so that it
 * can be copied like any value.
 *
 * When it is full, neighbouring samples are joined. A sample then stands for several
 * values and keeps the smallest and the largest of them, so that no spike is lost.
 */
#ifndef MNISTUI_TRAIN_CURVE_H
#define MNISTUI_TRAIN_CURVE_H

#include <stddef.h>

enum { CURVE_SAMPLES = 1024 };

struct sample {
    float from, to; /* epochs since the start of the run, such as 2.25 */
    float min, max;
};

struct curve {
    size_t count;
    size_t per_sample; /* values that a full sample stands for */
    size_t in_last;    /* values in the newest sample */
    struct sample samples[CURVE_SAMPLES];
};

void curve_init(struct curve *curve);

/* epoch must not be less than in the call before. */
void curve_add(struct curve *curve, double epoch, double value);

#endif
