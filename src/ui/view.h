/* All that a screen needs to draw itself: values. */
#ifndef MNISTUI_UI_VIEW_H
#define MNISTUI_UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "data/dataset.h"
#include "supply/loading.h"
#include "train/hparams.h"
#include "train/snapshot.h"

enum screen_id { SCREEN_TRAIN, SCREEN_IMAGES, SCREENS };

/* What lies over the screen. */
enum layer_over {
    OVER_NOTHING,
    OVER_HELP,
    OVER_QUIT,  /* asks whether to leave a run that is on */
    OVER_GO_TO, /* reads the number of an image */
};

/* The Images screen: which test image, and what the net answers to it. */
struct browsed_image {
    size_t number;
    bool answered; /* false when there is no net yet */
    size_t answer;
    float outputs[DATASET_MAX_CLASSES]; /* as many as dataset has classes */
};

enum { VIEW_MESSAGE = 256, VIEW_INPUT = 8 };

struct view {
    const struct dataset *dataset; /* borrowed */
    struct loading loading; /* dataset has no images and no name until it is done */
    struct snapshot shot;
    struct hparams first; /* of run 1, until it begins */
    struct hparams next;
    enum screen_id screen;
    enum layer_over over;
    struct browsed_image browsed;
    int help_scroll;
    char input[VIEW_INPUT];     /* digits typed at OVER_GO_TO */
    char message[VIEW_MESSAGE]; /* "" for none */
};

#endif
