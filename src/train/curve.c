#include "config.h"

#include "train/curve.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* How much samples may span together: a share of all epochs, and a quotient of epochs.
 * Either of two neighbours that may not be joined spans nearly half of that or more, so
 * 33 doublings leave at most 950 samples with the finer detail, and 245 with the coarser
 * one. */
struct detail {
    double share, quotient;
};
static const struct detail fine = {1.0 / 256, 1.0905};  /* 2^(1/8) */
static const struct detail coarse = {1.0 / 64, 1.4142}; /* 2^(1/2) */

void
curve_init(struct curve *curve)
{
    curve->count = 0;
}

static void
join(struct sample *into, const struct sample *other)
{
    into->to = other->to;
    into->to_seconds = other->to_seconds;
    into->min = other->min < into->min ? other->min : into->min;
    into->max = other->max > into->max ? other->max : into->max;
}

/* Joins what may be joined, in place. Returns how many are left. */
static size_t
join_neighbours(struct sample *samples, size_t count, const struct detail *detail)
{
    double span = (double)samples[count - 1].to * detail->share;
    size_t left = 0, i;

    for (i = 1; i < count; i++) {
        double from = (double)samples[left].from, to = (double)samples[i].to;

        if (to - from <= span && to <= from * detail->quotient)
            join(&samples[left], &samples[i]);
        else
            samples[++left] = samples[i];
    }
    return left + 1;
}

/* Joins samples until at most `most` are left, and gives up more detail each time. */
static size_t
join_until(struct sample *samples, size_t count, size_t most, struct detail detail)
{
    while (count > most) {
        count = join_neighbours(samples, count, &detail);
        detail.share *= 2;
        detail.quotient *= detail.quotient;
    }
    return count;
}

struct samples
curve_samples(const struct curve *curve)
{
    struct samples samples = {curve->count, curve->samples};

    return samples;
}

struct samples
kept_curve_samples(const struct kept_curve *curve)
{
    struct samples samples = {curve->count, curve->samples};

    return samples;
}

struct sample
sample_of(double epoch, double seconds, double value)
{
    struct sample sample = {
        .from = (float)epoch,
        .to = (float)epoch,
        .from_seconds = (float)seconds,
        .to_seconds = (float)seconds,
        .min = (float)value,
        .max = (float)value,
    };

    return sample;
}

size_t
samples_find(struct samples samples, float epoch)
{
    size_t low = 0, high = samples.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (samples.at[middle].to < epoch)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool
samples_have(struct samples samples, const struct sample *value)
{
    size_t i = samples_find(samples, value->to);
    const struct sample *sample = &samples.at[i];

    return i < samples.count && sample->from <= value->from &&
           sample->min <= value->min && value->max <= sample->max;
}

void
curve_add(struct curve *curve, double epoch, double seconds, double value)
{
    if (curve->count == CURVE_SAMPLES)
        curve->count = join_until(curve->samples, curve->count, CURVE_SAMPLES - 1, fine);
    curve->samples[curve->count++] = sample_of(epoch, seconds, value);
}

struct kept_curve *
curve_keep(const struct curve *curve, struct error *err)
{
    struct curve *copy = mem_zeroed(1, sizeof *copy);
    struct kept_curve *kept = NULL;

    if (copy != NULL) {
        *copy = *curve;
        copy->count = join_until(copy->samples, copy->count, CURVE_KEPT_SAMPLES, coarse);
        kept = mem_zeroed(1, sizeof *kept + copy->count * sizeof *kept->samples);
    }
    if (kept != NULL) {
        kept->count = copy->count;
        memcpy(kept->samples, copy->samples, copy->count * sizeof *kept->samples);
    } else {
        error_memory(err, "the curve of a run");
    }
    free(copy);
    return kept;
}

/* Puts the value into the last sample if that reaches so far, or after it. */
static void
append(struct kept_curve *curve, const struct sample *value)
{
    struct sample *last = &curve->samples[curve->count];

    if (curve->count == 0 || (--last)->to < value->from) {
        curve->samples[curve->count++] = *value;
        return;
    }
    last->min = value->min < last->min ? value->min : last->min;
    last->max = value->max > last->max ? value->max : last->max;
}

struct kept_curve *
curve_merge(struct samples curve, struct samples values, size_t most, struct error *err)
{
    size_t count = curve.count + values.count, next = 0, i;
    struct kept_curve *merged =
        mem_zeroed(1, sizeof *merged + count * sizeof *merged->samples);

    if (merged == NULL) {
        error_memory(err, "the curve of a run");
        return NULL;
    }
    for (i = 0; i < curve.count; i++) {
        while (next < values.count && values.at[next].to < curve.at[i].from)
            append(merged, &values.at[next++]);
        merged->samples[merged->count++] = curve.at[i];
    }
    while (next < values.count)
        append(merged, &values.at[next++]);
    merged->count = join_until(merged->samples, merged->count, most, fine);
    return merged;
}
