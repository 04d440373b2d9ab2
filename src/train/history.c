#include "config.h"

#include "train/history.h"

void
history_init(struct history *history)
{
    history->count = 0;
    history->per_sample = 1;
    history->in_last = 0;
}

static void
join(struct sample *into, const struct sample *other)
{
    into->to = other->to;
    into->min = other->min < into->min ? other->min : into->min;
    into->max = other->max > into->max ? other->max : into->max;
}

static void
halve(struct history *history)
{
    size_t i;

    for (i = 0; i < HISTORY_CAPACITY / 2; i++) {
        history->samples[i] = history->samples[2 * i];
        join(&history->samples[i], &history->samples[2 * i + 1]);
    }
    history->count = HISTORY_CAPACITY / 2;
    history->per_sample *= 2;
    history->in_last = history->per_sample;
}

void
history_add(struct history *history, double epoch, double value)
{
    struct sample sample = {(float)epoch, (float)epoch, (float)value, (float)value};

    if (history->count > 0 && history->in_last < history->per_sample) {
        join(&history->samples[history->count - 1], &sample);
        history->in_last++;
        return;
    }
    if (history->count == HISTORY_CAPACITY)
        halve(history);
    history->samples[history->count++] = sample;
    history->in_last = 1;
}
