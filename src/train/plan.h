/* Runs that are to be started. */
#ifndef MNISTUI_TRAIN_PLAN_H
#define MNISTUI_TRAIN_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "nn/net.h"
#include "train/checkpoint.h"
#include "train/hparams.h"

/* How many runs are on at a time, at most. */
enum { LANES_MAX = 4 };

/* One run. At most one of start, from and after is set; without, the parameters are
 * drawn.
 */
struct plan {
    size_t run; /* its number, which no other run has: 1 or more */
    struct hparams hparams;
    const struct net *start; /* parameters to start from; borrowed until the run's first
                                news */
    struct checkpoint *from; /* a moment to go on from, as learner_go_on does; the engine
                                takes a reference of its own */
    size_t after; /* the number of a run that is on: this one goes on from its end, which
                     is where it is when this one is made */
    bool eval_train; /* measure the error on the training images after each epoch, too */
};

#endif
