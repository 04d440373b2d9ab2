#include "config.h"

#include "ui/widgets/labels.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"

/* Whether a text there covers no other; it keeps one blank off. */
static bool
is_apart(const struct labels *labels, int y, int x, int cols)
{
    size_t i;

    for (i = 0; i < labels->count; i++) {
        const struct label_place *other = &labels->at[i];

        if (other->y == y && x <= other->x + other->cols && other->x <= x + cols)
            return false;
    }
    return true;
}

void
labels_put(struct labels *labels, int y, int x, enum role role, const char *text)
{
    struct label_place place = {y, x, text_columns(text)};

    canvas_text(labels->canvas, labels->r, y, x, role, "%s", text);
    if (labels->count < LABELS_MAX)
        labels->at[labels->count++] = place;
}

/* ---- beside a cell ---- */

void
labels_put_beside(struct labels *labels, int y, int x, enum role role, const char *text)
{
    static const struct {
        int rows;
        bool right;
    } places[] = {{0, true}, {0, false}, {1, true}, {-1, false}, {-1, true}, {1, false}};
    int cols = text_columns(text), right = x + 2, left = x - 1 - cols;
    size_t i;

    for (i = 0; i < MEM_COUNT(places); i++) {
        int row = y + places[i].rows, col = places[i].right ? right : left;

        /* with the blank between the text and the cell */
        if (row < 0 || row >= labels->raster->rows || col < 0 ||
            col + cols > labels->raster->cols || !is_apart(labels, row, col, cols) ||
            !raster_has_no_dots(labels->raster, row, places[i].right ? col - 1 : col,
                                cols + 1))
            continue;
        labels_put(labels, row, col, role, text);
        return;
    }
    labels_put(labels, y, right + cols <= labels->raster->cols ? right : max_int(left, 0),
               role, text);
}

/* ---- at the end of a line ---- */

/* Looks for room in the rows around *row, the nearest first. */
static bool
find_row(const struct labels *labels, int x, int cols, int distance, int *row)
{
    int i;

    for (i = 0; i <= 2 * distance; i++) {
        int y = *row + (i % 2 == 0 ? -i / 2 : (i + 1) / 2);

        if (y < 0 || y >= labels->raster->rows || !is_apart(labels, y, x, cols) ||
            !raster_has_no_dots(labels->raster, y, x - 1, cols + 2))
            continue;
        *row = y;
        return true;
    }
    return false;
}

void
labels_put_at_end(struct labels *labels, int y, int x, enum role role, const char *text)
{
    enum { NEAR = 1, LABEL_WORDS = 128 };
    int margin = labels->raster->cols + 1, cols = text_columns(text);
    int col = min_int(x + 2, margin), row = y;
    char words[LABEL_WORDS];

    if (col + cols <= labels->r.cols && find_row(labels, col, cols, NEAR, &row)) {
        labels_put(labels, row, col, role, text);
        return;
    }
    if (labels->r.cols <= margin)
        return;
    snprintf(words, sizeof words, "%.*s", (int)text_wrap(text, labels->r.cols - margin),
             text);
    if (find_row(labels, margin, text_columns(words), labels->raster->rows, &row))
        labels_put(labels, row, margin, role, words);
}
