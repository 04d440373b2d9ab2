/*
 * Draws the path of a pen as MNIST's images show it: a frame of 28x28 pixels of 0 (paper)
 * to 255 (ink), softened at the edges of the ink, whose centre of mass is in the middle
 * of the frame as far as whole pixels allow (LeCun, Cortes and Burges, "The MNIST
 * database of handwritten digits").
 */
#ifndef MNISTUI_PRACTICE_INK_H
#define MNISTUI_PRACTICE_INK_H

#include "practice/handwriting.h"

enum { INK_SIDE = 28, INK_SIZE = INK_SIDE * INK_SIDE };

/* right and down, 0..1: where between the pixels the box of the trace begins. */
void ink_draw(unsigned char pixels[INK_SIZE], const struct trace *trace, float right,
              float down);

#endif
