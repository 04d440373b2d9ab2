/*
 * The test images, answered a few at a time, so that whoever measures a net can look
 * around in between and go on later.
 */
#ifndef MNISTUI_TRAIN_EXAM_H
#define MNISTUI_TRAIN_EXAM_H

#include "train/run.h"

/* What came out so far. It holds for the parameters that answered: when they change, it
 * is to be forgotten. */
struct exam {
    size_t answered, wrong;
    double seconds; /* that it took */
};

void exam_forget(struct exam *exam);

/* Answers a few more. True when all are answered. */
bool exam_go_on(struct exam *exam, struct run *run);

/* The share of wrong answers, 0..1, when all are answered. */
double exam_error(const struct exam *exam);

#endif
