#include "config.h"

#include "runs/comparison.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "runs/run_text.h"

/* ---- what is measured ---- */

static double
unless_negative(double value)
{
    return value < 0 ? (double)NAN : value;
}

double
run_measure(const struct run *run, enum measure which)
{
    const struct measures *now = &run->now;

    switch (which) {
    case MEASURE_NUMBER:
        return (double)now->run;
    case MEASURE_FIRST:
        return unless_negative(now->first_error);
    case MEASURE_BEST:
        return unless_negative(now->best_error);
    case MEASURE_BEST_AT:
        return now->best_error < 0 ? (double)NAN : now->best_epoch;
    case MEASURE_LAST:
        return unless_negative(now->test_error);
    case MEASURE_SECONDS:
        return now->seconds;
    case MEASURE_RATE:
        return now->seconds > 0 ? (double)run_images(run) / now->seconds : (double)NAN;
    case MEASURE_ASKED:
        return (double)run->asked;
    case MEASURES:
        break;
    }
    return NAN;
}

struct spread
group_measure(const struct run_group *group, enum measure which)
{
    struct spread spread = {0, 0, INFINITY, -INFINITY};
    size_t i;

    for (i = 0; i < group->count; i++) {
        double value = run_measure(group->runs[i], which);

        if (!isfinite(value))
            continue;
        spread.count++;
        spread.mean += value;
        spread.min = fmin(spread.min, value);
        spread.max = fmax(spread.max, value);
    }
    spread.mean /= (double)spread.count; /* 0/0 is not a number */
    if (spread.count == 0)
        spread.min = spread.max = NAN;
    return spread;
}

/* ---- groups ---- */

void
settings_differing(const struct run *const *runs, size_t count, bool differs[HPARAMS])
{
    enum hparam which;
    size_t i;

    for (which = 0; which < HPARAMS; which++) {
        differs[which] = false;
        for (i = 1; i < count; i++)
            differs[which] |=
                !hparam_equal(&runs[0]->now.hparams, &runs[i]->now.hparams, which);
    }
}

static size_t
group_of(const struct comparison *comparison, const struct run *run)
{
    size_t i;

    for (i = 0; i < comparison->count; i++) {
        if (hparams_equal_but_seed(&comparison->groups[i].runs[0]->now.hparams,
                                   &run->now.hparams))
            break;
    }
    return i;
}

/* Opens a gap of one in the list of runs, at the end of that group. */
static void
insert(struct comparison *comparison, size_t group, size_t total, const struct run *run)
{
    struct run_group *into = &comparison->groups[group];
    const struct run **at = into->runs + into->count;
    size_t i;

    memmove(at + 1, at, (size_t)(comparison->runs + total - at) * sizeof *at);
    *at = run;
    into->count++;
    for (i = group + 1; i < comparison->count; i++)
        comparison->groups[i].runs++;
}

int
comparison_init(struct comparison *comparison, struct run *const *runs, size_t count,
                const char *filter, bool grouped, struct error *err)
{
    size_t total = 0, i;

    memset(comparison, 0, sizeof *comparison);
    if (count == 0)
        return 0;
    comparison->groups = mem_zeroed(count, sizeof *comparison->groups);
    comparison->runs = mem_zeroed(count, sizeof *comparison->runs);
    if (comparison->groups == NULL || comparison->runs == NULL)
        return error_memory(err, "the table of runs");
    for (i = 0; i < count; i++) {
        size_t group = comparison->count;

        if (!run_matches(runs[i], filter))
            continue;
        if (grouped)
            group = group_of(comparison, runs[i]);
        if (group == comparison->count)
            comparison->groups[comparison->count++].runs = comparison->runs + total;
        insert(comparison, group, total++, runs[i]);
    }
    settings_differing(comparison->runs, total, comparison->differs);
    if (grouped)
        comparison->differs[HPARAM_SEED] = false;
    return 0;
}

void
comparison_done(struct comparison *comparison)
{
    free(comparison->groups);
    free(comparison->runs);
    memset(comparison, 0, sizeof *comparison);
}

size_t
comparison_find(const struct comparison *comparison, size_t number)
{
    size_t i, k;

    for (i = 0; i < comparison->count; i++) {
        for (k = 0; k < comparison->groups[i].count; k++) {
            if (comparison->groups[i].runs[k]->now.run == number)
                return i;
        }
    }
    return comparison->count;
}

/* ---- order ---- */

struct sortable {
    struct run_group group;
    bool has; /* a value */
    double value;
    char text[HPARAM_TEXT]; /* decides where the values are the same */
    bool descending;
};

static void
set_key(struct sortable *sortable, struct sort_key key)
{
    const struct run *run = sortable->group.runs[0];

    sortable->has = true;
    switch (key.kind) {
    case SORT_MEASURE:
        sortable->value = group_measure(&sortable->group, (enum measure)key.which).mean;
        sortable->has = isfinite(sortable->value);
        break;
    case SORT_SETTING:
        hparam_format(&run->now.hparams, (enum hparam)key.which, sortable->text);
        sortable->value = strtod(sortable->text, NULL); /* 0 if it is a word */
        break;
    case SORT_STATUS:
        sortable->value = (double)run->now.status;
        break;
    case SORT_COUNT:
        sortable->value = (double)sortable->group.count;
        break;
    case SORT_NAME:
        sortable->has = run->name != NULL;
        if (sortable->has)
            snprintf(sortable->text, HPARAM_TEXT, "%s", run->name);
        break;
    }
}

static int
compare_values(const struct sortable *a, const struct sortable *b)
{
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return strcmp(a->text, b->text);
}

static int
compare(const void *first, const void *second)
{
    const struct sortable *a = first, *b = second;
    int order;

    if (a->has != b->has)
        return a->has ? -1 : 1;
    order = a->has ? compare_values(a, b) : 0;
    if (order != 0)
        return a->descending ? -order : order;
    return a->group.runs[0]->now.run < b->group.runs[0]->now.run ? -1 : 1;
}

/* Short of memory, the order stays as it is. */
void
comparison_sort(struct comparison *comparison, struct sort_key key, bool descending)
{
    size_t count = comparison->count, i;
    struct sortable *rows = count > 1 ? mem_zeroed(count, sizeof *rows) : NULL;

    if (rows == NULL)
        return;
    for (i = 0; i < count; i++) {
        rows[i].group = comparison->groups[i];
        rows[i].descending = descending;
        set_key(&rows[i], key);
    }
    qsort(rows, count, sizeof *rows, compare);
    for (i = 0; i < count; i++)
        comparison->groups[i] = rows[i].group;
    free(rows);
}

/* ---- curves ---- */

/* The number of the last sample that begins at that epoch or before; samples.count if
 * there is none. */
static size_t
last_before(struct samples samples, double epoch)
{
    size_t low = 0, high = samples.count;

    while (low < high) {
        size_t half = low + (high - low) / 2;

        if ((double)samples.at[half].from <= epoch)
            low = half + 1;
        else
            high = half;
    }
    return low > 0 ? low - 1 : samples.count;
}

/* Where epoch lies between the end of one sample and the start of the next, 0..1. */
static double
share_between(const struct sample *sample, const struct sample *next, double epoch)
{
    double from = (double)sample->to, to = (double)next->from;

    return to > from ? (epoch - from) / (to - from) : 0;
}

double
accuracy_at(struct samples samples, double epoch)
{
    size_t i = last_before(samples, epoch);
    const struct sample *sample = &samples.at[i];

    if (i == samples.count)
        return NAN;
    if (epoch <= (double)sample->to)
        return sample_middle(sample);
    if (i + 1 == samples.count)
        return NAN;
    return sample_middle(sample) +
           share_between(sample, sample + 1, epoch) *
               (sample_middle(sample + 1) - sample_middle(sample));
}

double
seconds_at(struct samples samples, double epoch)
{
    size_t i = last_before(samples, epoch);
    const struct sample *sample = &samples.at[i];

    if (i == samples.count)
        return NAN;
    if (epoch <= (double)sample->to || i + 1 == samples.count)
        return (double)sample->to_seconds;
    return (double)sample->to_seconds +
           share_between(sample, sample + 1, epoch) *
               (double)(sample[1].from_seconds - sample->to_seconds);
}

static struct samples
longest(const struct run_group *group)
{
    struct samples best = run_accuracy(group->runs[0]);
    size_t i;

    for (i = 1; i < group->count; i++) {
        struct samples samples = run_accuracy(group->runs[i]);

        if (samples.count > 0 && (best.count == 0 || samples.at[samples.count - 1].to >
                                                         best.at[best.count - 1].to))
            best = samples;
    }
    return best;
}

static struct band_point
point_at(const struct run_group *group, double epoch)
{
    struct band_point point = {epoch, 0, 0, INFINITY, -INFINITY};
    size_t count = 0, i;

    for (i = 0; i < group->count; i++) {
        struct samples samples = run_accuracy(group->runs[i]);
        double accuracy = accuracy_at(samples, epoch);

        if (!isfinite(accuracy))
            continue;
        count++;
        point.mean += accuracy;
        point.seconds += seconds_at(samples, epoch);
        point.min = fmin(point.min, accuracy);
        point.max = fmax(point.max, accuracy);
    }
    point.mean /= (double)count; /* the longest member has come there */
    point.seconds /= (double)count;
    return point;
}

size_t
group_band(const struct run_group *group, struct band_point points[CURVE_SAMPLES])
{
    struct samples samples = longest(group);
    size_t i;

    for (i = 0; i < samples.count; i++) {
        points[i] = point_at(group, (double)samples.at[i].to);
        if (i > 0) /* where a member ends, the mean of the others may be less */
            points[i].seconds = fmax(points[i].seconds, points[i - 1].seconds);
    }
    return samples.count;
}

/* ---- one against another ---- */

/* 0 without samples. */
static double
last_epoch(struct samples samples)
{
    return samples.count > 0 ? (double)samples.at[samples.count - 1].to : 0;
}

struct standing
run_standing(const struct run *run, const struct run *other, double until)
{
    struct samples mine = run_accuracy(run), theirs = run_accuracy(other);
    struct standing standing = {
        .epoch = fmin(fmin(last_epoch(mine), last_epoch(theirs)), until),
    };

    standing.ahead =
        accuracy_at(mine, standing.epoch) - accuracy_at(theirs, standing.epoch);
    standing.known = standing.epoch > 0 && isfinite(standing.ahead);
    return standing;
}
