/* What the user waits for before the first run, and how far it is. Each function draws
 * nothing when there is nothing to wait for. */
#ifndef MNISTUI_UI_WIDGETS_WAITING_H
#define MNISTUI_UI_WIDGETS_WAITING_H

#include "supply/loading.h"
#include "ui/action.h"
#include "ui/canvas.h"

/* A bar with its title, and what comes next; in the place of a run's progress. */
void waiting_draw(const struct canvas *canvas, struct rect r,
                  const struct loading *loading);

/* Where a download comes from, the key to do without it (skip), and what went wrong with
 * a mirror. */
void waiting_draw_download(const struct canvas *canvas, struct rect r,
                           const struct loading *loading, const struct action *skip);

#endif
