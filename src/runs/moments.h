/* The tapes of the session's runs, which share one budget of memory. */
#ifndef MNISTUI_RUNS_MOMENTS_H
#define MNISTUI_RUNS_MOMENTS_H

#include <stddef.h>

#include "train/tape.h"

struct moments {
    size_t budget; /* bytes */
    size_t count, room;
    size_t *run;        /* (count): their numbers, ascending */
    struct tape **tape; /* (count): a tape each */
};

void moments_init(struct moments *moments, size_t budget);
void moments_done(struct moments *moments);

/* Moves these moments to the end of the run's tape; on: how many runs, the last ones, are
 * on or ended last. Then drops what is over the budget, as tapes_fit does. If memory is
 * short, these moments are dropped. */
void moments_add(struct moments *moments, size_t run, struct tape *tape, size_t on);

/* The tape of a run, or NULL. It is empty once none of its moments is kept. Valid until
 * the next moments_add, and so are the moments in there, unless they are referenced. */
const struct tape *moments_of(const struct moments *moments, size_t run);

#endif
