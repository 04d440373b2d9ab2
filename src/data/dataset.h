/*
 * The training and the test images with their labels, checked and ready for the net.
 *
 * A struct images keeps each image twice: as bytes 0..255 (rows * cols, row by row) to be
 * drawn, and as the list of the pixels that are not zero, which is all that the first
 * layer needs (19 % of MNIST).
 */
#ifndef MNISTUI_DATA_DATASET_H
#define MNISTUI_DATA_DATASET_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum {
    DATASET_MAX_CLASSES = 64, /* 62 is the most in use: EMNIST by class */
    DATASET_NAME_SIZE = 32,
    CLASS_NAME_SIZE = 16,
    DIGIT_CLASSES = 10, /* of MNIST, and of the practice digits */
};

struct images {
    size_t count;
    size_t rows, cols;
    unsigned char *pixels; /* count * rows * cols */
    unsigned char *labels; /* count, each below the classes of its data set */
    /* Image i has its non-zero pixels at sparse positions first[i] .. first[i + 1] - 1.
     */
    uint32_t *first; /* count + 1 */
    uint16_t *index; /* which pixel, 0 .. rows * cols - 1, ascending within an image */
    uint8_t *value;  /* its byte, 1..255 */
};

struct dataset {
    char name[DATASET_NAME_SIZE]; /* "MNIST", or "IDX images" when the content is not
                                     known; never from the path */
    size_t classes;               /* a net has as many outputs; 1..DATASET_MAX_CLASSES */
    char class_names[DATASET_MAX_CLASSES][CLASS_NAME_SIZE]; /* "7", "Ankle boot" */
    struct images train, test;
};

/* An empty data set is allowed. */
void dataset_done(struct dataset *dataset);

/* The classes are those of the labels first .. last, and are named by these numbers. */
void dataset_number_classes(struct dataset *dataset, size_t first, size_t last);

/* Builds first, index and value from count, rows, cols and pixels, in three steps: makes
 * room (-1 when there is none, or there are more pixels than can be counted); lists the
 * images from .. upto - 1, once those before them are listed; gives back the room that is
 * left over. */
int images_begin_lists(struct images *images, struct error *err);
void images_list(struct images *images, size_t from, size_t upto);
void images_end_lists(struct images *images);

#endif
