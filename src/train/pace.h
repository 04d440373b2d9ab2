/*
 * How fast a run may go, and how fast it goes: a limit in images per second, kept on
 * average, and the rate measured over about the last second. Times are seconds of
 * clock_now(), which the caller passes in; nothing here reads the clock.
 */
#ifndef MNISTUI_TRAIN_PACE_H
#define MNISTUI_TRAIN_PACE_H

#include <stddef.h>

struct pace {
    double speed;   /* images per second; 0 is no limit */
    double since;   /* the limit counts from here */
    double trained; /* images since then */
};

/* Counts from now on. Call it at the start, for a new speed, and after a pause. */
void pace_reset(struct pace *pace, double speed, double now);

/* How many images may be trained now; SIZE_MAX if there is no limit. Lost time (an
 * evaluation, a suspended machine) is not made up for by a burst. */
size_t pace_allowed(struct pace *pace, double now);

void pace_trained(struct pace *pace, size_t images);

/* When the next image is due. This is in the past if it is due already. */
double pace_due(const struct pace *pace);

enum { METER_MARKS = 16 };

struct meter {
    size_t count; /* marks so far */
    double images;
    struct {
        double time, images;
    } marks[METER_MARKS];
};

void meter_reset(struct meter *meter, double now);
void meter_add(struct meter *meter, size_t images, double now);

/* Images per second; 0 until there is something to measure. */
double meter_rate(const struct meter *meter, double now);

#endif
