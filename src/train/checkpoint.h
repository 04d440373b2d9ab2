/*
 * A moment of a run: the parameters, and what there was to see. It never changes, except
 * that its answers are added once, and it is shared by counting references: any thread
 * may read one that it has a reference to, and the last one to drop it frees it.
 */
#ifndef MNISTUI_TRAIN_CHECKPOINT_H
#define MNISTUI_TRAIN_CHECKPOINT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "nn/answers.h"
#include "nn/net.h"
#include "nn/stats.h"
#include "train/learner.h"
#include "train/shown_image.h"

struct checkpoint {
    atomic_int references; /* through checkpoint_ref and checkpoint_unref only */
    uint64_t images;       /* trained; of a fork: since its parent's start */
    uint64_t steps;        /* batches, counted in the same way */
    double epoch;          /* the same in epochs: 2.25 */
    double seconds; /* processor time of the training until then, from the first parent's
                       start */
    double loss;    /* running mean, as in the snapshot; negative before the first */
    struct net *net;
    size_t layers; /* 0 while no batch was trained: then there are no statistics */
    struct layer_stats stats[NET_MAX_LAYERS];
    struct shown_image image;
    struct learner_state *state; /* to go on from here bit for bit; NULL but at the end */
    size_t bytes; /* that it takes at most: with answers, whether they are made or not */
    struct answers *_Atomic answers; /* read it through checkpoint_answers */
};

/* The learner's moment, with one reference; the parameters are copied. loss, stats and
 * image are left for the caller to fill, before anyone else has it. whole: with the
 * state. NULL with err if memory is short. */
struct checkpoint *checkpoint_new(struct learner *learner, double seconds, bool whole,
                                  struct error *err);

/* Another reference. Returns the checkpoint; NULL stays NULL. */
struct checkpoint *checkpoint_ref(struct checkpoint *checkpoint);

/* Gives a reference back; NULL is allowed. */
void checkpoint_unref(struct checkpoint *checkpoint);

/* What its net answers to the test images, or NULL while that is not known. Valid as long
 * as the reference. */
const struct answers *checkpoint_answers(const struct checkpoint *checkpoint);

/* Takes them over. If it has some already, those stay, and these are freed. */
void checkpoint_set_answers(struct checkpoint *checkpoint, struct answers *answers);

/* 0..1, from the answers; negative while it is not known. */
double checkpoint_test_error(const struct checkpoint *checkpoint);

/* Where a run begins that goes on from here. It is valid as long as the reference. */
struct learner_start checkpoint_start(const struct checkpoint *checkpoint);

#endif
