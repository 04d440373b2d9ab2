/* The terminal UI: from where the data is known to the moment the user leaves. */
#ifndef MNISTUI_UI_UI_H
#define MNISTUI_UI_UI_H

#include <stdbool.h>

#include "base/error.h"
#include "data/dataset.h"
#include "nn/kernels.h"
#include "runs/run_list.h"
#include "supply/supply.h"
#include "train/hparams.h"
#include "ui/looks.h"

/* About one epoch of MNIST a second. */
#define UI_DEFAULT_SPEED 60000.0

struct ui_config {
    const struct dataset *dataset; /* complete, or what supply brings */
    struct supply *supply;         /* just opened, or NULL */
    const struct kernels *kernels;
    struct hparams hparams;
    const struct net *start; /* the first run starts from these parameters, or NULL */
    const char *save;        /* where the parameters of the last run are kept, or NULL */
    double speed;            /* images per second, 0 = full speed */
    struct looks looks;
};

/* True when both standard input and output are a terminal that can show the UI. */
bool ui_is_possible(void);

/* Shows the UI until the user leaves; the terminal is then as it was. runs gets every run
 * that ended. Returns 0, or the number of the signal that ended it, or -1 with err when
 * the terminal cannot be used or the data cannot be read. */
int ui_run(const struct ui_config *config, struct run_list *runs, struct error *err);

#endif
