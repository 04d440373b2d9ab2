/*
 * The test images, answered a few at a time, so that whoever measures a net can look
 * around in between and go on later.
 */
#ifndef MNISTUI_TRAIN_EVALUATION_H
#define MNISTUI_TRAIN_EVALUATION_H

#include "train/run.h"

/* What came out so far. It holds for the parameters that answered: when they change, it
 * is to be forgotten. */
struct evaluation {
    size_t answered, wrong;
    double seconds; /* that it took */
};

void evaluation_forget(struct evaluation *evaluation);

/* Answers a few more. True when all are answered. */
bool evaluation_go_on(struct evaluation *evaluation, struct run *run);

/* The share of wrong answers, 0..1, when all are answered. */
double evaluation_error(const struct evaluation *evaluation);

#endif
