/*
 * Reading the zip file that a .npz file is. The container is libzip's work; what stands
 * here is what it may be asked to read, and what is said when it cannot.
 *
 * A member is stored or deflated. Archives that are encrypted or split, that unpack to
 * more than ARCHIVE_MAX_BYTES, and that name a member by a path or by no plain text are
 * refused. Files are not trusted: what the directory says of sizes is checked against the
 * size of the file before memory is asked for.
 *
 * The file is read into memory once, when it is opened: whatever happens to it later, all
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

/* Reads a file and its directory. arrays: the names that are expected in it, for the
 * messages, such as "w1, b1, w2, b2 ...". 0, or -1 with err (which names the file) and
 * archive empty. */
int archive_open(struct archive *archive, const char *path, const char *arrays,
                 struct error *err);

void archive_done(struct archive *archive);

/*
 * One member being unpacked. Each stream has a libzip archive of its own, because libzip
 * allows no two threads in one: so different streams may be read by different threads at
 * the same time.
 */
struct archive_stream {
    size_t left;     /* of the unpacked bytes: those that were not read yet */
    struct zip *zip; /* libzip's zip_t and zip_file_t */
    struct zip_file *file;
};

/*
 * The messages of these three lack file and member: they go on after "FILE: array NAME ".
 * After an archive_start that gave 0, archive_stop is due whatever happens in between.
 * archive is borrowed until then.
 */
int archive_start(struct archive_stream *stream, const struct archive *archive,
                  const struct archive_member *member, struct error *err);
int archive_get(struct archive_stream *stream, void *bytes, size_t count,
                struct error *err);

/* Once all was read: that the packed data end there too, and the checksum is right. */
int archive_check_end(struct archive_stream *stream, struct error *err);

void archive_stop(struct archive_stream *stream);

#endif
