#include "config.h"

#include "npz/unzip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "npz/zip_format.h"

enum {
    MAX_COMMENT = 0xffff,
    MAX_FILE = UNZIP_MAX_BYTES +
               (1 << 20), /* the arrays, and room for all that is around them */
    ENCRYPTED =
        1 | 1 << 6 | 1 << 13, /* flags: encrypted, strongly, with a masked directory */
    ZIP64_EXTRA = 1,
    MAX_RATIO = 1032 /* of deflate: 258 bytes in 2 bits */
};

#define IN_EXTRA UINT32_C(0xffffffff) /* the number is in the zip64 extra field */

/* ---- the file ---- */

static int
read_all(int fd, struct unzip *unzip, struct error *err)
{
    size_t done = 0;

    while (done < unzip->size) {
        ssize_t got = read(fd, unzip->bytes + done, unzip->size - done);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set(err, "%s cannot be read: %s", unzip->path, strerror(errno));
        if (got == 0)
            return error_set(err, "%s became shorter while it was read", unzip->path);
        done += (size_t)got;
    }
    return 0;
}

static int
read_open_file(int fd, struct unzip *unzip, struct error *err)
{
    struct stat status;

    if (fstat(fd, &status) != 0)
        return error_set(err, "%s cannot be read: %s", unzip->path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s is %s: a .npz file is expected", unzip->path,
                         S_ISDIR(status.st_mode) ? "a folder" : "not a regular file");
    if (status.st_size > MAX_FILE)
        return error_set(err,
                         "%s is larger than 1 GiB, which no .npz file read here may be",
                         unzip->path);
    unzip->size = (size_t)status.st_size;
    unzip->bytes = mem_zeroed(unzip->size, 1);
    if (unzip->bytes == NULL)
        return error_memory(err, unzip->path);
    return read_all(fd, unzip, err);
}

static int
read_file(struct unzip *unzip, struct error *err)
{
    /* O_NONBLOCK: a pipe without a writer must not keep us waiting. */
    int fd = open(unzip->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    int status;

    if (fd < 0)
        return error_set(err, "%s cannot be read: %s", unzip->path, strerror(errno));
    status = read_open_file(fd, unzip, err);
    close(fd);
    return status;
}

/* ---- the directory ---- */

/* What a file without an end record is, as well as its first bytes tell. */
static int
no_end_record(const struct unzip *unzip, struct error *err)
{
    if (unzip->size >= 6 && memcmp(unzip->bytes, "\x93NUMPY", 6) == 0)
        return error_set(err,
                         "%s is a single array (.npy): a .npz file is expected, "
                         "as numpy.savez writes it",
                         unzip->path);
    if (unzip->size >= 4 && get_le32(unzip->bytes) == ZIP_LOCAL_SIGNATURE)
        return error_set(err,
                         "%s is cut short or damaged: the end of its zip file is missing",
                         unzip->path);
    return error_set(err,
                     "%s is not a .npz file: a zip file is expected, "
                     "as numpy.savez writes it",
                     unzip->path);
}

/* The end record, which is at the very end but for a comment whose length it tells. NULL
 * if there is none. */
static const unsigned char *
find_end(const struct unzip *unzip)
{
    size_t comment;

    for (comment = 0; comment <= MAX_COMMENT; comment++) {
        const unsigned char *p;

        if (unzip->size < ZIP_END_SIZE + comment)
            return NULL;
        p = unzip->bytes + unzip->size - ZIP_END_SIZE - comment;
        if (get_le32(p) == ZIP_END_SIGNATURE && get_le16(p + 20) == comment)
            return p;
    }
    return NULL;
}

static int
damaged_directory(const struct unzip *unzip, struct error *err)
{
    return error_set(err, "%s is damaged: the directory of its zip file is not whole",
                     unzip->path);
}

static int
read_end(struct unzip *unzip, struct error *err)
{
    const unsigned char *end = find_end(unzip);
    uint32_t size, start;

    if (end == NULL)
        return no_end_record(unzip, err);
    if (get_le16(end + 4) != 0 || get_le16(end + 6) != 0 ||
        get_le16(end + 8) != get_le16(end + 10))
        return error_set(err, "%s is a part of a split zip file: a whole one is expected",
                         unzip->path);
    unzip->count = get_le16(end + 10);
    size = get_le32(end + 12);
    start = get_le32(end + 16);
    if (unzip->count == 0)
        return error_set(err, "%s holds no arrays: w1, b1, w2, b2 ... are expected",
                         unzip->path);
    if (unzip->count > UNZIP_MAX_MEMBERS)
        return error_set(err, "%s holds %zu arrays: at most %d are expected", unzip->path,
                         unzip->count, UNZIP_MAX_MEMBERS);
    if ((uint64_t)start + size != (uint64_t)(end - unzip->bytes))
        return damaged_directory(unzip, err);
    unzip->directory = start;
    return 0;
}

/* For a message: name with all that could upset a terminal replaced, in
 * out[UNZIP_MAX_NAME + 1]. */
static const char *
printable(char *out, const unsigned char *name, size_t length)
{
    size_t i;

    if (length > UNZIP_MAX_NAME)
        length = UNZIP_MAX_NAME;
    for (i = 0; i < length; i++)
        out[i] = (char)(name[i] > ' ' && name[i] < 127 ? name[i] : '?');
    out[length] = '\0';
    return out;
}

static int
read_name(struct unzip *unzip, struct unzip_member *member, const unsigned char *name,
          size_t length, struct error *err)
{
    const struct unzip_member *other;

    printable(member->name, name, length);
    if (length == 0 || length > UNZIP_MAX_NAME ||
        memcmp(member->name, name, length) != 0 || strpbrk(member->name, "/\\") != NULL)
        return error_set(err,
                         "%s holds a file named '%s'%s: plain names such as w1.npy are "
                         "expected, without a folder",
                         unzip->path, member->name, length > UNZIP_MAX_NAME ? "..." : "");
    for (other = unzip->members; other < member; other++)
        if (strcmp(other->name, member->name) == 0)
            return error_set(err, "%s holds '%s' twice: each array once is expected",
                             unzip->path, member->name);
    return 0;
}

static int
damaged_member(const struct unzip *unzip, const struct unzip_member *member,
               const char *what, struct error *err)
{
    return error_set(err, "%s is damaged: %s of '%s' %s", unzip->path, what, member->name,
                     "cannot be right");
}

/* The numbers of a directory entry that may be in the zip64 extra field, in the order
 * they have there. */
enum { SIZE, PACKED_SIZE, POSITION, WIDE_COUNT };

/* Replaces those of wide that say so by their values of 64 bits. -1 when they are not
 * there. */
static int
read_zip64(uint64_t *wide, const unsigned char *extra, size_t length)
{
    size_t used = 0, size;
    int i;

    while (length >= 4 && get_le16(extra) != ZIP64_EXTRA) {
        size = 4 + get_le16(extra + 2);
        if (size > length)
            return -1;
        extra += size;
        length -= size;
    }
    size = length >= 4 ? get_le16(extra + 2) : 0;
    if (size > 0 && size > length - 4)
        return -1;
    for (i = 0; i < WIDE_COUNT; i++) {
        if (wide[i] != IN_EXTRA)
            continue;
        if (size - used < 8)
            return -1;
        wide[i] = get_le64(extra + 4 + used);
        used += 8;
    }
    return 0;
}

/* Finds the data behind the local header, which must have the same name. -1 when it is
 * not there. */
static int
find_data(struct unzip *unzip, struct unzip_member *member, uint64_t position,
          uint64_t packed_size)
{
    size_t length = strlen(member->name), left;
    const unsigned char *local;

    if (position > unzip->directory || unzip->directory - position < ZIP_LOCAL_SIZE)
        return -1;
    local = unzip->bytes + position;
    left = unzip->directory - (size_t)position - ZIP_LOCAL_SIZE;
    if (get_le32(local) != ZIP_LOCAL_SIGNATURE || get_le16(local + 26) != length ||
        left < length || memcmp(local + ZIP_LOCAL_SIZE, member->name, length) != 0)
        return -1;
    left -= length;
    if (left < get_le16(local + 28) || left - get_le16(local + 28) < packed_size)
        return -1;
    member->data = local + ZIP_LOCAL_SIZE + length + get_le16(local + 28);
    member->packed_size = (size_t)packed_size;
    return 0;
}

static int
check_size(const struct unzip *unzip, struct unzip_member *member, uint64_t size,
           struct error *err)
{
    uint64_t most = member->packed_size;

    if (member->method == ZIP_DEFLATED)
        most *= MAX_RATIO;
    if (size > most || (member->method == ZIP_STORED && size != most))
        return damaged_member(unzip, member, "the size", err);
    member->size = (size_t)size;
    return 0;
}

/* The directory entry at p, whose parts of variable length are known to be there. */
static int
read_member(struct unzip *unzip, struct unzip_member *member, const unsigned char *p,
            struct error *err)
{
    uint64_t wide[WIDE_COUNT] = {get_le32(p + 24), get_le32(p + 20), get_le32(p + 42)};
    size_t name_length = get_le16(p + 28);

    if (read_name(unzip, member, p + ZIP_CENTRAL_SIZE, name_length, err) != 0)
        return -1;
    if ((get_le16(p + 8) & ENCRYPTED) != 0)
        return error_set(err, "%s: '%s' is encrypted, which is not read here",
                         unzip->path, member->name);
    member->method = (int)get_le16(p + 10);
    if (member->method != ZIP_STORED && member->method != ZIP_DEFLATED)
        return error_set(err,
                         "%s: '%s' is packed by zip method %d: stored (0) or deflate (8) "
                         "is expected",
                         unzip->path, member->name, member->method);
    if (get_le16(p + 34) != 0)
        return error_set(err, "%s is a part of a split zip file: a whole one is expected",
                         unzip->path);
    if (read_zip64(wide, p + ZIP_CENTRAL_SIZE + name_length, get_le16(p + 30)) != 0)
        return damaged_member(unzip, member, "the zip64 sizes", err);
    if (find_data(unzip, member, wide[POSITION], wide[PACKED_SIZE]) != 0)
        return damaged_member(unzip, member, "the place", err);
    member->crc = get_le32(p + 16);
    return check_size(unzip, member, wide[SIZE], err);
}

/* What many members could do together that one cannot: unpack the same bytes again and
 * again, or exceed the limit. */
static int
check_sums(const struct unzip *unzip, struct error *err)
{
    uint64_t packed = 0, size = 0;
    size_t i;

    for (i = 0; i < unzip->count; i++) {
        packed += unzip->members[i].packed_size;
        size += unzip->members[i].size;
    }
    if (packed > unzip->directory)
        return error_set(err, "%s is damaged: the files in it overlap", unzip->path);
    if (size > UNZIP_MAX_BYTES)
        return error_set(
            err, "%s unpacks to more than 1 GiB, which no .npz file read here may",
            unzip->path);
    return 0;
}

static int
read_directory(struct unzip *unzip, struct error *err)
{
    const unsigned char *p, *end = find_end(unzip);
    size_t i;

    unzip->members = mem_zeroed(unzip->count, sizeof *unzip->members);
    if (unzip->members == NULL)
        return error_memory(err, unzip->path);
    p = unzip->bytes + unzip->directory;
    for (i = 0; i < unzip->count; i++) {
        size_t left = (size_t)(end - p), size = ZIP_CENTRAL_SIZE;

        if (left < size || get_le32(p) != ZIP_CENTRAL_SIGNATURE)
            return damaged_directory(unzip, err);
        size += get_le16(p + 28) + get_le16(p + 30) + get_le16(p + 32);
        if (left < size)
            return damaged_directory(unzip, err);
        if (read_member(unzip, &unzip->members[i], p, err) != 0)
            return -1;
        p += size;
    }
    return p == end ? check_sums(unzip, err) : damaged_directory(unzip, err);
}

int
unzip_open(struct unzip *unzip, const char *path, struct error *err)
{
    memset(unzip, 0, sizeof *unzip);
    unzip->path = path;
    if (read_file(unzip, err) != 0 || read_end(unzip, err) != 0 ||
        read_directory(unzip, err) != 0) {
        unzip_done(unzip);
        return -1;
    }
    return 0;
}

void
unzip_done(struct unzip *unzip)
{
    free(unzip->bytes);
    free(unzip->members);
    memset(unzip, 0, sizeof *unzip);
}

/* ---- one member ---- */

int
unzip_start(struct unzip_stream *stream, const struct unzip_member *member,
            struct error *err)
{
    memset(stream, 0, sizeof *stream);
    stream->member = member;
    if (member->method == ZIP_STORED)
        return 0;
    /* zlib's own type is not const, but it only reads */
    stream->z.next_in = (Bytef *)(uintptr_t)member->data;
    stream->z.avail_in = (uInt)member->packed_size;
    if (inflateInit2(&stream->z, -MAX_WBITS) != Z_OK)
        return error_memory(err, "unpacking");
    return 0;
}

/* How many of count bytes there were; less at the end, and when the packed data are
 * wrong. *status is what zlib said last. */
static size_t
inflate_some(z_stream *z, unsigned char *bytes, size_t count, int *status)
{
    z->next_out = bytes;
    z->avail_out = (uInt)count;
    do {
        *status = inflate(z, Z_NO_FLUSH);
    } while (z->avail_out > 0 && *status == Z_OK);
    return count - z->avail_out;
}

int
unzip_get(struct unzip_stream *stream, void *bytes, size_t count, struct error *err)
{
    const struct unzip_member *member = stream->member;
    int status;

    if (count > member->size - stream->position)
        return error_set(err, "is cut short");
    if (member->method == ZIP_STORED)
        memcpy(bytes, member->data + stream->position, count);
    else if (inflate_some(&stream->z, bytes, count, &status) != count)
        return error_set(err, "is damaged: it cannot be unpacked");
    stream->position += count;
    stream->crc = (uint32_t)crc32(stream->crc, bytes, (uInt)count);
    return 0;
}

int
unzip_check_end(struct unzip_stream *stream, struct error *err)
{
    const struct unzip_member *member = stream->member;
    unsigned char none;
    int status;

    /* one byte more must not be there, and asking for it reaches the end mark */
    if (member->method == ZIP_DEFLATED &&
        (inflate_some(&stream->z, &none, 1, &status) != 0 || status != Z_STREAM_END ||
         stream->z.avail_in != 0))
        return error_set(err, "is damaged: it cannot be unpacked");
    if (stream->crc != member->crc)
        return error_set(err, "is damaged: its checksum is wrong");
    return 0;
}

void
unzip_stop(struct unzip_stream *stream)
{
    if (stream->member->method == ZIP_DEFLATED)
        inflateEnd(&stream->z);
}
