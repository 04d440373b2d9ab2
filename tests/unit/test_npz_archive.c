/* The zip file that a .npz file is: what is refused, and by which message. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "npz/archive.h"
#include "npz/little_endian.h"
#include "support/npz_sample.h"
#include "support/suite.h"

#define DIRECTORY                                                                   \
    " is cut short or damaged: the directory at the end of its zip file cannot be " \
    "read: "                                                                        \
    "copy or save it again"
#define PLAIN_NAMES ": plain names such as w1.npy are expected, without a folder"

/* ---- what others write ---- */

static const struct {
    const char *name, *message;
} refused[] = {
    {"bzip2.npz",
     ": 'w1.npy' is packed by zip method 12: stored (0) or deflate (8) is expected"},
    {"empty.npz", " holds no arrays: w1, b1, w2, b2 ... are expected"},
    {"encrypted.npz", ": 'w1.npy' is encrypted, which is not read here"},
    {"folder.npz", " holds a file named 'net/w1.npy'" PLAIN_NAMES},
    {"longer.npz", ": array w1 is damaged: it cannot be unpacked"},
    {"pytorch.pt",
     " is a PyTorch checkpoint, not a .npz file: load it with torch.load and save its "
     "tensors with numpy.savez as w1, b1, w2, b2 ..."},
};

START_TEST(what_cannot_be_read_is_named_as_what_it_is)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(refused); i++)
        sample_check_refused(sample_fixture(refused[i].name), refused[i].message);
}
END_TEST

/* ---- names ---- */

static const struct {
    const char *name, *message;
} names[] = {
    {"../npy", " holds a file named '../npy'" PLAIN_NAMES},
    {"b\\.npy", " holds a file named 'b\\.npy'" PLAIN_NAMES},
    {"b\033[31m", " holds a file named 'b?[31m'" PLAIN_NAMES},
    {"b 1.npy", " holds a file named 'b?1.npy'" PLAIN_NAMES},
    {"b\xc3\xa4.npy", " holds a file named 'b??.npy'" PLAIN_NAMES},
    {"a_name_that_does_not_end_before_sixty-three_characters_are_over.npy",
     " holds a file named 'a_name_that_does_not_end_before_sixty-three_characters_"
     "are_over'..." PLAIN_NAMES},
    {"b1.txt",
     " holds 'b1.txt', which is not an array: only names that end in .npy are expected"},
    {".npy",
     " holds '.npy', which is not an array: only names that end in .npy are expected"},
    {"sixteen_letters_.npy",
     " holds an array 'sixteen_letters_': a name of at most 15 characters is expected, "
     "such as w1"},
};

START_TEST(names_that_no_array_has_are_refused)
{
    char *path = sample_path("named.npz");
    size_t i;

    for (i = 0; i < MEM_COUNT(names); i++) {
        struct sample_member member = {names[i].name, "", 0};

        sample_zip(path, &member, 1);
        sample_check_refused(path, names[i].message);
    }
}
END_TEST

/* ---- damage ---- */

/* A record of a zip file, by the bytes that it begins with. */
#define LOCAL "PK\3\4"
#define ENTRY "PK\1\2"
#define END "PK\5\6"
#define ARRAY "\x93NUM"

struct change {
    const char *record;
    int which; /* the first or the second of these records */
    size_t offset, count;
    const char *bytes;
};

static const struct {
    struct change changes[2];
    const char *message;
} broken[] = {
    {{{LOCAL, 0, 0, 2, "GI"}, {END, 0, 0, 2, "GI"}},
     " is not a .npz file: a zip file is expected, as numpy.savez writes it"},
    {{{LOCAL, 0, 0, 6, "\x93NUMPY"}, {END, 0, 0, 2, "GI"}},
     " is a single array (.npy): a .npz file is expected, as numpy.savez writes it"},
    {{{LOCAL, 0, 0, 4, "PK\7\10"}, {END, 0, 0, 2, "GI"}},
     " is a part of a split zip file: a whole one is expected"},
    {{{END, 0, 4, 4, "\1\0\1\0"}},
     " is a part of a split zip file: a whole one is expected"},
    {{{END, 0, 8, 1, "\1"}}, DIRECTORY},
    {{{END, 0, 8, 4, "\1\0\1\0"}}, DIRECTORY},
    {{{END, 0, 8, 4, "\3\0\3\0"}}, DIRECTORY},
    {{{END, 0, 12, 1, "\0"}}, DIRECTORY},
    {{{END, 0, 16, 4, "\xff\xff\xff\xff"}}, DIRECTORY},
    {{{ENTRY, 0, 0, 1, "Q"}}, DIRECTORY},
    {{{ENTRY, 1, 32, 1, "\1"}}, DIRECTORY},
    {{{ENTRY, 1, 46, 2, "w1"}}, " holds 'w1.npy' twice: each array once is expected"},
    {{{ENTRY, 0, 8, 1, "\1"}}, ": 'w1.npy' is encrypted, which is not read here"},
    {{{ENTRY, 0, 20, 8, "\x98\0\0\0\x99\0\0\0"}},
     " is damaged: the size of 'w1.npy' cannot be right"},
    {{{ENTRY, 0, 20, 8, "\x98\0\0\0\x97\0\0\0"}},
     " is damaged: the size of 'w1.npy' cannot be right"},
    /* deflate makes at most 1032 bytes of one: 152 can be 156864, not 156865 */
    {{{ENTRY, 0, 10, 1, "\x08"}, {ENTRY, 0, 24, 4, "\xc1\x64\x02\0"}},
     " is damaged: the size of 'w1.npy' cannot be right"},
    {{{ENTRY, 0, 10, 1, "\x08"}, {ENTRY, 0, 24, 4, "\xc0\x64\x02\0"}},
     ": array w1 is damaged: its checksum is wrong"},
    /* each could be, but not both */
    {{{ENTRY, 0, 20, 8, "\0\1\0\0\0\1\0\0"}, {ENTRY, 1, 20, 8, "\0\1\0\0\0\1\0\0"}},
     " is damaged: the size of 'b1.npy' cannot be right"},
    {{{ENTRY, 0, 42, 1, "\1"}}, ": array w1 is damaged: it cannot be unpacked"},
    {{{ENTRY, 0, 16, 1, "?"}}, ": array w1 is damaged: its checksum is wrong"},
    {{{ARRAY, 0, 128, 1, "?"}}, ": array w1 is damaged: its checksum is wrong"},
    /* a value that damage made infinite is damage first of all */
    {{{ARRAY, 1, 128, 4, "\0\0\x80\x7f"}},
     ": array b1 is damaged: its checksum is wrong"},
};

static void
make_change(unsigned char *bytes, size_t size, const struct change *change)
{
    unsigned char *record = bytes;
    int which;

    if (change->count == 0)
        return;
    for (which = 0; which <= change->which; which++) {
        record += which;
        record = memmem(record, size - (size_t)(record - bytes), change->record, 4);
        ck_assert_ptr_nonnull(record);
    }
    memcpy(record + change->offset, change->bytes, change->count);
}

START_TEST(damage_is_named)
{
    char *good = sample_path("good.npz"), *bad = sample_path("bad.npz");
    unsigned char *bytes;
    size_t size, i, j;

    sample_write(good);
    for (i = 0; i < MEM_COUNT(broken); i++) {
        size = sample_slurp(good, &bytes);
        for (j = 0; j < MEM_COUNT(broken[i].changes); j++)
            make_change(bytes, size, &broken[i].changes[j]);
        suite_write(bad, bytes, size);
        sample_check_refused(bad, broken[i].message);
        free(bytes);
    }
}
END_TEST

START_TEST(dates_modes_and_comments_do_not_matter)
{
    static const struct change changes[] = {{LOCAL, 0, 10, 4, "date"},
                                            {ENTRY, 0, 12, 4, "date"},
                                            {ENTRY, 1, 38, 4, "mode"},
                                            {END, 0, 20, 1, "\7"}};
    char *path = sample_path("net.npz");
    unsigned char *bytes;
    size_t size, i;

    sample_write(path);
    size = sample_slurp(path, &bytes);
    bytes = realloc(bytes, size + 7);
    ck_assert_ptr_nonnull(bytes);
    for (i = 0; i < MEM_COUNT(changes); i++)
        make_change(bytes, size, &changes[i]);
    memcpy(bytes + size, "comment", 7);
    suite_write(path, bytes, size + 7);
    sample_check(path);
    free(bytes);
}
END_TEST

/* ---- limits ---- */

START_TEST(more_than_a_gibibyte_is_refused_before_it_is_unpacked)
{
    enum { PACKED = 1100000 };
    static unsigned char zeros[PACKED];
    static const struct change claim[] = {{ENTRY, 0, 10, 1, "\x08"},
                                          {ENTRY, 0, 24, 4, "\1\0\0\x40"}};
    struct sample_member member = {"w1.npy", zeros, PACKED};
    char *path = sample_path("large.npz");
    unsigned char *bytes;
    size_t size;

    sample_zip(path, &member, 1);
    size = sample_slurp(path, &bytes);
    make_change(bytes, size, &claim[0]);
    make_change(bytes, size, &claim[1]);
    suite_write(path, bytes, size);
    free(bytes);
    sample_check_refused(path, " unpacks to more than 1 GiB, the most that is read");
    ck_assert_int_eq(truncate(path, (off_t)4 << 30), 0);
    sample_check_refused(path, " is larger than 1 GiB, the most that is read");
}
END_TEST

/* Writes an archive of count empty files. */
static char *
write_many(size_t count)
{
    enum { ROOM = 32 }; /* for a name */
    struct sample_member *members = mem_zeroed(count, sizeof *members);
    char *path = sample_path("many.npz"), *text = mem_zeroed(count, ROOM);
    size_t i;

    ck_assert(members != NULL && text != NULL);
    for (i = 0; i < count; i++) {
        snprintf(text + ROOM * i, ROOM, "%zu.npy", i);
        members[i] = (struct sample_member){text + ROOM * i, "", 0};
    }
    sample_zip(path, members, count);
    free(members);
    free(text);
    return path;
}

START_TEST(an_archive_of_many_files_is_refused)
{
    sample_check_refused(write_many(256), ": array 0 is cut short");
    sample_check_refused(write_many(257), " holds 257 files: at most 256 are expected");
    sample_check_refused(write_many(1024), " holds 1024 files: at most 256 are expected");
    /* libzip is not asked to look at these */
    sample_check_refused(write_many(1025),
                         " holds more than 1024 files: at most 256 are expected");
}
END_TEST

START_TEST(many_directories_are_not_tried_one_by_one)
{
    enum { ENDS = 17, SIZE = 22 };
    unsigned char ends[ENDS * SIZE] = {0};
    char *path = sample_path("ends.npz");
    size_t i;

    for (i = 0; i < ENDS; i++)
        memcpy(ends + i * SIZE, END, 4);
    suite_write(path, ends, sizeof ends);
    sample_check_refused(path,
                         " holds more than 16 zip directories: a single one is expected");
    suite_write(path, ends, sizeof ends - SIZE);
    sample_check_refused(path, " holds no arrays: w1, b1, w2, b2 ... are expected");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        what_cannot_be_read_is_named_as_what_it_is,
        names_that_no_array_has_are_refused,
        damage_is_named,
        dates_modes_and_comments_do_not_matter,
        more_than_a_gibibyte_is_refused_before_it_is_unpacked,
        an_archive_of_many_files_is_refused,
        many_directories_are_not_tried_one_by_one,
        NULL,
    };

    return suite_run("npz_archive", tests, 60);
}
