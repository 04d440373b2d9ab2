/*
 * The hyperparameters of a run, the presets (doc/MATHEMATICS.md, "Defaults and
 * presets"), and the one table that describes each: the command line, --help, the screens
 * and the man page are made from it.
 */
#ifndef MNISTUI_TRAIN_HPARAMS_H
#define MNISTUI_TRAIN_HPARAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "nn/net.h"

enum order {
    ORDER_SHUFFLE,    /* a fresh permutation each epoch */
    ORDER_SEQUENTIAL, /* as the images lie in the file */
};

struct hparams {
    size_t hidden[NET_MAX_HIDDEN]; /* neurons of each hidden layer */
    size_t hidden_count;
    size_t batch; /* images; the last batch of an epoch may be smaller */
    double alpha; /* learning rate */
    double gamma; /* momentum, 0 = plain SGD */
    enum net_init init;
    size_t epochs;
    uint64_t seed;
    enum order order;
};

enum hparam {
    HPARAM_HIDDEN,
    HPARAM_BATCH,
    HPARAM_ALPHA,
    HPARAM_GAMMA,
    HPARAM_INIT,
    HPARAM_EPOCHS,
    HPARAM_SEED,
    HPARAM_ORDER,
    HPARAMS
};

struct hparam_info {
    const char *option; /* "batch": the option is --batch */
    const char *metavar;
    const char *label; /* on screen */
    const char *range; /* what is right, in words */
    const char *help;
};

/* The room that a formatted value takes. */
enum { HPARAM_TEXT = 64 };

const struct hparam_info *hparam_info(enum hparam which);

/* Sets one from text, as --option=text. -1 with err, which says what is right. */
int hparam_parse(struct hparams *hparams, enum hparam which, const char *text,
                 struct error *err);

/* The value as hparam_parse takes it. */
void hparam_format(const struct hparams *hparams, enum hparam which,
                   char text[HPARAM_TEXT]);

bool hparam_equal(const struct hparams *a, const struct hparams *b, enum hparam which);

/* Presets in the order of doc/MATHEMATICS.md; the first is the default. NULL past the
 * last one. */
const char *hparams_preset_name(size_t preset);

/* Sets batch, init, alpha, gamma and epochs; the rest stays. */
void hparams_apply_preset(struct hparams *hparams, size_t preset);

/* The preset that batch, init, alpha and gamma make, for however many epochs, or -1. */
int hparams_find_preset(const struct hparams *hparams);

/* The defaults: preset sgd, hidden layers 30,20, seed 1, shuffled. */
void hparams_init(struct hparams *hparams);

/* inputs, hidden sizes, outputs; returns the number of layers. */
size_t hparams_sizes(const struct hparams *hparams, size_t inputs, size_t outputs,
                     size_t sizes[NET_MAX_LAYERS + 1]);

/* ---- what keys change, one step at a time ---- */

void hparams_toggle_xavier(struct hparams *hparams);
void hparams_toggle_momentum(struct hparams *hparams); /* 0 <-> 0.4 */
void hparams_next_preset(struct hparams *hparams);     /* the epochs stay */

/* The next larger (step 1) or smaller (step -1) value of a ladder; at its end, no change.
 * For batch, alpha, gamma and epochs. */
void hparams_step(struct hparams *hparams, enum hparam which, int step);

#endif
