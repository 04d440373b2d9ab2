/*
 * A data set in a NumPy archive, as Keras keeps it (mnist.npz): arrays x_train and x_test
 * of uint8 (images, rows, columns), y_train and y_test of whole numbers. Read part by
 * part as data/idx.h reads its files, several arrays at the same time in different
 * threads; the archive is not trusted.
 */
#ifndef MNISTUI_DATA_NPZ_ITEMS_H
#define MNISTUI_DATA_NPZ_ITEMS_H

#include <stddef.h>

#include "base/error.h"
#include "data/idx.h"
#include "data/locate.h"
#include "npz/archive.h"

struct npz_items; /* an array that is being read */

/* Finds the array and reads its header: idx has the sizes, and bytes, owned by the
 * caller, that are yet to be read. archive is borrowed until npz_items_close, the bytes,
 * too. NULL with err, and idx untouched. */
struct npz_items *npz_items_open(struct idx *idx, const struct archive *archive,
                                 enum data_file which, struct error *err);

/* How messages call the array that was found: "x_train". */
const char *npz_items_name(const struct npz_items *items);

/* As idx_read_on. Labels become bytes, each below DATASET_MAX_CLASSES. */
int npz_items_read_on(struct npz_items *items, size_t size, struct error *err);

/* The bytes that are read so far. */
size_t npz_items_have(const struct npz_items *items);

/* NULL is nothing to close. */
void npz_items_close(struct npz_items *items);

#endif
