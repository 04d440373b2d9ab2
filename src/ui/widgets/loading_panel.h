/* What is done before the first run, and how far it is; each draws nothing when there is
 * no such thing. */
#ifndef MNISTUI_UI_WIDGETS_LOADING_PANEL_H
#define MNISTUI_UI_WIDGETS_LOADING_PANEL_H

#include "supply/loading.h"
#include "ui/canvas.h"

/* "reading the data", for a stage that is not LOADING_NOTHING. */
const char *loading_name(enum loading_stage stage);

/* A bar, and what comes then or the bytes of a download: in the place of the progress of
 * a run. */
void loading_draw(const struct canvas *canvas, struct rect r,
                  const struct loading *loading);

/* Where a download comes from, how to do without it, and what was said of mirrors. */
void download_draw(const struct canvas *canvas, struct rect r,
                   const struct loading *loading);

#endif
