/* How a run learns: the chart of its accuracy, and a line with its loss. */
#ifndef MNISTUI_UI_WIDGETS_LEARNING_H
#define MNISTUI_UI_WIDGETS_LEARNING_H

#include <stdbool.h>

#include "train/snapshot.h"
#include "ui/canvas.h"

/* The accuracy on the test images over the epochs, with the newest and the best value,
 * and below it the running loss. */
void learning_draw(const struct canvas *canvas, struct rect r,
                   const struct snapshot *shot);

/* For tests: the smallest and the largest value in column `column` of `columns`, which
 * span `epochs` epochs. A column between samples has the value of the sample before it.
 * False when there is no sample at or before it, or when it lies past the newest one. */
bool learning_column(const struct curve *curve, double epochs, int columns, int column,
                     double *min, double *max);

#endif
