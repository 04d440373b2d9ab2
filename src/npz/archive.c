#include "config.h"

#include "npz/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/mem.h"

enum {
    MAX_FILE = ARCHIVE_MAX_BYTES +
               (1 << 20), /* the arrays, and room for all that is around them */
    /* libzip keeps every entry of the directory in memory, and reads the directory once
     * for each end record that it finds. */
    MAX_ENTRIES = 1024,
    MAX_ENDS = 16,   /* the data may look like an end record by chance */
    MAX_RATIO = 1032 /* of deflate: 258 bytes in 2 bits */
};

/* ---- the file ---- */

static int
read_all(int fd, struct archive *archive, struct error *err)
{
    size_t done = 0;

    while (done < archive->size) {
        ssize_t got = read(fd, archive->bytes + done, archive->size - done);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set(err, "%s cannot be read: %s", archive->path,
                             strerror(errno));
        if (got == 0)
            return error_set(err, "%s became shorter while it was read", archive->path);
        done += (size_t)got;
    }
    return 0;
}

static int
read_open_file(int fd, struct archive *archive, struct error *err)
{
    struct stat status;

    if (fstat(fd, &status) != 0)
        return error_set(err, "%s cannot be read: %s", archive->path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s is %s: a .npz file is expected", archive->path,
                         S_ISDIR(status.st_mode) ? "a folder" : "not a regular file");
    if (status.st_size > MAX_FILE)
        return error_set(err, "%s is larger than 1 GiB, the most that is read",
                         archive->path);
    archive->size = (size_t)status.st_size;
    archive->bytes = mem_zeroed(archive->size, 1);
    if (archive->bytes == NULL)
        return error_memory(err, archive->path);
    return read_all(fd, archive, err);
}

static int
read_file(struct archive *archive, struct error *err)
{
    /* O_NONBLOCK: a pipe without a writer must not keep us waiting. */
    int fd = open(archive->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    int status;

    if (fd < 0)
        return error_set(err, "%s cannot be read: %s", archive->path, strerror(errno));
    status = read_open_file(fd, archive, err);
    close(fd);
    return status;
}

static bool
begins_with(const struct archive *archive, const char *bytes, size_t count)
{
    return archive->size >= count && memcmp(archive->bytes, bytes, count) == 0;
}

/* Counts how often four bytes occur in the file, but stops at most + 1. */
static size_t
count_signatures(const struct archive *archive, const char *signature, size_t most)
{
    const unsigned char *p = archive->bytes, *end = p + archive->size;
    size_t count = 0;

    while (count <= most && (p = memmem(p, (size_t)(end - p), signature, 4)) != NULL) {
        p += 4;
        count++;
    }
    return count;
}

/* Limits the work of libzip before it begins: every entry of a directory, and every end
 * record, starts with its signature. */
static int
check_effort(const struct archive *archive, struct error *err)
{
    if (count_signatures(archive, "PK\1\2", MAX_ENTRIES) > MAX_ENTRIES)
        return error_set(err, "%s holds more than %d files: at most %d are expected",
                         archive->path, MAX_ENTRIES, ARCHIVE_MAX_MEMBERS);
    if (count_signatures(archive, "PK\5\6", MAX_ENDS) > MAX_ENDS)
        return error_set(
            err, "%s holds more than %d zip directories: a single one is expected",
            archive->path, MAX_ENDS);
    return 0;
}

/* Opens the bytes, which stay ours; NULL, and libzip's error in *code, on failure. Does
 * not ask for ZIP_CHECKCONS: versions differ in what they call inconsistent, and the
 * checksum of each member guards what matters. */
static zip_t *
open_zip(const struct archive *archive, int *code)
{
    zip_source_t *source;
    zip_t *zip = NULL;
    zip_error_t error;

    zip_error_init(&error);
    source = zip_source_buffer_create(archive->bytes, archive->size, 0, &error);
    if (source != NULL)
        zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == NULL)
        zip_source_free(source);
    *code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    return zip;
}

/* Says what a file is that libzip cannot open, as far as its first bytes tell. */
static int
not_opened(const struct archive *archive, int code, struct error *err)
{
    if (code == ZIP_ER_MEMORY)
        return error_memory(err, archive->path);
    if (code == ZIP_ER_MULTIDISK || begins_with(archive, "PK\7\10", 4))
        return error_set(err, "%s is a part of a split zip file: a whole one is expected",
                         archive->path);
    if (begins_with(archive, "\x93NUMPY", 6))
        return error_set(err,
                         "%s is a single array (.npy): a .npz file is expected, "
                         "as numpy.savez writes it",
                         archive->path);
    if (begins_with(archive, "PK\3\4", 4))
        return error_set(err,
                         "%s is cut short or damaged: the directory at the end of its "
                         "zip file cannot be read: copy or save it again",
                         archive->path);
    return error_set(err,
                     "%s is not a .npz file: a zip file is expected, "
                     "as numpy.savez writes it",
                     archive->path);
}

/* ---- the directory ---- */

/* Copies a name to out[ARCHIVE_MAX_NAME + 1], cut to fit, without what could upset a
 * terminal. */
static void
make_printable(char *out, const char *name)
{
    size_t i;

    for (i = 0; i < ARCHIVE_MAX_NAME && name[i] != '\0'; i++)
        out[i] = (char)(name[i] > ' ' && name[i] < 127 ? name[i] : '?');
    out[i] = '\0';
}

static int
read_name(struct archive *archive, struct archive_member *member, const char *name,
          struct error *err)
{
    const struct archive_member *other;

    make_printable(member->name, name);
    if (name[0] == '\0' || strcmp(member->name, name) != 0 ||
        strpbrk(name, "/\\") != NULL)
        return error_set(err,
                         "%s holds a file named '%s'%s: plain names such as w1.npy are "
                         "expected, without a folder",
                         archive->path, member->name,
                         strlen(name) > ARCHIVE_MAX_NAME ? "..." : "");
    for (other = archive->members; other < member; other++)
        if (strcmp(other->name, member->name) == 0)
            return error_set(err, "%s holds '%s' twice: each array once is expected",
                             archive->path, member->name);
    return 0;
}

/* libzip may know more methods, but not on every machine: a file should be readable
 * everywhere or nowhere. */
static int
check_method(const struct archive *archive, const struct archive_member *member,
             const zip_stat_t *status, struct error *err)
{
    if (status->encryption_method != ZIP_EM_NONE)
        return error_set(err, "%s: '%s' is encrypted, which is not read here",
                         archive->path, member->name);
    if (status->comp_method != ZIP_CM_STORE && status->comp_method != ZIP_CM_DEFLATE)
        return error_set(err,
                         "%s: '%s' is packed by zip method %d: stored (0) or deflate (8) "
                         "is expected",
                         archive->path, member->name, status->comp_method);
    return 0;
}

/* Checks the sizes of a member, and their sums over all members so far: together, members
 * that share their packed bytes could unpack to more than the file can hold. */
static int
check_sizes(const struct archive *archive, struct archive_member *member,
            const zip_stat_t *status, uint64_t *packed, uint64_t *unpacked,
            struct error *err)
{
    bool stored = status->comp_method == ZIP_CM_STORE;
    uint64_t most = stored ? status->comp_size : status->comp_size * MAX_RATIO;

    if (status->comp_size > archive->size - *packed || status->size > most ||
        (stored && status->size != most))
        return error_set(err, "%s is damaged: the size of '%s' cannot be right",
                         archive->path, member->name);
    *packed += status->comp_size;
    *unpacked += status->size;
    if (*unpacked > ARCHIVE_MAX_BYTES)
        return error_set(err, "%s unpacks to more than 1 GiB, the most that is read",
                         archive->path);
    member->size = (size_t)status->size;
    return 0;
}

static int
read_members(struct archive *archive, zip_t *zip, struct error *err)
{
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    uint64_t packed = 0, unpacked = 0;
    size_t i;

    archive->members = mem_zeroed(archive->count, sizeof *archive->members);
    if (archive->members == NULL)
        return error_memory(err, archive->path);
    for (i = 0; i < archive->count; i++) {
        struct archive_member *member = &archive->members[i];
        const char *name = zip_get_name(zip, i, ZIP_FL_ENC_RAW);
        zip_stat_t status;

        if (name == NULL || zip_stat_index(zip, i, 0, &status) != 0 ||
            (status.valid & needed) != needed)
            return not_opened(archive, ZIP_ER_INCONS, err);
        if (read_name(archive, member, name, err) != 0 ||
            check_method(archive, member, &status, err) != 0 ||
            check_sizes(archive, member, &status, &packed, &unpacked, err) != 0)
            return -1;
    }
    return 0;
}

/* torch.save writes a folder of any name, with a pickle in it. */
static bool
is_pytorch(zip_t *zip, zip_int64_t count)
{
    zip_int64_t i;

    for (i = 0; i < count; i++) {
        const char *name = zip_get_name(zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        const char *slash = name != NULL ? strchr(name, '/') : NULL;

        if (slash != NULL && strcmp(slash, "/data.pkl") == 0)
            return true;
    }
    return false;
}

static int
read_directory(struct archive *archive, zip_t *zip, const char *arrays, struct error *err)
{
    zip_int64_t count = zip_get_num_entries(zip, 0);

    if (count <= 0)
        return error_set(err, "%s holds no arrays: %s are expected", archive->path,
                         arrays);
    if (is_pytorch(zip, count))
        return error_set(err,
                         "%s is a PyTorch checkpoint, not a .npz file: load it with "
                         "torch.load and save its tensors with numpy.savez as %s",
                         archive->path, arrays);
    if (count > ARCHIVE_MAX_MEMBERS)
        return error_set(err, "%s holds %lld files: at most %d are expected",
                         archive->path, (long long)count, ARCHIVE_MAX_MEMBERS);
    archive->count = (size_t)count;
    return read_members(archive, zip, err);
}

static int
read_archive(struct archive *archive, const char *arrays, struct error *err)
{
    zip_t *zip;
    int code, status;

    if (read_file(archive, err) != 0 || check_effort(archive, err) != 0)
        return -1;
    /* libzip takes an empty file for an empty archive */
    if (archive->size == 0)
        return not_opened(archive, ZIP_ER_NOZIP, err);
    zip = open_zip(archive, &code);
    if (zip == NULL)
        return not_opened(archive, code, err);
    status = read_directory(archive, zip, arrays, err);
    zip_discard(zip);
    return status;
}

int
archive_open(struct archive *archive, const char *path, const char *arrays,
             struct error *err)
{
    memset(archive, 0, sizeof *archive);
    archive->path = path;
    if (read_archive(archive, arrays, err) != 0) {
        archive_done(archive);
        return -1;
    }
    return 0;
}

void
archive_done(struct archive *archive)
{
    free(archive->bytes);
    free(archive->members);
    memset(archive, 0, sizeof *archive);
}

/* ---- one member ---- */

static int
not_unpacked(zip_error_t *why, struct error *err)
{
    switch (zip_error_code_zip(why)) {
    case ZIP_ER_MEMORY:
        return error_set(err, "does not fit into memory");
    case ZIP_ER_CRC:
        return error_set(err, "is damaged: its checksum is wrong");
    default:
        return error_set(err, "is damaged: it cannot be unpacked");
    }
}

int
archive_start(struct archive_stream *stream, const struct archive *archive,
              const struct archive_member *member, struct error *err)
{
    zip_uint64_t index = (zip_uint64_t)(member - archive->members);
    int code;

    stream->left = member->size;
    stream->zip = open_zip(archive, &code);
    if (stream->zip == NULL) /* it did open the first time */
        return error_set(err, "does not fit into memory");
    stream->file = zip_fopen_index(stream->zip, index, 0);
    if (stream->file != NULL)
        return 0;
    not_unpacked(zip_get_error(stream->zip), err);
    zip_discard(stream->zip);
    return -1;
}

int
archive_get(struct archive_stream *stream, void *bytes, size_t count, struct error *err)
{
    unsigned char *out = bytes;

    if (count > stream->left)
        return error_set(err, "is cut short");
    stream->left -= count;
    while (count > 0) {
        zip_int64_t got = zip_fread(stream->file, out, count);

        if (got <= 0)
            return not_unpacked(zip_file_get_error(stream->file), err);
        out += got;
        count -= (size_t)got;
    }
    return 0;
}

int
archive_check_end(struct archive_stream *stream, struct error *err)
{
    unsigned char none;

    /* there must be no further byte, and asking for one makes libzip check the sum */
    if (zip_fread(stream->file, &none, 1) == 0)
        return 0;
    return not_unpacked(zip_file_get_error(stream->file), err);
}

void
archive_stop(struct archive_stream *stream)
{
    zip_fclose(stream->file);
    zip_discard(stream->zip);
}
