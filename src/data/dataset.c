#include "config.h"

#include "data/dataset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"

static void
free_sparse(struct images *images)
{
    free(images->first);
    free(images->index);
    free(images->value);
    images->first = NULL;
    images->index = NULL;
    images->value = NULL;
}

static void
images_done(struct images *images)
{
    free_sparse(images);
    free(images->pixels);
    free(images->labels);
    memset(images, 0, sizeof *images);
}

/* Lists the pixels of one image that are not 0 and returns how many. No branch depends on
 * a single pixel, for it would be mispredicted at every edge of a stroke: each is
 * written, and the next one overwrites it if it was 0. */
static uint32_t
list_pixels(uint16_t *index, uint8_t *value, const unsigned char *pixels, size_t size)
{
    size_t i = 0, end;
    uint32_t at = 0;
    uint64_t word;

    while (i < size) {
        end = min_size(i + sizeof word, size);
        if (end - i == sizeof word) {
            memcpy(&word, pixels + i, sizeof word);
            if (word == 0)
                i = end;
        }
        for (; i < end; i++) {
            index[at] = (uint16_t)i;
            value[at] = pixels[i];
            at += pixels[i] != 0;
        }
    }
    return at;
}

/* Gives back the room that a list does not need; if that fails, the list stays as it is,
 * which does no harm. */
static void *
shrink(void *list, size_t size)
{
    void *smaller = realloc(list, size);

    return smaller != NULL ? smaller : list;
}

int
images_begin_lists(struct images *images, struct error *err)
{
    size_t size = images->rows * images->cols, room;

    if (size > UINT16_MAX + 1 || images->count >= UINT32_MAX / max_size(size, 1))
        return error_set(err, "%zu images of %zux%zu pixels are more than can be counted",
                         images->count, images->rows, images->cols);
    room = images->count * size;
    images->first = mem_zeroed(images->count + 1, sizeof *images->first);
    images->index = mem_large(room, sizeof *images->index);
    images->value = mem_large(room, sizeof *images->value);
    if (images->first == NULL || images->index == NULL || images->value == NULL) {
        free_sparse(images);
        return error_memory(err, "the images");
    }
    return 0;
}

void
images_list(struct images *images, size_t from, size_t upto)
{
    size_t size = images->rows * images->cols, i;
    uint32_t at = images->first[from];

    for (i = from; i < upto; i++) {
        at += list_pixels(images->index + at, images->value + at,
                          images->pixels + i * size, size);
        images->first[i + 1] = at;
    }
}

void
images_end_lists(struct images *images)
{
    size_t room = max_size(images->first[images->count], 1);

    images->index = shrink(images->index, room * sizeof *images->index);
    images->value = shrink(images->value, room * sizeof *images->value);
}

void
dataset_number_classes(struct dataset *dataset, size_t first, size_t last)
{
    size_t k;

    dataset->classes = last - first + 1;
    for (k = 0; k < dataset->classes; k++)
        snprintf(dataset->class_names[k], CLASS_NAME_SIZE, "%u", (unsigned)(first + k));
}

void
dataset_done(struct dataset *dataset)
{
    images_done(&dataset->train);
    images_done(&dataset->test);
    memset(dataset, 0, sizeof *dataset);
}
