#include "config.h"

#include "ui/widgets/learning.h"

#include <math.h>

#include "base/format.h"
#include "base/translation.h"
#include "ui/widgets/chart.h"

enum { TITLE_ROWS = 1, VALUES_ROWS = 1, LOSS_ROWS = 1 };

/* ---- accuracy ---- */

static struct chart_sample
accuracy_sample(const void *data, size_t number)
{
    const struct curve *curve = data;
    const struct sample *sample = &curve->samples[number];
    struct chart_sample out = {
        .from = (double)sample->from,
        .to = (double)sample->to,
        .min = (double)sample->min,
        .max = (double)sample->max,
    };

    return out;
}

static void
draw_accuracy(const struct canvas *canvas, struct rect r, const struct snapshot *shot)
{
    const struct chart_line line = {
        .count = shot->accuracy.count,
        .sample = accuracy_sample,
        .data = &shot->accuracy,
        .role = ROLE_LINE_1,
    };
    const struct chart chart = {
        .title = _("Test accuracy"),
        .x = CHART_EPOCHS,
        .y = CHART_ACCURACY,
        .to = (double)shot->now.hparams.epochs,
        .count = 1,
        .lines = &line,
    };
    char title[CHART_TITLE];

    chart_title(&chart, title);
    canvas_title(canvas, r, title);
    rect_take_top(&r, TITLE_ROWS + VALUES_ROWS);
    rect_take_bottom(&r, LOSS_ROWS);
    if (shot->now.run != 0)
        chart_draw_plot(canvas, r, &chart);
}

static void
draw_values(const struct canvas *canvas, struct rect r, int y,
            const struct snapshot *shot)
{
    double now = shot->now.test_error < 0 ? -1 : 1 - shot->now.test_error;
    double best = shot->now.best_error < 0 ? -1 : 1 - shot->now.best_error;
    int x = canvas_text(canvas, r, y, 0, ROLE_STRONG, "%s", format_percent(now).text);

    canvas_text(canvas, r, y, x + 2, ROLE_DIM, _("best %s"), format_percent(best).text);
}

/* ---- loss ---- */

bool
learning_column(const struct curve *curve, double epochs, int columns, int column,
                double *min, double *max)
{
    double from = epochs * column / columns, to = epochs * (column + 1) / columns;
    const struct sample *before = NULL;
    bool found = false, last = column == columns - 1;
    size_t i;

    if (curve->count == 0 || (double)curve->samples[curve->count - 1].to < from)
        return false;
    for (i = 0; i < curve->count; i++) {
        const struct sample *sample = &curve->samples[i];

        if ((double)sample->from >= to && !last)
            break;
        before = sample;
        if ((double)sample->to < from)
            continue;
        *min = found ? fmin(*min, (double)sample->min) : (double)sample->min;
        *max = found ? fmax(*max, (double)sample->max) : (double)sample->max;
        found = true;
    }
    if (!found && before != NULL) {
        *min = (double)before->min;
        *max = (double)before->max;
    }
    return before != NULL;
}

/* The loss on a logarithmic scale between its smallest and largest value. */
static void
draw_loss_curve(const struct canvas *canvas, struct rect r, int y, int from,
                const struct snapshot *shot)
{
    const struct curve *losses = &shot->losses;
    double smallest = INFINITY, largest = 0, min, max;
    int columns = r.cols - from, x;
    size_t i;

    for (i = 0; i < losses->count; i++) {
        smallest = fmin(smallest, (double)losses->samples[i].min);
        largest = fmax(largest, (double)losses->samples[i].max);
    }
    for (x = 0; x < columns; x++) {
        int level = 1;

        if (!learning_column(losses, (double)shot->now.hparams.epochs, columns, x, &min,
                             &max))
            continue;
        if (largest > smallest && smallest > 0)
            level += (int)lround(7 * log(max / smallest) / log(largest / smallest));
        canvas_glyph(canvas, r, y, from + x, ROLE_LOSS, canvas->glyphs->column[level]);
    }
}

static void
draw_loss(const struct canvas *canvas, struct rect r, int y, const struct snapshot *shot)
{
    int x;

    if (shot->now.loss < 0) {
        canvas_text(canvas, r, y, 0, ROLE_DIM, "%s", _("loss -"));
        return;
    }
    x = canvas_text(canvas, r, y, 0, ROLE_DIM, "%s ", _("loss"));
    canvas_text(canvas, r, y, x, ROLE_LOSS, "%-6s", format_real(shot->now.loss, 6).text);
    draw_loss_curve(canvas, r, y, x + 7, shot);
}

/* ---- both ---- */

void
learning_draw(const struct canvas *canvas, struct rect r, const struct snapshot *shot)
{
    if (rect_is_empty(r))
        return;
    draw_accuracy(canvas, r, shot);
    if (r.rows > TITLE_ROWS)
        draw_values(canvas, r, TITLE_ROWS, shot);
    if (r.rows > TITLE_ROWS + VALUES_ROWS)
        draw_loss(canvas, r, r.rows - LOSS_ROWS, shot);
}
