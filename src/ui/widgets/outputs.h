/* The outputs of the net as bars, under a line with label and answer. */
#ifndef MNISTUI_UI_WIDGETS_OUTPUTS_H
#define MNISTUI_UI_WIDGETS_OUTPUTS_H

#include "data/dataset.h"
#include "ui/canvas.h"

/* "label 7 answer 7 right" from column x of the top row on: the verdict by word and
 * colour. */
void outputs_verdict(const struct canvas *canvas, struct rect r, int x,
                     const struct dataset *dataset, size_t label, size_t answer);

/* outputs: a number in 0..1 for each class of the data set, or NULL when they are not
 * known. With verdict set, the title is label, answer and verdict: for a screen that has
 * no other room for them. */
void outputs_draw(const struct canvas *canvas, struct rect r,
                  const struct dataset *dataset, const float *outputs, size_t label,
                  size_t answer, bool verdict);

#endif
