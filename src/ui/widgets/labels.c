#include "config.h"

#include "ui/widgets/labels.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
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

/* How many rows off it may stand: further away nobody would see what it belongs to. */
enum { BESIDE = 3 };

static bool
put_if_apart(struct labels *labels, int y, int x, enum role role, const char *text,
             bool over_lines)
{
    const struct raster *raster = labels->raster;
    int cols = text_columns(text);

    if (y < 0 || y >= raster->rows || x < 0 || x + cols > raster->cols ||
        !is_apart(labels, y, x, cols))
        return false;
    /* with the blanks around the text */
    if (!over_lines && !raster_has_no_dots(raster, y, x - 1, cols + 2))
        return false;
    labels_put(labels, y, x, role, text);
    return true;
}

void
labels_put_beside(struct labels *labels, int y, int x, enum role role, const char *text)
{
    int right = x + 2, left = x - 1 - text_columns(text), i;
    int last = 2 * BESIDE;

    /* first where it covers no line; then where it does */
    for (i = 0; i <= 2 * last + 1; i++) {
        int step = i % (last + 1), rows = step % 2 == 0 ? -step / 2 : (step + 1) / 2;
        bool over_lines = i > last;

        if (put_if_apart(labels, y + rows, right, role, text, over_lines) ||
            put_if_apart(labels, y + rows, left, role, text, over_lines))
            return;
    }
}

/* ---- at the ends of lines ---- */

/* A label on its way to its place. */
struct planned {
    const struct label_end *end;
    int row, col, cols;
    bool settled;
    char words[LABEL_TEXT];
};

static void
plan_in_margin(const struct labels *labels, struct planned *plan)
{
    int margin = labels->raster->cols + 1;
    int room = max_int(labels->r.cols - margin, 0);

    plan->col = margin;
    snprintf(plan->words, sizeof plan->words, "%.*s",
             (int)text_wrap(plan->end->text, room), plan->end->text);
    plan->cols = text_columns(plan->words);
}

static void
plan_at_end(const struct labels *labels, struct planned *plan)
{
    plan->row = plan->end->y;
    plan->col = min_int(plan->end->x + 2, labels->raster->cols + 1);
    plan->cols = text_columns(plan->end->text);
    snprintf(plan->words, sizeof plan->words, "%s", plan->end->text);
    if (plan->col + plan->cols > labels->r.cols)
        plan_in_margin(labels, plan);
}

static bool
overlap(const struct planned *a, const struct planned *b)
{
    return a->col <= b->col + b->cols && b->col <= a->col + a->cols;
}

/* Whether it is on top of another that is close by. */
static bool
is_over(const struct planned *a, const struct planned *b)
{
    if (a->end->order != b->end->order)
        return a->end->order < b->end->order;
    return a->end < b->end;
}

static int
by_row(const void *first, const void *second)
{
    const struct planned *a = first, *b = second;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->end->y != b->end->y)
        return a->end->y < b->end->y ? -1 : 1;
    return is_over(a, b) ? -1 : 1;
}

/* Those of ends within a row of the first one, from the top down by their order: which
 * end is higher changes from one picture to the next. */
static void
settle(struct planned *plans, size_t count)
{
    size_t close[LABELS_MAX], members = 0, i, j;
    int top = plans[0].row;

    for (i = 0; i < count; i++) {
        if (!plans[i].settled && plans[i].row <= top + 1 && overlap(&plans[0], &plans[i]))
            close[members++] = i;
    }
    for (i = 0; i < members; i++) {
        int rank = 0;

        for (j = 0; j < members; j++)
            rank += is_over(&plans[close[j]], &plans[close[i]]);
        plans[close[i]].row = top - ((int)members - 1) / 2 + rank;
        plans[close[i]].settled = true;
    }
}

/* Gives each one of the rows to itself, without changing their order. */
static void
spread(struct planned *plans, size_t count, int rows)
{
    size_t i, j;

    for (i = 0; i < count; i++) {
        plans[i].row = max_int(plans[i].row, 0);
        for (j = 0; j < i; j++) {
            if (overlap(&plans[i], &plans[j]))
                plans[i].row = max_int(plans[i].row, plans[j].row + 1);
        }
    }
    for (i = count; i-- > 0;) {
        plans[i].row = min_int(plans[i].row, rows - 1);
        for (j = i + 1; j < count; j++) {
            if (overlap(&plans[i], &plans[j]))
                plans[i].row = min_int(plans[i].row, plans[j].row - 1);
        }
    }
}

/* Whether another label is to stand there. */
static bool
is_planned(const struct planned *plans, size_t count, size_t number, int row)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (i != number && plans[i].row == row && overlap(&plans[i], &plans[number]))
            return true;
    }
    return false;
}

/* Looks for room in the rows around its own, the nearest first. */
static bool
put_near(struct labels *labels, const struct planned *plans, size_t count, size_t number,
         int distance)
{
    const struct planned *plan = &plans[number];
    int i;

    for (i = 0; i <= 2 * distance; i++) {
        int y = plan->row + (i % 2 == 0 ? -i / 2 : (i + 1) / 2);

        if (y < 0 || y >= labels->raster->rows || is_planned(plans, count, number, y) ||
            !is_apart(labels, y, plan->col, plan->cols) ||
            !raster_has_no_dots(labels->raster, y, plan->col - 1, plan->cols + 2))
            continue;
        labels_put(labels, y, plan->col, plan->end->role, plan->words);
        return true;
    }
    return false;
}

static void
put_planned(struct labels *labels, struct planned *plans, size_t count)
{
    enum { NEAR = 1 };
    size_t i;

    for (i = 0; i < count; i++) {
        if (put_near(labels, plans, count, i, NEAR))
            continue;
        plan_in_margin(labels, &plans[i]);
        if (plans[i].cols > 0)
            put_near(labels, plans, count, i, labels->raster->rows);
    }
}

void
labels_put_at_ends(struct labels *labels, const struct label_end *ends, size_t count)
{
    struct planned plans[LABELS_MAX];
    size_t most = min_size(LABELS_MAX, (size_t)labels->raster->rows), i;
    size_t left_out = count > most ? count - most : 0;

    count -= left_out;
    for (i = 0; i < count; i++) {
        plans[i].end = &ends[left_out + i];
        plans[i].settled = false;
        plan_at_end(labels, &plans[i]);
    }
    qsort(plans, count, sizeof *plans, by_row);
    for (i = 0; i < count; i++) {
        if (!plans[i].settled)
            settle(plans + i, count - i);
    }
    qsort(plans, count, sizeof *plans, by_row);
    spread(plans, count, labels->raster->rows);
    put_planned(labels, plans, count);
}
