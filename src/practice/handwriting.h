/*
 * A hand that writes a digit: it takes one of the styles of data/strokes and varies it as
 * hands do. The result is the path of the pen, which practice/ink.h draws.
 *
 * In this order: the points of the style move a little, neighbours by about the same
 * (wobble), and the strokes against each other; the whole is warped smoothly (an elastic
 * distortion: a lattice of random shifts with cubic B-splines in between, after Simard,
 * Steinkraus and Platt, "Best practices for convolutional neural networks applied to
 * visual document analysis", 2003), stretched, turned and slanted; the larger side of the
 * box around its ink then gets the length that MNIST gives it, so that a digit written
 * small or large shows only in how thick its line is: that width is chosen for each
 * digit, and the pressure changes it along each stroke.
 *
 * Computed with + - * / and square roots of floats alone, which are the same on every
 * machine: the same digit comes out, bit for bit.
 */
#ifndef MNISTUI_PRACTICE_HANDWRITING_H
#define MNISTUI_PRACTICE_HANDWRITING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rng.h"
#include "practice/strokes.h"

/* Pieces between two points of a style, at most. */
enum {
    HANDWRITING_PIECES = 8,
    HANDWRITING_ROOM = STROKES_MAX_POINTS * HANDWRITING_PIECES
};

/* Where the pen was, in pixels, and half its width there. */
struct pen {
    float x, y;
    float radius;
    bool down; /* it drew a line to here from the point before */
};

/* The side of the square that MNIST fits its digits into, in pixels. */
enum { HANDWRITING_SIZE = 20 };

/* The path of the pen. The box around its ink begins at 0, 0, and its larger side is
 * HANDWRITING_SIZE. */
struct trace {
    size_t count;
    struct pen pen[HANDWRITING_ROOM];
};

/* Chooses one of the digit's styles, by their shares. */
const struct style *handwriting_choose(int digit, struct rng *rng);

void handwriting_write(struct trace *trace, const struct style *style, struct rng *rng);

#endif
