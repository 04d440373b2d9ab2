/*
 * Writing a zip file of stored members, through an atomic file. Every member has the same
 * date and mode, so that the same members give the same bytes (with the same version of
 * libzip, which names itself as the maker).
 *
 * libzip builds the file in memory: until the end of archive_writer_commit all members
 * are there twice. The largest net is about half a gigabyte, so that is one gigabyte.
 */
#ifndef MNISTUI_NPZ_ARCHIVE_WRITER_H
#define MNISTUI_NPZ_ARCHIVE_WRITER_H

#include <stddef.h>

#include "base/atomic_file.h"
#include "base/error.h"

struct archive_writer {
    struct atomic_file file;
    struct zip *zip;           /* libzip's zip_t, which writes to */
    struct zip_source *memory; /* its zip_source_t */
};

int archive_writer_open(struct archive_writer *writer, const char *path,
                        struct error *err);

/* Adds a member. bytes, of malloc, become the writer's whatever happens. -1 with err;
 * then archive_writer_abandon is due. */
int archive_writer_add(struct archive_writer *writer, const char *name, void *bytes,
                       size_t size, struct error *err);

/* Puts the file in place. On failure path is as it was. */
int archive_writer_commit(struct archive_writer *writer, struct error *err);

void archive_writer_abandon(struct archive_writer *writer);

#endif
