/*
 * Draws the practice digits in the background, in two threads. Each takes the next few
 * images that nobody has drawn yet; the one that has just drawn the next ones in order
 * lists their pixels. What they make is what practice_make makes (practice/practice.h),
 * bit for bit.
 */
#ifndef MNISTUI_SUPPLY_MAKER_H
#define MNISTUI_SUPPLY_MAKER_H

#include <stdint.h>

#include "base/error.h"
#include "data/dataset.h"
#include "supply/loading.h"

struct maker;

/* Sets the sizes and the name of dataset and starts the threads, to which the rest of it
 * belongs until maker_finish or maker_stop has returned. A byte is written to wake_fd
 * (non-blocking; -1 for none) when there is something new to tell. NULL with err and
 * dataset empty when memory is short or a thread cannot be started. */
struct maker *maker_new(struct dataset *dataset, uint64_t seed, int wake_fd,
                        struct error *err);

/* How far it is: stage is LOADING_NOTHING once it has ended. */
struct loading maker_look(struct maker *maker);

/* Waits for the end, when dataset is complete, and frees the maker. Nothing can go wrong
 * on the way. */
void maker_finish(struct maker *maker);

/* Ends it in a few milliseconds, and frees it; the dataset is good for dataset_done only.
 * NULL is nothing to stop. */
void maker_stop(struct maker *maker);

#endif
