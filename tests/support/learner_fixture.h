/* A small data set and what a run on it takes, for the tests of runs. */
#ifndef MNISTUI_TESTS_LEARNER_FIXTURE_H
#define MNISTUI_TESTS_LEARNER_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "data/dataset.h"
#include "train/learner.h"

extern struct dataset dataset;
extern struct hparams hparams;

/* Makes a data set of that many images, and sets the hyperparameters to their defaults
 * with these hidden layers, such as "30,20". */
void learner_fixture_setup(size_t train, size_t test, const char *hidden);
void learner_fixture_teardown(void);

/* A run with them, from start if it is not NULL; never NULL. */
struct learner *learner_fixture_new(const struct net *start);

/* Whether both nets have the same shape and the same parameters, bit for bit. */
bool same_bits(const struct net *a, const struct net *b);

#endif
