#include "config.h"

#include "ui/widgets/learning.h"

#include <math.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/translation.h"
#include "runs/comparison.h"
#include "runs/run_text.h"
#include "ui/widgets/curves.h"

enum {
    TITLE_ROWS = 1,
    VALUES_ROWS = 1,
    VALUES_COLS = 25, /* "100.00 %  best 100.00 %" and a gap */
    LOSS_ROWS = 1,
    ROWS_OF_A_LINE = 3, /* for each run before */
    LABELS_COLS = 48,   /* from here on they have words at their ends */
};

/* ---- accuracy ---- */

/* The lines of the chart: runs before, from the oldest on, and the run. */
struct lines {
    size_t count;
    struct chart_line line[LEARNING_BEFORE + 1];
    struct curve_line curve[LEARNING_BEFORE + 1];
};

/* The number alone where words would take too much from the plot. */
static void
set_label(struct lines *lines, const struct run *run, const bool differs[HPARAMS],
          bool wide)
{
    struct curve_line *curve = &lines->curve[lines->count];

    if (wide)
        run_label(run, differs, curve->label, sizeof curve->label);
    else
        snprintf(curve->label, sizeof curve->label, "%zu", run->now.run);
    lines->line[lines->count].label = curve->label;
}

static void
add_line(struct lines *lines, const struct learning *learning, const struct run *run)
{
    struct chart_line *line = &lines->line[lines->count];

    curve_line_of_run(&lines->curve[lines->count], line, learning->x, run);
    line->role = ROLE_LINE_1;
    line->dim = run != learning->run;
    if (line->dim)
        line->style = (enum line_style)(1 + run->now.run % (LINE_STYLES - 1));
    else if (learning->at != NULL)
        curve_mark_moment(&lines->curve[lines->count], line, learning->at);
    lines->count++;
}

/* As many as a chart of that size has room for. */
static size_t
shown_before(const struct learning *learning, struct rect r)
{
    return min_size(learning->count, (size_t)max_int(r.rows / ROWS_OF_A_LINE, 1));
}

static void
add_lines(struct lines *lines, const struct learning *learning, struct rect r)
{
    const struct run *runs[LEARNING_BEFORE + 1] = {learning->run};
    size_t count = shown_before(learning, r), i;
    bool differs[HPARAMS];

    for (i = 0; i < count; i++)
        runs[i + 1] = learning->before[i];
    settings_differing(runs, count + 1, differs);
    for (i = count; i > 0; i--) {
        set_label(lines, runs[i], differs, r.cols >= LABELS_COLS);
        add_line(lines, learning, runs[i]);
    }
    add_line(lines, learning, learning->run);
}

/* All that is planned; of seconds, what there is. */
static double
end_of_x(const struct learning *learning)
{
    const struct measures *now = &learning->run->now;
    double epochs = (double)now->hparams.epochs;

    if (learning->x == CHART_SECONDS)
        return 0;
    return learning->x == CHART_EPOCHS ? epochs : epochs * (double)now->images;
}

static void
draw_accuracy(const struct canvas *canvas, struct rect r, const struct learning *learning)
{
    struct lines lines = {0};
    struct chart chart = {
        .title = learning->y == CHART_ACCURACY ? _("Test accuracy") : _("Test error"),
        .x = learning->x,
        .y = learning->y,
        .to = end_of_x(learning),
        .lines = lines.line,
    };
    char title[CHART_TITLE];

    chart_title(&chart, title);
    canvas_title(canvas, r, title);
    rect_take_top(&r, TITLE_ROWS + VALUES_ROWS);
    rect_take_bottom(&r, LOSS_ROWS);
    if (learning->run->now.run == 0)
        return;
    add_lines(&lines, learning, r);
    chart.count = lines.count;
    chart_draw_plot(canvas, r, &chart);
}

/* ---- values ---- */

void
learning_standing(const struct learning *learning, int cols, char text[LEARNING_STANDING])
{
    double until = learning->at != NULL ? learning->at->epoch : (double)INFINITY;

    text[0] = '\0';
    if (learning->rival != NULL)
        curve_standing(learning->run, learning->rival, until, cols, text,
                       LEARNING_STANDING);
}

/* In a place of its own, whatever the values are. */
static void
draw_standing(const struct canvas *canvas, struct rect r, int y,
              const struct learning *learning)
{
    char text[LEARNING_STANDING];

    learning_standing(learning, r.cols - VALUES_COLS, text);
    canvas_text(canvas, r, y, VALUES_COLS, ROLE_TEXT, "%s", text);
}

/* Errors, 0..1; negative while they are not known. At a moment, the best one until then.
 */
struct values {
    double error, best;
};

static struct values
find_values(const struct learning *learning)
{
    const struct checkpoint *at = learning->at;
    double until = at != NULL ? at->epoch : (double)INFINITY, best;
    struct values values = {learning->run->now.test_error, -1};

    if (at != NULL)
        values.error = checkpoint_test_error(at);
    best = best_accuracy_until(run_accuracy(learning->run), until);
    if (values.error >= 0)
        best = fmax(best, 1 - values.error);
    if (!isnan(best))
        values.best = 1 - best;
    return values;
}

static void
draw_values(const struct canvas *canvas, struct rect r, int y,
            const struct learning *learning)
{
    struct values values = find_values(learning);
    int x;

    if (learning->y == CHART_ACCURACY) {
        values.error = values.error < 0 ? -1 : 1 - values.error;
        values.best = values.best < 0 ? -1 : 1 - values.best;
    }
    x = canvas_text(canvas, r, y, 0, ROLE_STRONG, "%s",
                    format_percent(values.error).text);
    canvas_text(canvas, r, y, x + 2, ROLE_DIM, _("best %s"),
                format_percent(values.best).text);
    draw_standing(canvas, r, y, learning);
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
