/* What a command needs before it begins: the kernels, the data set, and the net to start
 * from. */
#ifndef MNISTUI_CLI_SETUP_H
#define MNISTUI_CLI_SETUP_H

#include "cli/options.h"
#include "nn/kernels.h"
#include "nn/net.h"
#include "supply/supply.h"

struct setup {
    struct supply supply; /* brings dataset */
    struct dataset dataset;
    struct hparams hparams; /* with the hidden layers of the loaded net */
    struct net *start;      /* of --load, or NULL */
    const struct kernels *kernels;
};

/* Does what is quick, so that mistakes are reported at once: chooses the kernels, looks
 * for the data and opens it if it is there (dataset then has its sizes), loads the net,
 * and tries whether --save can be written. 0, or -1 with err. */
int setup_open(struct setup *setup, const struct options *options, struct error *err);

/* The same, and then brings the data. If there is none, downloads MNIST, as fetch_mnist
 * does. If that fails, goes on with practice digits and says so; but not for `mnistui
 * test`, since the error on other images would be no answer. */
int setup_init(struct setup *setup, const struct options *options, struct error *err);

/* Prints why setup_init failed, and returns the exit status: that of the signal if one
 * stopped it. */
int setup_failed(const struct error *err);

void setup_done(struct setup *setup);

#endif
