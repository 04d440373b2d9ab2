/*
 * Which moments of runs are to be answered next so that their curves are right soonest:
 * those in the middle of the widest gaps, on a logarithmic axis of images, where an
 * accuracy bends most at the start.
 */
#ifndef MNISTUI_RUNS_GAPS_H
#define MNISTUI_RUNS_GAPS_H

#include <stddef.h>

#include "runs/run.h"

/* Writes the kept moments of these runs whose answers are not known, at most `most` of
 * them, the most useful first; moments that the curve has already come last. Returns how
 * many. They are as valid as the tapes. */
size_t gaps_find(const struct run *const *runs, size_t count, struct checkpoint **moments,
                 size_t most);

#endif
