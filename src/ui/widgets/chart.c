#include "config.h"

#include "ui/widgets/chart.h"

#include <math.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/text.h"
#include "base/translation.h"
#include "ui/widgets/axis.h"
#include "ui/widgets/labels.h"

enum {
    LEAST_ROWS = 1, /* of the plot */
    LEAST_COLS = 4,
    TALL_ROWS = 12, /* from here on the labels of the x axis have a row of their own */
};

/* A chart on its way to the screen. */
struct view {
    const struct canvas *canvas;
    const struct chart *chart;
    struct rect r;    /* all of it */
    struct rect plot; /* where the lines are */
    struct axis x, y;
    struct raster raster;
    struct trace trace, other;
    struct labels labels;
};

/* ---- values ---- */

/* An accuracy as what the y axis shows. */
static double
shown(const struct chart *chart, double accuracy)
{
    return chart->y == CHART_ACCURACY ? accuracy : 1 - accuracy;
}

static int
dot_of(const struct view *view, double accuracy)
{
    return axis_dot(&view->y, shown(view->chart, accuracy));
}

static enum role
role_of(const struct chart_line *line)
{
    return line->dim ? ROLE_LINE_OLD : line->role;
}

struct bounds {
    double min, max; /* of what the y axis shows; min > max: of nothing */
    double last;     /* x */
};

static void
include(struct bounds *bounds, const struct chart *chart, double accuracy)
{
    double value = shown(chart, accuracy);

    if (!isfinite(value))
        return;
    bounds->max = fmax(bounds->max, value);
    if (value > 0 || chart->y != CHART_ERROR_LOG)
        bounds->min = fmin(bounds->min, value);
}

static void
include_line(struct bounds *bounds, const struct chart *chart,
             const struct chart_line *line)
{
    size_t i;

    for (i = 0; i < line->count; i++) {
        struct chart_sample sample = line->sample(line->data, i);

        bounds->last = fmax(bounds->last, sample.to);
        include(bounds, chart, sample.min);
        include(bounds, chart, sample.max);
        if (line->band) {
            include(bounds, chart, sample.low);
            include(bounds, chart, sample.high);
        }
    }
    if (line->branches)
        include(bounds, chart, line->branch.y);
    if (line->marked)
        include(bounds, chart, line->mark.y);
}

/* ---- axes ---- */

static void
set_axes(struct view *view)
{
    const struct chart *chart = view->chart;
    struct bounds bounds = {INFINITY, -INFINITY, 0};
    double least = chart->x == CHART_IMAGES_LOG ? 1 : 0;
    size_t i;

    for (i = 0; i < chart->count; i++)
        include_line(&bounds, chart, &chart->lines[i]);
    view->x.unit = AXIS_COUNT;
    view->x.log = chart->x == CHART_IMAGES_LOG;
    view->x.from = fmax(chart->from, least);
    view->x.to = chart->to > chart->from ? chart->to : bounds.last;
    if (!(view->x.to > view->x.from) || !isfinite(view->x.to))
        view->x.to = view->x.from + 1;
    view->y.unit = AXIS_SHARE;
    view->y.log = chart->y == CHART_ERROR_LOG;
    if (bounds.max >= bounds.min)
        axis_fit(&view->y, bounds.min, bounds.max);
    else /* nothing, or no errors at all */
        axis_fit(&view->y, view->y.log ? 0.01 : 0, 1);
}

/* Columns left of the plot, for the labels of the y axis. */
static int
left_of(const struct view *view)
{
    return view->plot.x - view->r.x;
}

static size_t
y_ticks(const struct view *view, struct tick ticks[AXIS_TICKS_MAX])
{
    struct tick_room room = {.cells = view->y.cells};

    return axis_ticks(&view->y, room, ticks);
}

static size_t
x_ticks(const struct view *view, struct tick ticks[AXIS_TICKS_MAX])
{
    struct tick_room room = {
        .across = true,
        .cells = view->r.cols - left_of(view),
        .end_too = view->chart->x != CHART_SECONDS,
    };

    return axis_ticks(&view->x, room, ticks);
}

/* The grid has every other dot, so that it is not taken for a line. */
static void
draw_y_axis(const struct view *view)
{
    const struct canvas *canvas = view->canvas;
    int left = left_of(view), y, x;
    struct tick ticks[AXIS_TICKS_MAX];
    size_t count = y_ticks(view, ticks), i;

    for (y = 0; y < view->plot.rows; y++)
        canvas_glyph(canvas, view->r, y, left - 1, ROLE_RULE, canvas->glyphs->axis);
    for (i = 0; i < count; i++) {
        struct rect label = {view->plot.y + ticks[i].at, view->r.x, 1, left - 2};

        canvas_text_right(canvas, label, 0, ROLE_DIM, "%s", ticks[i].text);
        canvas_glyph(canvas, view->r, ticks[i].at, left - 1, ROLE_RULE,
                     canvas->glyphs->tick_y);
        for (x = 1; x < view->plot.cols; x += 2)
            canvas_glyph(canvas, view->plot, ticks[i].at, x, ROLE_RULE,
                         raster_mark(&view->raster, ticks[i].dot).text);
    }
}

/* A label in the line of the axis, with a blank on both sides. */
static void
draw_label_in_line(const struct canvas *canvas, struct rect row, const struct tick *tick)
{
    int x = tick->at;

    if (x > 0)
        canvas_glyph(canvas, row, 0, x - 1, ROLE_RULE, " ");
    x = canvas_text(canvas, row, 0, x, ROLE_DIM, "%s", tick->text);
    canvas_glyph(canvas, row, 0, x, ROLE_RULE, " ");
}

/* The labels stand in the line, or on a tall chart below it. */
static void
draw_x_axis(const struct view *view, bool tall)
{
    const struct canvas *canvas = view->canvas;
    const struct glyphs *glyphs = canvas->glyphs;
    struct rect row = {view->plot.y + view->plot.rows, view->plot.x, tall ? 2 : 1,
                       view->r.cols - left_of(view)};
    struct tick ticks[AXIS_TICKS_MAX];
    size_t count = x_ticks(view, ticks), i;
    int y = row.y - view->r.y, x;

    canvas_glyph(canvas, view->r, y, left_of(view) - 1, ROLE_RULE, glyphs->corner);
    canvas_text(canvas, view->r, y + row.rows - 1, left_of(view) - 3, ROLE_DIM, "%%");
    for (x = 0; x < view->plot.cols; x++)
        canvas_glyph(canvas, row, 0, x, ROLE_RULE, glyphs->rule);
    for (i = 0; i < count; i++) {
        if (!tall) {
            draw_label_in_line(canvas, row, &ticks[i]);
            continue;
        }
        x = raster_col(&view->raster, ticks[i].dot);
        canvas_glyph(canvas, row, 0, x, ROLE_RULE, glyphs->tick_x);
        canvas_text(canvas, row, 1, ticks[i].at, ROLE_DIM, "%s", ticks[i].text);
    }
}

/* ---- lines ---- */

enum part { LINE, BAND_LOW, BAND_HIGH };

static void
add_sample(struct trace *trace, const struct view *view,
           const struct chart_sample *sample, enum part part)
{
    double min = part == LINE       ? sample->min
                 : part == BAND_LOW ? sample->low
                                    : sample->high;
    double max = part == LINE ? sample->max : min;
    int a, b;

    if (!isfinite(min) || !isfinite(max)) {
        trace_break(trace);
        return;
    }
    a = dot_of(view, min);
    b = dot_of(view, max);
    trace_add(trace, axis_dot(&view->x, sample->from), axis_dot(&view->x, sample->to),
              min_int(a, b), max_int(a, b));
}

static void
trace_line(struct trace *trace, const struct view *view, const struct chart_line *line,
           enum part part)
{
    size_t i;

    trace_clear(trace);
    if (line->branches && isfinite(line->branch.x) && isfinite(line->branch.y)) {
        int x = axis_dot(&view->x, line->branch.x), y = dot_of(view, line->branch.y);

        trace_add(trace, x, x, y, y);
    }
    for (i = 0; i < line->count; i++) {
        struct chart_sample sample = line->sample(line->data, i);

        if (sample.from > view->x.to)
            break;
        if (sample.to >= view->x.from || view->x.log)
            add_sample(trace, view, &sample, part);
    }
}

static void
draw_band(struct view *view, const struct chart_line *line)
{
    int x;

    trace_line(&view->trace, view, line, BAND_LOW);
    trace_line(&view->other, view, line, BAND_HIGH);
    for (x = 0; x < view->trace.count; x++) {
        struct trace_span a = view->trace.spans[x], b = view->other.spans[x];

        if (a.low <= a.high && b.low <= b.high)
            raster_shade(&view->raster, x, min_int(a.low, b.low), max_int(a.high, b.high),
                         role_of(line));
    }
}

static void
draw_lines(struct view *view)
{
    const struct chart *chart = view->chart;
    size_t i;

    for (i = 0; i < chart->count; i++) {
        if (chart->lines[i].band)
            draw_band(view, &chart->lines[i]);
    }
    for (i = 0; i < chart->count; i++) {
        const struct chart_line *line = &chart->lines[i];

        trace_line(&view->trace, view, line, LINE);
        trace_draw(&view->trace, &view->raster, role_of(line), line->style);
    }
    raster_draw(&view->raster, view->canvas, view->plot);
}

/* ---- marks ---- */

/* "95.7"; of small errors "3.43". */
static void
write_value(const struct chart *chart, double accuracy, char text[LABEL_TEXT])
{
    double value = 100 * shown(chart, accuracy);
    int decimals = chart->y != CHART_ACCURACY && value < 9.995 ? 2 : 1;

    snprintf(text, LABEL_TEXT, "%.*f", decimals, value);
}

/* Faint and vertical, but not over the lines. */
static void
draw_moment(const struct view *view, int x)
{
    int y;

    for (y = 0; y < view->plot.rows; y++) {
        if (raster_has_no_dots(&view->raster, y, x, 1))
            canvas_glyph(view->canvas, view->plot, y, x, ROLE_DIM,
                         view->canvas->glyphs->moment);
    }
}

static bool
is_marked(const struct chart_line *line)
{
    return line->marked && isfinite(line->mark.x) && isfinite(line->mark.y);
}

static int
row_of(const struct view *view, struct chart_point point)
{
    return raster_row(&view->raster, dot_of(view, point.y));
}

static int
col_of(const struct view *view, struct chart_point point)
{
    return raster_col(&view->raster, axis_dot(&view->x, point.x));
}

/* The moments of all come first: they are behind everything. */
static void
draw_marks(struct view *view)
{
    const struct chart *chart = view->chart;
    const struct glyphs *glyphs = view->canvas->glyphs;
    size_t i;

    for (i = 0; i < chart->count; i++) {
        if (is_marked(&chart->lines[i]))
            draw_moment(view, col_of(view, chart->lines[i].mark));
    }
    for (i = 0; i < chart->count; i++) {
        const struct chart_line *line = &chart->lines[i];

        if (line->branches && isfinite(line->branch.x) && isfinite(line->branch.y))
            canvas_glyph(view->canvas, view->plot, row_of(view, line->branch),
                         col_of(view, line->branch), role_of(line), glyphs->branch);
        if (is_marked(line))
            labels_put(&view->labels, row_of(view, line->mark), col_of(view, line->mark),
                       role_of(line), glyphs->dot);
    }
}

/* They keep off all labels. */
static void
draw_values(struct view *view)
{
    const struct chart *chart = view->chart;
    char text[LABEL_TEXT];
    size_t i;

    for (i = 0; i < chart->count; i++) {
        const struct chart_line *line = &chart->lines[i];

        if (!is_marked(line))
            continue;
        write_value(chart, line->mark.y, text);
        labels_put_beside(&view->labels, row_of(view, line->mark),
                          col_of(view, line->mark), role_of(line), text);
    }
}

/* ---- labels at the ends ---- */

static void
write_label(const struct chart *chart, const struct chart_line *line,
            char text[LABEL_TEXT])
{
    char value[LABEL_TEXT] = "";

    if (line->has_newest && isfinite(line->newest))
        write_value(chart, line->newest, value);
    text[0] = '\0';
    if (line->label != NULL)
        text_append(text, LABEL_TEXT, "%s", line->label);
    if (value[0] != '\0')
        text_append(text, LABEL_TEXT, "%s%s", text[0] != '\0' ? " " : "", value);
}

/* Columns right of the plot for labels: at most a third. */
static int
label_margin(const struct view *view)
{
    const struct chart *chart = view->chart;
    int longest = 0;
    size_t i;

    for (i = 0; i < chart->count; i++) {
        char text[LABEL_TEXT];

        write_label(chart, &chart->lines[i], text);
        if (chart->lines[i].count > 0 && text[0] != '\0')
            longest = max_int(longest, 1 + text_columns(text));
    }
    return min_int(longest, view->r.cols / 3);
}

/* The cell where a line ends; false when it has no point. */
static bool
end_of(struct view *view, const struct chart_line *line, int *row, int *col)
{
    int x;

    trace_line(&view->trace, view, line, LINE);
    for (x = view->trace.count - 1; x >= 0; x--) {
        struct trace_span span = view->trace.spans[x];

        if (span.low > span.high)
            continue;
        *row = raster_row(&view->raster, (span.low + span.high) / 2);
        *col = raster_col(&view->raster, x);
        return true;
    }
    return false;
}

/* Of the last lines, if there are too many. */
static void
draw_labels(struct view *view)
{
    const struct chart *chart = view->chart;
    struct label_end ends[LABELS_MAX];
    size_t first = chart->count > LABELS_MAX ? chart->count - LABELS_MAX : 0;
    size_t count = 0, i;

    for (i = first; i < chart->count; i++) {
        struct label_end *end = &ends[count];

        end->order = chart->lines[i].order;
        end->role = role_of(&chart->lines[i]);
        write_label(chart, &chart->lines[i], end->text);
        if (end->text[0] != '\0' && end_of(view, &chart->lines[i], &end->y, &end->x))
            count++;
    }
    labels_put_at_ends(&view->labels, ends, count);
}

/* ---- the whole ---- */

void
chart_title(const struct chart *chart, char title[CHART_TITLE])
{
    static const char *const scales[CHART_XS] = {
        [CHART_EPOCHS] = N_("epochs"),
        [CHART_IMAGES] = N_("images"),
        [CHART_IMAGES_LOG] = N_("images, log scale"),
        [CHART_SECONDS] = N_("seconds"),
    };

    snprintf(title, CHART_TITLE,
             chart->y == CHART_ERROR_LOG ? _("%s, log scale (%s)") : _("%s (%s)"),
             chart->title, _(scales[chart->x]));
}

/* Cuts the place into axes, plot and margin. False when it is too small. */
static bool
place_plot(struct view *view, int axis_rows)
{
    struct tick ticks[AXIS_TICKS_MAX];
    int gutter = 3; /* for 100, so that it seldom changes */
    size_t count, i;

    view->plot = view->r;
    rect_take_bottom(&view->plot, axis_rows);
    if (view->plot.rows < LEAST_ROWS)
        return false;
    view->y.cells = view->plot.rows;
    view->y.dots_a_cell = view->canvas->glyphs->dots_up;
    count = y_ticks(view, ticks);
    for (i = 0; i < count; i++)
        gutter = max_int(gutter, text_columns(ticks[i].text));
    rect_take_left(&view->plot, gutter + 2);
    rect_take_right(&view->plot, label_margin(view));
    view->x.cells = view->plot.cols;
    view->x.dots_a_cell = view->canvas->glyphs->dots_across;
    return view->plot.cols >= LEAST_COLS;
}

static void
draw_all(struct view *view, bool tall)
{
    view->labels.canvas = view->canvas;
    view->labels.raster = &view->raster;
    view->labels.r = view->plot;
    view->labels.r.cols = view->r.cols - left_of(view);
    draw_y_axis(view);
    draw_x_axis(view, tall);
    draw_lines(view);
    draw_marks(view);
    draw_labels(view);
    draw_values(view);
}

/* Short of memory, the chart is left out. */
void
chart_draw_plot(const struct canvas *canvas, struct rect r, const struct chart *chart)
{
    struct view view = {.canvas = canvas, .chart = chart, .r = r};
    bool tall = r.rows >= TALL_ROWS;

    if (rect_is_empty(r))
        return;
    set_axes(&view);
    if (!place_plot(&view, tall ? 2 : 1) ||
        !raster_init(&view.raster, canvas->glyphs, view.plot.rows, view.plot.cols))
        return;
    if (trace_init(&view.trace, view.raster.width)) {
        if (trace_init(&view.other, view.raster.width)) {
            draw_all(&view, tall);
            trace_done(&view.other);
        }
        trace_done(&view.trace);
    }
    raster_done(&view.raster);
}

void
chart_draw(const struct canvas *canvas, struct rect r, const struct chart *chart)
{
    char title[CHART_TITLE];
    struct rect plot = r;

    chart_title(chart, title);
    canvas_title(canvas, r, title);
    rect_take_top(&plot, 1);
    chart_draw_plot(canvas, plot, chart);
}
