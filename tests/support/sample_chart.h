/* Charts made by hand, the same each time and on every processor. */
#ifndef MNISTUI_TESTS_SAMPLE_CHART_H
#define MNISTUI_TESTS_SAMPLE_CHART_H

#include "ui/widgets/chart.h"

enum { SAMPLE_POINTS = 4096, SAMPLE_LINES = 8 };

/* A chart whose lines have points of their own. */
struct sample_chart {
    struct chart chart;
    struct chart_line line[SAMPLE_LINES];
    struct sample_line {
        size_t count;
        struct chart_sample at[SAMPLE_POINTS];
    } points[SAMPLE_LINES];
};

/* An empty chart of accuracies over 30 epochs. Every call gives the same memory. */
struct sample_chart *sample_chart_new(void);

/* Adds a line, to be changed, without points; then points to it. */
struct chart_line *sample_chart_line(struct sample_chart *sample);
void sample_chart_point(struct sample_chart *sample, size_t line, double x, double y);
void sample_chart_add(struct sample_chart *sample, size_t line,
                      struct chart_sample added);

/* A run whose error falls from 90 % to least, the later the larger delay is. */
void sample_chart_run(struct sample_chart *sample, size_t line, double epochs,
                      double delay, double least);

/* What is golden; each makes a chart. */
struct sample_chart *sample_chart_one(void);    /* on its way, with a bad moment */
struct sample_chart *sample_chart_fork(void);   /* a marked moment, and a fork of it */
struct sample_chart *sample_chart_many(void);   /* old lines, four others, and a band */
struct sample_chart *sample_chart_images(void); /* from the first image on */

#endif
