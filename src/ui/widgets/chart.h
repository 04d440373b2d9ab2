/*
 * The line chart: lines over the course of training, on linear or logarithmic scales. It
 * knows no runs: it is given plain values.
 *
 * A line is joined from point to point, and broken where a value is missing. What several
 * samples show in one place is drawn from the smallest to the largest, so that no spike
 * is lost. Nothing is filled: on a logarithmic scale an area would mean nothing.
 */
#ifndef MNISTUI_UI_WIDGETS_CHART_H
#define MNISTUI_UI_WIDGETS_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/widgets/trace.h"

enum chart_x { CHART_EPOCHS, CHART_IMAGES, CHART_IMAGES_LOG, CHART_SECONDS, CHART_XS };

enum chart_y { CHART_ACCURACY, CHART_ERROR, CHART_ERROR_LOG, CHART_YS };

/*
 * What was measured between x = from and x = to (from <= to, in the unit of the x axis).
 * Values are accuracies, shares of 1, whatever the y axis shows. One that is not a number
 * is a gap.
 */
struct chart_sample {
    double from, to;
    double min, max;
    double low, high; /* the band around the line, if it has one */
};

struct chart_point {
    double x, y; /* y is an accuracy */
};

/* Initialised with zeros it is a plain solid line of role 0 without a label. */
struct chart_line {
    size_t count;
    struct chart_sample (*sample)(const void *data, size_t number); /* in order of x */
    const void *data;

    enum role role;
    enum line_style style;
    bool dim; /* of the past: its role is that of old lines */
    bool band;

    const char *label; /* at its end, such as "1 normal"; NULL for none */
    size_t order;      /* of labels: where lines end close by, the smallest is on top; of
                          those with the same one, the line further back */
    bool has_newest;   /* the newest value stands at its end, too */
    double newest;     /* an accuracy */

    bool branches; /* it begins at a point of another line */
    struct chart_point branch;
    bool marked; /* a moment of it is marked and its value shown */
    struct chart_point mark;
};

struct chart {
    const char *title; /* "Test accuracy"; the scales are added to it */
    enum chart_x x;
    enum chart_y y;
    double from, to; /* of the x axis; where to is not over from, up to the last sample */
    size_t count;
    const struct chart_line *lines; /* from back to front: the last one is the current */
};

enum { CHART_TITLE = 128 };

/* "Test error, log scale (images, log scale)". */
void chart_title(const struct chart *chart, char title[CHART_TITLE]);

/* Title, axes and lines. */
void chart_draw(const struct canvas *canvas, struct rect r, const struct chart *chart);

/* The same without the title. */
void chart_draw_plot(const struct canvas *canvas, struct rect r,
                     const struct chart *chart);

#endif
