/* The outputs of the net as bars, under a line with label and answer. */
#ifndef MNISTUI_UI_WIDGETS_OUTPUTS_H
#define MNISTUI_UI_WIDGETS_OUTPUTS_H

#include "data/dataset.h"
#include "ui/canvas.h"
#include "ui/layout.h"

/* What room the classes of a data set would like; dataset may be NULL when they are not
 * known yet. */
struct outputs_wish outputs_wish(const struct dataset *dataset);

/* "label 7 answer 7 right" from column x of the top row on: the verdict by word and
 * colour. Where names are too long for that, "Ankle boot: Sneaker wrong" or "Ankle boot:
 * right"; the last word is never cut. */
void outputs_verdict(const struct canvas *canvas, struct rect r, int x,
                     const struct dataset *dataset, size_t label, size_t answer);

/* outputs: a number in 0..1 for each class of the data set, or NULL when they are not
 * known. With verdict set, the title is label, answer and verdict: for a screen that has
 * no other room for them.
 *
 * A wide panel has several columns of bars. Where even so there is no room for all
 * classes, there are those of the label, of the answer and of the largest outputs, and
 * how many they are. */
void outputs_draw(const struct canvas *canvas, struct rect r,
                  const struct dataset *dataset, const float *outputs, size_t label,
                  size_t answer, bool verdict);

#endif
