/* How well the net answers images. */
#ifndef MNISTUI_NN_EVALUATE_H
#define MNISTUI_NN_EVALUATE_H

#include <stddef.h>
#include <stdint.h>

#include "nn/backprop.h"

/* The net answers this many images at a time, if the workspace has room for them. The
 * outputs for an image may depend, in the last bits, on which images share its batch: to
 * count the same errors each time, measure a multiple of it, with a workspace that has
 * room. */
enum { EVALUATE_BATCH = 64 };

/* The answers to the images first .. first + count - 1. A net has at most 256 outputs. */
void evaluate_answers(struct workspace *ws, const struct net *net,
                      const struct images *images, size_t first, size_t count,
                      uint8_t *answer);

/* How many of the images first .. first + count - 1 get a wrong answer. */
size_t evaluate_errors(struct workspace *ws, const struct net *net,
                       const struct images *images, size_t first, size_t count);

#endif
