/*
 * Reads the zip file that a .npz file is. libzip does the work; this module decides what
 * libzip may be asked to read, and words the errors.
 *
 * Members are stored or deflated. Archives are refused when they are encrypted or split,
 * when they unpack to more than ARCHIVE_MAX_BYTES, and when a member's name is a path or
 * not plain ASCII. Files are not trusted: the sizes in the directory are checked against
 * the size of the file before memory is allocated.
 *
 * The file is read into memory once, when it is opened. Whatever happens to it later, all
 * streams see the same bytes.
 */
#ifndef MNISTUI_NPZ_ARCHIVE_H
#define MNISTUI_NPZ_ARCHIVE_H

#include <stddef.h>

#include "base/error.h"

enum {
    ARCHIVE_MAX_NAME = 63,
    ARCHIVE_MAX_MEMBERS = 256,
    ARCHIVE_MAX_BYTES = 1 << 30 /* of all members together, unpacked */
};

struct archive_member {
    char name[ARCHIVE_MAX_NAME +
              1]; /* printable ASCII without blanks and slashes; no two are equal */
    size_t size;  /* unpacked, as the directory says: no more than the packed bytes can
                     hold */
};

struct archive {
    const char *path; /* borrowed, for the messages */
    unsigned char *bytes;
    size_t size;
    size_t count;
    struct archive_member *members; /* in the order of the directory */
};

/* Reads a file and its directory. arrays is for the messages: the names that it should
 * hold, such as "w1, b1, w2, b2 ...". Returns 0, or -1 with err (which names the file)
 * and archive empty. It never waits, not even for a pipe. */
int archive_open(struct archive *archive, const char *path, const char *arrays,
                 struct error *err);

void archive_done(struct archive *archive);

/*
 * One member being unpacked. Each stream has its own libzip archive over the same bytes,
 * because libzip's are not thread-safe: two threads may read two streams of one archive
 * at the same time.
 */
struct archive_stream {
    size_t left;     /* unpacked bytes not read yet */
    struct zip *zip; /* libzip's zip_t and zip_file_t */
    struct zip_file *file;
};

/*
 * The messages of these three continue "FILE: array NAME ". Once archive_start has
 * returned 0, call archive_stop, whatever fails in between. archive is borrowed until
 * then.
 */
int archive_start(struct archive_stream *stream, const struct archive *archive,
                  const struct archive_member *member, struct error *err);
int archive_get(struct archive_stream *stream, void *bytes, size_t count,
                struct error *err);

/* After all bytes were read: checks that the packed data end there, too, and that the
 * checksum is right. */
int archive_check_end(struct archive_stream *stream, struct error *err);

void archive_stop(struct archive_stream *stream);

#endif
