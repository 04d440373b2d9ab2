/* What every screen is given: values that it only reads. They are valid until the UI's
 * thread takes up the next news. */
#ifndef MNISTUI_UI_LOOK_H
#define MNISTUI_UI_LOOK_H

#include <stdbool.h>

#include "data/dataset.h"
#include "nn/answers.h"
#include "nn/backprop.h"
#include "supply/loading.h"
#include "train/hparams.h"
#include "train/snapshot.h"

struct screen;

struct look {
    const struct screen *screen; /* the screen with a tab that is shown */
    const struct loading *loading;
    const struct dataset *dataset; /* without images and name while it is loading */
    const struct snapshot *shot;   /* of the run that is on, or was last */
    const struct hparams *current; /* of that run, or of the first until it begins */
    const struct hparams *next;    /* of the next run */
    bool run_is_on;                /* or was asked for and will begin */
    bool paused;                   /* by the user */
    const struct net *net;         /* what the run has learned; NULL when not known */
    struct workspace *ws;          /* for one image through net; NULL with it */
    const struct answers
        *answers; /* to the test images: those of net, or the last ones
                     before it that are known; NULL while there are none */
};

static inline bool
look_is_loading(const struct look *look)
{
    return look->loading->stage != LOADING_NOTHING;
}

#endif
