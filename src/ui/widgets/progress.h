/* How far the run is: the epoch, a bar for the epoch, the rate, time elapsed and left. */
#ifndef MNISTUI_UI_WIDGETS_PROGRESS_H
#define MNISTUI_UI_WIDGETS_PROGRESS_H

#include "train/checkpoint.h"
#include "train/snapshot.h"
#include "ui/canvas.h"

/* What rate and times take of a wide row, at most. */
enum { PROGRESS_OTHER_COLS = 50 };

/* at: the moment that is looked at, or NULL for now. words: "", or more to say between
 * rate and times, where there is room for it. Two rows when r is wide; two or four when
 * it is narrow. */
void progress_draw(const struct canvas *canvas, struct rect r, const struct measures *now,
                   const struct checkpoint *at, const char *words);

#endif
