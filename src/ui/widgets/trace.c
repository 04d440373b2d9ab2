#include "config.h"

#include "ui/widgets/trace.h"

#include <math.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"

bool
trace_init(struct trace *trace, int count)
{
    trace->count = count;
    trace->spans = mem_zeroed((size_t)count, sizeof *trace->spans);
    if (trace->spans != NULL)
        trace_clear(trace);
    return trace->spans != NULL;
}

void
trace_done(struct trace *trace)
{
    free(trace->spans);
    trace->spans = NULL;
}

void
trace_clear(struct trace *trace)
{
    const struct trace_span nothing = {0, -1};
    int x;

    for (x = 0; x < trace->count; x++)
        trace->spans[x] = nothing;
    trace->joins = false;
}

/* ---- points ---- */

static void
cover(struct trace *trace, int x, int low, int high)
{
    struct trace_span *span = &trace->spans[x];

    if (span->low > span->high) {
        span->low = low;
        span->high = high;
        return;
    }
    span->low = min_int(span->low, low);
    span->high = max_int(span->high, high);
}

/* A straight line. Where it is flat it has one dot in a column; where it is steep, a
 * column has all dots that it passes on its way through. */
static void
cover_line(struct trace *trace, int x0, int y0, int x1, int y1)
{
    double slope = x1 > x0 ? (double)(y1 - y0) / (x1 - x0) : 0;
    double half = fabs(slope) > 1 ? slope / 2 : 0;
    int x;

    for (x = x0 + 1; x < x1; x++) {
        double y = y0 + slope * (x - x0);

        cover(trace, x, (int)lround(y - fabs(half)), (int)lround(y + fabs(half)));
    }
    if (x1 > x0) {
        int end = (int)lround(y1 - half), start = (int)lround(y0 + half);

        cover(trace, x0, min_int(y0, start), max_int(y0, start));
        cover(trace, x1, min_int(y1, end), max_int(y1, end));
    }
}

/* From the last point to the one at x: the shortest way between what they cover. */
static void
join(struct trace *trace, int x, struct trace_span span)
{
    struct trace_span last = trace->last;
    int from, to;

    if (last.high < span.low) {
        from = last.high;
        to = span.low;
    } else if (last.low > span.high) {
        from = last.low;
        to = span.high;
    } else {
        from = to = (max_int(last.low, span.low) + min_int(last.high, span.high)) / 2;
    }
    cover_line(trace, trace->last_x, from, x, to);
}

void
trace_add(struct trace *trace, int from, int to, int low, int high)
{
    struct trace_span span = {low, high};
    int x;

    if (trace->joins)
        join(trace, from, span);
    for (x = from; x <= to; x++)
        cover(trace, x, low, high);
    trace->joins = true;
    trace->last_x = to;
    trace->last = span;
}

void
trace_break(struct trace *trace)
{
    trace->joins = false;
}

/* ---- drawing ---- */

/* A style as dots that are set (#) and left out, over and over along the line. The dots
 * of braille are finer. */
static const char *const patterns[LINE_STYLES] = {"#", "###  ", "# ", "### # "};
static const char *const fine_patterns[LINE_STYLES] = {"#", "######    ", "#  ",
                                                       "######  #  "};

static bool
is_empty(struct trace_span span)
{
    return span.low > span.high;
}

static int
middle(struct trace_span span)
{
    return (span.low + span.high) / 2;
}

void
trace_draw(const struct trace *trace, struct raster *raster, enum role role,
           enum line_style style)
{
    const char *pattern =
        raster->glyphs->braille ? fine_patterns[style] : patterns[style];
    const char *next = pattern;
    int x, i;

    for (x = 0; x < trace->count; x++) {
        struct trace_span span = trace->spans[x];
        bool falls = x > 0 && !is_empty(trace->spans[x - 1]) &&
                     middle(trace->spans[x - 1]) > middle(span);

        for (i = 0; i <= span.high - span.low; i++) {
            if (*next == '#')
                raster_dot(raster, x, falls ? span.high - i : span.low + i, role);
            next = next[1] != '\0' ? next + 1 : pattern;
        }
    }
}
