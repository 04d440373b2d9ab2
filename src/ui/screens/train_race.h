/* What the Train screen shows of a race: a chart with a line for each run, how they
 * stand, and what each answers to the digit. */
#ifndef MNISTUI_UI_SCREENS_TRAIN_RACE_H
#define MNISTUI_UI_SCREENS_TRAIN_RACE_H

#include "runs/race.h"
#include "ui/screen.h"
#include "ui/widgets/outputs.h"
#include "ui/widgets/scales.h"

/* What a run answers to an image at a moment: the moment is told by its images, since a
 * run has one for each number of them. */
struct race_answer {
    bool known;
    size_t run, number, answer; /* number: of the training image */
    uint64_t images;
};

/* What is special about the settings of a run, which never change. */
struct race_words {
    size_t run; /* 0: not known */
    char text[RACE_DIFFERENCE];
};

/* The state of Train: all zero at first. */
struct train_race {
    struct scales scales; /* must be the first */
    struct race_answer lane[LANES_MAX];
    size_t lanes;
    struct race_words words[LANES_MAX]; /* (lanes) */
};

/* Has each run answer the image that is shown, unless it has; and finds what they differ
 * in when there are others. */
void train_race_follow(const struct look *look, void *state);

extern const struct action train_race_actions[];

/* ---- panels ---- */

/* What does not fit is empty. */
struct race_places {
    struct rect chart, standing, caption, digit, outputs, settings, progress, layers;
};

/* table: the rows of the statistics. */
void train_race_place(struct race_places *places, struct rect body, size_t lanes,
                      int table, struct outputs_size outputs);

void train_race_draw_chart(const struct canvas *canvas, struct rect r,
                           const struct look *look, const void *state);
void train_race_draw_standing(const struct canvas *canvas, struct rect r,
                              const struct look *look, const void *state);

/* The label of the digit: the answers are among how they stand. */
void train_race_draw_caption(const struct canvas *canvas, struct rect r,
                             const struct look *look, const void *state);

#endif
