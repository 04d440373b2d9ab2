/*
 * The header of an array in a .npz file (.npy, numpy.lib.format): a magic, a version, and
 * a Python dict such as
 *     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }
 * with these three keys, once each, in any order and with any spacing. Anything else is
 * refused rather than guessed at.
 */
#ifndef MNISTUI_NPZ_NPY_HEADER_H
#define MNISTUI_NPZ_NPY_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "npz/archive.h"

enum {
    NPZ_HEADER_DIMS = 3,
    NPZ_MAGIC_SIZE = 6,
    NPZ_PREFIX_SIZE = NPZ_MAGIC_SIZE + 2 + 2, /* magic, version, length (version 1) */
    NPZ_HEADER_MAX = 10000,                   /* as in NumPy */
};

#define NPZ_MAGIC "\x93NUMPY"

/* The use of an array decides which types and dimensions it may have. */
enum npz_use {
    NPZ_PARAMETERS, /* float32 or float64, 1 or 2 dimensions */
    NPZ_IMAGES,     /* uint8, 3 dimensions: images, rows, columns */
    NPZ_LABELS,     /* whole numbers, 1 dimension */
};

struct npz_header {
    bool big_endian;
    bool with_sign; /* of whole numbers */
    size_t width;   /* bytes of a number: 1, 2, 4 or 8 */
    bool fortran_order;
    int dims;
    size_t shape[NPZ_HEADER_DIMS]; /* each at least 1; 1 beyond dims */
    size_t count;                  /* the numbers: the product of shape */
};

/* Reads the header, and checks that the rest of the member is just the numbers. -1 with
 * err, whose message continues "FILE: array NAME ". */
int npz_header_read(struct npz_header *header, enum npz_use use,
                    struct archive_stream *stream, struct error *err);

#endif
