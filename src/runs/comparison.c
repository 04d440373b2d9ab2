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
    case MEASURE_TRAIN:
        return unless_negative(now->train_error);
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

    for (i = 0; i < group->counted; i++) {
        double value = run_measure(group->seed[i], which);

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

/* ---- which runs are a group ---- */

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

static int
compare_sizes(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int
compare_numbers(const struct run *a, const struct run *b)
{
    return compare_sizes(a->now.run, b->now.run);
}

/* Any order in which the runs of a group lie together. */
static int
compare_groups(const struct run *a, const struct run *b)
{
    int order =
        compare_sizes(a->parent != 0 ? a->now.run : 0, b->parent != 0 ? b->now.run : 0);
    enum hparam which;

    for (which = 0; which < HPARAMS && order == 0; which++) {
        if (which != HPARAM_SEED)
            order = hparam_compare(&a->now.hparams, &b->now.hparams, which);
    }
    return order;
}

static int
compare_members(const void *first, const void *second)
{
    const struct run *const *a = first, *const *b = second;
    int order = compare_groups(*a, *b);

    return order != 0 ? order : compare_numbers(*a, *b);
}

static int
compare_firsts(const void *first, const void *second)
{
    const struct run_group *a = first, *b = second;

    return compare_numbers(a->runs[0], b->runs[0]);
}

/* ---- which of them count ---- */

/* By seed; of each seed the run that counts is the first. */
static int
compare_seeds(const void *first, const void *second)
{
    const struct run *const *a = first, *const *b = second;
    int order = compare_sizes((*a)->now.hparams.seed, (*b)->now.hparams.seed);

    if (order == 0)
        order = compare_sizes(run_images(*b), run_images(*a));
    return order != 0 ? order : compare_numbers(*b, *a);
}

static bool
is_done(const struct run *run)
{
    return run->now.status == RUN_DONE;
}

static int
compare_ends(const void *first, const void *second)
{
    const struct run *const *a = first, *const *b = second;

    if (is_done(*a) != is_done(*b))
        return is_done(*a) ? -1 : 1;
    if ((*a)->now.status != (*b)->now.status)
        return (*a)->now.status < (*b)->now.status ? -1 : 1;
    return compare_numbers(*a, *b);
}

/* group->seed has room for all runs. */
static void
choose_counted(struct run_group *group)
{
    size_t i;

    memcpy(group->seed, group->runs, group->count * sizeof *group->seed);
    qsort(group->seed, group->count, sizeof *group->seed, compare_seeds);
    group->seeds = 0;
    for (i = 0; i < group->count; i++) {
        const struct run *run = group->seed[i];

        if (i == 0 ||
            run->now.hparams.seed != group->seed[group->seeds - 1]->now.hparams.seed)
            group->seed[group->seeds++] = run;
    }
    qsort(group->seed, group->seeds, sizeof *group->seed, compare_ends);
    while (group->counted < group->seeds && is_done(group->seed[group->counted]))
        group->counted++;
    if (group->counted == 0)
        group->counted = group->seeds;
}

/* Of a run alone, which is borrowed. */
static struct run_group
group_of_run(const struct run **run)
{
    return (struct run_group){1, run, 1, run, 1};
}

/* ---- all groups ---- */

static void
group_runs(struct comparison *comparison, size_t total)
{
    size_t i;

    qsort(comparison->runs, total, sizeof *comparison->runs, compare_members);
    for (i = 0; i < total; i++) {
        const struct run **run = &comparison->runs[i];

        if (i == 0 || compare_groups(run[-1], run[0]) != 0)
            comparison->groups[comparison->count++] =
                (struct run_group){.runs = run, .seed = run + total};
        comparison->groups[comparison->count - 1].count++;
    }
    for (i = 0; i < comparison->count; i++)
        choose_counted(&comparison->groups[i]);
    qsort(comparison->groups, comparison->count, sizeof *comparison->groups,
          compare_firsts);
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
    comparison->runs = mem_zeroed(count, 2 * sizeof *comparison->runs);
    if (comparison->groups == NULL || comparison->runs == NULL)
        return error_memory(err, "the table of runs");
    for (i = 0; i < count; i++) {
        if (run_matches(runs[i], filter))
            comparison->runs[total++] = runs[i];
    }
    settings_differing(comparison->runs, total, comparison->differs);
    for (i = 0; i < total && !grouped; i++)
        comparison->groups[comparison->count++] = group_of_run(&comparison->runs[i]);
    if (grouped) {
        group_runs(comparison, total);
        comparison->differs[HPARAM_SEED] = false;
    }
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

/* Numbers and times are those of the first run, as they are shown. */
static double
measure_of_row(const struct run_group *group, enum measure which)
{
    if (which == MEASURE_NUMBER || which == MEASURE_ASKED)
        return run_measure(group->runs[0], which);
    return group_measure(group, which).mean;
}

static void
set_key(struct sortable *sortable, struct sort_key key)
{
    const struct run *run = sortable->group.runs[0];

    sortable->has = true;
    switch (key.kind) {
    case SORT_MEASURE:
        sortable->value = measure_of_row(&sortable->group, (enum measure)key.which);
        sortable->has = isfinite(sortable->value);
        break;
    case SORT_SETTING:
        hparam_format(&run->now.hparams, (enum hparam)key.which, sortable->text);
        sortable->value = strtod(sortable->text, NULL); /* 0 if it is a word */
        break;
    case SORT_STATUS:
        sortable->value = (double)sortable->group.seed[0]->now.status;
        break;
    case SORT_COUNT:
        sortable->value = (double)sortable->group.seeds;
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

/* As samples have it: else the moment of a sample could be before that sample. */
static double
as_of_samples(double epoch)
{
    return (double)(float)epoch;
}

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

/* Both at sample i, the last that begins at that epoch or before; i is samples.count if
 * there is none. */
static double
accuracy_from(struct samples samples, size_t i, double epoch)
{
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

static double
seconds_from(struct samples samples, size_t i, double epoch)
{
    const struct sample *sample = &samples.at[i];

    if (i == samples.count)
        return NAN;
    if (epoch <= (double)sample->to || i + 1 == samples.count)
        return (double)sample->to_seconds;
    return (double)sample->to_seconds +
           share_between(sample, sample + 1, epoch) *
               (double)(sample[1].from_seconds - sample->to_seconds);
}

double
accuracy_at(struct samples samples, double epoch)
{
    double at = as_of_samples(epoch);

    return accuracy_from(samples, last_before(samples, at), at);
}

double
seconds_at(struct samples samples, double epoch)
{
    double at = as_of_samples(epoch);

    return seconds_from(samples, last_before(samples, at), at);
}

double
best_accuracy_until(struct samples samples, double epoch)
{
    double best = NAN;
    size_t i;

    for (i = 0; i < samples.count && (double)samples.at[i].to <= as_of_samples(epoch);
         i++)
        best = fmax(best, (double)samples.at[i].max);
    return best;
}

/* ---- the band of a group ---- */

static struct samples
longest(const struct run_group *group)
{
    struct samples best = run_accuracy(group->seed[0]);
    size_t i;

    for (i = 1; i < group->counted; i++) {
        struct samples samples = run_accuracy(group->seed[i]);

        if (samples.count > 0 && (best.count == 0 || samples.at[samples.count - 1].to >
                                                         best.at[best.count - 1].to))
            best = samples;
    }
    return best;
}

/* A point sums up until all members are added. */
static void
add_to_point(struct band_point *point, double accuracy, double seconds)
{
    point->members++;
    point->mean += accuracy;
    point->seconds += seconds;
    point->min = fmin(point->min, accuracy);
    point->max = fmax(point->max, accuracy);
}

/* Goes through points and samples side by side: there may be many members. */
static void
add_member(struct band_point *points, size_t count, struct samples samples)
{
    size_t next = 0, i;

    for (i = 0; i < count; i++) {
        double epoch = points[i].epoch, accuracy;

        while (next < samples.count && (double)samples.at[next].from <= epoch)
            next++;
        if (next == 0)
            continue;
        accuracy = accuracy_from(samples, next - 1, epoch);
        if (!isfinite(accuracy))
            break; /* it has not come so far */
        add_to_point(&points[i], accuracy, seconds_from(samples, next - 1, epoch));
    }
}

size_t
group_band(const struct run_group *group, struct band_point points[RUN_SAMPLES])
{
    struct samples samples = longest(group);
    size_t i;

    for (i = 0; i < samples.count; i++)
        points[i] =
            (struct band_point){(double)samples.at[i].to, 0, 0, INFINITY, -INFINITY, 0};
    for (i = 0; i < group->counted; i++)
        add_member(points, samples.count, run_accuracy(group->seed[i]));
    for (i = 0; i < samples.count; i++) {
        points[i].mean /= (double)points[i].members; /* the longest has come there */
        points[i].seconds /= (double)points[i].members;
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

/* Until it forks, a run is its parent: there the two are the same net, whatever the line
 * between two samples of the parent says. */
static bool
is_fork_of(const struct run *run, const struct run *parent, double epoch)
{
    return run->parent == parent->now.run &&
           as_of_samples(epoch) <= as_of_samples(run->forked_at);
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
    if (is_fork_of(run, other, standing.epoch))
        standing.ahead = 0;
    standing.known = standing.epoch > 0 && isfinite(standing.ahead);
    return standing;
}
