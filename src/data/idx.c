#include "config.h"

#include "data/idx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "data/dataset.h"
#include "data/guess.h"

enum {
    INPUT_SIZE = 1 << 16,
    /* the most that a byte of gzip data unpacks to: four matches of 258 bytes */
    UNPACKED_MAX = 1032,
    GZIP_WINDOW = MAX_WBITS + 16, /* inflateInit2's way to say: gzip only */
};

struct kind {
    const char *noun;
    uint32_t magic;
    size_t header; /* bytes */
};

static const struct kind images_kind = {"images", 0x00000803, 16};
static const struct kind labels_kind = {"labels", 0x00000801, 8};

/*
 * The content of a file, unpacked when it is packed. zlib's gzread is not used: it takes
 * damaged gzip data for data that is not packed, and it hides what follows the end of the
 * gzip data.
 */
struct source {
    const char *path;
    int fd;
    uint64_t size; /* of the file */
    int packed;
    int member_ended; /* a gzip file is one or more members one after the other */
    z_stream
        z; /* next_in and avail_in also hold the input of a file that is not packed */
    unsigned char input[INPUT_SIZE];
};

/* Not a file that can be read: says what it is. */
static int
check_type(const char *path, mode_t mode, struct error *err)
{
    const char *type = S_ISDIR(mode)    ? "a folder"
                       : S_ISFIFO(mode) ? "a pipe"
                       : S_ISSOCK(mode) ? "a socket"
                                        : "a device";

    if (S_ISREG(mode))
        return 0;
    return error_set(err, "%s: %s, not an IDX file", path, type);
}

/* Says why open failed. A socket never opens, and to call it one says more than errno
 * does. */
static int
cannot_open(const char *path, struct error *err)
{
    int reason = errno;
    struct stat status;

    if (stat(path, &status) == 0 && check_type(path, status.st_mode, err) != 0)
        return -1;
    return error_set(err, "%s cannot be opened: %s", path, strerror(reason));
}

/* Reads until wanted bytes are there or the file ends. */
static int
source_fill(struct source *source, size_t wanted, struct error *err)
{
    z_stream *z = &source->z;
    ssize_t got = 1;

    if (z->avail_in >= wanted)
        return 0;
    memmove(source->input, z->next_in, z->avail_in);
    z->next_in = source->input;
    while (z->avail_in < wanted && got != 0) {
        got = read(source->fd, source->input + z->avail_in, INPUT_SIZE - z->avail_in);
        if (got > 0)
            z->avail_in += (uInt)got;
        else if (got < 0 && errno != EINTR)
            return error_set(err, "%s cannot be read: %s", source->path, strerror(errno));
    }
    return 0;
}

static int
at_gzip_member(const struct source *source)
{
    const z_stream *z = &source->z;

    return z->avail_in >= 2 && z->next_in[0] == 0x1f && z->next_in[1] == 0x8b;
}

static int
source_open(struct source *source, const char *path, struct error *err)
{
    struct stat status;

    source->path = path;
    source->packed = source->member_ended = 0;
    memset(&source->z, 0, sizeof source->z);
    source->z.next_in = source->input;
    /* O_NONBLOCK: opening a pipe must not wait for a writer */
    source->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (source->fd < 0)
        return cannot_open(path, err);
    if (fstat(source->fd, &status) != 0) {
        error_set(err, "%s cannot be opened: %s", path, strerror(errno));
        goto fail;
    }
    source->size = (uint64_t)status.st_size;
    if (check_type(path, status.st_mode, err) != 0 || source_fill(source, 2, err) != 0)
        goto fail;
    if (at_gzip_member(source)) {
        if (inflateInit2(&source->z, GZIP_WINDOW) != Z_OK) {
            error_memory(err, "unpacking a file");
            goto fail;
        }
        source->packed = 1;
    }
    return 0;
fail:
    close(source->fd);
    return -1;
}

static void
source_close(struct source *source)
{
    if (source->packed)
        inflateEnd(&source->z);
    close(source->fd);
}

static int
read_plain(struct source *source, unsigned char *out, size_t size, size_t *got,
           struct error *err)
{
    z_stream *z = &source->z;
    size_t part;

    for (*got = 0; *got < size; *got += part) {
        if (source_fill(source, 1, err) != 0)
            return -1;
        part = min_size(z->avail_in, size - *got);
        if (part == 0)
            break;
        memcpy(out + *got, z->next_in, part);
        z->next_in += part;
        z->avail_in -= (uInt)part;
    }
    return 0;
}

/* Goes on to the next gzip member. 1 when there is none, because the file ends. */
static int
next_member(struct source *source, struct error *err)
{
    if (source_fill(source, 2, err) != 0)
        return -1;
    if (source->z.avail_in == 0)
        return 1;
    if (!at_gzip_member(source))
        return error_set(
            err,
            "%s: other bytes follow the end of the gzip data: cut them off, or "
            "download the file again",
            source->path);
    source->member_ended = 0;
    inflateReset(&source->z);
    return 0;
}

static int
inflate_some(struct source *source, struct error *err)
{
    z_stream *z = &source->z;

    if (source_fill(source, 1, err) != 0)
        return -1;
    if (z->avail_in == 0)
        return error_set(
            err, "%s: cut off in the middle of the gzip data: download or copy it again",
            source->path);
    switch (inflate(z, Z_NO_FLUSH)) {
    case Z_STREAM_END:
        source->member_ended = 1;
        return 0;
    case Z_OK:
    case Z_BUF_ERROR:
        return 0;
    case Z_MEM_ERROR:
        return error_memory(err, "unpacking a file");
    default:
        return error_set(err, "%s: damaged gzip data (%s): download or copy it again",
                         source->path, z->msg != NULL ? z->msg : "no details");
    }
}

static int
read_packed(struct source *source, unsigned char *out, size_t size, size_t *got,
            struct error *err)
{
    z_stream *z = &source->z;
    int status = 0;

    z->next_out = out;
    z->avail_out = (uInt)size;
    while (z->avail_out > 0 && status == 0)
        status =
            source->member_ended ? next_member(source, err) : inflate_some(source, err);
    *got = size - z->avail_out;
    return status < 0 ? -1 : 0;
}

/* Reads size bytes of content, fewer only when it ends. size <= IDX_MAX_BYTES. */
static int
source_read(struct source *source, unsigned char *out, size_t size, size_t *got,
            struct error *err)
{
    return source->packed ? read_packed(source, out, size, got, err)
                          : read_plain(source, out, size, got, err);
}

static uint32_t
big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* Looks at more of a file whose magic number is wrong, to say what it is. */
static int
refuse_magic(struct source *source, const struct kind *kind, unsigned char *start,
             size_t have, struct error *err)
{
    char guess[GUESS_TEXT];
    size_t more;

    source_read(source, start + have, GUESS_BYTES - have, &more, NULL);
    guess_content(guess, start, have + more, kind == &images_kind ? 3 : 1);
    return error_set(err, "%s: magic number 0x%08x instead of 0x%08x: %s", source->path,
                     (unsigned)big_endian(start), (unsigned)kind->magic, guess);
}

/* Reads the header: afterwards count * rows * cols is 1 to IDX_MAX_BYTES. */
static int
read_header(struct source *source, const struct kind *kind, struct idx *idx,
            struct error *err)
{
    unsigned char header[GUESS_BYTES];
    const char *path = source->path;
    uint64_t bytes;
    size_t got;

    if (source_read(source, header, kind->header, &got, err) != 0)
        return -1;
    if (got >= 4 && big_endian(header) != kind->magic)
        return refuse_magic(source, kind, header, got, err);
    if (got == 0)
        return error_set(err, "%s: empty: download or copy it again", path);
    if (got < kind->header)
        return error_set(err,
                         "%s: cut off in its header, after %zu of %zu bytes: download or "
                         "copy it again",
                         path, got, kind->header);
    idx->count = big_endian(header + 4);
    idx->rows = kind == &images_kind ? big_endian(header + 8) : 1;
    idx->cols = kind == &images_kind ? big_endian(header + 12) : 1;
    if (idx->count == 0)
        return error_set(err, "%s: holds 0 %s: at least 1 is needed", path, kind->noun);
    if (idx->rows - 1 >= IDX_MAX_SIDE || idx->cols - 1 >= IDX_MAX_SIDE)
        return error_set(err, "%s: images of %zux%zu pixels: 1x1 to %dx%d can be read",
                         path, idx->rows, idx->cols, IDX_MAX_SIDE, IDX_MAX_SIDE);
    bytes = (uint64_t)idx->count * (idx->rows * idx->cols);
    if (bytes > IDX_MAX_BYTES)
        return error_set(
            err, "%s: its header promises %llu bytes of %s: at most %d can be read", path,
            (unsigned long long)bytes, kind->noun, IDX_MAX_BYTES);
    return 0;
}

/* ---- reading ---- */

struct idx_file {
    struct source source;
    const struct kind *kind;
    struct idx content; /* its bytes are borrowed */
    size_t total;       /* bytes that the header promises */
    size_t room;        /* of content.bytes */
    size_t have;
};

/* A header can promise anything: there is room for what the file can hold of it. No page
 * of it is touched before its bytes arrive. A file that cannot hold all of it is read at
 * once, to say what is wrong with it. */
static int
make_room(struct idx_file *file, struct error *err)
{
    const struct source *source = &file->source;
    uint64_t header = file->kind->header;
    uint64_t most = source->packed          ? source->size * UNPACKED_MAX
                    : source->size > header ? source->size - header
                                            : 0;

    file->total = file->content.count * file->content.rows * file->content.cols;
    file->room = most < file->total ? (size_t)most : file->total;
    file->content.bytes = malloc(max_size(file->room, 1));
    return file->content.bytes != NULL ? 0 : error_memory(err, source->path);
}

static struct idx_file *
idx_open(struct idx *idx, const struct kind *kind, const char *path, struct error *err)
{
    struct idx_file *file = mem_zeroed(1, sizeof *file);

    if (file == NULL) {
        error_memory(err, path);
        return NULL;
    }
    file->kind = kind;
    if (source_open(&file->source, path, err) != 0) {
        free(file);
        return NULL;
    }
    if (read_header(&file->source, kind, &file->content, err) != 0 ||
        make_room(file, err) != 0 ||
        (file->room < file->total && idx_read_on(file, file->room, err) != 0)) {
        free(file->content.bytes);
        idx_close(file);
        return NULL;
    }
    *idx = file->content;
    return file;
}

struct idx_file *
idx_open_images(struct idx *idx, const char *path, struct error *err)
{
    return idx_open(idx, &images_kind, path, err);
}

struct idx_file *
idx_open_labels(struct idx *idx, const char *path, struct error *err)
{
    return idx_open(idx, &labels_kind, path, err);
}

static int
check_labels(const struct idx_file *file, struct error *err)
{
    size_t i;

    for (i = 0; i < file->content.count; i++)
        if (file->content.bytes[i] >= DATASET_MAX_CLASSES)
            return error_set(
                err, "%s: label %d at position %zu (the first is 0): 0 to %d is right",
                file->source.path, file->content.bytes[i], i, DATASET_MAX_CLASSES - 1);
    return 0;
}

/* All that the header promises is there: nothing may follow. This also takes a packed
 * file to its checksum, which comes after the last byte. */
static int
check_end(struct idx_file *file, struct error *err)
{
    unsigned char extra;
    size_t got;

    if (source_read(&file->source, &extra, 1, &got, err) != 0)
        return -1;
    if (got > 0)
        return error_set(
            err,
            "%s: goes on after the %zu %s that its header promises: the count or "
            "the content is wrong",
            file->source.path, file->content.count, file->kind->noun);
    return file->kind == &labels_kind ? check_labels(file, err) : 0;
}

int
idx_read_on(struct idx_file *file, size_t size, struct error *err)
{
    size_t room = file->room - file->have, got;

    if (file->have == file->total)
        return 0;
    if (size > room)
        size = room;
    if (source_read(&file->source, file->content.bytes + file->have, size, &got, err) !=
        0)
        return -1;
    file->have += got;
    if (got < size || (file->have == file->room && file->room < file->total))
        return error_set(err,
                         "%s: cut off: %zu bytes follow the header instead of %zu: "
                         "download or copy it "
                         "again",
                         file->source.path, file->have, file->total);
    return file->have == file->total ? check_end(file, err) : 0;
}

size_t
idx_have(const struct idx_file *file)
{
    return file->have;
}

void
idx_close(struct idx_file *file)
{
    if (file == NULL)
        return;
    source_close(&file->source);
    free(file);
}
