#include "config.h"

#include "data/npz_items.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/dataset.h"
#include "npz/npy_header.h"

enum { LABELS_AT_ONCE = 1024 };

/* By enum data_file: Keras' name, then another common one. */
static const char *const names[DATA_FILES][2] = {
    {"x_train", "train_images"},
    {"y_train", "train_labels"},
    {"x_test", "test_images"},
    {"y_test", "test_labels"},
};

struct npz_items {
    const char *path;
    const char *name; /* of the array */
    enum npz_use use;
    struct npz_header header;
    struct archive_stream stream;
    unsigned char *bytes; /* borrowed */
    size_t have;
};

/* Puts the file and the array in front of a message. */
static int
refuse(const struct npz_items *items, const struct error *why, struct error *err)
{
    return error_set(err, "%s: array %s %s", items->path, items->name, why->text);
}

static const struct archive_member *
find_member(const struct archive *archive, const char *name)
{
    size_t length = strlen(name), i;

    for (i = 0; i < archive->count; i++) {
        const char *member = archive->members[i].name;

        if (strncmp(member, name, length) == 0 && strcmp(member + length, ".npy") == 0)
            return &archive->members[i];
    }
    return NULL;
}

/* Finds the array under one of its names. */
static const struct archive_member *
find_array(struct npz_items *items, const struct archive *archive, enum data_file which,
           struct error *err)
{
    const struct archive_member *member = NULL;
    size_t i;

    for (i = 0; i < MEM_COUNT(names[which]) && member == NULL; i++) {
        items->name = names[which][i];
        member = find_member(archive, items->name);
    }
    if (member == NULL)
        error_set(err,
                  "%s: there is no array %s: x_train, y_train, x_test and y_test are "
                  "expected, as in Keras' mnist.npz",
                  items->path, names[which][0]);
    return member;
}

static int
check_images(const struct npz_header *header, struct error *err)
{
    const size_t *shape = header->shape;

    if (header->fortran_order)
        return error_set(err, "is in Fortran order: C order is expected "
                              "(in NumPy: numpy.ascontiguousarray)");
    if (shape[1] > IDX_MAX_SIDE || shape[2] > IDX_MAX_SIDE)
        return error_set(err, "holds images of %zux%zu pixels: 1x1 to %dx%d can be read",
                         shape[1], shape[2], IDX_MAX_SIDE, IDX_MAX_SIDE);
    return 0;
}

/* Allocates a byte for each number: the archive has checked that its packed bytes can
 * hold that many. */
static int
begin(struct npz_items *items, struct error *err)
{
    struct error why;

    if (npz_header_read(&items->header, items->use, &items->stream, &why) != 0 ||
        (items->use == NPZ_IMAGES && check_images(&items->header, &why) != 0))
        return refuse(items, &why, err);
    items->bytes = malloc(items->header.count);
    return items->bytes != NULL ? 0 : error_memory(err, items->path);
}

struct npz_items *
npz_items_open(struct idx *idx, const struct archive *archive, enum data_file which,
               struct error *err)
{
    struct npz_items *items = mem_zeroed(1, sizeof *items);
    const struct archive_member *member;
    struct error why;

    if (items == NULL) {
        error_memory(err, archive->path);
        return NULL;
    }
    items->path = archive->path;
    items->use =
        which == DATA_TRAIN_IMAGES || which == DATA_TEST_IMAGES ? NPZ_IMAGES : NPZ_LABELS;
    member = find_array(items, archive, which, err);
    if (member == NULL) {
        free(items);
        return NULL;
    }
    if (archive_start(&items->stream, archive, member, &why) != 0) {
        refuse(items, &why, err);
        free(items);
        return NULL;
    }
    if (begin(items, err) != 0) {
        npz_items_close(items);
        return NULL;
    }
    *idx = (struct idx){items->header.shape[0], items->header.shape[1],
                        items->header.shape[2], items->bytes};
    return items;
}

const char *
npz_items_name(const struct npz_items *items)
{
    return items->name;
}

/* Puts a whole number together from its bytes, in the byte order of the file. A negative
 * one comes out too large. */
static uint64_t
decode(const unsigned char *p, const struct npz_header *header)
{
    uint64_t value = 0;
    size_t i;

    for (i = 0; i < header->width; i++)
        value = value << 8 | p[header->big_endian ? i : header->width - 1 - i];
    return value;
}

static int
read_labels(struct npz_items *items, size_t count, struct error *err)
{
    unsigned char numbers[LABELS_AT_ONCE * 8];
    size_t width = items->header.width, some, i;

    for (; count > 0; count -= some) {
        some = count < LABELS_AT_ONCE ? count : LABELS_AT_ONCE;
        if (archive_get(&items->stream, numbers, some * width, err) != 0)
            return -1;
        for (i = 0; i < some; i++) {
            uint64_t label = decode(numbers + i * width, &items->header);

            if (label >= DATASET_MAX_CLASSES)
                return error_set(err, "holds the label %llu at [%zu]: 0 to %d is right",
                                 (unsigned long long)label, items->have,
                                 DATASET_MAX_CLASSES - 1);
            items->bytes[items->have++] = (unsigned char)label;
        }
    }
    return 0;
}

int
npz_items_read_on(struct npz_items *items, size_t size, struct error *err)
{
    size_t left = items->header.count - items->have;
    struct error why;
    int status;

    if (left == 0)
        return 0;
    size = size < left ? size : left;
    if (items->use == NPZ_LABELS) {
        status = read_labels(items, size, &why);
    } else {
        status = archive_get(&items->stream, items->bytes + items->have, size, &why);
        items->have += size;
    }
    if (status == 0 && items->have == items->header.count)
        status = archive_check_end(&items->stream, &why);
    return status == 0 ? 0 : refuse(items, &why, err);
}

size_t
npz_items_have(const struct npz_items *items)
{
    return items->have;
}

void
npz_items_close(struct npz_items *items)
{
    if (items == NULL)
        return;
    archive_stop(&items->stream);
    free(items);
}
