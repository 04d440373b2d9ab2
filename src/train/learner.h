/*
 * One training run, batch by batch, in the thread of the caller. The same calls give the
 * same weights, bit for bit, from any thread and with any pauses between them.
 */
#ifndef MNISTUI_TRAIN_LEARNER_H
#define MNISTUI_TRAIN_LEARNER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/rng.h"
#include "data/dataset.h"
#include "nn/backprop.h"
#include "nn/sgd.h"
#include "train/hparams.h"
#include "train/run_status.h"

struct learner {
    const struct dataset *dataset; /* borrowed */
    struct hparams hparams; /* init: NET_INIT_LOADED after a start from parameters */
    enum run_status status;
    char why[RUN_WHY]; /* why it diverged: what happened and the likely cause; else "" */

    struct net *net; /* read it through learner_net() */
    struct sgd sgd;
    struct workspace *ws;      /* has the results of the passes over `part` */
    struct workspace *eval_ws; /* for the test images, so that ws stays as it is */
    struct rng rng;
    uint32_t *order; /* the images of this epoch */

    uint64_t steps; /* batches trained */
    size_t epochs_done;
    size_t position;     /* images trained in this epoch; all of them at its end */
    size_t batch_images; /* in the last batch, or in the one that is in progress */
    size_t passed;       /* of them, how many went through the net: all, at its end */
    double passed_loss;  /* sum of their losses */
    struct batch part; /* the last of them: the whole batch, or a part of a large one; its
                          count is 0 before the first batch */
    double batch_loss; /* mean over its images, before the step */
    double epoch_loss; /* sum over the images of this epoch, */
    size_t loss_from;  /* from this position on */
    bool ordered;      /* the order of this epoch is set */
};

/* What it takes, besides the parameters, to go on as if the run had never stopped. */
struct learner_state {
    struct hparams hparams;
    struct sgd sgd;
    struct rng rng;
    uint32_t *order;
    size_t images; /* in order */
    size_t batch_images, passed, loss_from;
    double passed_loss, batch_loss, epoch_loss;
    bool ordered;
};

/* Where a run begins that goes on from another one. */
struct learner_start {
    const struct net *net;             /* copied */
    uint64_t images, steps;            /* trained until then */
    const struct learner_state *state; /* of that moment; or NULL */
};

/* start: parameters to start from, which must have the net's shape and are copied; NULL
 * to draw them. */
struct learner *learner_new(const struct dataset *dataset, const struct hparams *hparams,
                            const struct net *start, const struct kernels *kernels,
                            struct error *err);
void learner_free(struct learner *learner);

/*
 * A run that goes on from a moment of another one; its epochs count from the start of
 * that one. With a state, and with the same settings (init and epochs aside), it gives
 * the same weights, bit for bit, as if nothing had stopped.
 *
 * Other settings keep what they can: the order of the images unless order or seed
 * differ, and the velocity if both have momentum. Without a state the velocity is 0 and
 * the rest of the epoch is trained in a fresh order.
 *
 * NULL with err if memory is short, if the net has another shape, or if all epochs are
 * trained by then.
 */
struct learner *learner_go_on(const struct dataset *dataset,
                              const struct hparams *hparams,
                              const struct learner_start *start,
                              const struct kernels *kernels, struct error *err);

/* The state now; the parameters are those of learner_net. NULL with err if memory is
 * short. */
struct learner_state *learner_save(struct learner *learner, struct error *err);
void learner_state_free(struct learner_state *state);

/* Bytes that it takes. */
size_t learner_state_size(const struct learner_state *state);

/* Trains the next batch and sets status. Call it only while status is RUN_TRAINING. From
 * then on the calling thread treats subnormal numbers as 0. */
void learner_batch(struct learner *learner);

/* The same for the next part of the batch. True if it was the last one or the run
 * diverged; until then the parameters do not change. */
bool learner_part(struct learner *learner);

/* The parameters as they are now, while those in net may be older. Borrowed, and valid
 * until the next batch. */
const struct net *learner_net(struct learner *learner);

/* True between the last batch of an epoch and the first of the next. */
bool learner_epoch_ended(const struct learner *learner);

/* Epochs since the start, such as 2.25. */
double learner_progress(const struct learner *learner);

/* Images trained since the start. */
uint64_t learner_images(const struct learner *learner);

/* Mean loss over the images of this epoch so far. */
double learner_epoch_loss(const struct learner *learner);

/* The share of wrong answers to all images, 0..1. Does not affect the training. */
double learner_error(struct learner *learner, const struct images *images);

#endif
