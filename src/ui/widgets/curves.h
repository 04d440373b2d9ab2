/* The curves of runs, as lines of a chart. */
#ifndef MNISTUI_UI_WIDGETS_CURVES_H
#define MNISTUI_UI_WIDGETS_CURVES_H

#include "runs/comparison.h"
#include "ui/widgets/chart.h"

enum { CURVE_LABEL = 64 };

/* The accuracy of a run or a group, on its way to a chart: zeros at first. */
struct curve_line {
    enum chart_x x;
    double images; /* in an epoch */
    struct samples samples;
    struct band_point *band; /* (count): of a group; owned */
    size_t count;
    char label[CURVE_LABEL];
};

/* Makes `line` of one run, which lasts as long as `curve` and the run's curves do. */
void curve_line_of_run(struct curve_line *curve, struct chart_line *line, enum chart_x x,
                       const struct run *run);

/* The same of a group: a mean, with a band from the smallest to the largest value. Short
 * of memory it has no points. Free with curve_line_done. */
void curve_line_of_group(struct curve_line *curve, struct chart_line *line,
                         enum chart_x x, const struct run_group *group);
void curve_line_done(struct curve_line *curve);

/* Marks a moment of the run, as far as its answers are known. */
void curve_mark_moment(const struct curve_line *curve, struct chart_line *line,
                       const struct checkpoint *at);

/* How far the x axis has to go for a run: to the end of its plan while it is on. 0 where
 * that is not known. */
double curve_end(const struct run *run, enum chart_x x);

/* A role and a style that no other of 16 lines has; the label's order is the number. */
void curve_line_look(struct chart_line *line, size_t number);

/* "0.8 points better than run 1 at epoch 3", or if that is wider than cols, "0.8 better
 * than run 1". Empty where that has no room, or where there is nothing to compare. */
void curve_standing(const struct run *run, const struct run *other, double until,
                    int cols, char *text, size_t size);

#endif
