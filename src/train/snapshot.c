#include "config.h"

#include "train/snapshot.h"

#include <string.h>

void
snapshot_init(struct snapshot *shot, size_t run, const struct hparams *hparams)
{
    memset(shot, 0, sizeof *shot);
    shot->run = run;
    shot->hparams = *hparams;
    shot->loss = shot->test_error = shot->best_error = shot->left = -1;
    curve_init(&shot->accuracy);
    curve_init(&shot->losses);
}
