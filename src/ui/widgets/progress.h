/* Where the run is: epoch, a bar within the epoch, rate, time elapsed and left; before
 * it, how far the reading of the data is. */
#ifndef MNISTUI_UI_WIDGETS_PROGRESS_H
#define MNISTUI_UI_WIDGETS_PROGRESS_H

#include "train/loading.h"
#include "train/snapshot.h"
#include "ui/canvas.h"

/* Two rows when r is wide; two or four when it is narrow. */
void progress_draw(const struct canvas *canvas, struct rect r,
                   const struct snapshot *shot);

/* "reading the data", for a stage that is not LOADING_NOTHING. */
const char *loading_name(enum loading_stage stage);

/* In the same place, while there is no run. */
void loading_draw(const struct canvas *canvas, struct rect r,
                  const struct loading *loading);

#endif
