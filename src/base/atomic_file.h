/*
 * A file that appears under its name whole or not at all: written beside it under a
 * temporary name, flushed to disk, then renamed.
 */
#ifndef MNISTUI_BASE_ATOMIC_FILE_H
#define MNISTUI_BASE_ATOMIC_FILE_H

#include <stdio.h>

#include "base/error.h"

struct atomic_file {
    FILE *stream; /* write here; atomic_file_commit finds any error */
    char *path;
    char *temporary;
};

/* Opens the temporary file in the folder of path. -1 and err when it cannot be made, or
 * when path exists and is not a plain file. */
int atomic_file_open(struct atomic_file *file, const char *path, struct error *err);

/* Flushes, renames and closes. On failure the temporary file is gone and path is as it
 * was. */
int atomic_file_commit(struct atomic_file *file, struct error *err);

/* Closes and removes the temporary file; path stays as it was. */
void atomic_file_abandon(struct atomic_file *file);

#endif
