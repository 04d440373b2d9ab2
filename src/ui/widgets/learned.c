#include "config.h"

#include "ui/widgets/learned.h"

#include <math.h>
#include <stdio.h>

#include "base/translation.h"
#include "ui/widgets/slider.h"

enum verdict { UNKNOWN, RIGHT, WRONG };

static enum verdict
verdict_at(const struct learned *learned, size_t place)
{
    const struct answers *answers = checkpoint_answers(learned->tape->at[place]);

    if (answers == NULL || learned->number >= answers->count)
        return UNKNOWN;
    return answers->answer[learned->number] == learned->label ? RIGHT : WRONG;
}

/* ---- changes ---- */

/* Whether it differs from the moment before it that is known. */
static bool
changes_at(const struct learned *learned, size_t place)
{
    enum verdict now = verdict_at(learned, place), before = UNKNOWN;
    size_t i = place;

    while (now != UNKNOWN && before == UNKNOWN && i-- > 0)
        before = verdict_at(learned, i);
    return before != UNKNOWN && before != now;
}

size_t
learned_next_change(const struct learned *learned)
{
    size_t first = TAPE_NONE, i;

    for (i = 0; i < learned->tape->count; i++) {
        if (!changes_at(learned, i))
            continue;
        if (learned->tape->at[i]->images > learned->at)
            return i;
        if (first == TAPE_NONE)
            first = i;
    }
    return first;
}

/* ---- in words ---- */

struct story {
    enum verdict last;
    size_t changes;
    size_t since; /* the place of the last change */
    bool ever_right;
};

static struct story
tell(const struct learned *learned)
{
    struct story story = {UNKNOWN, 0, 0, false};
    size_t i;

    for (i = 0; i < learned->tape->count; i++) {
        enum verdict now = verdict_at(learned, i);

        if (now == UNKNOWN)
            continue;
        if (story.last != UNKNOWN && now != story.last) {
            story.changes++;
            story.since = i;
        }
        story.ever_right |= now == RIGHT;
        story.last = now;
    }
    return story;
}

void
learned_words(const struct learned *learned, char text[LEARNED_TEXT])
{
    struct story story = tell(learned);
    char moment[SLIDER_MOMENT_TEXT];

    text[0] = '\0';
    if (story.last == UNKNOWN)
        return;
    slider_moment(learned->tape->at[story.since]->images, learned->epoch, moment);
    if (story.changes == 0)
        snprintf(text, LEARNED_TEXT, "%s",
                 story.last == RIGHT ? _("always right") : _("never right yet"));
    else
        snprintf(text, LEARNED_TEXT,
                 story.last == RIGHT ? _("right since %s") : _("wrong since %s"), moment);
}

/* ---- the strip ---- */

uint64_t
learned_images(const struct learned *learned, struct rect r, int x)
{
    return slider_at(learned->total, r.cols, x);
}

/* A column shows the last moment in it; without one, that before it. */
static void
draw_strip(const struct canvas *canvas, struct rect r, int y,
           const struct learned *learned)
{
    size_t i = 0;
    enum verdict shown = UNKNOWN;
    int x;

    for (x = 0; x < r.cols; x++) {
        while (i < learned->tape->count &&
               slider_column(learned->total, r.cols, learned->tape->at[i]->images) <= x)
            shown = verdict_at(learned, i++);
        if (i == learned->tape->count &&
            x > slider_column(learned->total, r.cols, learned->tape->at[i - 1]->images))
            break; /* it is not trained any further */
        if (shown == RIGHT)
            canvas_glyph(canvas, r, y, x, ROLE_GOOD, canvas->glyphs->column[8]);
        else if (shown == WRONG)
            canvas_glyph(canvas, r, y, x, ROLE_BAD, canvas->glyphs->column[2]);
    }
}

void
learned_draw(const struct canvas *canvas, struct rect r, const struct learned *learned)
{
    char words[LEARNED_TEXT];

    if (r.rows < LEARNED_ROWS || learned->tape->count == 0 || learned->total == 0)
        return;
    learned_words(learned, words);
    if (words[0] == '\0')
        return; /* nothing is known yet */
    canvas_text(canvas, r, 0, 0, ROLE_DIM, "%s", words);
    draw_strip(canvas, r, 1, learned);
    canvas_glyph(canvas, r, 2, slider_column(learned->total, r.cols, learned->at),
                 ROLE_STRONG, canvas->glyphs->up);
}
