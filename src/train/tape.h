/*
 * The moments of a run that are kept, in the order of the images trained: what a screen
 * can go back to.
 *
 * Which moments those are depends on the images trained and on nothing else: about eight
 * for each doubling, and the end of each epoch. When they take more than the budget of
 * the session, tapes_fit drops some.
 */
#ifndef MNISTUI_TRAIN_TAPE_H
#define MNISTUI_TRAIN_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "train/checkpoint.h"

/* The budget of a session unless the user says otherwise. */
enum { TAPE_MEGABYTES = 64 };

/* No such moment. */
#define TAPE_NONE SIZE_MAX

/* All zero: empty. An ended run whose tape is empty was not kept. */
struct tape {
    size_t count;
    size_t bytes;           /* of all moments */
    struct checkpoint **at; /* (count), ascending by images; a reference each */
    size_t room;
};

/* Whether the moment after a batch is kept. images: trained before the batch and after
 * it. */
bool tape_is_due(uint64_t before, uint64_t after, bool epoch_ended);

/* After how many images a moment is due next, ends of epochs aside: the smallest number
 * for which tape_is_due(images, number, false). */
uint64_t tape_next_due(uint64_t images);

void tape_done(struct tape *tape);

/* Takes over the reference. It comes after all others in there, or replaces the one with
 * as many images. If memory is short, it is dropped. */
void tape_add(struct tape *tape, struct checkpoint *checkpoint);

/* Moves all moments, which come after those of `to`; `from` is then empty. */
void tape_move(struct tape *to, struct tape *from);

/* The last moment up to `images` trained, or TAPE_NONE. */
size_t tape_find(const struct tape *tape, uint64_t images);

/* The moment nearest to this number of images, the earlier of two; TAPE_NONE if it is
 * empty. */
size_t tape_nearest(const struct tape *tape, uint64_t images);

/* The same by seconds of training. */
size_t tape_nearest_seconds(const struct tape *tape, double seconds);

/* The nearest moment with fewer images (step -1) or more (step 1), or TAPE_NONE. */
size_t tape_step(const struct tape *tape, uint64_t images, int step);

/* The moment with the smallest test error that is known, the first of them if there are
 * several; or TAPE_NONE. */
size_t tape_best(const struct tape *tape);

/*
 * Drops moments until all tapes together take no more than the budget, in bytes. tapes:
 * of the session's runs, the oldest first; the last `on` of them are of runs that are on
 * (1 at least), or that ended last.
 *
 * 1. The runs before, the oldest first, lose moments one by one, so that those that are
 *    left stay even on a logarithmic scale, until they have the first, the best and the
 *    last.
 * 2. The runs that are on lose moments in the same way, the largest tape first, but only
 *    down to half of the budget.
 * 3. The runs before, the oldest first, lose their first, their best, and their last.
 * 4. The runs that are on lose the rest; but the newest keeps its last moment, even if
 *    that alone is larger than the budget.
 */
void tapes_fit(struct tape *const *tapes, size_t count, size_t on, size_t budget);

#endif
