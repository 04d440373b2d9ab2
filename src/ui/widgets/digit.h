/* The image that a screen is about, most often a digit: how large it is, and where. */
#ifndef MNISTUI_UI_WIDGETS_DIGIT_H
#define MNISTUI_UI_WIDGETS_DIGIT_H

#include "data/dataset.h"
#include "ui/canvas.h"

/* How large an image of 28x28 pixels is drawn. */
enum digit_size {
    DIGIT_SMALL, /* 14 rows of 28 columns: two pixels in a cell */
    DIGIT_LARGE, /* 28 rows of 56 columns: two cells for a pixel */
};

enum { CAPTION_GAP = 2 }; /* in a caption, between the image's number and the verdict */

/* Large where the body of a screen has room for it. */
enum digit_size digit_size(struct rect body);
int digit_rows(enum digit_size size);
int digit_cols(enum digit_size size);

/* Takes the place of the image off the top of column, with a caption above it if there is
 * a row for one. */
void digit_place(struct rect *column, enum digit_size size, struct rect *caption,
                 struct rect *digit);

/* Draws the image of that number as a picture (picture.h). */
void digit_draw(const struct canvas *canvas, struct rect r, const struct images *images,
                size_t number, enum digits style);

#endif
