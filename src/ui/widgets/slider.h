/*
 * Where in the run the moment is that is looked at: a line from the start of the run to
 * its planned end, on a logarithmic scale of images, so that each doubling has as much
 * room as any other.
 */
#ifndef MNISTUI_UI_WIDGETS_SLIDER_H
#define MNISTUI_UI_WIDGETS_SLIDER_H

#include <stdbool.h>
#include <stdint.h>

#include "train/tape.h"
#include "ui/canvas.h"

struct slider {
    const struct tape *tape; /* the moments that are kept */
    uint64_t epoch;          /* images in an epoch; ticks stand at their ends */
    uint64_t total;          /* images of all epochs */
    uint64_t now;            /* images trained */
    uint64_t at;             /* the moment */
    bool away;               /* at is not now */
};

/* In the top row of r: the line, and right of it the moment in words. */
void slider_draw(const struct canvas *canvas, struct rect r, const struct slider *slider);

/* In its place, where no moment of the run is left. */
void slider_draw_not_kept(const struct canvas *canvas, struct rect r);

/* The scale: the column, of `cols`, for a number of images trained, out of total; and the
 * number that a column stands for. */
int slider_column(uint64_t total, int cols, uint64_t images);
uint64_t slider_at(uint64_t total, int cols, int x);

/* The images trained that column x of r stands for. */
uint64_t slider_images(const struct slider *slider, struct rect r, int x);

enum { SLIDER_MOMENT_TEXT = 48 };

/* "epoch 3.5", or within the first epoch "image 724". */
void slider_moment(uint64_t images, uint64_t epoch, char text[SLIDER_MOMENT_TEXT]);

#endif
