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

void
curve_add(struct curve *curve, double epoch, double seconds, double value)
{
    struct sample sample = {
        .from = (float)epoch,
        .to = (float)epoch,
        .from_seconds = (float)seconds,
        .to_seconds = (float)seconds,
        .min = (float)value,
        .max = (float)value,
    };

    if (curve->count == CURVE_SAMPLES)
        curve->count = join_until(curve->samples, curve->count, CURVE_SAMPLES - 1, fine);
    curve->samples[curve->count++] = sample;
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
