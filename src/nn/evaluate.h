/* What the net answers to images that it is not trained on. */
#ifndef MNISTUI_NN_EVALUATE_H
#define MNISTUI_NN_EVALUATE_H

#include <stddef.h>

#include "nn/backprop.h"

/* The images are answered so many at a time, if the workspace holds them. What an image
 * gives may depend, in the last bits, on who shares its batch: to count the same errors
 * each time, call with multiples of it, and with a workspace that holds it. */
enum { EVALUATE_BATCH = 64 };

/* How many of the images first .. first + count - 1 get a wrong answer. */
size_t evaluate_errors(struct workspace *ws, const struct net *net,
                       const struct images *images, size_t first, size_t count);

/* The first image from `first` on, in steps of +1 or -1 and around the end, whose answer
 * is wrong, among the next `tries`. images->count when there is none. */
size_t evaluate_next_error(struct workspace *ws, const struct net *net,
                           const struct images *images, size_t first, int step,
                           size_t tries);

#endif
