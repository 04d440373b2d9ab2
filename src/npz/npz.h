/*
 * The parameters of a net as a NumPy .npz file: a zip of float32 arrays w1 b1 w2 b2 ...
 * with the shapes of doc/MATHEMATICS.md ("Network"): w[l] is (n[l-1], n[l]), b[l] is
 * (n[l]).
 *
 * Reads what numpy.savez and numpy.savez_compressed write: float32 or float64, either
 * byte order, C or Fortran order. Files are not trusted: nothing is allocated that the
 * file could not fill, and an array is refused if it holds a number that no net can use
 * (not finite, or beyond float32).
 *
 * archive and archive_writer are the container, npy one array, npy_header its header.
 */
#ifndef MNISTUI_NPZ_NPZ_H
#define MNISTUI_NPZ_NPZ_H

#include <stddef.h>

#include "base/error.h"
#include "npz/archive.h"
#include "npz/npy.h"

enum {
    NPZ_MAX_ARRAYS = ARCHIVE_MAX_MEMBERS,
    NPZ_MAX_BYTES = ARCHIVE_MAX_BYTES /* of all arrays, unpacked, with their headers */
};

struct npz {
    size_t count;
    struct npy_array *arrays;
};

/* Reads every array, in the order of the file. Returns 0, or -1 with err and npz empty.
 * An array of another type or of more dimensions is an error that names it. */
int npz_read(struct npz *npz, const char *path, struct error *err);

/* Writes through an atomic file; the same values give the same bytes. Refuses what
 * npz_read would refuse, so that a file that was written can be read. */
int npz_write(const struct npz *npz, const char *path, struct error *err);

/* NULL when no array has that name. */
const struct npy_array *npz_find(const struct npz *npz, const char *name);

void npz_done(struct npz *npz);

#endif
