/* The characters that bars, curves and rules are made of: one table for each set. */
#ifndef MNISTUI_UI_GLYPHS_H
#define MNISTUI_UI_GLYPHS_H

#include <stdbool.h>

#include "ui/appearance.h"

struct glyphs {
    const char *column[9]; /* a cell filled from below: 0 to 8 eighths */
    const char *bar[9];    /* a cell filled from the left: 0 to 8 eighths */
    const char *bar_rest;  /* the empty part of a bar */
    const char *range;     /* between the smallest and the largest sample */
    const char *rule;      /* a horizontal line */
    const char *axis;      /* a vertical line */
    const char *corner;    /* where the two meet, below left */
    const char *arrow;     /* this -> next */
    const char *down;      /* there is more below */
    const char *up;        /* there is more above */
    const char *tick_y;    /* on a vertical line, to the label left of it */
    const char *tick_x;    /* on a horizontal line, to the label below it */
    const char *grid;      /* now and then in a row, at the height of a tick */
    const char *moment;    /* a vertical line, fainter than axis */
    const char *dot;       /* a point of a curve; something that is marked */
    const char *branch;    /* where one curve leaves another */
    const char *kept;      /* of the slider: a moment that is kept, */
    const char *epoch;     /* one at the end of an epoch, */
    const char *now;       /* and how far the run is */
    const char *selected;  /* before the row that is selected */
    const char *half;      /* the upper half of a cell; NULL where there is none */

    bool braille;             /* curves are lines of braille dots */
    int dots_across, dots_up; /* dots of a curve in a cell */
    const char *dots[8];      /* without braille: bit 0 is the lowest dot */
};

const struct glyphs *glyphs_table(enum glyph_set set);

/* The set for a terminal of this type (TERM) in the current locale: braille if that is
 * UTF-8, or block on the console of Linux, whose fonts have no braille; else ascii. */
enum glyph_set glyphs_for_terminal(const char *type);

#endif
