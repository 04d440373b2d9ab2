#include "config.h"

#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "data/dataset.h"
#include "data/idx.h"

_Noreturn void
fuzz_fail(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, what);
    abort();
}

const char *
fuzz_file(const uint8_t *data, size_t size)
{
    static char path[64];
    static int fd = -1;

    if (fd < 0) {
        fd = memfd_create("fuzz", MFD_CLOEXEC);
        FUZZ_CHECK(fd >= 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    FUZZ_CHECK(pwrite(fd, data, size, 0) == (ssize_t)size);
    FUZZ_CHECK(ftruncate(fd, (off_t)size) == 0);
    return path;
}

/* ---- IDX ---- */

typedef struct idx_file *open_idx(struct idx *idx, const char *path, struct error *err);

static size_t
big_endian(const uint8_t *p)
{
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

/* 1 when content is a right file of images, or else of labels; header is their place. */
static int
is_right(const uint8_t *content, size_t size, int images, size_t *header)
{
    size_t count, rows, cols, i;

    *header = images ? 16 : 8;
    if (content == NULL || size < *header ||
        big_endian(content) != (images ? 0x803u : 0x801u))
        return 0;
    count = big_endian(content + 4);
    rows = images ? big_endian(content + 8) : 1;
    cols = images ? big_endian(content + 12) : 1;
    if (count < 1 || rows < 1 || rows > IDX_MAX_SIDE || cols < 1 || cols > IDX_MAX_SIDE ||
        count * rows * cols > IDX_MAX_BYTES || count * rows * cols != size - *header)
        return 0;
    for (i = *header; !images && i < size; i++)
        if (content[i] >= DATASET_MAX_CLASSES)
            return 0;
    return 1;
}

/* What is known at each moment, whatever the file is. 1 when all of it was read. */
static int
read_parts(struct idx *idx, open_idx *open, const char *path, size_t part,
           struct error *err)
{
    struct idx_file *file = open(idx, path, err);
    size_t have = 0, total;
    int status = 0;

    if (file == NULL) {
        FUZZ_CHECK(idx->bytes == NULL);
        return 0;
    }
    total = idx->count * idx->rows * idx->cols;
    FUZZ_CHECK(total > 0 && total <= IDX_MAX_BYTES);
    part += total / 64; /* a large one takes no longer */
    while (status == 0 && have < total) {
        status = idx_read_on(file, part, err);
        FUZZ_CHECK(status != 0 || idx_have(file) > have);
        have = idx_have(file);
        FUZZ_CHECK(have <= total);
    }
    idx_close(file);
    return status == 0;
}

static void
read_one(const char *path, int images, size_t part, int known, const uint8_t *content,
         size_t size)
{
    struct error err = {""};
    struct idx idx = {0};
    size_t header;
    int taken =
        read_parts(&idx, images ? idx_open_images : idx_open_labels, path, part, &err);

    FUZZ_CHECK(taken || strstr(err.text, path) != NULL);
    if (known) {
        FUZZ_CHECK(taken == is_right(content, size, images, &header));
        FUZZ_CHECK(!taken || memcmp(idx.bytes, content + header, size - header) == 0);
    }
    free(idx.bytes);
}

void
fuzz_read_idx(const char *path, const uint8_t *content, size_t size, size_t part)
{
    int labels = content != NULL && size >= 4 && big_endian(content) == 0x801;

    read_one(path, !labels, part, 1, content, size);
    if (part % 16 == 1)
        read_one(path, labels, part, 1, content, size);
}

void
fuzz_read_idx_blindly(const char *path, size_t part)
{
    read_one(path, part % 8 == 1, part, 0, NULL, 0);
}
