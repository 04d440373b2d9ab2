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
    const struct samples *samples = data;
    const struct sample *sample = &samples->at[number];
    struct chart_sample out = {
        .from = (double)sample->from,
        .to = (double)sample->to,
        .min = (double)sample->min,
        .max = (double)sample->max,
    };

    return out;
}

/* A fork begins at a point of its parent's line. */
static void
branch_off(struct chart_line *line, const struct run *run)
{
    line->branches = run->parent != 0 && run->forked_error >= 0;
    line->branch.x = line->branches ? run->forked_at : 0;
    line->branch.y = 1 - run->forked_error;
}

/* Where its answers are not known yet, it cannot be placed. */
static void
mark_moment(struct chart_line *line, const struct checkpoint *at)
{
    double error = at != NULL ? checkpoint_test_error(at) : -1;

    line->marked = error >= 0;
    line->mark.x = line->marked ? at->epoch : 0;
    line->mark.y = 1 - error;
}

static void
draw_accuracy(const struct canvas *canvas, struct rect r, const struct learning *learning)
{
    const struct samples samples = run_accuracy(learning->run);
    const struct measures *now = &learning->run->now;
    struct chart_line line = {
        .count = samples.count,
        .sample = accuracy_sample,
        .data = &samples,
        .role = ROLE_LINE_1,
    };
    const struct chart chart = {
        .title = _("Test accuracy"),
        .x = CHART_EPOCHS,
        .y = CHART_ACCURACY,
        .to = (double)now->hparams.epochs,
        .count = 1,
        .lines = &line,
    };
    char title[CHART_TITLE];

    chart_title(&chart, title);
    canvas_title(canvas, r, title);
    rect_take_top(&r, TITLE_ROWS + VALUES_ROWS);
    rect_take_bottom(&r, LOSS_ROWS);
    mark_moment(&line, learning->at);
    branch_off(&line, learning->run);
    if (now->run != 0)
        chart_draw_plot(canvas, r, &chart);
}

static void
draw_values(const struct canvas *canvas, struct rect r, int y,
            const struct learning *learning)
{
    const struct measures *now = &learning->run->now;
    double error =
        learning->at != NULL ? checkpoint_test_error(learning->at) : now->test_error;
    double best = now->best_error < 0 ? -1 : 1 - now->best_error;
    int x = canvas_text(canvas, r, y, 0, ROLE_STRONG, "%s",
                        format_percent(error < 0 ? -1 : 1 - error).text);

    canvas_text(canvas, r, y, x + 2, ROLE_DIM, _("best %s"), format_percent(best).text);
}

/* ---- loss ---- */

bool
learning_column(const struct samples *samples, double epochs, int columns, int column,
                double *min, double *max)
{
    double from = epochs * column / columns, to = epochs * (column + 1) / columns;
    const struct sample *before = NULL;
    bool found = false, last = column == columns - 1;
    size_t i;

    if (samples->count == 0 || (double)samples->at[samples->count - 1].to < from)
        return false;
    for (i = 0; i < samples->count; i++) {
        const struct sample *sample = &samples->at[i];

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
                const struct learning *learning)
{
    const struct samples losses = run_losses(learning->run);
    double epochs = (double)learning->run->now.hparams.epochs;
    double smallest = INFINITY, largest = 0, min, max;
    int columns = r.cols - from, x;
    size_t i;

    for (i = 0; i < losses.count; i++) {
        smallest = fmin(smallest, (double)losses.at[i].min);
        largest = fmax(largest, (double)losses.at[i].max);
    }
    for (x = 0; x < columns; x++) {
        int level = 1;

        if (!learning_column(&losses, epochs, columns, x, &min, &max))
            continue;
        if (largest > smallest && smallest > 0)
            level += (int)lround(7 * log(max / smallest) / log(largest / smallest));
        canvas_glyph(canvas, r, y, from + x, ROLE_LOSS, canvas->glyphs->column[level]);
    }
}

static void
draw_loss(const struct canvas *canvas, struct rect r, int y,
          const struct learning *learning)
{
    double loss = learning->at != NULL ? learning->at->loss : learning->run->now.loss;
    int x;

    if (loss < 0) {
        canvas_text(canvas, r, y, 0, ROLE_DIM, "%s", _("loss -"));
        return;
    }
    x = canvas_text(canvas, r, y, 0, ROLE_DIM, "%s ", _("loss"));
    canvas_text(canvas, r, y, x, ROLE_LOSS, "%-6s", format_real(loss, 6).text);
    draw_loss_curve(canvas, r, y, x + 7, learning);
}

/* ---- both ---- */

void
learning_draw(const struct canvas *canvas, struct rect r, const struct learning *learning)
{
    if (rect_is_empty(r))
        return;
    draw_accuracy(canvas, r, learning);
    if (r.rows > TITLE_ROWS)
        draw_values(canvas, r, TITLE_ROWS, learning);
    if (r.rows > TITLE_ROWS + VALUES_ROWS)
        draw_loss(canvas, r, r.rows - LOSS_ROWS, learning);
}
