/*
 * Writing a zip file of stored members, through an atomic file. Every member has the same
 * date, so that the same members give the same bytes. No zip64: the caller keeps the
 * whole below 4 GiB and NPZ_MAX_ARRAYS.
 */
#ifndef MNISTUI_NPZ_ZIP_H
#define MNISTUI_NPZ_ZIP_H

#include <stddef.h>
#include <stdint.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "npz/npz.h"

enum { ZIP_MAX_NAME = NPZ_MAX_NAME + 4 }; /* with ".npy" */

struct zip_entry {
    char name[ZIP_MAX_NAME + 1];
    uint32_t size, crc, position;
};

struct zip {
    struct atomic_file file;
    uint32_t position; /* where the next record goes */
    size_t count;
    struct zip_entry entries[NPZ_MAX_ARRAYS];
};

int zip_open(struct zip *zip, const char *path, struct error *err);

/* An error of the stream is found by zip_commit. name is at most ZIP_MAX_NAME long. */
void zip_add(struct zip *zip, const char *name, const unsigned char *bytes, size_t size);

/* Writes the directory and puts the file in place. On failure path is as it was. */
int zip_commit(struct zip *zip, struct error *err);

void zip_abandon(struct zip *zip);

#endif
