#include "config.h"

#include "train/snapshot.h"

#include <string.h>

void
measures_init(struct measures *now, size_t run, const struct hparams *hparams)
{
    memset(now, 0, sizeof *now);
    now->run = run;
    now->hparams = *hparams;
    now->loss = now->left = -1;
    now->test_error = now->first_error = now->best_error = now->train_error = -1;
}

void
snapshot_init(struct snapshot *shot, size_t run, const struct hparams *hparams)
{
    memset(shot, 0, sizeof *shot);
    measures_init(&shot->now, run, hparams);
    curve_init(&shot->accuracy);
    curve_init(&shot->losses);
}
