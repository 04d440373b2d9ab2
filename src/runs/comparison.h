/*
 * Runs beside each other: in which settings they differ, how their results compare, and
 * what runs with the same settings but other seeds have in common. All of it is computed
 * from the runs alone. Errors are shares, 0..1; what is not known is not a number.
 */
#ifndef MNISTUI_RUNS_COMPARISON_H
#define MNISTUI_RUNS_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "runs/run.h"

/* ---- what is measured ---- */

enum measure {
    MEASURE_NUMBER,
    MEASURE_FIRST,   /* test error after the first epoch */
    MEASURE_BEST,    /* the smallest test error, */
    MEASURE_BEST_AT, /* and its epoch */
    MEASURE_LAST,    /* the newest test error */
    MEASURE_TRAIN,   /* training error after the last epoch */
    MEASURE_SECONDS, /* of training */
    MEASURE_RATE,    /* images trained in a second of it */
    MEASURE_ASKED,   /* when it was asked for: seconds since 1970 */
    MEASURES
};

double run_measure(const struct run *run, enum measure which);

/* Of several runs: of those that have it, and how many these are. */
struct spread {
    size_t count;
    double mean, min, max; /* not numbers if count is 0 */
};

/* The settings that are not the same for all of these runs. */
void settings_differing(const struct run *const *runs, size_t count,
                        bool differs[HPARAMS]);

/* ---- rows ---- */

/*
 * A run, or all runs with the same settings but the seed. A fork is a group of its own,
 * since what it learned before may have had other settings.
 *
 * What a group has in common is computed over some of its runs: of each seed one, the run
 * that has trained most, or of several the newest; and of these the ones that are done,
 * if there are any, since runs cut short would spoil a mean.
 */
struct run_group {
    size_t count;            /* at least 1 */
    const struct run **runs; /* (count): ascending by number */
    size_t seeds;            /* at least 1 */
    const struct run **seed; /* (seeds): one of each; those that are done come first, then
                                those that are on */
    size_t counted;          /* how many of these count: the first ones */
};

struct comparison {
    size_t count;
    struct run_group *groups;
    const struct run **runs; /* theirs, one group after the other; twice */
    bool differs[HPARAMS];   /* the settings that are not the same for all; of groups the
                                seed is none */
};

/*
 * Compares those of the count runs that match the filter (run_matches), grouped or each
 * alone, ordered by their first number. -1 with err if memory is short; call
 * comparison_done then, too. The runs are borrowed.
 */
int comparison_init(struct comparison *comparison, struct run *const *runs, size_t count,
                    const char *filter, bool grouped, struct error *err);
void comparison_done(struct comparison *comparison);

/* Over the runs that count. */
struct spread group_measure(const struct run_group *group, enum measure which);

/* What rows can be sorted by. */
enum sort_kind { SORT_MEASURE, SORT_SETTING, SORT_STATUS, SORT_NAME, SORT_COUNT };

struct sort_key {
    enum sort_kind kind;
    int which; /* an enum measure or hparam */
};

/* By the means of groups, and by their first numbers and times. Rows without a value come
 * last, whichever way; the same values are in the order of their numbers. */
void comparison_sort(struct comparison *comparison, struct sort_key key, bool descending);

/* The row with the run of that number; comparison->count if there is none. */
size_t comparison_find(const struct comparison *comparison, size_t number);

/* ---- curves ---- */

/* The accuracy at that epoch: between two samples on the line that joins them. Not a
 * number before the first and past the last sample. */
double accuracy_at(struct samples samples, double epoch);

/* The largest accuracy up to that epoch; not a number before the first sample. One that
 * stands for several values counts once the last of them is reached. */
double best_accuracy_until(struct samples samples, double epoch);

/* The seconds of training until then, in the same way; past the last sample, its. */
double seconds_at(struct samples samples, double epoch);

struct band_point {
    double epoch, seconds; /* since their starts; the seconds are a mean */
    double mean, min, max; /* accuracies */
    size_t members;        /* of how many runs: at least 1 */
};

/* How the accuracies of a group spread where the longest of the runs that count has
 * samples: over those of them that have come so far. Writes at most RUN_SAMPLES points.
 */
size_t group_band(const struct run_group *group, struct band_point points[RUN_SAMPLES]);

/* How a run stands against another at the last epoch that both have reached, and that is
 * not over `until`. */
struct standing {
    bool known;
    double epoch;
    double ahead; /* by so much its accuracy is higher: a share, 0..1 */
};

struct standing run_standing(const struct run *run, const struct run *other,
                             double until);

#endif
