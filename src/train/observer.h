/* Watches a run from the trainer's thread and keeps the snapshot that is to be published.
 */
#ifndef MNISTUI_TRAIN_OBSERVER_H
#define MNISTUI_TRAIN_OBSERVER_H

#include "train/pace.h"
#include "train/snapshot.h"

struct observer {
    struct snapshot snapshot;
    struct meter meter;
    struct net *gradient; /* scratch of the run's shape; NULL when memory was short */
    double looked;        /* when the costly part was last made */
    double look_cost;     /* seconds that it took */
    double shown;         /* when the image was last changed */
};

void observer_done(struct observer *observer);

/* A run begins. */
void observer_begin(struct observer *observer, const struct run *run, double now);

/* Training goes on after a pause: the rate is measured anew. */
void observer_resume(struct observer *observer, double now);

/* A batch was trained. Cheap: called for each. */
void observer_batch(struct observer *observer, const struct run *run);

/* images were trained in seconds, with the waiting but not the pauses. */
void observer_time(struct observer *observer, size_t images, double seconds, double now);

/* The test images were answered. */
void observer_evaluated(struct observer *observer, const struct run *run, double error);

/* Brings the snapshot up to date. Statistics and image are made anew when they are due,
 * at once with all set, and take a small share of the time. True when they were made
 * anew. */
bool observer_look(struct observer *observer, struct run *run, bool all, double now);

/* What is kept of a run that ended. */
struct run_result observer_result(const struct observer *observer, const struct run *run);

#endif
