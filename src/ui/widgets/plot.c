#include "config.h"

#include "ui/widgets/plot.h"

#include <math.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"

enum { AXIS_COLS = 6, MAX_COLS = 512 };

double
plot_height(double accuracy, int decades)
{
    double error = 1 - accuracy;

    if (error <= pow(10, -decades))
        return 1;
    return -log10(fmin(error, 1)) / decades;
}

int
plot_decades(double best)
{
    int decades = 2;

    while (decades < 4 && 1 - best < pow(10, -decades))
        decades++;
    return decades;
}

bool
plot_column(const struct curve *curve, double epochs, int columns, int column,
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

/* ---- cells ---- */

static void
draw_block_column(const struct canvas *canvas, struct rect r, int x, double low,
                  double high)
{
    int low_eighths = format_filled(low, 8 * r.rows);
    int high_eighths = max_int(format_filled(high, 8 * r.rows), 1); /* always seen */
    int i;

    for (i = 0; i < r.rows; i++) {
        int filled = high_eighths - 8 * i;
        int y = r.rows - 1 - i;

        if (filled <= 0)
            break;
        if (8 * i >= low_eighths && filled >= 8)
            canvas_glyph(canvas, r, y, x, ROLE_RANGE, canvas->glyphs->range);
        else
            canvas_glyph(canvas, r, y, x, ROLE_ACCURACY,
                         canvas->glyphs->column[min_int(filled, 8)]);
    }
}

/* Sets the dots of one half of a column: bits[y] is the cell in row y. */
static void
set_dots(unsigned char *bits, int rows, int half, double low, double high)
{
    static const unsigned char dots[2][4] = {{0x40, 0x04, 0x02, 0x01},
                                             {0x80, 0x20, 0x10, 0x08}};
    int levels = 4 * rows, level;
    int from = (int)fmin(low * levels, levels - 1),
        to = (int)fmin(high * levels, levels - 1);

    for (level = from; level <= to; level++)
        bits[rows - 1 - level / 4] |= dots[half][level % 4];
}

static void
braille_glyph(unsigned char bits, char glyph[4])
{
    /* U+2800 + bits in UTF-8 */
    glyph[0] = (char)0xe2;
    glyph[1] = (char)(0xa0 | (bits >> 6));
    glyph[2] = (char)(0x80 | (bits & 0x3f));
    glyph[3] = '\0';
}

static void
draw_braille(const struct canvas *canvas, struct rect r, const struct curve *curve,
             double epochs, int decades)
{
    double min, max, previous = -1;
    int x, y, half;

    for (x = 0; x < r.cols; x++) {
        unsigned char bits[MAX_COLS] = {0};
        char glyph[4];

        for (half = 0; half < 2; half++) {
            double low, high;

            if (!plot_column(curve, epochs, 2 * r.cols, 2 * x + half, &min, &max))
                continue;
            low = plot_height(min, decades);
            high = plot_height(max, decades);
            /* joined to the half column before */
            if (previous >= 0 && previous < low)
                low = previous;
            if (previous > high)
                high = previous;
            previous = plot_height(max, decades);
            set_dots(bits, r.rows, half, low, high);
        }
        for (y = 0; y < r.rows; y++) {
            braille_glyph(bits[y], glyph);
            if (bits[y] != 0)
                canvas_glyph(canvas, r, y, x, ROLE_ACCURACY, glyph);
        }
    }
}

static void
draw_curve(const struct canvas *canvas, struct rect r, const struct curve *curve,
           double epochs, int decades)
{
    double min, max;
    int x;

    if (canvas->glyphs->braille && r.rows <= MAX_COLS) {
        draw_braille(canvas, r, curve, epochs, decades);
        return;
    }
    for (x = 0; x < r.cols; x++) {
        if (plot_column(curve, epochs, r.cols, x, &min, &max))
            draw_block_column(canvas, r, x, plot_height(min, decades),
                              plot_height(max, decades));
    }
}

/* ---- axes ---- */

/* Labels the rows whose upper edges are nearest to round accuracies; where two fall on
 * the same row, the one that comes first in the table wins. */
static void
draw_axis(const struct canvas *canvas, struct rect r, int decades)
{
    static const double ticks[] = {0.99, 0.9, 0.999, 0.5, 0.98, 0.95, 0.8, 0.995, 0.9999};
    bool taken[MAX_COLS] = {false};
    size_t i;
    int y;

    for (y = 0; y < r.rows; y++)
        canvas_glyph(canvas, r, y, AXIS_COLS - 1, ROLE_DIM, canvas->glyphs->axis);
    for (i = 0; i < MEM_COUNT(ticks); i++) {
        int level = (int)lround(plot_height(ticks[i], decades) * r.rows);

        y = r.rows - level;
        if (1 - ticks[i] < 0.99 * pow(10, -decades) || level < 1 || y >= MAX_COLS ||
            taken[y])
            continue;
        taken[y] = true;
        canvas_text(canvas, r, y, 0, ROLE_DIM, "%*g", AXIS_COLS - 2, 100 * ticks[i]);
    }
}

static void
draw_epochs_axis(const struct canvas *canvas, struct rect r, int y, size_t epochs)
{
    char end[32];
    int x;

    snprintf(end, sizeof end, _(" epoch %zu"), epochs);
    canvas_glyph(canvas, r, y, AXIS_COLS - 1, ROLE_DIM, canvas->glyphs->corner);
    for (x = AXIS_COLS; x < r.cols; x++)
        canvas_glyph(canvas, r, y, x, ROLE_RULE, canvas->glyphs->rule);
    canvas_text(canvas, r, y, 0, ROLE_DIM, "%*s", AXIS_COLS - 2, "0 %");
    canvas_text(canvas, r, y, AXIS_COLS, ROLE_DIM, "0 ");
    canvas_text(canvas, r, y, r.cols - text_columns(end), ROLE_DIM, "%s", end);
}

/* ---- values ---- */

static void
draw_values(const struct canvas *canvas, struct rect r, int y,
            const struct snapshot *shot)
{
    double now = shot->test_error < 0 ? -1 : 1 - shot->test_error;
    double best = shot->best_error < 0 ? -1 : 1 - shot->best_error;
    int x = canvas_text(canvas, r, y, 0, ROLE_STRONG, "%s", format_percent(now).text);

    canvas_text(canvas, r, y, x + 2, ROLE_DIM, _("best %s"), format_percent(best).text);
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

        if (!plot_column(losses, (double)shot->hparams.epochs, columns, x, &min, &max))
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

    if (shot->loss < 0) {
        canvas_text(canvas, r, y, 0, ROLE_DIM, "%s", _("loss -"));
        return;
    }
    x = canvas_text(canvas, r, y, 0, ROLE_DIM, "%s ", _("loss"));
    canvas_text(canvas, r, y, x, ROLE_LOSS, "%-6s", format_real(shot->loss, 6).text);
    draw_loss_curve(canvas, r, y, x + 7, shot);
}

static double
largest(const struct curve *curve)
{
    double max = 0;
    size_t i;

    for (i = 0; i < curve->count; i++)
        max = fmax(max, (double)curve->samples[i].max);
    return max;
}

void
plot_draw(const struct canvas *canvas, struct rect r, const struct snapshot *shot)
{
    struct rect axis = r, curve;
    int decades = plot_decades(largest(&shot->accuracy));

    if (rect_is_empty(r))
        return;
    canvas_title(canvas, r, _("Test accuracy"));
    if (r.rows < 2)
        return;
    draw_values(canvas, r, 1, shot);
    if (r.rows >= 3)
        draw_loss(canvas, r, r.rows - 1, shot);
    if (r.rows < 5 || shot->run == 0)
        return;
    draw_epochs_axis(canvas, r, r.rows - 2, shot->hparams.epochs);
    axis.y += 2;
    axis.rows -= 4;
    curve = axis;
    rect_take_left(&curve, AXIS_COLS);
    draw_axis(canvas, axis, decades);
    draw_curve(canvas, curve, &shot->accuracy, (double)shot->hparams.epochs, decades);
}
