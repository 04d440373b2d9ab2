/*
 * One array as NumPy stores it (.npy, numpy.lib.format): a magic, a version, the header,
 * the numbers.
 */
#ifndef MNISTUI_NPZ_NPY_H
#define MNISTUI_NPZ_NPY_H

#include <stddef.h>

#include "base/error.h"
#include "npz/archive.h"
#include "npz/npz.h"

/* The numbers begin at this offset of what npy_encode gives, as in NumPy's own files. */
enum { NPY_DATA = 128 };

/* Reads dims, shape and values (owned by the caller, NULL on failure). The message of err
 * goes on after "FILE: array NAME ". */
int npy_read(struct npz_array *array, struct archive_stream *stream, struct error *err);

/* What npy_encode will give, when dims and shape are in range. err as above. */
int npy_size(const struct npz_array *array, size_t *size, struct error *err);

/* That all values are finite. err as above. */
int npy_check_values(const struct npz_array *array, struct error *err);

/* float32, little-endian, C order, in a block of NPY_DATA + 4 bytes per value to be
 * freed. The array was checked. NULL when memory is short. */
unsigned char *npy_encode(const struct npz_array *array, size_t *size);

#endif
