/*
 * Moments whose answers to the test images are wanted, and how many there are so far. The
 * engine's lock protects the list; a question belongs to the thread that works on it.
 */
#ifndef MNISTUI_TRAIN_WANTED_H
#define MNISTUI_TRAIN_WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "data/dataset.h"
#include "nn/kernels.h"
#include "train/checkpoint.h"

enum { WANTED_MAX = 64 };

struct question {
    struct checkpoint *checkpoint; /* a reference */
    struct answers *answers;       /* those so far */
    size_t answered;
    struct workspace *ws; /* NULL before the first answers */
    bool busy;            /* a thread works on it */
};

struct wanted {
    size_t count;
    struct question *at[WANTED_MAX]; /* the newest last */
};

/* Takes a reference of its own. NULL if memory is short. */
struct question *question_new(struct checkpoint *checkpoint);
void question_free(struct question *question);

/* Answers more images, until this time on clock_now(). True when there is no more to do:
 * the checkpoint has the answers, or memory is short. */
bool question_go_on(struct question *question, const struct dataset *dataset,
                    const struct kernels *kernels, double until);

/* Adds a question as the newest. If the moment is in the list already, that question
 * becomes the newest instead. Returns a question for the caller to free: this one in that
 * case, or the oldest if the list is full; or NULL. */
struct question *wanted_add(struct wanted *wanted, struct question *question);

/* The newest one that no thread works on, or NULL. */
struct question *wanted_next(const struct wanted *wanted);

/* Takes it off the list. */
void wanted_remove(struct wanted *wanted, const struct question *question);

#endif
