/* How far the run is: the epoch, a bar for the epoch, the rate, time elapsed and left. */
#ifndef MNISTUI_UI_WIDGETS_PROGRESS_H
#define MNISTUI_UI_WIDGETS_PROGRESS_H

#include "train/snapshot.h"
#include "ui/canvas.h"

/* Two rows when r is wide; two or four when it is narrow. */
void progress_draw(const struct canvas *canvas, struct rect r,
                   const struct snapshot *shot);

#endif
