/* A picture in greys, of any size: with characters, or with half blocks in two greys to a
 * cell. */
#ifndef MNISTUI_UI_WIDGETS_PICTURE_H
#define MNISTUI_UI_WIDGETS_PICTURE_H

#include "ui/canvas.h"

struct picture {
    const unsigned char *pixels; /* (rows * cols), row by row: 0 is paper, 255 full ink */
    int rows, cols;
};

/* As large as it fits into r, in the middle; a cell counts as twice as high as wide. Each
 * half of a cell shows the mean of the pixels that it covers. DIGITS_SHADE is
 * DIGITS_ASCII where canvas_shades() is 0. */
void picture_draw(const struct canvas *canvas, struct rect r,
                  const struct picture *picture, enum digits style);

#endif
