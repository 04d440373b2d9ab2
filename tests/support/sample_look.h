/*
 * A look made by hand, of a run that is well on, and what can be changed about it. All of
 * it is the same each time and on every processor, so that what is drawn is, too.
 */
#ifndef MNISTUI_TESTS_SAMPLE_LOOK_H
#define MNISTUI_TESTS_SAMPLE_LOOK_H

#include "ui/look.h"

enum { SAMPLE_MOMENTS = 240 };
enum { SAMPLE_RUNS = 5 }; /* at most */

enum { SAMPLE_IMAGE = 7 }; /* the test image, counted from 1, that the net gets right */

/* The look, and what it points to. */
struct sample_look {
    struct look look;
    struct loading loading;
    struct run run;
    struct curve curves[2]; /* of the run */
    struct checkpoint moments[SAMPLE_MOMENTS];
    struct checkpoint *tape[SAMPLE_MOMENTS]; /* of the run: the moments kept */
    struct session session; /* of the run alone, unless there are others: */
    struct run *runs[SAMPLE_RUNS], others[SAMPLE_RUNS - 1];
    struct curve others_curves[SAMPLE_RUNS - 1][2];
    struct hparams next;
};

/* Run 2 in its 13th epoch of 30 on synthetic digits. Every call gives the same memory:
 * there is one sample at a time. */
struct sample_look *sample_new(void);

/* Each changes a fresh sample. */
void sample_starting(struct sample_look *sample); /* no run yet */
void sample_reading(struct sample_look *sample);  /* no data yet */
void sample_fetching(struct sample_look *sample);
void sample_connecting(struct sample_look *sample);
void sample_waiting(struct sample_look *sample); /* for another mnistui's download */
void sample_drawing(struct sample_look *sample);
void sample_first_batch(struct sample_look *sample); /* before the first batch */
void sample_paused(struct sample_look *sample);
void sample_full_speed(struct sample_look *sample);
void sample_done(struct sample_look *sample);
void sample_stopped(struct sample_look *sample);
void sample_diverged(struct sample_look *sample);
void sample_wrong(struct sample_look *sample); /* both images get a wrong answer */
void sample_next(struct sample_look *sample);  /* most settings of the next run differ */
void sample_away(struct sample_look *sample);  /* looking back at epoch 3 */
void sample_layers(struct sample_look *sample,
                   size_t hidden); /* that many hidden layers */

/* ---- other runs ---- */

/* Four runs before it, which is run 5 then: two differ from it in their seeds alone, one
 * has a name and a note, one was stopped. */
void sample_runs(struct sample_look *sample);
void sample_marked(struct sample_look *sample); /* the same, two of them marked */
void sample_no_runs(struct sample_look *sample);

/* The same images under another name. */
void sample_practice(struct sample_look *sample);
void sample_long_name(struct sample_look *sample);

/* Other data sets, with which a sample is as fresh as with the digits. */
void sample_clothes(struct sample_look *sample); /* ten classes with long names */
void sample_letters(struct sample_look *sample); /* 47 classes, named by their numbers */
void sample_large(struct sample_look *sample);   /* images of 64x64 pixels */
void sample_little(struct sample_look *sample);  /* images of 8x8 pixels, two classes */

#endif
