/* What the UI is started with. */
#ifndef MNISTUI_UI_UI_CONFIG_H
#define MNISTUI_UI_UI_CONFIG_H

#include "data/dataset.h"
#include "nn/kernels.h"
#include "supply/supply.h"
#include "train/hparams.h"
#include "ui/appearance.h"

/* About one epoch of MNIST a second. */
#define UI_DEFAULT_SPEED 60000.0

struct ui_config {
    const struct dataset *dataset; /* complete, or filled by supply */
    struct supply *supply;         /* just opened, or NULL */
    const struct kernels *kernels;
    struct hparams hparams;
    const struct net *start; /* the first run starts from these parameters, or NULL */
    const char *save;        /* where the parameters of the last run are kept, or NULL */
    double speed;            /* images per second, 0 = full speed */
    size_t jobs;             /* threads that train: 1 or more */
    struct appearance appearance;
};

#endif
