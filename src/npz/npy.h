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

/* Offset of the numbers in what npy_encode returns, as in NumPy's own files. */
enum { NPY_DATA = 128 };

/* Reads dims, shape and values (owned by the caller, NULL on failure). The message of err
 * continues "FILE: array NAME ". */
int npy_read(struct npz_array *array, struct archive_stream *stream, struct error *err);

/* The size of what npy_encode will return; -1 when dims or shape are out of range. err as
 * above. */
int npy_size(const struct npz_array *array, size_t *size, struct error *err);

/* -1 unless all values are finite. err as above. */
int npy_check_values(const struct npz_array *array, struct error *err);

/* Encodes an array that was checked: float32, little-endian, C order. The block of
 * NPY_DATA bytes and 4 bytes per value is for free(). NULL when memory is short. */
unsigned char *npy_encode(const struct npz_array *array, size_t *size);

#endif
