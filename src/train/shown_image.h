/* An image of the training, to be shown. */
#ifndef MNISTUI_TRAIN_SHOWN_IMAGE_H
#define MNISTUI_TRAIN_SHOWN_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "data/dataset.h"

/* An image that was trained, with what the net answered before the step. */
struct shown_image {
    bool known;    /* false before the first batch */
    size_t number; /* in the training images */
    size_t label, answer;
    float outputs[DATASET_MAX_CLASSES]; /* as many as the data set has classes */
};

#endif
