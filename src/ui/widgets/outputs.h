/* The outputs of the net as bars, and the verdict on its answer. */
#ifndef MNISTUI_UI_WIDGETS_OUTPUTS_H
#define MNISTUI_UI_WIDGETS_OUTPUTS_H

#include "data/dataset.h"
#include "ui/canvas.h"

/* The size at which all classes of a data set can be seen well. */
struct outputs_size {
    int rows; /* a title and a row for each class */
    int cols; /* of one column of bars, with names */
};

enum {
    OUTPUTS_MIN_ROWS = 11, /* a title and ten bars */
    OUTPUTS_MIN_COLS = 18,
    OUTPUTS_GAP = 2, /* between two columns of bars */
};

/* dataset is NULL while its classes are not known. */
struct outputs_size outputs_size(const struct dataset *dataset);

/* The columns of the longest name of a class. */
int outputs_name_cols(const struct dataset *dataset);

/* How many rows all outputs need in that many columns, where there is room for several
 * bars side by side or not. */
int outputs_rows(struct outputs_size size, int cols);

/* "label 7 answer 7 right" from column x of the top row on: the verdict in a word and a
 * colour. Where names are too long for that, it is "Ankle boot: Sneaker wrong" or "Ankle
 * boot: right". The last word is never cut. */
void outputs_verdict(const struct canvas *canvas, struct rect r, int x,
                     const struct dataset *dataset, size_t label, size_t answer);

/* outputs: a number in 0..1 for each class of the data set, or NULL when they are not
 * known. With verdict, the title is label, answer and verdict: for a screen that has no
 * other room for them.
 *
 * A wide panel has several columns of bars. If there is still not room for all classes,
 * it shows those of the label, of the answer and of the largest outputs, and says how
 * many it shows. */
void outputs_draw(const struct canvas *canvas, struct rect r,
                  const struct dataset *dataset, const float *outputs, size_t label,
                  size_t answer, bool verdict);

/* In their place, where they are not known and will not be. */
void outputs_draw_not_kept(const struct canvas *canvas, struct rect r);

#endif
