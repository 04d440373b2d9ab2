#include "config.h"

#include "train/curve.h"

void
curve_init(struct curve *curve)
{
    curve->count = 0;
    curve->per_sample = 1;
    curve->in_last = 0;
}

static void
join(struct sample *into, const struct sample *other)
{
    into->to = other->to;
    into->min = other->min < into->min ? other->min : into->min;
    into->max = other->max > into->max ? other->max : into->max;
}

static void
halve(struct curve *curve)
{
    size_t i;

    for (i = 0; i < CURVE_SAMPLES / 2; i++) {
        curve->samples[i] = curve->samples[2 * i];
        join(&curve->samples[i], &curve->samples[2 * i + 1]);
    }
    curve->count = CURVE_SAMPLES / 2;
    curve->per_sample *= 2;
    curve->in_last = curve->per_sample;
}

void
curve_add(struct curve *curve, double epoch, double value)
{
    struct sample sample = {(float)epoch, (float)epoch, (float)value, (float)value};

    if (curve->count > 0 && curve->in_last < curve->per_sample) {
        join(&curve->samples[curve->count - 1], &sample);
        curve->in_last++;
        return;
    }
    if (curve->count == CURVE_SAMPLES)
        halve(curve);
    curve->samples[curve->count++] = sample;
    curve->in_last = 1;
}
