/* Watches a run from the thread that trains it, and prepares the snapshot that comes out
 * next. */
#ifndef MNISTUI_TRAIN_OBSERVER_H
#define MNISTUI_TRAIN_OBSERVER_H

#include <stdint.h>

#include "train/learner.h"
#include "train/pace.h"
#include "train/snapshot.h"

struct observer {
    struct snapshot snapshot;
    struct meter meter;
    double began;         /* the progress at the start: that of its parent for a fork */
    struct net *gradient; /* scratch space of the net's shape; NULL if memory was short */
    double looked;        /* when the statistics were last measured */
    double look_cost;     /* the seconds this took */
    double shown;         /* when the image was last changed */
    uint64_t shown_steps, looked_steps; /* of the learner, at those times */
};

void observer_done(struct observer *observer);

/* A run with this number begins. */
void observer_begin(struct observer *observer, const struct learner *learner, size_t run,
                    double now);

/* Training resumes after a pause: the rate is measured from here on. */
void observer_resume(struct observer *observer, double now);

/* A batch was trained. This is cheap: it is called after every batch. */
void observer_batch(struct observer *observer, const struct learner *learner);

/* images were trained within seconds on the clock, which include waiting but no pauses.
 */
void observer_time(struct observer *observer, size_t images, double seconds, double now);

/* The test images were answered. */
void observer_evaluated(struct observer *observer, const struct learner *learner,
                        double error);

/* The training images were. */
void observer_evaluated_training(struct observer *observer, double error);

/* Brings the snapshot up to date. Statistics and image are refreshed when they are due,
 * or at once if all is set, so that they take a small share of the time. True if the
 * statistics were refreshed. */
bool observer_look(struct observer *observer, struct learner *learner, bool all,
                   double now);

/* Brings image and statistics up to date with the last batch, unless they are. */
void observer_look_now(struct observer *observer, struct learner *learner, double now);

/* The result of a run that has ended. */
struct run_result observer_result(const struct observer *observer,
                                  const struct learner *learner);

#endif
