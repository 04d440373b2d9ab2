#include "config.h"

#include "ui/widgets/statistics.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/mem.h"
#include "base/translation.h"

enum { LAYER_COLS = 9, NUMBER_COLS = 7, GAP = 1 };

static const char *const titles[] = {N_("mean"),      N_("sd"),       N_("min"),
                                     N_("max"),       N_("norm"),     N_("grad mean"),
                                     N_("grad norm"), N_("saturated")};

static double
column_value(const struct layer_stats *stats, size_t column)
{
    const double values[MEM_COUNT(titles)] = {
        stats->mean, stats->deviation,     stats->min,           stats->max,
        stats->norm, stats->gradient_mean, stats->gradient_norm, stats->saturated,
    };

    return values[column];
}

/* Columns share the room that is left over beyond their least widths. */
static int
column_width(struct rect r, size_t column)
{
    int least = column < 5 ? NUMBER_COLS : 9;
    int needed = LAYER_COLS + 5 * (NUMBER_COLS + GAP) + 3 * (9 + GAP);
    int extra = r.cols > needed ? (r.cols - needed) / (int)MEM_COUNT(titles) : 0;

    return least + min_int(extra, 6);
}

static void
draw_titles(const struct canvas *canvas, struct rect r)
{
    struct rect title = r;
    int x = LAYER_COLS;
    size_t column;

    canvas_text(canvas, r, 0, 0, ROLE_TITLE, "%s", _("Weights"));
    for (column = 0; column < MEM_COUNT(titles); column++) {
        int width = column_width(r, column);

        if (x + GAP + width > r.cols)
            break;
        title.x = r.x + x + GAP;
        title.cols = width;
        canvas_text_right(canvas, title, 0, ROLE_DIM, "%s", _(titles[column]));
        x += GAP + width;
    }
}

static void
draw_layer(const struct canvas *canvas, struct rect r, int y,
           const struct layer_stats *stats)
{
    size_t column;
    int x;

    x = canvas_text(canvas, r, y, 0, ROLE_TEXT, "%zu", stats->inputs);
    canvas_glyph(canvas, r, y, x, ROLE_DIM, canvas->glyphs->arrow);
    canvas_text(canvas, r, y, x + 1, ROLE_TEXT, "%zu", stats->outputs);
    x = LAYER_COLS;
    for (column = 0; column < MEM_COUNT(titles); column++) {
        int width = column_width(r, column);
        double value = column_value(stats, column);
        struct formatted text = column == MEM_COUNT(titles) - 1
                                    ? format_percent(value)
                                    : format_real(value, width);

        if (x + GAP + width > r.cols)
            break;
        canvas_text(canvas, r, y, x + GAP, ROLE_TEXT, "%*s", width, text.text);
        x += GAP + width;
    }
}

void
statistics_draw(const struct canvas *canvas, struct rect r,
                const struct layer_stats *stats, size_t layers)
{
    int shown = min_int((int)layers, r.rows - 1), i;

    if (rect_is_empty(r))
        return;
    draw_titles(canvas, r);
    if (shown < (int)layers)
        shown--;
    for (i = 0; i < shown; i++)
        draw_layer(canvas, r, 1 + i, &stats[i]);
    if (shown < (int)layers)
        canvas_text(canvas, r, 1 + shown, 0, ROLE_DIM, _("%d more in a higher window"),
                    (int)layers - shown);
}
