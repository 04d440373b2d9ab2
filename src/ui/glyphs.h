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
    bool braille;          /* curves are lines of braille dots */
};

/* For pixels, from black to white: plain ASCII in every set. */
#define GLYPHS_RAMP " .:-=+*#%@"
enum { GLYPHS_RAMP_STEPS = sizeof GLYPHS_RAMP - 1 };

const struct glyphs *glyphs_table(enum glyph_set set);

/* The set of the current locale: block when it is UTF-8, else ascii. */
enum glyph_set glyphs_for_locale(void);

#endif
