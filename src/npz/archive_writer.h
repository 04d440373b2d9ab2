/*
 * Writes a zip file of stored members through an atomic file. All members have the same
 * date and mode, so that the same members give the same bytes, at any hour and in any
 * time zone, as long as libzip is the same.
 *
 * libzip builds the file in memory: all members are there twice during
 * archive_writer_commit. The largest net takes about 540 MB, hence 1.1 GB; the course's
 * net takes 100 kB.
 */
#ifndef MNISTUI_NPZ_ARCHIVE_WRITER_H
#define MNISTUI_NPZ_ARCHIVE_WRITER_H

#include <stddef.h>

#include "base/atomic_file.h"
#include "base/error.h"

struct archive_writer {
    struct atomic_file file;
    struct zip *zip;           /* libzip's zip_t, which writes to memory */
    struct zip_source *memory; /* libzip's zip_source_t */
};

int archive_writer_open(struct archive_writer *writer, const char *path,
                        struct error *err);

/* Adds a member. Takes over bytes, which came from malloc, even when it fails. On -1 with
 * err, call archive_writer_abandon. */
int archive_writer_add(struct archive_writer *writer, const char *name, void *bytes,
                       size_t size, struct error *err);

/* Puts the file in place and ends the writer. On -1 with err, the path is as it was. */
int archive_writer_commit(struct archive_writer *writer, struct error *err);

void archive_writer_abandon(struct archive_writer *writer);

#endif
