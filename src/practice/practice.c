#include "config.h"

#include "practice/practice.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "practice/handwriting.h"
#include "practice/ink.h"

/* Streams of random numbers, far enough apart that no two uses share one. */
enum { STREAM_LABELS = 0x7072, STREAM_IMAGES = 0x7073 };

static uint64_t
stream(uint64_t use, bool test, size_t number)
{
    return use << 48 | (uint64_t)test << 40 | number;
}

static int
make_room(struct images *images, size_t count, struct error *err)
{
    images->count = count;
    images->rows = images->cols = PRACTICE_SIDE;
    images->pixels = mem_large(count, INK_SIZE);
    images->labels = mem_zeroed(count, 1);
    if (images->pixels == NULL || images->labels == NULL)
        return error_memory(err, "the practice digits");
    return images_begin_lists(images, err);
}

int
practice_begin(struct dataset *dataset, struct error *err)
{
    memset(dataset, 0, sizeof *dataset);
    if (make_room(&dataset->train, PRACTICE_TRAIN, err) != 0 ||
        make_room(&dataset->test, PRACTICE_TEST, err) != 0) {
        dataset_done(dataset);
        return -1;
    }
    snprintf(dataset->name, sizeof dataset->name, "practice digits");
    dataset_number_classes(dataset, 0, DIGIT_CLASSES - 1);
    return 0;
}

/* The ten digits in random order, for the images from a multiple of ten on. */
static void
order_digits(uint32_t digits[DIGIT_CLASSES], uint64_t seed, bool test, size_t ten)
{
    struct rng rng;
    uint32_t i;

    for (i = 0; i < DIGIT_CLASSES; i++)
        digits[i] = i;
    rng_init(&rng, seed, stream(STREAM_LABELS, test, ten));
    rng_shuffle(&rng, digits, DIGIT_CLASSES);
}

static void
draw_one(unsigned char *pixels, int digit, struct rng *rng)
{
    struct trace trace;
    float right, down;

    handwriting_write(&trace, handwriting_choose(digit, rng), rng);
    right = (float)rng_uniform(rng);
    down = (float)rng_uniform(rng);
    ink_draw(pixels, &trace, right, down);
}

void
practice_draw(struct dataset *dataset, struct images *images, uint64_t seed, size_t from,
              size_t upto)
{
    bool test = images == &dataset->test;
    uint32_t digits[DIGIT_CLASSES];
    struct rng rng;
    size_t i;

    for (i = from; i < upto; i++) {
        size_t in_ten = i % DIGIT_CLASSES;

        if (i == from || in_ten == 0)
            order_digits(digits, seed, test, i / DIGIT_CLASSES);
        images->labels[i] = (unsigned char)digits[in_ten];
        rng_init(&rng, seed, stream(STREAM_IMAGES, test, i));
        draw_one(images->pixels + i * INK_SIZE, images->labels[i], &rng);
    }
}

int
practice_make(struct dataset *dataset, uint64_t seed, struct error *err)
{
    if (practice_begin(dataset, err) != 0)
        return -1;
    practice_draw(dataset, &dataset->train, seed, 0, PRACTICE_TRAIN);
    practice_draw(dataset, &dataset->test, seed, 0, PRACTICE_TEST);
    images_list(&dataset->train, 0, PRACTICE_TRAIN);
    images_list(&dataset->test, 0, PRACTICE_TEST);
    images_end_lists(&dataset->train);
    images_end_lists(&dataset->test);
    return 0;
}
