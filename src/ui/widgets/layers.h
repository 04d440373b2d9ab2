/* Statistics of each layer: weights, gradient and saturation. */
#ifndef MNISTUI_UI_WIDGETS_LAYERS_H
#define MNISTUI_UI_WIDGETS_LAYERS_H

#include "nn/stats.h"
#include "ui/canvas.h"

/* A row of titles, then a row per layer; the last row says how many did not fit. Columns
 * that do not fit are left out from the right. */
void layers_draw(const struct canvas *canvas, struct rect r,
                 const struct layer_stats *stats, size_t layers);

#endif
