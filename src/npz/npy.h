/*
 * One array as NumPy stores it (.npy, numpy.lib.format): a magic, a version, the header,
 * the numbers.
 */
#ifndef MNISTUI_NPZ_NPY_H
#define MNISTUI_NPZ_NPY_H

#include <stddef.h>

#include "base/error.h"
#include "npz/archive.h"

enum { NPY_MAX_DIMS = 2, NPY_MAX_NAME = 15 };

struct npy_array {
    char name[NPY_MAX_NAME + 1]; /* "w1", without ".npy": printable ASCII, no blank, no
                                    slash */
    int dims;                    /* 1 or 2 */
    size_t shape[NPY_MAX_DIMS]; /* each at least 1; shape[1] is not used when dims is 1 */
    float *values; /* row by row; owned by a npz that was read (at a multiple of
                      MEM_ALIGN), borrowed by npz_write */
};

/* Offset of the numbers in what npy_encode returns, as in NumPy's own files. */
enum { NPY_DATA = 128 };

/* Reads dims, shape and values (owned by the caller, NULL on failure). The message of err
 * continues "FILE: array NAME ". */
int npy_read(struct npy_array *array, struct archive_stream *stream, struct error *err);

/* The size of what npy_encode will return; -1 when dims or shape are out of range. err as
 * above. */
int npy_size(const struct npy_array *array, size_t *size, struct error *err);

/* -1 unless all values are finite. err as above. */
int npy_check_values(const struct npy_array *array, struct error *err);

/* Encodes an array that was checked: float32, little-endian, C order. The block of
 * NPY_DATA bytes and 4 bytes per value is for free(). NULL when memory is short. */
unsigned char *npy_encode(const struct npy_array *array, size_t *size);

#endif
