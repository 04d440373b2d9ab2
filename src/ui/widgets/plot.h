/*
 * Curves over a run. Every column of cells shows the smallest and the largest sample
 * under it, so that no spike is thinned away.
 */
#ifndef MNISTUI_UI_WIDGETS_PLOT_H
#define MNISTUI_UI_WIDGETS_PLOT_H

#include "train/snapshot.h"
#include "ui/canvas.h"

/*
 * The accuracy on the test images over the epochs, with the newest and the best value,
 * both axes labelled, and the running loss as a line below. The height is -log10 of the
 * error: from 90 % to 99 % is as far as from 0 % to 90 %, since that is where a run is
 * decided.
 */
void plot_draw(const struct canvas *canvas, struct rect r, const struct snapshot *shot);

/* ---- the parts that compute, for tests ---- */

/* The height of an accuracy in 0..1 of a plot whose top is 1 - 10^-decades. */
double plot_height(double accuracy, int decades);

/* Decades that show the best accuracy: 2 up to 99 %, at most 4. */
int plot_decades(double best);

/* The smallest and the largest value under column `column` of `columns` that span
 * `epochs` epochs. Columns between samples have the value of the sample before. False
 * when there is no sample yet at or before it, or when the column lies past the newest.
 */
bool plot_column(const struct curve *curve, double epochs, int columns, int column,
                 double *min, double *max);

#endif
