/* How runs stand that race: a row for each, and who leads. It knows no runs: it is given
 * plain values. */
#ifndef MNISTUI_UI_WIDGETS_STANDING_H
#define MNISTUI_UI_WIDGETS_STANDING_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"

struct standing_row {
    size_t run;
    const char *difference; /* what is special about it */
    double share;           /* of its epochs that is trained, 0..1 */
    double test_error;      /* 0..1; negative while it is not known */
    double rate;            /* images per second; 0 while it is not known */
    const char *status;     /* in place of the rate, or NULL */
    const char *answer;     /* the name of its answer; NULL while it is not known */
    bool right;             /* that is the label */
    bool shown;             /* the one that is looked at */
    enum role role;         /* of its line in the chart */
};

struct standing_table {
    const char *title;
    size_t count;
    const struct standing_row *rows;
    int answer_cols;  /* for the name of an answer */
    const char *lead; /* a sentence */
};

/* A title, a row for each run, the sentence. */
int standing_rows(size_t runs);

void standing_draw(const struct canvas *canvas, struct rect r,
                   const struct standing_table *standing);

#endif
