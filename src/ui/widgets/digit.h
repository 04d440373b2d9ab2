/* An image of any size, most often a digit, drawn with an ASCII ramp. */
#ifndef MNISTUI_UI_WIDGETS_DIGIT_H
#define MNISTUI_UI_WIDGETS_DIGIT_H

#include "data/dataset.h"
#include "ui/canvas.h"

/* As large as fits into r, in its middle; a cell counts as twice as high as wide, so that
 * 14 rows of 28 columns show 28x28 pixels with two of them in a cell, and 28 rows of 56
 * with two cells for a pixel. Where a cell covers more than one pixel, it shows their
 * mean. */
void digit_draw(const struct canvas *canvas, struct rect r, const struct images *images,
                size_t number);

#endif
