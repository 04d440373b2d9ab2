/* The top row: tabs, the name of the data set, and the state of the run. */
#ifndef MNISTUI_UI_HEADER_H
#define MNISTUI_UI_HEADER_H

#include "ui/canvas.h"
#include "ui/look.h"

/* current: the number of the screen that is shown. Where not all titles fit beside the
 * data set's name and the run's status, the other tabs are only numbers. */
void header_draw(const struct canvas *canvas, struct rect r, size_t current,
                 const struct look *look);

/* The number of the screen whose tab is in column x of a header of that many columns, or
 * -1. */
long header_find(int cols, int x, size_t current, const struct look *look);

#endif
