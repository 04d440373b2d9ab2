/* The hyperparameters of this run, and next to them those of the next run if they
 * differ. */
#ifndef MNISTUI_UI_WIDGETS_SETTINGS_H
#define MNISTUI_UI_WIDGETS_SETTINGS_H

#include "train/hparams.h"
#include "ui/canvas.h"

/* One row each, as many as fit, the preset first. */
void settings_draw(const struct canvas *canvas, struct rect r,
                   const struct hparams *current, const struct hparams *next);

#endif
