#include "config.h"

#include "runs/gaps.h"

#include <math.h>

/* Moments that count as answered. */
struct chosen {
    size_t count;
    struct checkpoint **at;
};

/* How useful a moment is: the width of the gap that it is in, and how far it is from the
 * middle of that. */
struct use {
    double width, off;
};

/* On the logarithmic axis, on which there is a place for the start, too. */
static double
place(double images)
{
    return log2(images + 1);
}

/* The gap between the samples before and after it, or the end of the tape. False if the
 * curve has the moment. */
static bool
find_gap(const struct run *run, const struct checkpoint *at, double *low, double *high)
{
    struct samples samples = run_accuracy(run);
    double epoch = (double)run->now.images;
    size_t i = samples_find(samples, (float)at->epoch);

    *low = i > 0 ? place((double)samples.at[i - 1].to * epoch) : 0;
    *high = place((double)run->tape.at[run->tape.count - 1]->images);
    if (i == samples.count)
        return true;
    *high = place((double)samples.at[i].from * epoch);
    return samples.at[i].from > (float)at->epoch;
}

static bool
is_moment_of(const struct run *run, const struct checkpoint *at)
{
    size_t i = tape_find(&run->tape, at->images);

    return i != TAPE_NONE && run->tape.at[i] == at;
}

static struct use
use_of(const struct run *run, const struct checkpoint *at, const struct chosen *chosen)
{
    double here = place((double)at->images), low, high;
    struct use use = {0, 0};
    size_t i;

    if (!find_gap(run, at, &low, &high))
        return use;
    for (i = 0; i < chosen->count; i++) {
        double other = place((double)chosen->at[i]->images);

        if (!is_moment_of(run, chosen->at[i]))
            continue;
        if (other < here)
            low = fmax(low, other);
        else
            high = fmin(high, other);
    }
    use.width = high - low;
    use.off = fabs(here - (low + high) / 2);
    return use;
}

static bool
is_chosen(const struct chosen *chosen, const struct checkpoint *at)
{
    size_t i;

    for (i = 0; i < chosen->count && chosen->at[i] != at; i++)
        continue;
    return i < chosen->count;
}

/* The most useful of a run, if one is more useful than *best, the most useful so far. */
static void
find_best(const struct run *run, const struct chosen *chosen, struct use *most,
          struct checkpoint **best)
{
    size_t i;

    for (i = 0; i < run->tape.count; i++) {
        struct checkpoint *at = run->tape.at[i];
        struct use use;

        if (checkpoint_answers(at) != NULL || is_chosen(chosen, at))
            continue;
        use = use_of(run, at, chosen);
        if (*best == NULL || use.width > most->width ||
            (use.width >= most->width && use.off < most->off)) {
            *most = use;
            *best = at;
        }
    }
}

size_t
gaps_find(const struct run *const *runs, size_t count, struct checkpoint **moments,
          size_t most)
{
    struct chosen chosen = {0, moments};
    size_t i;

    while (chosen.count < most) {
        struct checkpoint *best = NULL;
        struct use use = {0, 0};

        for (i = 0; i < count; i++)
            find_best(runs[i], &chosen, &use, &best);
        if (best == NULL)
            break;
        moments[chosen.count++] = best;
    }
    return chosen.count;
}
