/* How far the run is: the epoch, a bar for the epoch, the rate, time elapsed and left. */
#ifndef MNISTUI_UI_WIDGETS_PROGRESS_H
#define MNISTUI_UI_WIDGETS_PROGRESS_H

#include "train/checkpoint.h"
#include "train/snapshot.h"
#include "ui/canvas.h"

/* at: the moment that is looked at, or NULL for now. Two rows when r is wide; two or four
 * when it is narrow. */
void progress_draw(const struct canvas *canvas, struct rect r, const struct measures *now,
                   const struct checkpoint *at);

#endif
