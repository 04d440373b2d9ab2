/* The ten outputs of the net as bars, under a line with label and answer. */
#ifndef MNISTUI_UI_WIDGETS_OUTPUTS_H
#define MNISTUI_UI_WIDGETS_OUTPUTS_H

#include "data/dataset.h"
#include "ui/canvas.h"

/* "answer 7 right": the verdict by word and colour. Returns the column behind it. */
int outputs_verdict(const struct canvas *canvas, struct rect r, int y, int x,
                    size_t label, size_t answer);

/* outputs: DATASET_CLASSES numbers in 0..1, or NULL when they are not known. */
void outputs_draw(const struct canvas *canvas, struct rect r, const float *outputs,
                  size_t label, size_t answer);

#endif
