#include "config.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "npz/little_endian.h"
#include "npz/npz.h"
#include "support/npz_sample.h"
#include "support/suite.h"

START_TEST(what_is_written_is_read_bit_for_bit)
{
    char *path = sample_path("net.npz");
    struct error err;
    struct npz npz;

    sample_write(path);
    sample_check(path);
    ck_assert_int_eq(npz_read(&npz, path, &err), 0);
    ck_assert_str_eq(npz.arrays[0].name, "w1");
    ck_assert_uint_eq((uintptr_t)npz.arrays[0].values % MEM_ALIGN, 0);
    ck_assert_int_ne(signbit(npz.arrays[0].values[1]), 0);
    ck_assert_ptr_null(npz_find(&npz, "w2"));
    npz_done(&npz);
    ck_assert_uint_eq(npz.count, 0);
}
END_TEST

START_TEST(a_net_of_usual_size_is_read_back)
{
    enum { ROWS = 784, COLUMNS = 30 };
    struct npy_array array = {
        .name = "a-long-name.123", .dims = 2, .shape = {ROWS, COLUMNS}};
    struct npz out = {1, &array}, in;
    char *path = sample_path("net.npz");
    struct error err = {""};
    size_t i;

    array.values = mem_aligned(ROWS * COLUMNS, sizeof(float));
    for (i = 0; i < ROWS * COLUMNS; i++)
        array.values[i] = (float)i / 7;
    ck_assert_int_eq(npz_write(&out, path, &err), 0);
    ck_assert_msg(npz_read(&in, path, &err) == 0, "%s", err.text);
    ck_assert(sample_same(npz_find(&in, "a-long-name.123"), 2, array.shape, array.values,
                          ROWS * COLUMNS * sizeof(float)));
    npz_done(&in);
    free(array.values);
}
END_TEST

/* The nth record or array that begins with these four bytes. */
static unsigned char *
find(unsigned char *bytes, size_t size, const char *signature, size_t n)
{
    unsigned char *found = bytes;

    do {
        found = memmem(found + 1, size - (size_t)(found + 1 - bytes), signature, 4);
        ck_assert_ptr_nonnull(found);
    } while (n-- > 0);
    return found;
}

/* Not the time of day: zip's first date, at midnight, wherever the clock stands. */
START_TEST(equal_values_give_equal_bytes)
{
    static const char *const zones[] = {"UTC0", "<+14>-14", "<-12>12",
                                        "CET-1CEST,M3.5.0,M10.5.0/3"};
    char *path = sample_path("good.npz");
    unsigned char *first, *other;
    size_t size, i;

    sample_write(path);
    size = sample_slurp(path, &first);
    ck_assert_uint_eq(get_le32(first + 10), 0x00210000);
    ck_assert_uint_eq(get_le32(find(first, size, "PK\1\2", 1) + 12), 0x00210000);
    for (i = 0; i < MEM_COUNT(zones); i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        sample_write(path);
        ck_assert_uint_eq(sample_slurp(path, &other), size);
        ck_assert_mem_eq(first, other, size);
        free(other);
    }
    free(first);
}
END_TEST

START_TEST(what_numpy_writes_is_read)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(sample_fixtures); i++) {
        char *path = sample_fixture(sample_fixtures[i]);

        sample_check(path);
    }
}
END_TEST

START_TEST(our_arrays_are_the_bytes_of_numpy)
{
    static const size_t sizes[] = {128 + sizeof sample_w1, 128 + sizeof sample_b1};
    char *path = sample_path("good.npz");
    unsigned char *ours, *theirs;
    size_t our_size, their_size, i;

    sample_write(path);
    our_size = sample_slurp(path, &ours);
    their_size = sample_slurp(sample_fixture("savez.npz"), &theirs);
    for (i = 0; i < MEM_COUNT(sizes); i++)
        ck_assert_mem_eq(find(ours, our_size, "\x93NUM", i),
                         find(theirs, their_size, "\x93NUM", i), sizes[i]);
    free(ours);
    free(theirs);
}
END_TEST

/* ---- files that are none ---- */

START_TEST(only_regular_files_are_read)
{
    const char *folder = suite_folder();
    char *path = suite_path(folder, "pipe");

    sample_check_refused(folder, " is a folder: a .npz file is expected");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    sample_check_refused(path, " is not a regular file: a .npz file is expected");
    ck_assert_int_eq(unlink(path), 0);
    sample_check_refused(path, " cannot be read: No such file or directory");
    suite_write(path, "", 0);
    sample_check_refused(
        path, " is not a .npz file: a zip file is expected, as numpy.savez writes it");
}
END_TEST

/* ---- every damage ---- */

/* Nothing, or the same. */
static int
is_array_good(const struct npz *npz, const char *name)
{
    const struct npz right = sample_npz();
    const struct npy_array *array = npz_find(npz, name), *other = npz_find(&right, name);
    size_t count = other->dims == 2 ? other->shape[0] * other->shape[1] : other->shape[0];

    return array == NULL || sample_same(array, other->dims, other->shape, other->values,
                                        count * sizeof *other->values);
}

/* An error that names the file, or arrays that are right: nothing else may come of a
 * damaged file. An array whose name is damaged will be missed by that. */
static int
is_refused_or_good(const char *path)
{
    struct error err = {""};
    struct npz npz;
    int good;

    if (npz_read(&npz, path, &err) != 0)
        return strncmp(err.text, path, strlen(path)) == 0 &&
               strlen(err.text) > strlen(path);
    good = npz.count == 2 && is_array_good(&npz, "w1") && is_array_good(&npz, "b1");
    npz_done(&npz);
    return good;
}

/* A new file: cutting one that is there off makes some file systems wait for the disk. */
static void
check_part_refused(const char *path, const unsigned char *bytes, size_t count)
{
    struct npz npz;

    unlink(path);
    suite_write(path, bytes, count);
    ck_assert_msg(npz_read(&npz, path, NULL) == -1, "%zu bytes are read", count);
}

START_TEST(a_file_cut_short_anywhere_is_refused)
{
    char *cut = sample_path("cut.npz");
    size_t i, length;

    for (i = 0; i < MEM_COUNT(sample_fixtures); i++) {
        unsigned char *bytes;
        char *path = sample_fixture(sample_fixtures[i]);
        size_t size = sample_slurp(path, &bytes);

        for (length = 0; length < size; length++) {
            check_part_refused(cut, bytes, length);
            check_part_refused(cut, bytes + size - length, length);
        }
        free(bytes);
    }
}
END_TEST

/* Flips every bit, and every whole byte, of a file in place. */
static void
flip_all(const char *path, const unsigned char *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC), bit;
    size_t at;

    ck_assert_int_ge(fd, 0);
    for (at = 0; at < size; at++) {
        for (bit = 0; bit <= 8; bit++) {
            unsigned char flipped =
                (unsigned char)(bytes[at] ^ (bit < 8 ? 1 << bit : 0xff));

            ck_assert_int_eq(pwrite(fd, &flipped, 1, (off_t)at), 1);
            ck_assert_msg(is_refused_or_good(path), "byte %zu, bit %d", at, bit);
        }
        ck_assert_int_eq(pwrite(fd, bytes + at, 1, (off_t)at), 1);
    }
    close(fd);
    sample_check(path);
}

START_TEST(a_flipped_bit_anywhere_is_refused_or_harmless)
{
    char *flipped = sample_path("flipped.npz");
    size_t i;

    for (i = 0; i < MEM_COUNT(sample_fixtures); i++) {
        unsigned char *bytes;
        char *path = sample_fixture(sample_fixtures[i]);
        size_t size = sample_slurp(path, &bytes);

        suite_write(flipped, bytes, size);
        flip_all(flipped, bytes, size);
        free(bytes);
    }
}
END_TEST

/* ---- writing ---- */

static const struct {
    struct npy_array array; /* written after the good b1 */
    const char *message;
} unwritable[] = {
    {{.name = "w1", .dims = 3, .shape = {1, 1}, .values = sample_w1},
     " cannot be written: array w1 has 3 dimensions: 1 or 2 are expected"},
    {{.name = "w1", .dims = 0, .values = sample_w1},
     " cannot be written: array w1 has 0 dimensions: 1 or 2 are expected"},
    {{.name = "w1", .dims = 2, .shape = {3, 0}, .values = sample_w1},
     " cannot be written: array w1 is empty: at least one number is expected"},
    {{.name = "w1", .dims = 1, .shape = {0}, .values = sample_w1},
     " cannot be written: array w1 is empty: at least one number is expected"},
    {{.name = "w1", .dims = 2, .shape = {SIZE_MAX / 2 + 2, 2}, .values = sample_w1},
     " cannot be written: array w1 is larger than 1 GiB, which would not be read back"},
    {{.name = "w1", .dims = 2, .shape = {2, 3}, .values = (float[]){0, 0, 0, 0, 0, NAN}},
     " cannot be written: array w1 holds nan at [1, 2]: finite numbers within float32 "
     "are "
     "expected"},
    {{.name = "w1", .dims = 1, .shape = {2}, .values = (float[]){0, -INFINITY}},
     " cannot be written: array w1 holds -inf at [1]: finite numbers within float32 are "
     "expected"},
    {{.name = "b1", .dims = 1, .shape = {2}, .values = sample_w1},
     " cannot be written: the name of array 1 is invalid or used twice: w1, b1, w2, b2 "
     "... are "
     "expected"},
    {{.name = "", .dims = 1, .shape = {2}, .values = sample_w1},
     " cannot be written: the name of array 1 is invalid or used twice: w1, b1, w2, b2 "
     "... are "
     "expected"},
    {{.name = "a/b", .dims = 1, .shape = {2}, .values = sample_w1},
     " cannot be written: the name of array 1 is invalid or used twice: w1, b1, w2, b2 "
     "... are "
     "expected"},
    {{.name = {'1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1', '2', '3', '4', '5',
               '6'},
      .dims = 1,
      .shape = {2},
      .values = sample_w1},
     " cannot be written: the name of array 1 is invalid or used twice: w1, b1, w2, b2 "
     "... are "
     "expected"},
};

/* Two that are each within the limit. It is told from the shapes: there are no such
 * values. */
static void
check_too_many_bytes(const char *path)
{
    enum { HALF = NPZ_MAX_BYTES / 2 / (int)sizeof(float) };
    struct npy_array arrays[] = {
        {.name = "w1", .dims = 1, .shape = {HALF}, .values = sample_w1},
        {.name = "w2", .dims = 1, .shape = {HALF}, .values = sample_w1},
    };
    struct error err;

    ck_assert_int_eq(npz_write(&(struct npz){2, arrays}, path, &err), -1);
    ck_assert_pstr_eq(err.text + strlen(path),
                      " cannot be written: the arrays are larger than "
                      "1 GiB, which would not be read back");
}

START_TEST(what_could_not_be_read_is_not_written)
{
    char *path = sample_path("net.npz");
    struct error err;
    size_t i;

    sample_write(path);
    for (i = 0; i < MEM_COUNT(unwritable); i++) {
        struct npy_array arrays[] = {sample_npz().arrays[1], unwritable[i].array};
        struct npz npz = {2, arrays};

        ck_assert_int_eq(npz_write(&npz, path, &err), -1);
        ck_assert_int_eq(strncmp(err.text, path, strlen(path)), 0);
        ck_assert_pstr_eq(err.text + strlen(path), unwritable[i].message);
        sample_check(path);
    }
    check_too_many_bytes(path);
    ck_assert_int_eq(npz_write(&(struct npz){0, NULL}, path, &err), -1);
    ck_assert_pstr_eq(err.text + strlen(path),
                      " cannot be written: 0 arrays, but 1 to 256 are expected");
    ck_assert_int_eq(npz_write(&(struct npz){257, NULL}, path, &err), -1);
    sample_check(path);
}
END_TEST

START_TEST(as_many_arrays_as_may_be_are_written_and_read)
{
    struct npy_array arrays[NPZ_MAX_ARRAYS] = {0};
    struct npz out = {NPZ_MAX_ARRAYS, arrays}, in;
    char *path = sample_path("net.npz");
    struct error err = {""};
    size_t i;

    for (i = 0; i < NPZ_MAX_ARRAYS; i++) {
        snprintf(arrays[i].name, sizeof arrays[i].name, "w%zu", i + 1);
        arrays[i].dims = 1;
        arrays[i].shape[0] = 1;
        arrays[i].values = &sample_w1[i % MEM_COUNT(sample_w1)];
    }
    ck_assert_int_eq(npz_write(&out, path, &err), 0);
    ck_assert_msg(npz_read(&in, path, &err) == 0, "%s", err.text);
    for (i = 0; i < NPZ_MAX_ARRAYS; i++)
        ck_assert(sample_same(npz_find(&in, arrays[i].name), 1, arrays[i].shape,
                              arrays[i].values, sizeof(float)));
    npz_done(&in);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        what_is_written_is_read_bit_for_bit,
        a_net_of_usual_size_is_read_back,
        equal_values_give_equal_bytes,
        what_numpy_writes_is_read,
        our_arrays_are_the_bytes_of_numpy,
        only_regular_files_are_read,
        a_file_cut_short_anywhere_is_refused,
        a_flipped_bit_anywhere_is_refused_or_harmless,
        what_could_not_be_read_is_not_written,
        as_many_arrays_as_may_be_are_written_and_read,
        NULL,
    };

    return suite_run("npz", tests, 60);
}
