/* Statistics of each layer: weights, gradient and saturation. */
#ifndef MNISTUI_UI_WIDGETS_STATISTICS_H
#define MNISTUI_UI_WIDGETS_STATISTICS_H

#include "nn/stats.h"
#include "ui/canvas.h"

/* A row of titles, then a row for each layer; if some do not fit, the last row says how
 * many. Columns that do not fit are left out at the right. */
void statistics_draw(const struct canvas *canvas, struct rect r,
                     const struct layer_stats *stats, size_t layers);

#endif
