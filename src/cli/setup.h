/* What every command needs before it begins: the data set, and the net to start from. */
#ifndef MNISTUI_CLI_SETUP_H
#define MNISTUI_CLI_SETUP_H

#include "cli/options.h"
#include "data/dataset.h"
#include "nn/kernels.h"
#include "nn/net.h"

struct setup {
    struct dataset dataset;
    struct hparams hparams; /* with the hidden layers of the loaded net */
    struct net *start;      /* of --load, or NULL */
    const struct kernels *kernels;
};

/* 0, or -1 with err when data or net cannot be read, or --save could not be written. */
int setup_init(struct setup *setup, const struct options *options, struct error *err);
void setup_done(struct setup *setup);

#endif
