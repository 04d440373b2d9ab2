/* An image of a digit, drawn with an ASCII ramp. */
#ifndef MNISTUI_UI_WIDGETS_DIGIT_H
#define MNISTUI_UI_WIDGETS_DIGIT_H

#include "data/dataset.h"
#include "ui/canvas.h"
#include "ui/layout.h"

/* Small: two pixels, one above the other, in a cell; large: two cells for a pixel. */
void digit_draw(const struct canvas *canvas, struct rect r, enum digit_size size,
                const struct images *images, size_t number);

#endif
