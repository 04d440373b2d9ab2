/*
 * Reads a data set in the background, in two threads that share the work about equally:
 * one unpacks the training images, which is the longest piece that cannot be cut; the
 * other one reads the other files and lists the pixels of what the first has unpacked.
 * What they make is what reader_load makes, bit for bit.
 */
#ifndef MNISTUI_SUPPLY_LOADER_H
#define MNISTUI_SUPPLY_LOADER_H

#include "base/error.h"
#include "data/reader.h"
#include "supply/loading.h"

struct loader;

/* Starts the threads. reader, just opened, and its dataset are theirs alone until
 * loader_finish or loader_stop has returned. A byte is written to wake_fd (non-blocking;
 * -1 for none) when there is something new to tell. NULL with err when a thread cannot be
 * started. */
struct loader *loader_new(struct reader *reader, int wake_fd, struct error *err);

/* How far it is: stage is LOADING_NOTHING once it has ended, well or not. */
struct loading loader_look(struct loader *loader);

/* Waits for the end, and frees the loader. 0 when the dataset is complete, or -1 with
 * err: of several bad files, the first in the order of enum data_file is named. */
int loader_finish(struct loader *loader, struct error *err);

/* Stops it, within a few milliseconds, and frees it; the dataset is good for dataset_done
 * only. NULL is allowed. */
void loader_stop(struct loader *loader);

#endif
