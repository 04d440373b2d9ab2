/* How a run learns: the chart of its accuracy, and a line with its loss. */
#ifndef MNISTUI_UI_WIDGETS_LEARNING_H
#define MNISTUI_UI_WIDGETS_LEARNING_H

#include <stdbool.h>

#include "runs/run.h"
#include "ui/canvas.h"
#include "ui/widgets/chart.h"

enum {
    LEARNING_BEFORE = 4,
    LEARNING_STANDING = 128,
    LEARNING_WIDE_COLS = 47, /* from here on it has room for how the run stands */
};

struct learning {
    const struct run *run;
    const struct checkpoint *at; /* the moment that is looked at; NULL: now */
    enum chart_x x;
    enum chart_y y;
    size_t count;
    const struct run
        *before[LEARNING_BEFORE]; /* (count): runs before it, the last first */
    const struct run *rival;      /* that it is compared with in words, or NULL */
};

/* The accuracy on the test images, with the value of the moment and the best one, behind
 * it the runs before as far as there is room for them, in a few words how it stands
 * against its rival, and below it the running loss. */
void learning_draw(const struct canvas *canvas, struct rect r,
                   const struct learning *learning);

/* "0.8 points better than run 1 at epoch 3", or what fits of it; "" if nothing does. */
void learning_standing(const struct learning *learning, int cols,
                       char text[LEARNING_STANDING]);

/* For tests: the smallest and the largest value in column `column` of `columns`, which
 * span `epochs` epochs. A column between samples has the value of the sample before it.
 * False when there is no sample at or before it, or when it lies past the newest one. */
bool learning_column(const struct samples *samples, double epochs, int columns,
                     int column, double *min, double *max);

#endif
