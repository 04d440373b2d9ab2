#include "config.h"

#include "support/sample_chart.h"

#include <math.h>
#include <string.h>

#include "support/suite.h"

/* Check's own assertions are too slow for each point. */
static void
check_room(size_t number, size_t count)
{
    if (number >= count)
        ck_abort_msg("%zu of %zu", number, count);
}

static struct chart_sample
sample_at(const void *data, size_t number)
{
    const struct sample_line *points = data;

    check_room(number, points->count);
    return points->at[number];
}

struct sample_chart *
sample_chart_new(void)
{
    static struct sample_chart sample;

    memset(&sample, 0, sizeof sample);
    sample.chart.title = "Test accuracy";
    sample.chart.to = 30;
    sample.chart.lines = sample.line;
    return &sample;
}

struct chart_line *
sample_chart_line(struct sample_chart *sample)
{
    struct chart_line *line = &sample->line[sample->chart.count];

    check_room(sample->chart.count, SAMPLE_LINES);
    line->sample = sample_at;
    line->data = &sample->points[sample->chart.count++];
    line->role = ROLE_LINE_1;
    return line;
}

void
sample_chart_add(struct sample_chart *sample, size_t line, struct chart_sample added)
{
    struct sample_line *points = &sample->points[line];

    check_room(points->count, SAMPLE_POINTS);
    points->at[points->count++] = added;
    sample->line[line].count = points->count;
}

void
sample_chart_point(struct sample_chart *sample, size_t line, double x, double y)
{
    sample_chart_add(sample, line, (struct chart_sample){x, x, y, y, y, y});
}

void
sample_chart_run(struct sample_chart *sample, size_t line, double epochs, double delay,
                 double least)
{
    enum { PER_EPOCH = 12 };
    int i;

    for (i = 1; i <= epochs * PER_EPOCH; i++) {
        double epoch = (double)i / PER_EPOCH, late = epoch / delay;
        double error = least + (0.9 - least) / (1 + late * late);

        sample_chart_add(sample, line,
                         (struct chart_sample){epoch, epoch, 1 - error, 1 - error,
                                               1 - error - 0.15 * error,
                                               1 - error + 0.1 * error});
        sample->line[line].newest = 1 - error;
    }
}

struct sample_chart *
sample_chart_one(void)
{
    struct sample_chart *sample = sample_chart_new();
    struct chart_sample *bad;

    sample_chart_line(sample);
    sample_chart_run(sample, 0, 13, 1, 0.03);
    bad = &sample->points[0].at[60];
    bad->min = bad->max = 0.71;
    return sample;
}

struct sample_chart *
sample_chart_fork(void)
{
    struct sample_chart *sample = sample_chart_new();
    struct chart_line *fork;
    int i;

    *sample_chart_line(sample) = (struct chart_line){.sample = sample_at,
                                                     .data = &sample->points[0],
                                                     .role = ROLE_LINE_2,
                                                     .style = LINE_DASHED,
                                                     .label = "1 normal",
                                                     .has_newest = true,
                                                     .marked = true,
                                                     .mark = {9, 0.957}};
    sample_chart_run(sample, 0, 30, 1.5, 0.02);
    sample->line[0].mark.y = sample->points[0].at[9 * 12 - 1].min;
    fork = sample_chart_line(sample);
    fork->label = "2 momentum";
    fork->has_newest = fork->branches = true;
    fork->branch.x = 3;
    fork->branch.y = sample->points[0].at[3 * 12 - 1].min;
    for (i = 1; i <= 100; i++) {
        double x = 3 + 0.08 * i, gain = 1 / (1 + 0.05 * i * i);

        fork->newest = fork->branch.y * gain + 0.985 * (1 - gain);
        sample_chart_point(sample, 1, x, fork->newest);
    }
    return sample;
}

struct sample_chart *
sample_chart_many(void)
{
    static const char *const labels[] = {"1", "2 batch 12", "3 xavier", "4 normal",
                                         "5 momentum"};
    static const enum role roles[] = {ROLE_TEXT, ROLE_LINE_4, ROLE_LINE_3, ROLE_LINE_2,
                                      ROLE_LINE_1};
    struct sample_chart *sample = sample_chart_new();
    size_t i;

    sample->chart.title = "Test error";
    sample->chart.y = CHART_ERROR_LOG;
    for (i = 0; i < 5; i++) {
        struct chart_line *line = sample_chart_line(sample);

        line->label = labels[i];
        line->has_newest = true;
        line->role = roles[i];
        line->dim = i == 0;
        line->band = i == 3;
        line->style = (enum line_style)((5 - i) % LINE_STYLES);
        if (i == 4)
            line->style = LINE_SOLID;
        sample_chart_run(sample, i, i == 4 ? 18 : 30, 3.0 - 0.5 * (double)i,
                         0.06 - 0.008 * (double)i);
    }
    return sample;
}

struct sample_chart *
sample_chart_images(void)
{
    struct sample_chart *sample = sample_chart_new();
    struct chart_line *line;
    double image, error = 0.9;

    sample->chart.x = CHART_IMAGES_LOG;
    sample->chart.from = 1;
    sample->chart.to = 1.8e6;
    line = sample_chart_line(sample);
    line->label = "1 normal";
    line->has_newest = true;
    for (image = 1; image < 50000; image *= 1.09) {
        error = 0.04 + 0.86 / (1 + pow(image / 1000, 1.2));
        sample_chart_point(sample, 0, image, 1 - error);
    }
    line->newest = 1 - error;
    line->marked = true;
    line->mark = (struct chart_point){724, 1 - (0.04 + 0.86 / (1 + pow(0.724, 1.2)))};
    return sample;
}
