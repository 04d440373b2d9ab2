/* What every command needs before it begins: the data set, and the net to start from. */
#ifndef MNISTUI_CLI_SETUP_H
#define MNISTUI_CLI_SETUP_H

#include "cli/options.h"
#include "nn/kernels.h"
#include "nn/net.h"
#include "supply/supply.h"

struct setup {
    struct supply supply; /* of dataset */
    struct dataset dataset;
    struct hparams hparams; /* with the hidden layers of the loaded net */
    struct net *start;      /* of --load, or NULL */
    const struct kernels *kernels;
};

/* All that is quick to do, so that what is wrong is said at once: chooses the kernels,
 * looks for the data and opens it if it is there (dataset has its sizes), loads the net,
 * tries --save. 0, or -1 with err. */
int setup_open(struct setup *setup, const struct options *options, struct error *err);

/* The same, and brings the data: downloads MNIST when there is none, as fetch_mnist. When
 * that cannot be, there are practice digits, and a message says so; not for a command
 * that measures a net, whose error on other images would be no answer. */
int setup_init(struct setup *setup, const struct options *options, struct error *err);

/* Says what setup_init could not do, and returns the exit status: that of a signal if one
 * stopped it. */
int setup_failed(const struct error *err);

void setup_done(struct setup *setup);

#endif
