/*
 * The hyperparameters of a run, the presets (doc/MATHEMATICS.md, "Defaults and presets"),
 * and the one table that describes each: the command line, --help, the screens and the
 * man page are made from it.
 *
 * A new hyperparameter is a field in struct hparams, a line in enum hparam and a row of
 * the table in hparams.c.
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
    const char *name; /* "batch": the option is --batch */
    const char *metavar;
    const char *label;        /* on screen */
    const char *help;         /* where it takes words, they follow */
    const char *const *words; /* ended by NULL; NULL if it takes numbers */
    const char *ladder;       /* the values of hparams_step: "1, 12, 32"; or NULL */
    const char *switched_on;  /* the value of hparams_toggle: "0.4"; or NULL */
};

/* The room that a formatted value takes, and a range in words. */
enum { HPARAM_TEXT = 64, HPARAM_RANGE_TEXT = 80 };

const struct hparam_info *hparam_info(enum hparam which);

/* Sets one from text, as --option=text. -1 with err, which says what is right. */
int hparam_parse(struct hparams *hparams, enum hparam which, const char *text,
                 struct error *err);

/* The value as hparam_parse takes it. */
void hparam_format(const struct hparams *hparams, enum hparam which,
                   char text[HPARAM_TEXT]);

/* What it takes, in words: "a whole number from 1 to 60000". */
void hparam_range(enum hparam which, char text[HPARAM_RANGE_TEXT]);

bool hparam_equal(const struct hparams *a, const struct hparams *b, enum hparam which);

/* 0 if they are equal; else less or more than 0, in an order that means nothing but is
 * always the same. */
int hparam_compare(const struct hparams *a, const struct hparams *b, enum hparam which);

/* Whether nothing differs, unless it is the seed. */
bool hparams_equal_but_seed(const struct hparams *a, const struct hparams *b);

/* Presets in the order of doc/MATHEMATICS.md; the first is the default. NULL past the
 * last one. */
const char *hparams_preset_name(size_t preset);

/* What the preset sets the hyperparameter to, or NULL if it leaves it alone. */
const char *hparams_preset_value(size_t preset, enum hparam which);

void hparams_apply_preset(struct hparams *hparams, size_t preset);

/* The preset that has these values, whatever the number of epochs, or -1. */
int hparams_find_preset(const struct hparams *hparams);

/* Sets every hyperparameter to its default. */
void hparams_init(struct hparams *hparams);

/* inputs, hidden sizes, outputs; returns the number of layers. */
size_t hparams_sizes(const struct hparams *hparams, size_t inputs, size_t outputs,
                     size_t sizes[NET_MAX_LAYERS + 1]);

/* ---- what keys change, one step at a time ---- */

/* Changes the default to switched_on, and any other value to the default. */
void hparams_toggle(struct hparams *hparams, enum hparam which);

void hparams_next_preset(struct hparams *hparams); /* keeps the epochs */

/* Goes to the next larger (step 1) or smaller (step -1) value of the ladder. At its end,
 * and if there is no ladder, nothing changes. */
void hparams_step(struct hparams *hparams, enum hparam which, int step);

#endif
