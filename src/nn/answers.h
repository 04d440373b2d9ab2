/*
 * What one net answers to all images of a set, one byte an image: whatever counts right
 * and wrong answers looks them up here, and runs no net.
 *
 * They are made one batch at a time, so that the caller can do other work in between, and
 * never change once they are complete. The batches are those of evaluate_errors, so both
 * count the same errors.
 */
#ifndef MNISTUI_NN_ANSWERS_H
#define MNISTUI_NN_ANSWERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "nn/evaluate.h"

struct answers {
    size_t count; /* images */
    size_t wrong;
    size_t classes;
    uint8_t *answer;     /* (count): the class that each image is taken for */
    uint32_t *confusion; /* (classes, classes): how many images of the class of the row
                            are taken for the class of the column */
};

/* Without any answers yet. NULL with err if memory is short. */
struct answers *answers_new(size_t count, size_t classes, struct error *err);

/* NULL if memory is short. */
struct answers *answers_clone(const struct answers *answers);
void answers_free(struct answers *answers);

/* The bytes that answers to `count` images take. */
size_t answers_size(size_t count, size_t classes);

/* Adds the answers to the next batch: to up to EVALUATE_BATCH images from image `done`
 * on, where done is 0 at first and then what the last call returned. They are complete
 * when it returns images->count. ws has room for EVALUATE_BATCH images. */
size_t answers_go_on(struct answers *answers, size_t done, struct workspace *ws,
                     const struct net *net, const struct images *images);

/* The share of wrong answers, 0..1. */
double answers_error(const struct answers *answers);

/* The next image after `from` whose answer is wrong, in steps of +1 or -1 and around the
 * end; it is `from` itself if no other is wrong, and count if none is. images: those that
 * were answered. */
size_t answers_next_wrong(const struct answers *answers, const struct images *images,
                          size_t from, int step);

#endif
