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

/* Writes the four IDX files under their usual names, the images packed (.gz) and the
 * labels not, or fails the test. */
void make_data(const char *folder, size_t train, size_t test);

/* The same in memory, named "synthetic". -1 when memory is short. */
int make_dataset(struct dataset *dataset, size_t train, size_t test);

#endif
