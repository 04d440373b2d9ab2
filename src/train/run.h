/*
 * One training run, batch by batch, in whatever thread calls it: the same calls give the
 * same weights bit for bit, whoever makes them and however long the pauses between them
 * are.
 */
#ifndef MNISTUI_TRAIN_RUN_H
#define MNISTUI_TRAIN_RUN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/rng.h"
#include "data/dataset.h"
#include "nn/backprop.h"
#include "nn/sgd.h"
#include "train/hparams.h"

enum run_status {
    RUN_TRAINING,
    RUN_DONE,     /* all epochs are trained */
    RUN_STOPPED,  /* ended before, by the user */
    RUN_DIVERGED, /* the loss or a weight is not finite */
};

/* The room that run.why takes: it is copied with every snapshot, so it is small. */
enum { RUN_WHY = 160 };

struct run {
    const struct dataset *dataset; /* borrowed */
    struct hparams
        hparams; /* init is NET_INIT_LOADED when it started from given parameters */
    enum run_status status;
    char why[RUN_WHY]; /* of a diverged run: what happened and the likely cause; or "" */

    struct net *net; /* to be read through run_net() */
    struct sgd sgd;
    struct workspace *ws;      /* holds the passes over `part` */
    struct workspace *eval_ws; /* for the test images, so that ws stays as it is */
    struct rng rng;
    uint32_t *order; /* the images of this epoch */

    size_t epochs_done;
    size_t position;     /* images trained in this epoch; all of them at its end */
    size_t batch_images; /* in the last batch, or in the one that is on */
    size_t passed;       /* of them so far: all, between two batches */
    double passed_loss;  /* sum over them */
    struct batch part;   /* the last of them: the whole batch, or a part when it is large;
                            count is 0 before the first batch */
    double batch_loss;   /* mean over its images, before the step */
    double epoch_loss;   /* sum over the images of this epoch */
};

/* start: parameters to start from, of the net's shape and copied, or NULL to draw them.
 */
struct run *run_new(const struct dataset *dataset, const struct hparams *hparams,
                    const struct net *start, const struct kernels *kernels,
                    struct error *err);
void run_free(struct run *run);

/* Trains the next batch and sets status. Only while status is RUN_TRAINING. The thread
 * that calls takes subnormal numbers for 0 from then on. */
void run_batch(struct run *run);

/* The same for the next part of the batch: true when it was the last one, or the run
 * diverged. The parameters stay as they are until then. */
bool run_part(struct run *run);

/* The parameters of now: net itself may be older. Borrowed, and true until the next
 * batch.
 */
const struct net *run_net(struct run *run);

/* True between the last batch of an epoch and the first of the next. */
bool run_epoch_ended(const struct run *run);

/* Epochs since the start, such as 2.25. */
double run_progress(const struct run *run);

/* Mean loss over the images of this epoch so far. */
double run_epoch_loss(const struct run *run);

/* The share of wrong answers over all images, 0..1. Changes nothing that training reads.
 */
double run_error(struct run *run, const struct images *images);

#endif
