/*
 * The header of a NumPy array: a Python dict such as
 *     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }
 * (numpy.lib.format). Its three keys in any order and with any spacing, each once, and
 * nothing else; what is not just that is refused rather than guessed at.
 */
#ifndef MNISTUI_NN_NPZ_HEADER_H
#define MNISTUI_NN_NPZ_HEADER_H

#include <stddef.h>

#include "base/error.h"
#include "nn/npz.h"

struct npz_header {
    int big_endian;
    size_t width; /* bytes of a number: 4 or 8 */
    int fortran_order;
    int dims;
    size_t shape[NPZ_MAX_DIMS]; /* each at least 1; 1 beyond dims */
};

/* -1 with err, whose message goes on after "FILE: array NAME ". text need not end with a
 * NUL. */
int npz_header_parse(struct npz_header *header, const char *text, size_t length,
                     struct error *err);

#endif
