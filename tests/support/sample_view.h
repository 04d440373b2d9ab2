/*
 * A view made by hand, of a run that is well on, and what can be changed about it. All
 * of it is the same each time, so that what is drawn is, too.
 */
#ifndef MNISTUI_TESTS_SAMPLE_VIEW_H
#define MNISTUI_TESTS_SAMPLE_VIEW_H

#include "ui/view.h"

/* Run 2 in its 13th epoch of 30 on synthetic digits, on the Train screen. Every call
 * gives the same memory; there is one view at a time. */
struct view *sample_view(void);

/* Each changes a fresh view. */
void sample_starting(struct view *view); /* no run yet */
void sample_reading(struct view *view);  /* no data yet */
void sample_practice(struct view *view);
void sample_fetching(struct view *view);
void sample_fetching_images(struct view *view);
void sample_connecting(struct view *view);
void sample_waiting(struct view *view);
void sample_drawing(struct view *view);
void sample_reading_images(struct view *view); /* the same on the Images screen */
void sample_first_batch(struct view *view);    /* before the first batch */
void sample_paused(struct view *view);
void sample_full_speed(struct view *view);
void sample_done(struct view *view);
void sample_stopped(struct view *view);
void sample_diverged(struct view *view);
void sample_wrong(struct view *view); /* both images get a wrong answer */
void sample_next(struct view *view);  /* most settings of the next run differ */
void sample_layers(struct view *view, size_t hidden); /* so many hidden layers */
void sample_images(struct view *view);                /* the Images screen */
void sample_no_answer(struct view *view); /* on the Images screen, before the first net */

/* Other data sets, with which a view is as fresh as with the digits. */
void sample_clothes(struct view *view); /* ten classes with long names */
void sample_letters(struct view *view); /* 47 classes, named by their numbers */
void sample_large(struct view *view);   /* images of 64x64 pixels */
void sample_little(struct view *view);  /* images of 8x8 pixels, two classes */

#endif
