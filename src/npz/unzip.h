/*
 * Reading the zip file that a .npz file is: stored and deflated members, sizes also as
 * zip64 extra fields. Archives with a zip64 end record (4 GiB, 65535 members) are beyond
 * UNZIP_MAX_BYTES and are refused, as are encrypted, split and overlapping ones, and
 * member names that are a path or no plain text.
 *
 * The directory at the end of the file is believed, after every position and size in it
 * was checked against the real size of the file; the local headers only tell where their
 * data begin.
 */
#ifndef MNISTUI_NPZ_UNZIP_H
#define MNISTUI_NPZ_UNZIP_H

#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "base/error.h"

enum {
    UNZIP_MAX_NAME = 63,
    UNZIP_MAX_MEMBERS = 256,
    UNZIP_MAX_BYTES = 1 << 30 /* of all members together, unpacked */
};

struct unzip_member {
    char name[UNZIP_MAX_NAME +
              1]; /* printable ASCII without blanks and slashes; no two are equal */
    int method;
    uint32_t crc;
    size_t packed_size;
    size_t size; /* as the directory says; no more than the packed bytes can hold */
    const unsigned char *data; /* packed_size bytes within the file */
};

struct unzip {
    const char *path; /* borrowed, for the messages */
    unsigned char *bytes;
    size_t size;
    size_t directory; /* where the directory begins, and all data have ended */
    size_t count;
    struct unzip_member *members;
};

/* One member being unpacked. */
struct unzip_stream {
    const struct unzip_member *member;
    size_t position; /* of the unpacked bytes */
    uint32_t crc;    /* of those so far */
    z_stream z;
};

/* Reads a file and its directory. 0, or -1 with err (which names the file) and unzip
 * empty. */
int unzip_open(struct unzip *unzip, const char *path, struct error *err);

void unzip_done(struct unzip *unzip);

/*
 * The messages of these three lack file and member: they go on after "FILE: array NAME ".
 * After a unzip_start that gave 0, unzip_stop is due whatever happens in between.
 */
int unzip_start(struct unzip_stream *stream, const struct unzip_member *member,
                struct error *err);
int unzip_get(struct unzip_stream *stream, void *bytes, size_t count, struct error *err);

/* Once member->size bytes were got: that the packed data end there too, and the checksum
 * is right. */
int unzip_check_end(struct unzip_stream *stream, struct error *err);

void unzip_stop(struct unzip_stream *stream);

#endif
