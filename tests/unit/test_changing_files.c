/* Files that are cut at any byte, that change while they are read, and that claim more
 * memory than they fill. */
#include "config.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "data/dataset.h"
#include "data/idx.h"
#include "data/reader.h"
#include "support/bytes.h"
#include "support/read_idx.h"
#include "support/special_files.h"
#include "support/suite.h"

/* err is the path and then this. */
static void check_message(const struct error *err, const char *path, const char *format,
                          ...) __attribute__((format(printf, 3, 4)));

static void
check_message(const struct error *err, const char *path, const char *format, ...)
{
    char message[1000];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ck_assert_msg(strncmp(err->text, path, strlen(path)) == 0, "%s", err->text);
    ck_assert_str_eq(err->text + strlen(path), message);
}

static const char good[] = "\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x03"
                           "abcdefghijkl";

enum { GOOD_SIZE = 28 };

static void
check_cut(const char *path, size_t size)
{
    struct error err = {""};
    struct idx idx;

    ck_assert_int_eq(read_idx_images(&idx, path, &err), -1);
    if (size == 0)
        check_message(&err, path, ": empty: download or copy it again");
    else if (size < 16)
        check_message(
            &err, path,
            ": cut off in its header, after %zu of 16 bytes: download or copy it again",
            size);
    else
        check_message(&err, path,
                      ": cut off: %zu bytes follow the header instead of 12: download or "
                      "copy it again",
                      size - 16);
}

START_TEST(a_file_cut_at_any_byte_is_refused)
{
    char *path = suite_path(suite_folder(), "file");
    size_t size;

    for (size = 0; size < GOOD_SIZE; size++) {
        suite_write(path, good, size);
        check_cut(path, size);
    }
}
END_TEST

/* It has two members. A cut between them leaves a shorter file that is whole. */
START_TEST(a_packed_file_cut_at_any_byte_is_refused)
{
    static struct bytes file;
    char *path = suite_path(suite_folder(), "file");
    size_t first, size;

    file.size = 0;
    bytes_add_packed(&file, good, 20);
    first = file.size;
    bytes_add_packed(&file, good + 20, 8);
    for (size = 0; size < file.size; size++) {
        struct error err = {""};
        struct idx idx;

        suite_write(path, file.data, size);
        if (size < 2)
            check_cut(path, size);
        else if (size == first)
            check_cut(path, 20);
        else {
            ck_assert_int_eq(read_idx_images(&idx, path, &err), -1);
            if (size == first + 1)
                check_message(&err, path,
                              ": other bytes follow the end of the gzip data: cut them "
                              "off, or download the file again");
            else
                check_message(&err, path,
                              ": cut off in the middle of the gzip data: download or "
                              "copy it again");
        }
    }
}
END_TEST

enum { COUNT = 300, SIDE = 64, CONTENT = COUNT * SIDE * SIDE };

/* More than any buffer holds, and packing does not make it smaller. */
static void
write_large(const char *path, int packed)
{
    static unsigned char content[16 + CONTENT] = {
        0, 0, 8, 3, 0, 0, COUNT >> 8, COUNT & 255, 0, 0, 0, SIDE, 0, 0, 0, SIDE};
    gzFile file = gzopen(path, packed ? "wb1" : "wbT");
    uint32_t state = 1;
    size_t i;

    for (i = 16; i < sizeof content; i++) {
        state = state * 1664525 + 1013904223;
        content[i] = (unsigned char)(state >> 24);
    }
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(gzfwrite(content, 1, sizeof content, file), sizeof content);
    ck_assert_int_eq(gzclose(file), Z_OK);
}

/* A third is read, then the file changes, then the rest: 0, or -1 with err. */
static int
read_while(const char *path, void (*change)(const char *path), size_t *have,
           struct error *err)
{
    struct idx idx;
    struct idx_file *file = idx_open_images(&idx, path, err);
    int status;

    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(idx_read_on(file, CONTENT / 3, err), 0);
    change(path);
    status = idx_read_on(file, CONTENT, err);
    *have = idx_have(file);
    idx_close(file);
    free(idx.bytes);
    return status;
}

/* To less than what was read already. */
static void
shrink(const char *path)
{
    ck_assert_int_eq(truncate(path, 1000), 0);
}

static void
empty(const char *path)
{
    ck_assert_int_eq(truncate(path, 0), 0);
}

static void
grow(const char *path)
{
    FILE *file = fopen(path, "ab");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ne(fputs("more", file), EOF);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(a_file_that_shrinks_while_it_is_read_is_refused)
{
    void (*const changes[])(const char *path) = {shrink, empty};
    char *path = suite_path(suite_folder(), "file");
    struct error err = {""};
    size_t have, i;

    for (i = 0; i < 2; i++) {
        write_large(path, 0);
        ck_assert_int_eq(read_while(path, changes[i], &have, &err), -1);
        ck_assert_uint_lt(have, CONTENT);
        check_message(&err, path,
                      ": cut off: %zu bytes follow the header instead of %d: download or "
                      "copy it again",
                      have, CONTENT);
        write_large(path, 1);
        ck_assert_int_eq(read_while(path, changes[i], &have, &err), -1);
        check_message(
            &err, path,
            ": cut off in the middle of the gzip data: download or copy it again");
    }
}
END_TEST

START_TEST(a_file_that_grows_while_it_is_read_is_refused)
{
    char *path = suite_path(suite_folder(), "file");
    struct error err = {""};
    size_t have;

    write_large(path, 0);
    ck_assert_int_eq(read_while(path, grow, &have, &err), -1);
    check_message(&err, path,
                  ": goes on after the 300 images that its header promises: the count or "
                  "the content is wrong");
    write_large(path, 1);
    ck_assert_int_eq(read_while(path, grow, &have, &err), -1);
    check_message(&err, path,
                  ": other bytes follow the end of the gzip data: cut them off, or "
                  "download the file again");
}
END_TEST

#ifndef SANITIZED /* which need much memory for themselves */
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

/* The most memory that this process ever had, in KiB. */
static long
most_memory(void)
{
    struct rusage usage;

    ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

/* Whether a process has its memory to itself and is held to its limit. Under an emulator
 * of another processor it is not, and the tests of memory would judge the emulator. */
static bool
memory_is_our_own(void)
{
    const rlim_t most = address_space_now() + (16 << 20);
    const struct rlimit limit = {most, most};
    int status = 0;
    pid_t child = fork();

    if (child == 0)
        _exit(setrlimit(RLIMIT_AS, &limit) == 0 && malloc(1 << 30) == NULL);
    return child > 0 && waitpid(child, &status, 0) == child && status != 0;
}

static void
write_bomb(const char *path, const char *header)
{
    static unsigned char zeros[1 << 20];
    gzFile bomb = gzopen(path, "wb1");
    int i;

    ck_assert_ptr_nonnull(bomb);
    ck_assert_int_eq(gzwrite(bomb, header, 8), 8);
    for (i = 0; i < 80; i++)
        ck_assert_int_eq(gzwrite(bomb, zeros, sizeof zeros), sizeof zeros);
    ck_assert_int_eq(gzclose(bomb), Z_OK);
}

/* No more address space than 64 MiB above what is used: a header that promises 1 GiB asks
 * for no memory while the content is short, and a bomb of 80 MiB for none beyond what its
 * header promises. One that promises all of it is short of memory, and says so. */
START_TEST(room_is_asked_only_for_what_the_file_can_hold)
{
    const rlim_t most = address_space_now() + (64 << 20);
    const struct rlimit limit = {most, most};
    char *path = suite_path(suite_folder(), "file"), expected[4096];
    struct error err;
    struct idx idx;

    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
    suite_write(path, "\0\0\x08\x01\x40\0\0\0\x01", 9);
    ck_assert_int_eq(read_idx_labels(&idx, path, &err), -1);
    check_message(&err, path,
                  ": cut off: 1 bytes follow the header instead of 1073741824: download "
                  "or copy it again");

    write_bomb(path, "\0\0\x08\x01\0\0\0\x02");
    ck_assert_int_eq(read_idx_labels(&idx, path, &err), -1);
    check_message(&err, path,
                  ": goes on after the 2 labels that its header promises: the count or "
                  "the content is wrong");

    write_bomb(path, "\0\0\x08\x01\x05\0\0\0");
    ck_assert_int_eq(read_idx_labels(&idx, path, &err), -1);
    snprintf(expected, sizeof expected, "not enough memory for %s", path);
    ck_assert_str_eq(err.text, expected);
}
END_TEST

/* A gzip file of 1 MiB, for which a header of 1 GiB of images is possible, and which
 * holds a few bytes of them. */
static void
write_empty_promise(const char *path, const char *header, unsigned header_size)
{
    static unsigned char name[1 << 20];
    static unsigned char packed[2 << 20];
    gz_header gzip = {.name = name};
    z_stream z = {.next_in = (Bytef *)(uintptr_t)header,
                  .avail_in = header_size,
                  .next_out = packed,
                  .avail_out = sizeof packed};

    memset(name, 'x', sizeof name - 1);
    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    ck_assert_int_eq(deflateSetHeader(&z, &gzip), Z_OK);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    suite_write(path, packed, z.total_out);
    deflateEnd(&z);
}

/* Runs in a process of its own, so that its memory is that of reading alone. Another one
 * writes the files. */
static void
check_little_memory(void (*read)(const char *folder), const char *folder)
{
    enum { MOST = 8 << 10 }; /* KiB */
    int status;
    pid_t child = fork();

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        long before = most_memory();

        read(folder);
        _exit(most_memory() - before > MOST);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}

static void
read_bomb(const char *folder)
{
    struct idx idx;

    if (read_idx_labels(&idx, suite_path(folder, "labels"), NULL) != -1)
        _exit(2);
}

static void
read_promised_set(const char *folder)
{
    char *images = suite_path(folder, "images"), *labels = suite_path(folder, "labels");
    struct data_files files = {.path = {images, labels, images, labels}};
    struct dataset dataset;
    struct error err;

    if (reader_load(&dataset, &files, &err) != -1)
        _exit(2);
}

START_TEST(memory_is_used_only_for_what_is_there)
{
    const char *folder = suite_folder();
    char *images = suite_path(folder, "images"), *labels = suite_path(folder, "labels");

    special_bomb(labels); /* 4 GiB */
    check_little_memory(read_bomb, folder);
    write_empty_promise(images, "\0\0\x08\x03\x40\0\0\0\0\0\0\x01\0\0\0\x01 few", 20);
    write_empty_promise(labels, "\0\0\x08\x01\x40\0\0\0 few", 12);
    check_little_memory(read_promised_set, folder);
}
END_TEST
#endif

int
main(void)
{
    const TTest *tests[7] = {
        a_file_cut_at_any_byte_is_refused,
        a_packed_file_cut_at_any_byte_is_refused,
        a_file_that_shrinks_while_it_is_read_is_refused,
        a_file_that_grows_while_it_is_read_is_refused,
    };

#ifndef SANITIZED
    if (memory_is_our_own()) {
        tests[4] = room_is_asked_only_for_what_the_file_can_hold;
        tests[5] = memory_is_used_only_for_what_is_there;
    }
#endif
    return suite_run("changing files", tests, 60);
}
