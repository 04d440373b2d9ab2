#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "data/idx.h"
#include "support/bytes.h"
#include "support/read_idx.h"
#include "support/suite.h"

static const char good[] = "\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x03"
                           "abcdefghijkl";

static void
check_good(const char *path, const struct bytes *file)
{
    struct error err;
    struct idx idx;

    suite_write(path, file->data, file->size);
    ck_assert_msg(read_idx_images(&idx, path, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(idx.count, 2);
    ck_assert_uint_eq(idx.rows, 2);
    ck_assert_uint_eq(idx.cols, 3);
    ck_assert_mem_eq(idx.bytes, "abcdefghijkl", 12);
    free(idx.bytes);
}

/* Every way to cut the content into two members, an empty member, and a file name in the
 * header. */
START_TEST(packed_or_not_or_in_several_gzip_members)
{
    static struct bytes file;
    char *path = suite_path(suite_folder(), "file");
    size_t i;

    file.size = 0;
    bytes_add(&file, good, 28);
    check_good(path, &file);
    for (i = 0; i <= 28; i++) {
        file.size = 0;
        bytes_add_packed(&file, good, i);
        bytes_add_packed(&file, good + i, 28 - i);
        check_good(path, &file);
    }
}
END_TEST

START_TEST(labels_have_one_byte_each)
{
    char *path = suite_path(suite_folder(), "file");
    struct error err;
    struct idx idx;

    suite_write(path, "\0\0\x08\x01\0\0\0\x03\x09\x00\x05", 11);
    ck_assert_msg(read_idx_labels(&idx, path, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(idx.count, 3);
    ck_assert_uint_eq(idx.rows * idx.cols, 1);
    ck_assert_mem_eq(idx.bytes, "\x09\x00\x05", 3);
    free(idx.bytes);
}
END_TEST

/* Part by part, even where parts end inside a gzip member or exactly at its end. */
START_TEST(parts_make_the_whole)
{
    static struct bytes packed;
    char *path = suite_path(suite_folder(), "file");
    struct idx idx;
    struct idx_file *file;
    size_t part, have;

    packed.size = 0;
    bytes_add_packed(&packed, good, 20);
    bytes_add_packed(&packed, good + 20, 8);
    suite_write(path, packed.data, packed.size);
    for (part = 1; part <= 13; part++) {
        file = idx_open_images(&idx, path, NULL);
        ck_assert_ptr_nonnull(file);
        ck_assert_uint_eq(idx.count * idx.rows * idx.cols, 12);
        for (have = 0; have < 12;) {
            have = have + part < 12 ? have + part : 12;
            ck_assert_int_eq(idx_read_on(file, part, NULL), 0);
            ck_assert_uint_eq(idx_have(file), have);
        }
        ck_assert_int_eq(idx_read_on(file, part, NULL), 0); /* nothing is left */
        ck_assert_mem_eq(idx.bytes, good + 16, 12);
        idx_close(file);
        free(idx.bytes);
    }
}
END_TEST

START_TEST(large_files_are_read_whole)
{
    enum { COUNT = 700, SIZE = 64 * 64 };
    static unsigned char content[16 + COUNT * SIZE];
    const char *folder = suite_folder();
    char *paths[] = {suite_path(folder, "plain"), suite_path(folder, "packed")};
    struct error err;
    gzFile packed;
    size_t i;

    memcpy(content, "\0\0\x08\x03\0\0\x02\xbc\0\0\0\x40\0\0\0\x40", 16);
    for (i = 16; i < sizeof content; i++)
        content[i] = (unsigned char)(i * 2654435761u >> 13);
    suite_write(paths[0], content, sizeof content);
    packed = gzopen(paths[1], "wb1");
    ck_assert_uint_eq(gzfwrite(content, 1, sizeof content, packed), sizeof content);
    ck_assert_int_eq(gzclose(packed), Z_OK);
    for (i = 0; i < 2; i++) {
        struct idx idx;

        ck_assert_msg(read_idx_images(&idx, paths[i], &err) == 0, "%s", err.text);
        ck_assert_uint_eq(idx.count, COUNT);
        ck_assert_mem_eq(idx.bytes, content + 16, COUNT * SIZE);
        free(idx.bytes);
    }
}
END_TEST

/* Every single bit of a packed file changed: what is still read is what was written. Only
 * what means nothing may change: some fields of the gzip header, and the bits that fill
 * up the last byte of the data. */
START_TEST(no_changed_byte_changes_the_content)
{
    static struct bytes file;
    char *path = suite_path(suite_folder(), "file");
    int bit, unnoticed = 0;
    size_t i;

    file.size = 0;
    bytes_add_packed(&file, good, 28);
    for (i = 0; i < file.size; i++)
        for (bit = 0; bit < 8; bit++) {
            struct idx idx = {0};

            file.data[i] ^= (unsigned char)(1 << bit);
            suite_write(path, file.data, file.size);
            if (read_idx_images(&idx, path, NULL) == 0) {
                unnoticed++;
                ck_assert_uint_eq(idx.count * idx.rows * idx.cols, 12);
                ck_assert_mem_eq(idx.bytes, good + 16, 12);
            }
            free(idx.bytes);
            file.data[i] ^= (unsigned char)(1 << bit);
        }
    ck_assert_int_lt(unnoticed, 8 * 8);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        packed_or_not_or_in_several_gzip_members,
        labels_have_one_byte_each,
        parts_make_the_whole,
        large_files_are_read_whole,
        no_changed_byte_changes_the_content,
        NULL,
    };

    return suite_run("idx", tests, 0);
}
