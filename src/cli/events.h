/* What `mnistui train` prints, as text, JSON (an object per line) or CSV. Errors are
 * shares 0..1. */
#ifndef MNISTUI_CLI_EVENTS_H
#define MNISTUI_CLI_EVENTS_H

#include <stdio.h>

#include "cli/options.h"
#include "cli/setup.h"
#include "train/learner.h"

struct epoch_event {
    const char *data; /* the name of the data set */
    size_t epoch;
    double test_error;
    double train_error; /* negative when it was not measured */
    double loss;
    double seconds; /* training alone */
    double images_per_second;
};

void events_start(FILE *stream, enum format format, const struct setup *setup,
                  double test_error);
void events_epoch(FILE *stream, enum format format, const struct epoch_event *event,
                  size_t epochs);

/* seconds: training time of all epochs. test_error: the newest one. */
void events_end(FILE *stream, enum format format, const struct learner *learner,
                double test_error, double seconds);

void events_test(FILE *stream, enum format format, const struct dataset *dataset,
                 double test_error);

#endif
