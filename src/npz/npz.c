#include "config.h"

#include "npz/npz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "npz/archive.h"
#include "npz/archive_writer.h"
#include "npz/npy.h"

static const char suffix[] = ".npy";

/* ---- reading ---- */

static int
read_name(struct npy_array *array, const char *path, const struct archive_member *member,
          struct error *err)
{
    size_t length = strlen(member->name), ending = sizeof suffix - 1;

    if (length <= ending || strcmp(member->name + length - ending, suffix) != 0)
        return error_set(err,
                         "%s holds '%s', which is not an array: only names that end in "
                         ".npy are expected",
                         path, member->name);
    length -= ending;
    if (length > NPY_MAX_NAME)
        return error_set(err,
                         "%s holds an array '%.*s': a name of at most %d characters is "
                         "expected, such as w1",
                         path, (int)length, member->name, NPY_MAX_NAME);
    memcpy(array->name, member->name, length);
    return 0;
}

static int
read_array(struct npy_array *array, const struct archive *archive,
           const struct archive_member *member, struct error *err)
{
    struct archive_stream stream;
    struct error why;
    int status;

    if (read_name(array, archive->path, member, err) != 0)
        return -1;
    status = archive_start(&stream, archive, member, &why);
    if (status == 0) {
        status = npy_read(array, &stream, &why);
        archive_stop(&stream);
    }
    return status == 0
               ? 0
               : error_set(err, "%s: array %s %s", archive->path, array->name, why.text);
}

static int
read_arrays(struct npz *npz, const struct archive *archive, struct error *err)
{
    npz->arrays = mem_zeroed(archive->count, sizeof *npz->arrays);
    if (npz->arrays == NULL)
        return error_memory(err, archive->path);
    for (; npz->count < archive->count; npz->count++)
        if (read_array(&npz->arrays[npz->count], archive, &archive->members[npz->count],
                       err) != 0)
            return -1;
    return 0;
}

int
npz_read(struct npz *npz, const char *path, struct error *err)
{
    struct archive archive;
    int status;

    memset(npz, 0, sizeof *npz);
    if (archive_open(&archive, path, "w1, b1, w2, b2 ...", err) != 0)
        return -1;
    status = read_arrays(npz, &archive, err);
    archive_done(&archive);
    if (status != 0)
        npz_done(npz);
    return status;
}

/* ---- writing ---- */

/* The name ends at its first NUL, or fills its array, which is an error. */
static int
name_is_good(const char *name)
{
    size_t i;

    for (i = 0; i <= NPY_MAX_NAME && name[i] != '\0'; i++)
        if (name[i] <= ' ' || name[i] > '~' || name[i] == '/' || name[i] == '\\')
            return 0;
    return i > 0 && i <= NPY_MAX_NAME;
}

/* Checks all but the values. */
static int
check_shapes(const struct npz *npz, const char *path, struct error *err)
{
    size_t room = NPZ_MAX_BYTES, size, i;
    struct error why;

    if (npz->count == 0 || npz->count > NPZ_MAX_ARRAYS)
        return error_set(err,
                         "%s cannot be written: %zu arrays, but 1 to %d are expected",
                         path, npz->count, NPZ_MAX_ARRAYS);
    for (i = 0; i < npz->count; i++) {
        const struct npy_array *array = &npz->arrays[i];

        if (!name_is_good(array->name) || npz_find(npz, array->name) != array)
            return error_set(err,
                             "%s cannot be written: the name of array %zu is invalid or "
                             "used twice: w1, b1, w2, b2 ... are expected",
                             path, i);
        if (npy_size(array, &size, &why) != 0)
            return error_set(err, "%s cannot be written: array %s %s", path, array->name,
                             why.text);
        if (size > room)
            return error_set(err,
                             "%s cannot be written: the arrays are larger than 1 GiB, "
                             "which would not be read back",
                             path);
        room -= size;
    }
    return 0;
}

static int
check_values(const struct npz *npz, const char *path, struct error *err)
{
    struct error why;
    size_t i;

    for (i = 0; i < npz->count; i++)
        if (npy_check_values(&npz->arrays[i], &why) != 0)
            return error_set(err, "%s cannot be written: array %s %s", path,
                             npz->arrays[i].name, why.text);
    return 0;
}

static int
add_array(struct archive_writer *writer, const struct npy_array *array, struct error *err)
{
    char name[NPY_MAX_NAME + sizeof suffix];
    unsigned char *bytes;
    size_t size;

    bytes = npy_encode(array, &size);
    if (bytes == NULL)
        return error_memory(err, "writing a .npz file");
    snprintf(name, sizeof name, "%s%s", array->name, suffix);
    return archive_writer_add(writer, name, bytes, size, err);
}

int
npz_write(const struct npz *npz, const char *path, struct error *err)
{
    struct archive_writer writer;
    size_t i;

    if (check_shapes(npz, path, err) != 0 || check_values(npz, path, err) != 0 ||
        archive_writer_open(&writer, path, err) != 0)
        return -1;
    for (i = 0; i < npz->count; i++)
        if (add_array(&writer, &npz->arrays[i], err) != 0) {
            archive_writer_abandon(&writer);
            return -1;
        }
    return archive_writer_commit(&writer, err);
}

/* ---- both ---- */

const struct npy_array *
npz_find(const struct npz *npz, const char *name)
{
    size_t i;

    for (i = 0; i < npz->count; i++)
        if (strcmp(npz->arrays[i].name, name) == 0)
            return &npz->arrays[i];
    return NULL;
}

void
npz_done(struct npz *npz)
{
    size_t i;

    for (i = 0; i < npz->count; i++)
        free(npz->arrays[i].values);
    free(npz->arrays);
    memset(npz, 0, sizeof *npz);
}
