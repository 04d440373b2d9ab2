#include "config.h"

#include "support/npz_sample.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "npz/archive_writer.h"
#include "npz/little_endian.h"
#include "support/suite.h"

float sample_w1[SAMPLE_W1] = {1, -0.0F, 0x1p-149F, FLT_MAX, -1.5F, 0.1F};
float sample_b1[SAMPLE_B1] = {0.25F, -2};

const char *const sample_fixtures[SAMPLE_FIXTURES] = {
    "savez.npz",    "compressed.npz", "float64.npz", "fortran.npz",   "big_endian.npz",
    "streamed.npz", "versions.npz",   "zip64.npz",   "zip64_end.npz", "zip.npz",
};

char *
sample_path(const char *name)
{
    static const char *folder;

    if (folder == NULL)
        folder = suite_folder();
    return suite_path(folder, name);
}

struct npz
sample_npz(void)
{
    static struct npy_array arrays[] = {
        {.name = "w1", .dims = 2, .shape = {3, 2}, .values = sample_w1},
        {.name = "b1", .dims = 1, .shape = {2}, .values = sample_b1},
    };
    struct npz npz = {MEM_COUNT(arrays), arrays};

    return npz;
}

size_t
sample_slurp(const char *path, unsigned char **bytes)
{
    struct stat status;
    size_t size;
    FILE *file = fopen(path, "rb");

    ck_assert_msg(file != NULL, "%s", path);
    ck_assert_int_eq(fstat(fileno(file), &status), 0);
    size = (size_t)status.st_size;
    *bytes = malloc(size);
    ck_assert_ptr_nonnull(*bytes);
    ck_assert_uint_eq(fread(*bytes, 1, size, file), size);
    fclose(file);
    return size;
}

void
sample_write(const char *path)
{
    const struct npz npz = sample_npz();
    struct error err = {""};

    ck_assert_msg(npz_write(&npz, path, &err) == 0, "%s", err.text);
}

size_t
sample_npy(unsigned char *to, const char *dict, const void *numbers, size_t size)
{
    size_t length = strlen(dict);

    memcpy(to, "\x93NUMPY\1\0", 8);
    put_le16(to + 8, (uint32_t)length);
    memcpy(to + 10, dict, length);
    memcpy(to + 10 + length, numbers, size);
    return 10 + length + size;
}

void
sample_zip(const char *path, const struct sample_member *members, size_t count)
{
    struct archive_writer writer;
    struct error err = {""};
    size_t i;

    ck_assert_msg(archive_writer_open(&writer, path, &err) == 0, "%s", err.text);
    for (i = 0; i < count; i++) {
        void *bytes = malloc(members[i].size + 1);

        ck_assert_ptr_nonnull(bytes);
        memcpy(bytes, members[i].bytes, members[i].size);
        ck_assert_int_eq(
            archive_writer_add(&writer, members[i].name, bytes, members[i].size, &err),
            0);
    }
    ck_assert_int_eq(archive_writer_commit(&writer, &err), 0);
}

int
sample_same(const struct npy_array *array, int dims, const size_t *shape,
            const float *values, size_t size)
{
    return array != NULL && array->dims == dims && array->shape[0] == shape[0] &&
           (dims == 1 || array->shape[1] == shape[1]) &&
           memcmp(array->values, values, size) == 0;
}

/* Whether these are the arrays, bit for bit. */
static int
is_sample(const struct npz *npz)
{
    static const size_t shape_w1[] = {3, 2}, shape_b1[] = {2};

    return npz->count == 2 &&
           sample_same(npz_find(npz, "w1"), 2, shape_w1, sample_w1, sizeof sample_w1) &&
           sample_same(npz_find(npz, "b1"), 1, shape_b1, sample_b1, sizeof sample_b1);
}

void
sample_check(const char *path)
{
    struct error err = {""};
    struct npz npz;

    ck_assert_msg(npz_read(&npz, path, &err) == 0, "%s", err.text);
    ck_assert_msg(is_sample(&npz), "%s reads as other arrays", path);
    npz_done(&npz);
}

void
sample_check_refused(const char *path, const char *message)
{
    struct error err = {""};
    struct npz npz;

    ck_assert_msg(npz_read(&npz, path, &err) == -1, "not refused: %s", message);
    ck_assert_int_eq(strncmp(err.text, path, strlen(path)), 0);
    ck_assert_pstr_eq(err.text + strlen(path), message);
    ck_assert_uint_eq(npz.count, 0);
    ck_assert_ptr_null(npz.arrays);
}

char *
sample_fixture(const char *name)
{
    const char *source = getenv("top_srcdir");

    return suite_path(suite_path(source != NULL ? source : ".", "tests/data/npz"), name);
}
