/*
 * A value over the course of a run, to be drawn over epochs, images (also on a
 * logarithmic scale) or seconds: a fixed number of samples, so that it can be copied like
 * any value.
 *
 * When it is full, neighbouring samples are joined where nobody sees it: where together
 * they span no more than 1/256 of the epochs and 1/8 of a doubling of the epochs. A
 * sample then stands for several values and keeps the smallest and the largest of them,
 * so that no spike is lost.
 */
#ifndef MNISTUI_TRAIN_CURVE_H
#define MNISTUI_TRAIN_CURVE_H

#include <stddef.h>

#include "base/error.h"

enum { CURVE_SAMPLES = 1024, CURVE_KEPT_SAMPLES = 256 };

struct sample {
    float from, to;                 /* epochs since the start of the run, such as 2.25 */
    float from_seconds, to_seconds; /* of training */
    float min, max;
};

/* One value for all of them. */
static inline double
sample_middle(const struct sample *sample)
{
    return ((double)sample->min + (double)sample->max) / 2;
}

struct curve {
    size_t count;
    struct sample samples[CURVE_SAMPLES];
};

/* A curve to which nothing is added any more, in no more memory than it needs. */
struct kept_curve {
    size_t count; /* CURVE_KEPT_SAMPLES at most */
    struct sample samples[];
};

/* Samples that belong to a curve, valid as long as that does not change. */
struct samples {
    size_t count;
    const struct sample *at;
};

void curve_init(struct curve *curve);
struct samples curve_samples(const struct curve *curve);
struct samples kept_curve_samples(const struct kept_curve *curve);

/* Neither epoch nor seconds may be less than in the call before. */
void curve_add(struct curve *curve, double epoch, double seconds, double value);

/* A copy with as much detail as fits. Free with free(); NULL with err if memory is short.
 */
struct kept_curve *curve_keep(const struct curve *curve, struct error *err);

#endif
