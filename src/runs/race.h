/*
 * Races: which runs are started side by side, what they have in common, and who leads, by
 * how much and since when. Values in, values out: it draws nothing and starts nothing.
 */
#ifndef MNISTUI_RUNS_RACE_H
#define MNISTUI_RUNS_RACE_H

#include <stdbool.h>
#include <stddef.h>

#include "runs/session.h"
#include "train/hparams.h"

/* ---- before a race ---- */

/*
 * The settings of the runs that are to race, those marked or, with fewer than two marks,
 * the marked one or the current one and the next. All get the seed of the first one,
 * unless they differ in nothing but the seed. session: NULL for one without runs.
 *
 * Returns how many there are; 0 if that is no race, and *reason then says what to change.
 */
size_t race_choose(const struct session *session, const struct hparams *current,
                   const struct hparams *next, struct hparams chosen[LANES_MAX],
                   const char **reason);

enum { RACE_QUESTION = 128 };

/* Asks for a race of those: "Race the settings of runs 1, 3 and 4?", "Race run 1's
 * settings against the next run's?" current: the number of that run. */
void race_question(const struct session *session, size_t current,
                   char text[RACE_QUESTION]);

/* Whether all begin with the same parameters, and get the images in the same order. */
bool race_same_weights(const struct hparams *hparams, size_t count);
bool race_same_order(const struct hparams *hparams, size_t count);

enum { RACE_DIFFERENCE = 64 };

/* What is special about number `which` of count settings, in the order of enum hparam:
 * "xavier, batch 12". */
void race_difference(const struct hparams *const *hparams, size_t count, size_t which,
                     char text[RACE_DIFFERENCE]);

/* ---- who leads ---- */

/* A run, by its accuracy on the test images. */
struct race_lane {
    struct samples accuracy;
    double newest; /* the value measured last: the last sample may stand for more */
    double moment; /* the value that is shown where `until` is, or not a number */
    bool out;      /* it is not compared */
    bool over;     /* it is done: from its end on, its last value counts */
};

struct race_lead {
    size_t leader; /* the lane that has the largest accuracy, the first if several have */
    double by;     /* its accuracy less that of the next best: 0 if there is no leader */
    double since;  /* progress from which on it has led */
    double at;     /* progress at which they were compared */
};

/*
 * Compares lanes where all have been measured: at the progress of the one that is last,
 * but no further than `until`. Progress is in epochs, or in seconds of training. Between
 * two measurements, the accuracy is on the straight line from one to the other; it leads
 * since the earliest measurement (of any lane) from which on it was ahead at each.
 * Where all have a value that is shown at `until`, these are compared there.
 *
 * False when there is nothing to compare: fewer than two lanes, or one not measured yet.
 */
bool race_find_lead(const struct race_lane *lanes, size_t count, bool by_seconds,
                    double until, struct race_lead *lead);

/* The one of these runs that leads; the first one if nobody does. */
const struct run *race_leader(const struct run *const *runs, size_t count,
                              bool by_seconds);

/* A run as a lane, without a moment. One that diverged or failed is out. */
struct race_lane race_lane(const struct run *run);

#endif
