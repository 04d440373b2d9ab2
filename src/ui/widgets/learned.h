/*
 * When a net learned one image: a strip over the kept moments of a run, on the scale of
 * the slider, that shows where its answer was right, where it was wrong, and where it
 * changed in other ways.
 */
#ifndef MNISTUI_UI_WIDGETS_LEARNED_H
#define MNISTUI_UI_WIDGETS_LEARNED_H

#include <stddef.h>
#include <stdint.h>

#include "train/tape.h"
#include "ui/canvas.h"

enum { LEARNED_ROWS = 3, LEARNED_TEXT = 96 };

struct learned {
    const struct tape *tape; /* moments without answers are not known */
    size_t number, label;    /* of the test image */
    uint64_t epoch;          /* images in an epoch */
    uint64_t total;          /* images of all epochs */
    uint64_t at;             /* the moment that is looked at */
};

/* In words, the strip, and a mark below the moment that is looked at. */
void learned_draw(const struct canvas *canvas, struct rect r,
                  const struct learned *learned);

/* "right since image 2 430"; "" while no answer is known. */
void learned_words(const struct learned *learned, char text[LEARNED_TEXT]);

/* The images trained that column x of r stands for. */
uint64_t learned_images(const struct learned *learned, struct rect r, int x);

/* The next moment after the one looked at where the answer changed; after the last one,
 * the first. TAPE_NONE if it never did. */
size_t learned_next_change(const struct learned *learned);

#endif
