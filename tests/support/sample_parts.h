/* Parts of a sample look, for sample_look.c and the files beside it that change one. */
#ifndef MNISTUI_TESTS_SAMPLE_PARTS_H
#define MNISTUI_TESTS_SAMPLE_PARTS_H

#include "support/sample_look.h"

enum { SAMPLE_TRAIN = 60000 }; /* the training images that the run says it has */

/* The curves of the run, and the measures that go with them, after this many epochs. */
void sample_set_curves(struct sample_look *sample, double epochs);

/* The moments kept in this many epochs, the last one shown: about eight for each
 * doubling, and every end of an epoch. */
void sample_set_moments(struct sample_look *sample, double epochs);

/* Nothing is known of what the net answers. */
void sample_forget_net(struct sample_look *sample);

#endif
