/*
 * Practice digits: a data set that the program draws itself, for users who have no data.
 * It is of the size and the kind of MNIST (60 000 and 10 000 images of 28x28 pixels), but
 * no image of MNIST is in it or was looked at for it: see data/README.
 *
 * Each image depends on the seed, the part and its number alone, so that threads may draw
 * what they like of it, in any order (supply/maker.h); the bytes are the same on every
 * machine.
 */
#ifndef MNISTUI_PRACTICE_PRACTICE_H
#define MNISTUI_PRACTICE_PRACTICE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "data/dataset.h"

enum { PRACTICE_TRAIN = 60000, PRACTICE_TEST = 10000, PRACTICE_SIDE = 28 };

/* The seed with which everybody gets the same digits. */
enum { PRACTICE_SEED = 1 };

/* Names the data set "practice digits", sets its sizes and makes room, that of the lists
 * included. -1 with err and dataset empty. */
int practice_begin(struct dataset *dataset, struct error *err);

/* Draws the images from .. upto - 1 with their labels, without lists. images is train or
 * test of the dataset; other threads may draw other images meanwhile. In every ten
 * images, from a multiple of ten on, each digit occurs once. */
void practice_draw(struct dataset *dataset, struct images *images, uint64_t seed,
                   size_t from, size_t upto);

/* All of it, in this thread. -1 with err and dataset empty. */
int practice_make(struct dataset *dataset, uint64_t seed, struct error *err);

#endif
