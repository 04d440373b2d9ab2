#include "config.h"

#include "ui/widgets/curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"

/* ---- x ---- */

static double
x_of(const struct curve_line *curve, double epoch, double seconds)
{
    switch (curve->x) {
    case CHART_SECONDS:
        return seconds;
    case CHART_IMAGES:
    case CHART_IMAGES_LOG:
        return epoch * curve->images;
    default:
        return epoch;
    }
}

double
curve_end(const struct run *run, enum chart_x x)
{
    double epochs = run->ended ? run_epochs(run) : (double)run->now.hparams.epochs;

    switch (x) {
    case CHART_EPOCHS:
        return epochs;
    case CHART_IMAGES:
    case CHART_IMAGES_LOG:
        return epochs * (double)run->now.images;
    default:
        return 0;
    }
}

/* ---- lines ---- */

static struct chart_sample
sample_of_run(const void *data, size_t number)
{
    const struct curve_line *curve = data;
    const struct sample *sample = &curve->samples.at[number];
    struct chart_sample out = {
        .from = x_of(curve, (double)sample->from, (double)sample->from_seconds),
        .to = x_of(curve, (double)sample->to, (double)sample->to_seconds),
        .min = (double)sample->min,
        .max = (double)sample->max,
    };

    return out;
}

static struct chart_sample
sample_of_group(const void *data, size_t number)
{
    const struct curve_line *curve = data;
    const struct band_point *point = &curve->band[number];
    double x = x_of(curve, point->epoch, point->seconds);
    struct chart_sample out = {
        .from = x,
        .to = x,
        .min = point->mean,
        .max = point->mean,
        .low = point->min,
        .high = point->max,
    };

    return out;
}

/* A fork begins at a point of its parent's line. */
static void
branch_off(const struct curve_line *curve, struct chart_line *line, const struct run *run)
{
    line->branches = run->parent != 0 && run->forked_error >= 0;
    if (!line->branches)
        return;
    line->branch.x = x_of(curve, run->forked_at, run->forked_seconds);
    line->branch.y = 1 - run->forked_error;
}

void
curve_line_of_run(struct curve_line *curve, struct chart_line *line, enum chart_x x,
                  const struct run *run)
{
    curve->x = x;
    curve->images = (double)run->now.images;
    curve->samples = run_accuracy(run);
    line->count = curve->samples.count;
    line->sample = sample_of_run;
    line->data = curve;
    branch_off(curve, line, run);
}

void
curve_mark_moment(const struct curve_line *curve, struct chart_line *line,
                  const struct checkpoint *at)
{
    double error = checkpoint_test_error(at);

    line->marked = error >= 0;
    line->mark.x = x_of(curve, at->epoch, at->seconds);
    line->mark.y = 1 - error;
}

void
curve_line_of_group(struct curve_line *curve, struct chart_line *line, enum chart_x x,
                    const struct run_group *group)
{
    curve_line_of_run(curve, line, x, group->seed[0]);
    if (group->counted == 1)
        return;
    curve->band = mem_zeroed(RUN_SAMPLES, sizeof *curve->band);
    curve->count = curve->band != NULL ? group_band(group, curve->band) : 0;
    line->count = curve->count;
    line->sample = sample_of_group;
    line->band = true;
    line->branches = false;
}

void
curve_line_done(struct curve_line *curve)
{
    free(curve->band);
    curve->band = NULL;
}

void
curve_line_look(struct chart_line *line, size_t number)
{
    enum { COLORS_OF_LINES = ROLE_LINE_4 - ROLE_LINE_1 + 1 };

    line->role = (enum role)(ROLE_LINE_1 + number % COLORS_OF_LINES);
    line->style = (enum line_style)((number + number / COLORS_OF_LINES) % LINE_STYLES);
    line->order = number;
}

/* ---- words ---- */

/* "0.8"; "0.04" of less than a tenth. */
static void
write_points(double share, char text[CURVE_LABEL])
{
    double points = 100 * fabs(share);

    snprintf(text, CURVE_LABEL, "%.*f", points < 0.095 ? 2 : 1, points);
}

static void
write_standing(const struct standing *standing, size_t number, char *text, size_t size)
{
    char points[CURVE_LABEL];

    write_points(standing->ahead, points);
    if (atof(points) == 0)
        snprintf(text, size, _("as good as run %zu at epoch %.4g"), number,
                 standing->epoch);
    else
        snprintf(text, size,
                 standing->ahead > 0 ? _("%s points better than run %zu at epoch %.4g")
                                     : _("%s points worse than run %zu at epoch %.4g"),
                 points, number, standing->epoch);
}

static void
write_brief_standing(const struct standing *standing, size_t number, char *text,
                     size_t size)
{
    char points[CURVE_LABEL];

    write_points(standing->ahead, points);
    if (atof(points) == 0)
        snprintf(text, size, _("as good as run %zu"), number);
    else
        snprintf(text, size,
                 standing->ahead > 0 ? _("%s better than run %zu")
                                     : _("%s worse than run %zu"),
                 points, number);
}

void
curve_standing(const struct run *run, const struct run *other, double until, int cols,
               char *text, size_t size)
{
    struct standing standing = run_standing(run, other, until);

    text[0] = '\0';
    if (!standing.known)
        return;
    write_standing(&standing, other->now.run, text, size);
    if (text_columns(text) > cols)
        write_brief_standing(&standing, other->now.run, text, size);
    if (text_columns(text) > cols)
        text[0] = '\0';
}
