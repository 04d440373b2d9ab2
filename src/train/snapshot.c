#include "config.h"

#include "train/snapshot.h"

#include <string.h>

void
snapshot_init(struct snapshot *shot, size_t run, const struct hparams *hparams)
{
    memset(shot, 0, sizeof *shot);
    shot->now.run = run;
    shot->now.hparams = *hparams;
    shot->now.loss = shot->now.left = -1;
    shot->now.test_error = shot->now.first_error = shot->now.best_error = -1;
    curve_init(&shot->accuracy);
    curve_init(&shot->losses);
}
