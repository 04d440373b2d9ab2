#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "npz/npz.h"
#include "npz/zip_format.h"
#include "support/npz_sample.h"
#include "support/suite.h"

struct change {
    size_t offset;
    size_t count;
    const char *bytes;
};

struct broken {
    struct change changes[4];
    const char *message;
};

static const struct broken containers[] = {
    {{{0, 2, "GI"}, {END, 2, "GI"}},
     " is not a .npz file: a zip file is expected, as numpy.savez writes it"},
    {{{0, 6, "\x93NUMPY"}, {END, 2, "GI"}},
     " is a single array (.npy): a .npz file is expected, as numpy.savez writes it"},
    {{{END + 20, 1, "\1"}},
     " is cut short or damaged: the end of its zip file is missing"},
    {{{END + 4, 1, "\1"}}, " is a part of a split zip file: a whole one is expected"},
    {{{END + 6, 1, "\1"}}, " is a part of a split zip file: a whole one is expected"},
    {{{END + 8, 1, "\1"}}, " is a part of a split zip file: a whole one is expected"},
    {{{ENTRY_B1 + 34, 1, "\1"}},
     " is a part of a split zip file: a whole one is expected"},
    {{{END + 8, 4, "\0\0\0\0"}}, " holds no arrays: w1, b1, w2, b2 ... are expected"},
    {{{END + 8, 4, "\xff\xff\xff\xff"}}, " holds 65535 arrays: at most 256 are expected"},
    {{{END + 8, 4, "\1\0\1\0"}},
     " is damaged: the directory of its zip file is not whole"},
    {{{END + 8, 4, "\3\0\3\0"}},
     " is damaged: the directory of its zip file is not whole"},
    {{{END + 16, 4, "\xff\xff\xff\xff"}},
     " is damaged: the directory of its zip file is not whole"},
    {{{END + 12, 1, "\0"}}, " is damaged: the directory of its zip file is not whole"},
    /* the sum is right but for 2^32 */
    {{{END + 12, 8, "\xd0\2\0\0\0\xff\xff\xff"}},
     " is damaged: the directory of its zip file is not whole"},
    {{{LOCAL_W1 + 3, 1, "?"}}, " is damaged: the place of 'w1.npy' cannot be right"},
    {{{ENTRY_W1 + 20, 8, "\x99\0\0\0\x99\0\0\0"}},
     ": array w1 has shape (3, 2) of float32, but 25 bytes of numbers"},
    {{{NPY_W1 + 6, 2, "\0\0"}},
     ": array w1 has .npy version 0.0: 1.0, 2.0 or 3.0 is expected"},
    {{{ENTRY_W1, 1, "Q"}}, " is damaged: the directory of its zip file is not whole"},
    {{{ENTRY_B1 + 32, 1, "\1"}},
     " is damaged: the directory of its zip file is not whole"},
    {{{ENTRY_B1 + 46, 2, "w1"}}, " holds 'w1.npy' twice: each array once is expected"},
    {{{ENTRY_B1 + 46, 6, "../npy"}},
     " holds a file named '../npy': plain names such as w1.npy are expected, without a "
     "folder"},
    {{{ENTRY_B1 + 46, 6, "b\\.npy"}},
     " holds a file named 'b\\.npy': plain names such as w1.npy are expected, without a "
     "folder"},
    {{{ENTRY_B1 + 46, 6, "b\033[31m"}},
     " holds a file named 'b?[31m': plain names such as w1.npy are expected, without a "
     "folder"},
    {{{ENTRY_B1 + 46, 6, "b1\0npy"}},
     " holds a file named 'b1?npy': plain names such as w1.npy are expected, without a "
     "folder"},
    {{{ENTRY_B1 + 28, 1, "\0"}, {ENTRY_B1 + 30, 1, "\6"}},
     " holds a file named '': plain names such as w1.npy are expected, without a folder"},
    {{{ENTRY_B1 + 46, 6, "b1.txt"}, {LOCAL_B1 + 30, 6, "b1.txt"}},
     " holds 'b1.txt', which is not an array: only names that end in .npy are expected"},
    {{{ENTRY_W1 + 8, 1, "\1"}}, ": 'w1.npy' is encrypted, which is not read here"},
    {{{ENTRY_W1 + 8, 1, "\x40"}}, ": 'w1.npy' is encrypted, which is not read here"},
    {{{ENTRY_W1 + 9, 1, "\x20"}}, ": 'w1.npy' is encrypted, which is not read here"},
    {{{ENTRY_W1 + 10, 1, "\x0c"}},
     ": 'w1.npy' is packed by zip method 12: stored (0) or deflate (8) is expected"},
    {{{ENTRY_W1 + 20, 4, "\xff\xff\xff\xff"}},
     " is damaged: the zip64 sizes of 'w1.npy' cannot be right"},
    {{{ENTRY_W1 + 42, 1, "\1"}}, " is damaged: the place of 'w1.npy' cannot be right"},
    {{{ENTRY_W1 + 42, 2, "\0\x80"}},
     " is damaged: the place of 'w1.npy' cannot be right"},
    {{{LOCAL_W1 + 30, 1, "x"}}, " is damaged: the place of 'w1.npy' cannot be right"},
    {{{LOCAL_W1 + 26, 1, "\7"}}, " is damaged: the place of 'w1.npy' cannot be right"},
    {{{LOCAL_B1 + 29, 1, "\1"}}, " is damaged: the place of 'b1.npy' cannot be right"},
    {{{ENTRY_B1 + 20, 8, "\x89\0\0\0\x89\0\0\0"}},
     " is damaged: the place of 'b1.npy' cannot be right"},
    {{{ENTRY_W1 + 20, 8, "\x98\0\0\0\x99\0\0\0"}},
     " is damaged: the size of 'w1.npy' cannot be right"},
    {{{ENTRY_W1 + 20, 8, "\x98\0\0\0\x97\0\0\0"}},
     " is damaged: the size of 'w1.npy' cannot be right"},
    /* deflate makes at most 1032 bytes of one: 152 can be 156864, not 156865 */
    {{{ENTRY_W1 + 10, 1, "\x08"}, {ENTRY_W1 + 24, 4, "\xc1\x64\x02\0"}},
     " is damaged: the size of 'w1.npy' cannot be right"},
    {{{ENTRY_W1 + 10, 1, "\x08"}, {ENTRY_W1 + 24, 4, "\xc0\x64\x02\0"}},
     ": array w1 is damaged: it cannot be unpacked"},
    /* the first member as long as the file allows, the second behind it */
    {{{ENTRY_W1 + 20, 8, "\x44\1\0\0\x44\1\0\0"}},
     " is damaged: the files in it overlap"},
    {{{ENTRY_W1 + 16, 1, "?"}}, ": array w1 is damaged: its checksum is wrong"},
    {{{NPY_W1 + HEADER, 1, "?"}}, ": array w1 is damaged: its checksum is wrong"},
    /* a value that damage made infinite is damage first of all */
    {{{NPY_B1 + HEADER, 4, "\0\0\x80\x7f"}},
     ": array b1 is damaged: its checksum is wrong"},
    {{{NPY_W1, 1, "?"}}, ": array w1 is not a NumPy array: its first bytes are others"},
    {{{NPY_W1 + 6, 2, "\4\0"}},
     ": array w1 has .npy version 4.0: 1.0, 2.0 or 3.0 is expected"},
    {{{NPY_W1 + 6, 2, "\1\1"}},
     ": array w1 has .npy version 1.1: 1.0, 2.0 or 3.0 is expected"},
    {{{NPY_W1 + 8, 2, "\x8f\0"}}, ": array w1 is cut short"},
    {{{NPY_W1 + 8, 2, "\xff\xff"}},
     ": array w1 has a header of 65535 bytes: at most 10000 are expected"},
    {{{NPY_W1 + 6, 1, "\2"}},
     ": array w1 has a header of 662372470 bytes: at most 10000 are expected"},
};

static void
change(unsigned char *file, const struct change *changes)
{
    for (; changes->count > 0; changes++)
        memcpy(file + changes->offset, changes->bytes, changes->count);
}

START_TEST(broken_containers_are_refused)
{
    unsigned char good[SAMPLE_SIZE], bad[SAMPLE_SIZE];
    size_t i;

    sample_load(good);
    for (i = 0; i < MEM_COUNT(containers); i++) {
        memcpy(bad, good, SAMPLE_SIZE);
        change(bad, containers[i].changes);
        sample_check_bytes_refused(bad, SAMPLE_SIZE, containers[i].message);
    }
}
END_TEST

START_TEST(dates_and_comments_do_not_matter)
{
    static const struct change changes[] = {{LOCAL_W1 + 10, 4, "date"},
                                            {ENTRY_W1 + 12, 4, "date"},
                                            {ENTRY_B1 + 38, 4, "mode"},
                                            {END + 20, 1, "\7"},
                                            {0, 0, NULL}};
    unsigned char bytes[SAMPLE_SIZE + 7];
    char *path = sample_path("net.npz");

    sample_load(bytes);
    change(bytes, changes);
    memcpy(bytes + SAMPLE_SIZE, "comment", 7);
    suite_write(path, bytes, sizeof bytes);
    sample_check(path);
}
END_TEST

/* ---- one member of any make ---- */

struct member {
    int method;
    const unsigned char *packed;
    size_t packed_size, size; /* the latter as the directory shall say */
    uint32_t crc;
    const char *name;
    const unsigned char *extra; /* of the directory entry */
    size_t extra_size;
};

/* Sizes are left to the extra field when there is one. */
static void
put_sizes(unsigned char *p, const struct member *member)
{
    put_le16(p, (uint32_t)member->method);
    put_le32(p + 6, member->crc);
    put_le32(p + 10, member->extra != NULL ? 0xffffffff : (uint32_t)member->packed_size);
    put_le32(p + 14, member->extra != NULL ? 0xffffffff : (uint32_t)member->size);
    put_le16(p + 18, (uint32_t)strlen(member->name));
}

/* A zip file of this one member, to be freed. */
static unsigned char *
build(const struct member *member, size_t *size)
{
    size_t name = strlen(member->name);
    size_t directory = ZIP_LOCAL_SIZE + name + member->packed_size;
    size_t end = directory + ZIP_CENTRAL_SIZE + name + member->extra_size;
    unsigned char *file = calloc(end + ZIP_END_SIZE, 1);

    ck_assert_ptr_nonnull(file);
    put_le32(file, ZIP_LOCAL_SIGNATURE);
    put_sizes(file + 8, member);
    memcpy(file + ZIP_LOCAL_SIZE, member->name, name);
    memcpy(file + ZIP_LOCAL_SIZE + name, member->packed, member->packed_size);
    put_le32(file + directory, ZIP_CENTRAL_SIGNATURE);
    put_sizes(file + directory + 10, member);
    put_le16(file + directory + 30, (uint32_t)member->extra_size);
    memcpy(file + directory + ZIP_CENTRAL_SIZE, member->name, name);
    if (member->extra != NULL)
        memcpy(file + directory + ZIP_CENTRAL_SIZE + name, member->extra,
               member->extra_size);
    put_le32(file + end, ZIP_END_SIGNATURE);
    put_le16(file + end + 8, 1);
    put_le16(file + end + 10, 1);
    put_le32(file + end + 12, (uint32_t)(end - directory));
    put_le32(file + end + 16, (uint32_t)directory);
    *size = end + ZIP_END_SIZE;
    return file;
}

static void
check_member_refused(const struct member *member, const char *message)
{
    size_t size;
    unsigned char *file = build(member, &size);

    sample_check_bytes_refused(file, size, message);
    free(file);
}

static void
check_member_read(const struct member *member)
{
    static const size_t shape[] = {3, 2};
    size_t size;
    unsigned char *file = build(member, &size);
    char *path = sample_path("net.npz");
    struct error err = {""};
    struct npz npz;

    suite_write(path, file, size);
    ck_assert_msg(npz_read(&npz, path, &err) == 0, "%s", err.text);
    ck_assert(sample_same(npz_find(&npz, "w1"), 2, shape, sample_w1, sizeof sample_w1));
    npz_done(&npz);
    free(file);
}

/* w1.npy as the good file has it. */
static struct member
stored_w1(unsigned char *npy)
{
    unsigned char good[SAMPLE_SIZE];
    struct member member = {.method = ZIP_STORED, .packed = npy, .name = "w1.npy"};

    sample_load(good);
    member.packed_size = member.size = HEADER + sizeof sample_w1;
    memcpy(npy, good + NPY_W1, member.size);
    member.crc = (uint32_t)crc32(0, npy, (uInt)member.size);
    return member;
}

/* deflate without zlib's own header and checksum; the packed bytes are to be freed. */
static unsigned char *
deflate_all(const unsigned char *bytes, size_t size, size_t *packed_size)
{
    z_stream z = {0};
    unsigned char *packed;

    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY),
                     Z_OK);
    packed = malloc(deflateBound(&z, size));
    ck_assert_ptr_nonnull(packed);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)size;
    z.next_out = packed;
    z.avail_out = (uInt)deflateBound(&z, size);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    *packed_size = z.total_out;
    deflateEnd(&z);
    return packed;
}

START_TEST(zip64_sizes_in_the_directory_are_read)
{
    /* another field before it; then size, packed size */
    static const unsigned char extra[] = {
        0x55, 0x54, 1,  0, 9,          /* as Info-ZIP writes times */
        1,    0,    16, 0,             /* zip64 */
        0x98, 0,    0,  0, 0, 0, 0, 0, /* 152 */
        0x98, 0,    0,  0, 0, 0, 0, 0};
    unsigned char npy[HEADER + sizeof sample_w1], wrong[sizeof extra];
    struct member member = stored_w1(npy);
    size_t i;

    member.extra = extra;
    member.extra_size = sizeof extra;
    check_member_read(&member);
    for (i = 0; i < sizeof extra; i++) {
        member.extra_size = i;
        check_member_refused(&member,
                             " is damaged: the zip64 sizes of 'w1.npy' cannot be right");
    }
    member.extra = wrong;
    member.extra_size = sizeof wrong;
    memcpy(wrong, extra, sizeof wrong);
    wrong[sizeof wrong - 1] = 0xff;
    check_member_refused(&member, " is damaged: the place of 'w1.npy' cannot be right");
    memcpy(wrong, extra, sizeof wrong);
    wrong[16] = 0xff;
    check_member_refused(&member, " is damaged: the size of 'w1.npy' cannot be right");
    memcpy(wrong, extra, sizeof wrong);
    wrong[7] = 8;
    check_member_refused(&member,
                         " is damaged: the zip64 sizes of 'w1.npy' cannot be right");
}
END_TEST

START_TEST(deflate_must_end_where_the_member_does)
{
    enum { BOMB = 10 << 20 };
    unsigned char npy[HEADER + sizeof sample_w1 + 1] = {0}, longer[2048],
                                                  *bomb = calloc(BOMB, 1);
    unsigned char *packed;
    struct member member = stored_w1(npy);

    ck_assert_ptr_nonnull(bomb);
    member.method = ZIP_DEFLATED;
    packed = deflate_all(npy, sizeof npy - 1, &member.packed_size);
    member.packed = packed;
    check_member_read(&member);

    memcpy(longer, packed, member.packed_size);
    longer[member.packed_size++] = 0;
    member.packed = longer;
    check_member_refused(&member, ": array w1 is damaged: it cannot be unpacked");
    member.packed_size -= 2;
    check_member_refused(&member, ": array w1 is damaged: it cannot be unpacked");
    free(packed);

    packed = deflate_all(npy, sizeof npy, &member.packed_size);
    member.packed = packed;
    check_member_refused(&member, ": array w1 is damaged: it cannot be unpacked");
    free(packed);

    memcpy(bomb, npy, sizeof npy);
    packed = deflate_all(bomb, BOMB, &member.packed_size);
    member.packed = packed;
    check_member_refused(&member, ": array w1 is damaged: it cannot be unpacked");
    member.size = BOMB;
    check_member_refused(
        &member, ": array w1 has shape (3, 2) of float32, but 10485632 bytes of numbers");
    free(packed);
    free(bomb);
}
END_TEST

START_TEST(more_than_a_gibibyte_is_refused_before_it_is_unpacked)
{
    enum { PACKED = 1100000 };
    unsigned char *zeros = calloc(PACKED, 1);
    struct member member = {.method = ZIP_DEFLATED,
                            .packed = zeros,
                            .packed_size = PACKED,
                            .size = (size_t)NPZ_MAX_BYTES + 1,
                            .name = "w1.npy"};
    char *path = sample_path("large.npz");

    ck_assert_ptr_nonnull(zeros);
    check_member_refused(&member,
                         " unpacks to more than 1 GiB, which no .npz file read here may");
    suite_write(path, "PK", 2);
    ck_assert_int_eq(truncate(path, (off_t)4 << 30), 0);
    sample_check_refused(path,
                         " is larger than 1 GiB, which no .npz file read here may be");
    free(zeros);
}
END_TEST

START_TEST(names_that_are_too_long_are_refused)
{
    unsigned char npy[HEADER + sizeof sample_w1];
    struct member member = stored_w1(npy);

    member.name = "sixteen_letters_.npy";
    check_member_refused(&member,
                         " holds an array 'sixteen_letters_': a name of at most 15 "
                         "characters is expected, such as w1");
    member.name = ".npy";
    check_member_refused(&member,
                         " holds '.npy', which is not an array: only names that end "
                         "in .npy are expected");
    member.name = "a_name_that_does_not_end_before_sixty-three_characters_are_over.npy";
    check_member_refused(
        &member,
        " holds a file named 'a_name_that_does_not_end_before_sixty-three_characters_"
        "are_over'...: plain names such as w1.npy are expected, without a folder");
}
END_TEST

/* Where a directory entry is, and so where the data end, in what build makes. */
static size_t
directory_of(const struct member *member)
{
    return ZIP_LOCAL_SIZE + strlen(member->name) + member->packed_size;
}

/* A local header in the last count bytes before the directory, which would give it the
 * rest. */
static void
check_late_local_header(const char *name, size_t count)
{
    unsigned char data[ZIP_LOCAL_SIZE * 2] = {0}, *local = data + sizeof data - count,
                                        *file;
    struct member member = {
        .packed = data, .packed_size = sizeof data, .size = sizeof data, .name = name};
    char message[64];
    size_t size;

    put_le32(local, ZIP_LOCAL_SIGNATURE);
    put_le16(local + 26, (uint32_t)strlen(name));
    file = build(&member, &size);
    put_le32(file + directory_of(&member) + 42,
             (uint32_t)(directory_of(&member) - count));
    snprintf(message, sizeof message, " is damaged: the place of '%s' cannot be right",
             name);
    sample_check_bytes_refused(file, size, message);
    free(file);
}

START_TEST(a_local_header_that_runs_into_the_directory_is_refused)
{
    /* the names are what the directory's "PK" would be taken for */
    check_late_local_header("K", ZIP_LOCAL_SIZE - 1);
    check_late_local_header("PK", ZIP_LOCAL_SIZE);
}
END_TEST

START_TEST(a_directory_that_runs_into_the_end_record_is_refused)
{
    unsigned char bytes[SAMPLE_SIZE + 4];

    sample_load(bytes);
    memmove(bytes + END + 4, bytes + END, ZIP_END_SIZE);
    put_le32(bytes + END, ZIP_CENTRAL_SIGNATURE);
    put_le16(bytes + END + 4 + 8, 3);
    put_le16(bytes + END + 4 + 10, 3);
    put_le32(bytes + END + 4 + 12, END + 4 - ENTRY_W1);
    sample_check_bytes_refused(bytes, sizeof bytes,
                               " is damaged: the directory of its zip file is not whole");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        broken_containers_are_refused,
        dates_and_comments_do_not_matter,
        zip64_sizes_in_the_directory_are_read,
        deflate_must_end_where_the_member_does,
        more_than_a_gibibyte_is_refused_before_it_is_unpacked,
        names_that_are_too_long_are_refused,
        a_local_header_that_runs_into_the_directory_is_refused,
        a_directory_that_runs_into_the_end_record_is_refused,
        NULL,
    };

    return suite_run("npz_zip", tests, 60);
}
