/*
 * A run that is on: its learner, and everything around the training. It takes orders,
 * trains at its pace, measures the test error, and keeps moments.
 *
 * One thread at a time uses it. Each call does a slice of work, never waits, and returns
 * when the lane is due again; the caller waits until then. A lane takes no locks.
 */
#ifndef MNISTUI_TRAIN_LANE_H
#define MNISTUI_TRAIN_LANE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "train/checkpoint.h"
#include "train/evaluation.h"
#include "train/observer.h"
#include "train/pace.h"
#include "train/tape.h"

/* A slice of work, in seconds: after it the caller looks for other work. */
#define LANE_SLICE 0.005

/* The share of the time that answering the test images may take: a smaller one at full
 * speed, where the training pays for it. */
#define LANE_ANSWERS_SHARE 0.05
#define LANE_ANSWERS_SHARE_AT_FULL_SPEED 0.015

struct lane_orders {
    bool stop, paused;
    size_t steps; /* batches to train while paused, on top of those from before */
    double speed; /* images per second; 0 is full speed */
};

struct lane {
    struct learner *learner;
    struct observer observer;
    struct pace pace;
    bool paused;
    size_t steps; /* batches to train while paused */
    bool open;    /* the result is still to come */

    bool evaluate_now;            /* measure the test error before anything else */
    struct evaluation evaluation; /* of the current parameters */
    double evaluated_at;          /* the progress of the run at the last measurement */
    double evaluated;             /* when that was */
    double evaluate_cost;         /* the seconds it took */
    bool eval_train;              /* measure the training error, too: set by the caller */
    bool train_is_due;            /* after the test error, at the end of an epoch */
    bool is_on_train;             /* it is the training images that are answered */
    double ending;                /* when the last measurement of a stopped run began */

    double published_time;
    double mark;    /* time on the clock has been counted up to here, */
    double seconds; /* and the processor time of the training is this */

    /* ---- what comes out; the caller takes it and resets it ---- */
    bool news;  /* observer.snapshot is to be read */
    bool ended; /* result is to be read */
    struct run_result result;
    struct checkpoint *newest; /* the newest moment; NULL only if memory was short */
    bool newest_is_news;
    struct tape kept; /* moments that are due for the tape */
    uint64_t keep_at; /* images trained at which the next moment is due */

    /* Whether there are orders to take. Any thread may set it; it is read between the
     * parts of a batch. */
    atomic_bool called;
};

/* Takes over the learner. `lane` is all zero. It waits for its first orders. seconds: the
 * processor time that its training has taken so far; 0 unless it goes on from another. */
void lane_begin(struct lane *lane, size_t run, struct learner *learner, double seconds);
void lane_done(struct lane *lane); /* a lane that is all zero, too, as this leaves it */

/* Each call is followed by lane_go_on. */
void lane_take_orders(struct lane *lane, const struct lane_orders *orders);

/* Does a slice of work, of up to `most` images or a batch. Returns when it is due again
 * on clock_now(), which is in the past if at once, and INFINITY if not before the next
 * orders. */
double lane_go_on(struct lane *lane, size_t most);

/* Whether it trains as fast as it may: not paused, measuring or ending. */
bool lane_is_free(const struct lane *lane);

/* The moment now, to go on from it bit for bit. NULL with err if memory is short. */
struct checkpoint *lane_moment(struct lane *lane, struct error *err);

#endif
