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

#include <stdbool.h>
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
    size_t count;
    struct sample samples[];
};

/* Samples in the order of epochs that belong to a curve, valid as long as that does not
 * change. */
struct samples {
    size_t count;
    const struct sample *at;
};

/* A single value, as curve_add makes it. */
struct sample sample_of(double epoch, double seconds, double value);

/* The first sample that ends at this epoch or later; count if there is none. */
size_t samples_find(struct samples samples, float epoch);

/* Whether a sample has this single value: taken at that epoch, or joined with others. */
bool samples_have(struct samples samples, const struct sample *value);

void curve_init(struct curve *curve);
struct samples curve_samples(const struct curve *curve);
struct samples kept_curve_samples(const struct kept_curve *curve);

/* Neither epoch nor seconds may be less than in the call before. */
void curve_add(struct curve *curve, double epoch, double seconds, double value);

/* A copy with as much detail as fits into CURVE_KEPT_SAMPLES. Free with free(); NULL with
 * err if memory is short.
 */
struct kept_curve *curve_keep(const struct curve *curve, struct error *err);

/* A curve with more single values, which ascend by epoch: each is a sample of its own,
 * unless it lies within a sample, which then stands for it, too. At most `most` samples
 * are left, which may be SIZE_MAX. Free with free(); NULL with err if memory is short. */
struct kept_curve *curve_merge(struct samples curve, struct samples values, size_t most,
                               struct error *err);

#endif
