#include "config.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "data/idx.h"
#include "support/suite.h"

enum { ROOM = 1 << 16 };

struct bytes {
    size_t size;
    unsigned char data[ROOM];
};

static void
add(struct bytes *to, const void *data, size_t size)
{
    ck_assert_uint_le(to->size + size, ROOM);
    memcpy(to->data + to->size, data, size);
    to->size += size;
}

/* data as one gzip member at the end of to. */
static void
add_packed(struct bytes *to, const void *data, size_t size)
{
    z_stream z = {0};

    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)data;
    z.avail_in = (uInt)size;
    z.next_out = to->data + to->size;
    z.avail_out = (uInt)(ROOM - to->size);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    to->size += z.total_out;
    deflateEnd(&z);
}

/* Headers as string literals, which bring a 0 at the end that is not counted. */
#define HEADER(text) text, sizeof(text) - 1
#define IMAGES_2_OF_2X3 HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x03")
#define LABELS_4 HEADER("\0\0\x08\x01\0\0\0\x04")

enum { PLAIN = 1, PACKED = 2, BOTH = 3 };

struct bad {
    const char *what;
    int (*read)(struct idx *, const char *, struct error *);
    int forms; /* in which the same message is due */
    const char *header;
    size_t header_size;
    size_t content;      /* bytes 0, 1, 2.. after the header */
    const char *message; /* after the file's name */
    /* damage to the file itself */
    size_t cut;         /* bytes missing at its end */
    size_t flip;        /* byte that is changed, counted from the end, from 1 */
    const char *append; /* text behind the end */
};

static const struct bad bad[] = {
    /* magic number */
    {"labels given as images", idx_read_images, BOTH, LABELS_4, 4,
     .message =
         ": magic number 0x00000801 instead of 0x00000803: this is a labels file, not "
         "images"},
    {"images given as labels", idx_read_labels, BOTH, IMAGES_2_OF_2X3, 12,
     .message =
         ": magic number 0x00000803 instead of 0x00000801: this is an images file, not "
         "labels"},
    {"bytes in reverse order", idx_read_images, BOTH, HEADER("\x03\x08\0\0\x02\0\0\0"),
     20,
     .message = ": magic number 0x03080000 instead of 0x00000803: its bytes are in "
                "reverse order"},
    {"float elements", idx_read_images, BOTH, HEADER("\0\0\x0d\x03\0\0\0\x02"), 20,
     .message = ": magic number 0x00000d03 instead of 0x00000803: this is an IDX file of "
                "another "
                "type or "
                "shape"},
    {"a web page", idx_read_labels, BOTH, HEADER("<!DOCTYPE html>"), 0,
     .message = ": magic number 0x3c21444f instead of 0x00000801: this is a web page: "
                "download the "
                "file "
                "again"},
    {"a zip archive", idx_read_labels, BOTH, HEADER("PK\3\4"), 30,
     .message = ": magic number 0x504b0304 instead of 0x00000801: this is a zip archive: "
                "unpack it "
                "first"},
    {"an xz archive", idx_read_labels, BOTH, HEADER("\xfd\x37zXZ"), 30,
     .message = ": magic number 0xfd377a58 instead of 0x00000801: this is an xz archive: "
                "unpack it "
                "first"},
    {"gzip in gzip", idx_read_labels, PACKED, HEADER("\x1f\x8b\x08\0"), 30,
     .message =
         ": magic number 0x1f8b0800 instead of 0x00000801: it is packed with gzip twice: "
         "unpack it "
         "once"},
    {"text", idx_read_labels, BOTH, HEADER("hello, world"), 0,
     .message =
         ": magic number 0x68656c6c instead of 0x00000801: this is not an IDX file"},
    /* header */
    {"an empty file", idx_read_images, BOTH, "", 0, 0,
     .message = ": cut off in its header: 0 bytes instead of 16"},
    {"one byte", idx_read_labels, BOTH, HEADER("\0"), 0,
     .message = ": cut off in its header: 1 bytes instead of 8"},
    {"the magic number alone", idx_read_labels, BOTH, HEADER("\0\0\x08\x01"), 0,
     .message = ": cut off in its header: 4 bytes instead of 8"},
    {"all but one byte of the header", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0"), 0,
     .message = ": cut off in its header: 15 bytes instead of 16"},
    {"no images", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\0\0\0\0\x02\0\0\0\x03"), 0,
     .message = ": holds 0 images: at least 1 is needed"},
    {"no labels", idx_read_labels, BOTH, HEADER("\0\0\x08\x01\0\0\0\0"), 0,
     .message = ": holds 0 labels: at least 1 is needed"},
    {"no rows", idx_read_images, BOTH, HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\0\0\0\0\x03"),
     0, .message = ": images of 0x3 pixels: 1x1 to 64x64 can be read"},
    {"no columns", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\0"), 0,
     .message = ": images of 2x0 pixels: 1x1 to 64x64 can be read"},
    {"a row too many", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x01\0\0\0\x41\0\0\0\x40"), 4160,
     .message = ": images of 65x64 pixels: 1x1 to 64x64 can be read"},
    {"a column too many", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x01\0\0\0\x40\0\0\0\x41"), 4160,
     .message = ": images of 64x65 pixels: 1x1 to 64x64 can be read"},
    {"a size whose product overflows 32 bits to 0", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\0\0\0\x01\0\x01\0\0\0\x01\0\0"), 10,
     .message = ": images of 65536x65536 pixels: 1x1 to 64x64 can be read"},
    {"the most images", idx_read_images, BOTH,
     HEADER("\0\0\x08\x03\xff\xff\xff\xff\0\0\0\x40\0\0\0\x40"), 10,
     .message = ": its header promises 17592186040320 bytes of images: at most "
                "1073741824 can be "
                "read"},
    {"more labels than can be", idx_read_labels, BOTH, HEADER("\0\0\x08\x01\x40\0\0\x01"),
     10,
     .message = ": its header promises 1073741825 bytes of labels: at most 1073741824 "
                "can be read"},
    /* content */
    {"as many labels as can be, in the header alone", idx_read_labels, BOTH,
     HEADER("\0\0\x08\x01\x40\0\0\0"), 10,
     .message = ": cut off: 10 bytes follow the header instead of 1073741824"},
    {"a header alone", idx_read_images, BOTH, IMAGES_2_OF_2X3, 0,
     .message = ": cut off: 0 bytes follow the header instead of 12"},
    {"a pixel too few", idx_read_images, BOTH, IMAGES_2_OF_2X3, 11,
     .message = ": cut off: 11 bytes follow the header instead of 12"},
    {"a label too few", idx_read_labels, BOTH, LABELS_4, 3,
     .message = ": cut off: 3 bytes follow the header instead of 4"},
    {"a pixel too many", idx_read_images, BOTH, IMAGES_2_OF_2X3, 13,
     .message = ": goes on after the 2 images that its header promises: the count or the "
                "content is "
                "wrong"},
    {"a label too many", idx_read_labels, BOTH, LABELS_4, 5,
     .message = ": goes on after the 4 labels that its header promises: the count or the "
                "content is "
                "wrong"},
    {"label 64", idx_read_labels, BOTH, HEADER("\0\0\x08\x01\0\0\0\x42"), 66,
     .message = ": label 64 at position 64 (the first is 0): 0 to 63 is right"},
    {"label 255", idx_read_labels, BOTH, HEADER("\0\0\x08\x01\0\0\0\x02\xff"), 1,
     .message = ": label 255 at position 0 (the first is 0): 0 to 63 is right"},
    /* gzip */
    {"no length at the end", idx_read_labels, PACKED, LABELS_4, 4,
     .message = ": cut off in the middle of the gzip data: download or copy it again",
     .cut = 1},
    {"no checksum at the end", idx_read_labels, PACKED, LABELS_4, 4,
     .message = ": cut off in the middle of the gzip data: download or copy it again",
     .cut = 8},
    {"half of the packed data", idx_read_images, PACKED, IMAGES_2_OF_2X3, 12,
     .message = ": cut off in the middle of the gzip data: download or copy it again",
     .cut = 16},
    {"a wrong checksum", idx_read_images, PACKED, IMAGES_2_OF_2X3, 12,
     .message = ": damaged gzip data (incorrect data check): download or copy it again",
     .flip = 5},
    {"a wrong length", idx_read_images, PACKED, IMAGES_2_OF_2X3, 12,
     .message = ": damaged gzip data (incorrect length check): download or copy it again",
     .flip = 1},
    {"text behind the gzip data", idx_read_images, PACKED, IMAGES_2_OF_2X3, 12,
     .message = ": other bytes follow the end of the gzip data: cut them off, or "
                "download the file "
                "again",
     .append = "hello"},
    {"one byte behind the gzip data", idx_read_labels, PACKED, LABELS_4, 4,
     .message = ": other bytes follow the end of the gzip data: cut them off, or "
                "download the file "
                "again",
     .append = "\x1f"},
    {"the start of another gzip member", idx_read_labels, PACKED, LABELS_4, 4,
     .message = ": cut off in the middle of the gzip data: download or copy it again",
     .append = "\x1f\x8b\x08"},
    {"a gzip member of another method", idx_read_labels, PACKED, LABELS_4, 4,
     .message =
         ": damaged gzip data (unknown compression method): download or copy it again",
     .append = "\x1f\x8b\x07more"},
    {"text behind the content", idx_read_labels, PLAIN, LABELS_4, 4,
     .message = ": goes on after the 4 labels that its header promises: the count or the "
                "content is "
                "wrong",
     .append = "\n"},
};

/* The file of a row, of n bytes of content. */
static void
make_file(struct bytes *file, const struct bad *row, int packed)
{
    static struct bytes content;
    size_t i;

    content.size = file->size = 0;
    add(&content, row->header, row->header_size);
    for (i = 0; i < row->content; i++)
        add(&content, &(unsigned char){(unsigned char)i}, 1);
    if (packed)
        add_packed(file, content.data, content.size);
    else
        add(file, content.data, content.size);
    if (row->flip > 0)
        file->data[file->size - row->flip] ^= 1;
    file->size -= row->cut;
    if (row->append != NULL)
        add(file, row->append, strlen(row->append));
}

START_TEST(broken_files_are_refused_with_the_reason)
{
    static struct bytes file;
    char *path = suite_path(suite_folder(), "file"), expected[4096];
    struct error err;
    size_t i;
    int form;

    for (i = 0; i < MEM_COUNT(bad); i++)
        for (form = PLAIN; form <= PACKED; form++) {
            struct idx idx = {.count = 42};

            if ((bad[i].forms & form) == 0)
                continue;
            make_file(&file, &bad[i], form == PACKED);
            suite_write(path, file.data, file.size);
            err.text[0] = '\0';
            ck_assert_msg(bad[i].read(&idx, path, &err) == -1, "%s was read",
                          bad[i].what);
            snprintf(expected, sizeof expected, "%s%s", path, bad[i].message);
            ck_assert_msg(strcmp(err.text, expected) == 0, "%s: got\n%s\ninstead of\n%s",
                          bad[i].what, err.text, expected);
            ck_assert_uint_eq(idx.count, 42);
            ck_assert_ptr_null(idx.bytes);
        }
}
END_TEST

static const char good[] = "\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x03"
                           "abcdefghijkl";

static void
check_good(const char *path, const struct bytes *file)
{
    struct error err;
    struct idx idx;

    suite_write(path, file->data, file->size);
    ck_assert_msg(idx_read_images(&idx, path, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(idx.count, 2);
    ck_assert_uint_eq(idx.rows, 2);
    ck_assert_uint_eq(idx.cols, 3);
    ck_assert_mem_eq(idx.bytes, "abcdefghijkl", 12);
    idx_done(&idx);
    ck_assert_ptr_null(idx.bytes);
}

/* Every way to cut the content into two members, an empty member, and a file name in the
 * header. */
START_TEST(packed_or_not_or_in_several_gzip_members)
{
    static struct bytes file;
    char *path = suite_path(suite_folder(), "file");
    size_t i;

    file.size = 0;
    add(&file, good, 28);
    check_good(path, &file);
    for (i = 0; i <= 28; i++) {
        file.size = 0;
        add_packed(&file, good, i);
        add_packed(&file, good + i, 28 - i);
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
    ck_assert_msg(idx_read_labels(&idx, path, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(idx.count, 3);
    ck_assert_uint_eq(idx.rows * idx.cols, 1);
    ck_assert_mem_eq(idx.bytes, "\x09\x00\x05", 3);
    idx_done(&idx);
}
END_TEST

/* More than the buffers hold: input, first capacity of the content and its growth. */
/* Part by part, also where parts end within a gzip member or just at its end. */
START_TEST(parts_make_the_whole)
{
    static struct bytes packed;
    char *path = suite_path(suite_folder(), "file");
    struct idx idx;
    struct idx_file *file;
    size_t part, have;

    packed.size = 0;
    add_packed(&packed, good, 20);
    add_packed(&packed, good + 20, 8);
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
        ck_assert_int_eq(idx_read_on(file, part, NULL), 0); /* no more, and no harm */
        ck_assert_mem_eq(idx.bytes, good + 16, 12);
        idx_close(file);
        idx_done(&idx);
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

        ck_assert_msg(idx_read_images(&idx, paths[i], &err) == 0, "%s", err.text);
        ck_assert_uint_eq(idx.count, COUNT);
        ck_assert_mem_eq(idx.bytes, content + 16, COUNT * SIZE);
        idx_done(&idx);
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
    add_packed(&file, good, 28);
    for (i = 0; i < file.size; i++)
        for (bit = 0; bit < 8; bit++) {
            struct idx idx = {0};

            file.data[i] ^= (unsigned char)(1 << bit);
            suite_write(path, file.data, file.size);
            if (idx_read_images(&idx, path, NULL) == 0) {
                unnoticed++;
                ck_assert_uint_eq(idx.count * idx.rows * idx.cols, 12);
                ck_assert_mem_eq(idx.bytes, good + 16, 12);
            }
            idx_done(&idx);
            file.data[i] ^= (unsigned char)(1 << bit);
        }
    ck_assert_int_lt(unnoticed, 8 * 8);
}
END_TEST

START_TEST(every_shorter_file_is_refused)
{
    static struct bytes file;
    char *path = suite_path(suite_folder(), "file");
    size_t i;
    int packed;

    for (packed = 0; packed < 2; packed++) {
        file.size = 0;
        if (packed)
            add_packed(&file, good, 28);
        else
            add(&file, good, 28);
        for (i = 0; i < file.size; i++) {
            struct idx idx;

            suite_write(path, file.data, i);
            ck_assert_int_eq(idx_read_images(&idx, path, NULL), -1);
        }
    }
}
END_TEST

#ifndef SANITIZED /* which need much address space for themselves */
/* Bytes, 0 if the system does not tell. A library that is not used here may take a lot.
 */
static rlim_t
address_space_now(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;

    if (file != NULL) {
        if (fscanf(file, "%lu", &pages) != 1)
            pages = 0;
        fclose(file);
    }
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* A header that promises 1 GiB costs no memory while the content is short, and a gzip
 * bomb is not unpacked further than its header promises. */
START_TEST(memory_is_bounded_by_what_is_really_there)
{
    static unsigned char zeros[1 << 20];
    const rlim_t most = address_space_now() + (64 << 20);
    const struct rlimit limit = {most, most};
    char *path = suite_path(suite_folder(), "file"), expected[4096];
    struct error err;
    struct idx idx;
    gzFile bomb;
    int i;

    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
    suite_write(path, "\0\0\x08\x01\x40\0\0\0\x01", 9);
    ck_assert_int_eq(idx_read_labels(&idx, path, &err), -1);
    snprintf(expected, sizeof expected,
             "%s: cut off: 1 bytes follow the header instead of 1073741824", path);
    ck_assert_str_eq(err.text, expected);

    bomb = gzopen(path, "wb1");
    gzwrite(bomb, "\0\0\x08\x01\0\0\0\x02", 8);
    for (i = 0; i < 80; i++)
        ck_assert_int_eq(gzwrite(bomb, zeros, sizeof zeros), sizeof zeros);
    ck_assert_int_eq(gzclose(bomb), Z_OK);
    ck_assert_int_eq(idx_read_labels(&idx, path, &err), -1);
    snprintf(expected, sizeof expected,
             "%s: goes on after the 2 labels that its header promises: the count or the "
             "content is wrong",
             path);
    ck_assert_str_eq(err.text, expected);

    /* the same bomb whose header promises all of it: short of memory, and it says so */
    bomb = gzopen(path, "wb1");
    gzwrite(bomb, "\0\0\x08\x01\x05\0\0\0", 8);
    for (i = 0; i < 80; i++)
        gzwrite(bomb, zeros, sizeof zeros);
    ck_assert_int_eq(gzclose(bomb), Z_OK);
    ck_assert_int_eq(idx_read_labels(&idx, path, &err), -1);
    snprintf(expected, sizeof expected, "not enough memory for %s", path);
    ck_assert_str_eq(err.text, expected);
}
END_TEST
#endif

START_TEST(what_is_not_a_file_is_named)
{
    const char *folder = suite_folder();
    char *fifo = suite_path(folder, "fifo"), expected[4096];
    struct error err;
    struct idx idx;

    ck_assert_int_eq(idx_read_images(&idx, "/nonexistent/file", &err), -1);
    ck_assert_str_eq(err.text,
                     "/nonexistent/file cannot be opened: No such file or directory");
    ck_assert_int_eq(idx_read_images(&idx, folder, &err), -1);
    snprintf(expected, sizeof expected, "%s: a folder, not an IDX file", folder);
    ck_assert_str_eq(err.text, expected);
    ck_assert_int_eq(idx_read_images(&idx, "/dev/null", &err), -1);
    ck_assert_str_eq(err.text, "/dev/null: a device, not an IDX file");
    /* nobody writes into it: a reader that waits would hang here */
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    ck_assert_int_eq(idx_read_images(&idx, fifo, &err), -1);
    snprintf(expected, sizeof expected, "%s: a pipe, not an IDX file", fifo);
    ck_assert_str_eq(err.text, expected);
}
END_TEST

/* For root nothing is forbidden, so that root becomes nobody. */
START_TEST(a_file_without_permission_is_named)
{
    const char *folder = suite_folder();
    char *path = suite_path(folder, "file"), expected[4096];
    struct error err;
    struct idx idx;
    int root = geteuid() == 0;

    suite_write(path, good, 28);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    ck_assert_int_eq(chmod(path, 0), 0);
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    ck_assert_int_eq(idx_read_images(&idx, path, &err), -1);
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    snprintf(expected, sizeof expected, "%s cannot be opened: Permission denied", path);
    ck_assert_str_eq(err.text, expected);
}
END_TEST

static int
lowest_free_fd(void)
{
    int fd = open("/dev/null", O_RDONLY);

    close(fd);
    return fd;
}

START_TEST(no_descriptor_is_left_open)
{
    static struct bytes file;
    const char *folder = suite_folder();
    char *path = suite_path(folder, "file");
    int before = lowest_free_fd();
    struct idx idx;
    size_t i;

    for (i = 0; i < MEM_COUNT(bad); i++) {
        make_file(&file, &bad[i], bad[i].forms >= PACKED);
        suite_write(path, file.data, file.size);
        ck_assert_int_eq(bad[i].read(&idx, path, NULL), -1);
    }
    ck_assert_int_eq(idx_read_images(&idx, folder, NULL), -1);
    ck_assert_int_eq(lowest_free_fd(), before);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        broken_files_are_refused_with_the_reason,
        packed_or_not_or_in_several_gzip_members,
        labels_have_one_byte_each,
        parts_make_the_whole,
        large_files_are_read_whole,
        no_changed_byte_changes_the_content,
        every_shorter_file_is_refused,
#ifndef SANITIZED
        memory_is_bounded_by_what_is_really_there,
#endif
        what_is_not_a_file_is_named,
        a_file_without_permission_is_named,
        no_descriptor_is_left_open,
        NULL,
    };

    return suite_run("idx", tests, 0);
}
