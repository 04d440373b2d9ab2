#include "config.h"

#include "ui/widgets/slider.h"

#include <math.h>
#include <stdio.h>

#include "base/format.h"
#include "base/translation.h"

/* The words have the same room at all times, so that the line keeps its length. */
enum { MARGIN = 1, WORDS_COLS = 14, MAX_COLS = 512 };

void
slider_moment(uint64_t images, uint64_t epoch, char text[SLIDER_MOMENT_TEXT])
{
    double epochs = epoch > 0 ? (double)images / (double)epoch : 0;

    if (images < epoch)
        snprintf(text, SLIDER_MOMENT_TEXT, _("image %s"),
                 format_count((double)images).text);
    else
        snprintf(text, SLIDER_MOMENT_TEXT, _("epoch %.*f"), images % epoch == 0 ? 0 : 2,
                 epochs);
}

static int
line_cols(struct rect r)
{
    return min_int(r.cols - 2 * MARGIN - WORDS_COLS, MAX_COLS);
}

/* ---- the scale ---- */

int
slider_column(uint64_t total, int cols, uint64_t images)
{
    double share = log2(1 + (double)images) / log2(1 + (double)total);

    return (int)lround(fmin(share, 1) * (cols - 1));
}

uint64_t
slider_at(uint64_t total, int cols, int x)
{
    double share = cols > 1 ? fmin(fmax((double)x / (cols - 1), 0), 1) : 0;

    return (uint64_t)llround(exp2(share * log2(1 + (double)total)) - 1);
}

uint64_t
slider_images(const struct slider *slider, struct rect r, int x)
{
    return slider_at(slider->total, line_cols(r), x - MARGIN);
}

/* ---- the line ---- */

enum mark { NOTHING, KEPT, EPOCH };

static void
mark_kept(const struct slider *slider, unsigned char *marks, int cols)
{
    size_t i;

    for (i = 0; i < slider->tape->count; i++) {
        uint64_t images = slider->tape->at[i]->images;
        int x = slider_column(slider->total, cols, images);

        if (images > 0 && images % slider->epoch == 0)
            marks[x] = EPOCH;
        else if (marks[x] == NOTHING)
            marks[x] = KEPT;
    }
}

static void
draw_line(const struct canvas *canvas, struct rect r, const struct slider *slider)
{
    const struct glyphs *glyphs = canvas->glyphs;
    const char *const shapes[] = {glyphs->rule, glyphs->kept, glyphs->epoch};
    unsigned char marks[MAX_COLS] = {0};
    int cols = line_cols(r), now = slider_column(slider->total, cols, slider->now), x;

    mark_kept(slider, marks, cols);
    for (x = 0; x < cols; x++)
        canvas_glyph(canvas, r, 0, MARGIN + x, marks[x] != NOTHING ? ROLE_DIM : ROLE_RULE,
                     shapes[marks[x]]);
    canvas_glyph(canvas, r, 0, MARGIN + now, ROLE_STRONG, glyphs->now);
    x = slider_column(slider->total, cols, slider->at);
    canvas_glyph(canvas, r, 0, MARGIN + x, slider->away ? ROLE_PAUSED : ROLE_STRONG,
                 glyphs->dot);
}

void
slider_draw(const struct canvas *canvas, struct rect r, const struct slider *slider)
{
    char words[SLIDER_MOMENT_TEXT];

    if (rect_is_empty(r) || line_cols(r) < 2 || slider->total == 0)
        return;
    draw_line(canvas, r, slider);
    slider_moment(slider->at, slider->epoch, words);
    rect_take_right(&r, MARGIN);
    canvas_text_right(canvas, r, 0, slider->away ? ROLE_PAUSED : ROLE_DIM, "%s", words);
}

void
slider_draw_not_kept(const struct canvas *canvas, struct rect r)
{
    if (!rect_is_empty(r))
        canvas_text(canvas, r, 0, MARGIN, ROLE_DIM, "%s",
                    _("Its moments are not kept: newer runs needed the memory."));
}
