/* How a run stands, as values only, and how it ended. */
#ifndef MNISTUI_TRAIN_SNAPSHOT_H
#define MNISTUI_TRAIN_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>

#include "data/dataset.h"
#include "nn/net.h"
#include "nn/stats.h"
#include "train/curve.h"
#include "train/hparams.h"
#include "train/run_status.h"
#include "train/shown_image.h"

struct measures {
    size_t run; /* its number; 0 before the first */
    enum run_status status;
    bool paused;
    double speed; /* images per second at most; 0 is full speed */
    struct hparams hparams;
    char why[RUN_WHY]; /* why it diverged, as in struct learner */

    size_t epochs_done;
    size_t position, images;  /* images trained in this epoch, and images in an epoch */
    double images_per_second; /* over about the last second, pacing included; 0 while
                                 paused */
    double elapsed; /* seconds on the clock, pauses excluded, waiting included */
    double seconds; /* processor time of its training alone: measuring and waiting
                       excluded; a fork counts from its parent's start, as its epochs */
    double left;    /* seconds left, from the rate so far; negative if not known */

    double loss; /* running mean over the last 1000 images or so; negative before the
                    first */
    /* on the test images, 0..1; negative before the first */
    double test_error;  /* the newest one */
    double first_error; /* after the first epoch */
    double train_error; /* on the training images, after the last epoch: if asked for */
    double
        best_error; /* the smallest after a whole epoch: of more measurements the best */
    double best_epoch; /* would be better by luck; and the first such epoch */

    size_t layers;
    struct layer_stats stats[NET_MAX_LAYERS];
    struct shown_image image;
};

struct snapshot {
    struct measures now;
    struct curve accuracy; /* of the test images, 0..1 */
    struct curve losses;   /* running loss */
};

/* How a run ended. One that could not begin, or that another one replaced before it
 * began, has trained no epochs. */
struct run_result {
    size_t run;
    enum run_status status;
    struct hparams hparams;
    double epochs;     /* trained, such as 2.25 */
    double test_error; /* negative if not known */
    double seconds;    /* processor time of the training */
    double elapsed;    /* on the clock, pauses excluded */
};

/* Of a run that has not begun: nothing is measured. */
void measures_init(struct measures *now, size_t run, const struct hparams *hparams);
void snapshot_init(struct snapshot *shot, size_t run, const struct hparams *hparams);

#endif
