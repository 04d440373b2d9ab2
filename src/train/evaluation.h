/*
 * Measures the test error a few images at a time, so that the caller can attend to other
 * things in between.
 */
#ifndef MNISTUI_TRAIN_EVALUATION_H
#define MNISTUI_TRAIN_EVALUATION_H

#include "train/learner.h"

/* The result so far. It is valid for the parameters it was made with: once they change,
 * call evaluation_forget. */
struct evaluation {
    size_t answered, wrong;
    double seconds; /* spent on it */
};

void evaluation_forget(struct evaluation *evaluation);

/* Lets the net answer a few more images. True once it has answered them all. */
bool evaluation_go_on(struct evaluation *evaluation, struct learner *learner);

/* The share of wrong answers, 0..1, once all images are answered. */
double evaluation_error(const struct evaluation *evaluation);

#endif
