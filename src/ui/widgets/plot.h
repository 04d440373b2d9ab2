/*
 * Curves of a run. Every column of cells shows the smallest and the largest of its
 * samples, so that no spike is lost.
 */
#ifndef MNISTUI_UI_WIDGETS_PLOT_H
#define MNISTUI_UI_WIDGETS_PLOT_H

#include "train/snapshot.h"
#include "ui/canvas.h"

/*
 * The accuracy on the test images over the epochs, with the newest and the best value,
 * both axes labelled, and below it a line with the running loss. The height is -log10 of
 * the error: from 90 % to 99 % is as far as from 0 % to 90 %, because that is where runs
 * differ.
 */
void plot_draw(const struct canvas *canvas, struct rect r, const struct snapshot *shot);

/* ---- the computing parts, for tests ---- */

/* The height of an accuracy in 0..1 of a plot whose top is 1 - 10^-decades. */
double plot_height(double accuracy, int decades);

/* How many decades it takes to show the best accuracy: 2 up to 99 %, at most 4. */
int plot_decades(double best);

/* The smallest and the largest value in column `column` of `columns`, which span `epochs`
 * epochs. A column between samples has the value of the sample before it. False when
 * there is no sample at or before it, or when it lies past the newest one. */
bool plot_column(const struct curve *curve, double epochs, int columns, int column,
                 double *min, double *max);

#endif
