/*
 * Answers images a few at a time, so that the caller can do other work in
 * between.
 */
#ifndef MNISTUI_TRAIN_EVALUATION_H
#define MNISTUI_TRAIN_EVALUATION_H

#include "nn/answers.h"
#include "train/learner.h"

/* The answers so far; all zero at first. They are valid for the parameters they were made
 * with: once those change, call evaluation_forget. */
struct evaluation {
    struct answers *answers; /* NULL before the first */
    size_t answered;
    double seconds; /* spent on it */
};

void evaluation_forget(struct evaluation *evaluation);

/* Lets the net answer a few more of these images, which are the same until all are
 * answered. True then, or if memory is short. */
bool evaluation_go_on(struct evaluation *evaluation, struct learner *learner,
                      const struct images *images);

/* Takes the answers out, once all images are answered; the caller frees them. NULL if
 * memory was short. */
struct answers *evaluation_take(struct evaluation *evaluation);

#endif
