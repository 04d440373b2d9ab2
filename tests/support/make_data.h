/*
 * Digits that are quick to make and that a small net learns, in place of MNIST: a
 * dot-matrix font, scaled, moved, slanted, blurred and dimmed at random, about 20 % of
 * the pixels not 0. Seeded: the same images each time; the training and
 * the test images differ.
 */
#ifndef MNISTUI_TESTS_MAKE_DATA_H
#define MNISTUI_TESTS_MAKE_DATA_H

#include <stddef.h>

#include "data/dataset.h"

/* The shape of images. A class above 9 is drawn as a number of two digits. */
struct data_shape {
    size_t rows, cols; /* of pixels, 1..64 */
    size_t classes;    /* 1..DATASET_MAX_CLASSES */
};
extern const struct data_shape data_digits; /* 28x28 pixels, ten classes */

/* Writes the four IDX files under their usual names, the images packed (.gz) and the
 * labels not, or fails the test. make_data makes data_digits. */
void make_data(const char *folder, size_t train, size_t test);
void make_shaped_data(const char *folder, const struct data_shape *shape, size_t train,
                      size_t test);

/* The same in memory, named "synthetic". -1 when memory is short. */
int make_dataset(struct dataset *dataset, size_t train, size_t test);
int make_shaped_dataset(struct dataset *dataset, const struct data_shape *shape,
                        size_t train, size_t test);

#endif
