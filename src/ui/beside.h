/* The runs of a race that are looked at together, each at its moment. */
#ifndef MNISTUI_UI_BESIDE_H
#define MNISTUI_UI_BESIDE_H

#include <stddef.h>

#include "nn/backprop.h"
#include "runs/session.h"

struct beside_lane {
    const struct run *run;
    struct checkpoint *at; /* a reference; NULL while there is none */
    struct workspace *ws;  /* for single images through at->net; NULL with it */
};

/* All zero: no race. */
struct beside {
    size_t count;
    struct beside_lane lane[LANES_MAX];
};

/* At which moments the others are: at their newest, or at the one nearest to that of the
 * run that is looked at. */
enum beside_moments { BESIDE_NEWEST, BESIDE_BY_IMAGES, BESIDE_BY_SECONDS };

void beside_done(struct beside *beside);

/* Follows a run, NULL for none, that is looked at, and those that race with it. at: its
 * moment, or NULL. Asks the engine for answers that are missing. */
void beside_update(struct beside *beside, const struct session *session,
                   const struct kernels *kernels, const struct run *run,
                   struct checkpoint *at, enum beside_moments moments);

#endif
