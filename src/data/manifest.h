/*
 * What is known of data sets: their names, their classes, and how to recognise them. It
 * is a text, whose format data/datasets explains; that file is built in, and a file named
 * "manifest" beside the files of a data set describes a set of the user's own. Such a
 * file is not trusted: a line that the format does not allow is refused, with its number.
 */
#ifndef MNISTUI_DATA_MANIFEST_H
#define MNISTUI_DATA_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "data/dataset.h"
#include "data/locate.h"

enum {
    MANIFEST_MAX_BYTES = 1 << 16,
    MANIFEST_MAX_SETS = 64,
    MANIFEST_HASH_SIZE = 65, /* SHA-256 in hexadecimal, lower case, and a NUL */
};

/* What is 0 was not given. */
struct manifest_set {
    char name[DATASET_NAME_SIZE]; /* printable ASCII, no quote, no backslash */
    size_t classes;
    char class_names[DATASET_MAX_CLASSES][CLASS_NAME_SIZE]; /* as name */
    size_t first_label;
    bool transposed;
    size_t train, test; /* images */
    size_t rows, cols;
    bool has_sums;
    uint32_t sums[DATA_FILES]; /* zlib's crc32 */
    bool has_packed;
    char packed[DATA_FILES][MANIFEST_HASH_SIZE];
};

struct manifest {
    size_t count;
    struct manifest_set *sets; /* owned */
};

/* Reads a file. 0, or -1 with err and manifest empty. */
int manifest_read(struct manifest *manifest, const char *path, struct error *err);

/* The sets that are built in. */
int manifest_known(struct manifest *manifest, struct error *err);

void manifest_done(struct manifest *manifest);

#endif
