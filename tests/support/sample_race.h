/* A race in a sample look. */
#ifndef MNISTUI_TESTS_SAMPLE_RACE_H
#define MNISTUI_TESTS_SAMPLE_RACE_H

#include "support/sample_look.h"

/* Run 2 races with as many others as make it that many lanes, 2..LANES_MAX. */
void sample_lanes(struct sample_look *sample, size_t lanes);

/* Each changes a fresh sample. */
void sample_race(struct sample_look *sample);            /* four lanes */
void sample_race_of_two(struct sample_look *sample);     /* one of them ended early */
void sample_race_away(struct sample_look *sample);       /* looking back at epoch 3 */
void sample_race_by_seconds(struct sample_look *sample); /* in lockstep by them */

#endif
