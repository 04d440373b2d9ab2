/* What the engine has to say about a run: all that is new since it was last asked. */
#ifndef MNISTUI_TRAIN_NEWS_H
#define MNISTUI_TRAIN_NEWS_H

#include <stdbool.h>

#include "train/checkpoint.h"
#include "train/snapshot.h"
#include "train/tape.h"

struct news {
    struct snapshot shot;      /* how the run stands; its number is in there */
    struct checkpoint *newest; /* a reference to its newest moment; NULL: as before */
    struct tape tape;          /* the moments to keep since the last news, in order */
    bool ended;                /* true once; then newest and tape have the last moment */
    struct run_result result;  /* if it ended */
};

/* The news of a run that never begins: it ends as stopped. */
void news_init(struct news *news, size_t run, const struct hparams *hparams);

/* Drops the references that were not taken out. */
void news_done(struct news *news);

#endif
