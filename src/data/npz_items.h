/*
 * A data set in a NumPy archive, as Keras keeps it (mnist.npz): arrays x_train and x_test
 * of uint8 (images, rows, columns), y_train and y_test of whole numbers. They are read in
 * parts, like the files of data/idx.h; different threads may read different arrays at the
 * same time. The archive is not trusted.
 */
#ifndef MNISTUI_DATA_NPZ_ITEMS_H
#define MNISTUI_DATA_NPZ_ITEMS_H

#include <stddef.h>

#include "base/error.h"
#include "data/idx.h"
#include "data/locate.h"
#include "npz/archive.h"

struct npz_items; /* an array that is being read */

/* Finds the array and reads its header. idx gets the sizes, and a block of bytes that the
 * caller owns and npz_items_read_on fills. Archive and bytes are borrowed until
 * npz_items_close. NULL with err, and idx untouched, on failure. */
struct npz_items *npz_items_open(struct idx *idx, const struct archive *archive,
                                 enum data_file which, struct error *err);

/* The name of the array that was found, such as "x_train". */
const char *npz_items_name(const struct npz_items *items);

/* As idx_read_on. Labels become bytes, each below DATASET_MAX_CLASSES. */
int npz_items_read_on(struct npz_items *items, size_t size, struct error *err);

/* How many bytes were read so far. */
size_t npz_items_have(const struct npz_items *items);

/* Does nothing with NULL. */
void npz_items_close(struct npz_items *items);

#endif
