/* Texts among the lines of a picture: they keep off the lines and off each other. */
#ifndef MNISTUI_UI_WIDGETS_LABELS_H
#define MNISTUI_UI_WIDGETS_LABELS_H

#include <stddef.h>

#include "ui/canvas.h"
#include "ui/widgets/raster.h"

enum { LABELS_MAX = 32, LABEL_TEXT = 64 };

struct labels {
    const struct canvas *canvas;
    const struct raster *raster; /* the lines: at the left of r */
    struct rect r;               /* for texts: the picture, and a margin right of it */
    size_t count;
    struct label_place {
        int y, x, cols;
    } at[LABELS_MAX];
};

/* A text that stands where it stands; those to come keep off it. */
void labels_put(struct labels *labels, int y, int x, enum role role, const char *text);

/* Beside the cell (y, x): in its row, or the next ones, where the text covers no line.
 * Without such a place it covers one, but no other text; or else it is left out. */
void labels_put_beside(struct labels *labels, int y, int x, enum role role,
                       const char *text);

/* What is written at the end of a line, in the cell (y, x). */
struct label_end {
    int y, x;
    size_t order;
    enum role role;
    char text[LABEL_TEXT];
};

/*
 * Each right of its cell; or, if that would cover something, in the margin, in a row as
 * near as can be. Without such a place the text is left out; of one that is wider than
 * the margin, the last words are: a number that is cut would be another one.
 *
 * Where ends are within a row of each other, the texts are from the top down by their
 * order, and those of the same one as they come, whichever end is higher. Where there are
 * more texts than rows, the first ones are left out.
 */
void labels_put_at_ends(struct labels *labels, const struct label_end *ends,
                        size_t count);

#endif
