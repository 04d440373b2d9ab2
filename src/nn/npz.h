/*
 * The parameters of a net as a NumPy .npz file: a zip of float32 arrays w1 b1 w2 b2 ...
 * with the shapes of SPEC.md ("Network"): w[l] is (n[l-1], n[l]), b[l] is (n[l]).
 *
 * What numpy.savez and numpy.savez_compressed write is read (float32 or float64, either
 * byte order, C or Fortran order). Files are not trusted.
 */
#ifndef MNISTUI_NN_NPZ_H
#define MNISTUI_NN_NPZ_H

#include <stddef.h>

#include "base/error.h"

enum { NPZ_MAX_DIMS = 2 };

struct npz_array {
    char name[16]; /* "w1", without ".npy" */
    int dims;      /* 1 or 2 */
    size_t shape[NPZ_MAX_DIMS];
    float *values; /* row by row; owned by a npz that was read, borrowed by npz_write */
};

struct npz {
    size_t count;
    struct npz_array *arrays;
};

/* Reads every array. 0, or -1 with err and npz empty. Arrays of other types or of more
 * dimensions are an error that names the array. */
int npz_read(struct npz *npz, const char *path, struct error *err);

/* Writes through an atomic file; the same values give the same bytes. */
int npz_write(const struct npz *npz, const char *path, struct error *err);

/* NULL when there is none of that name. */
const struct npz_array *npz_find(const struct npz *npz, const char *name);

void npz_done(struct npz *npz);

#endif
