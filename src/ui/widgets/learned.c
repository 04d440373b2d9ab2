#include "config.h"

#include "ui/widgets/learned.h"

#include <stdio.h>

#include "base/translation.h"
#include "ui/widgets/slider.h"

/* ---- answers ---- */

enum { UNKNOWN = -1 };

static int
answer_at(const struct learned *learned, size_t place)
{
    const struct answers *answers = checkpoint_answers(learned->tape->at[place]);

    if (answers == NULL || learned->number >= answers->count)
        return UNKNOWN;
    return answers->answer[learned->number];
}

static bool
is_right(const struct learned *learned, int answer)
{
    return answer == (int)learned->label;
}

/* A walk from one moment to the next whose answer is known. */
struct walk {
    size_t next;        /* place to look at next */
    size_t place;       /* the last one that is known */
    int answer, before; /* there, and at the one known before it */
};

static const struct walk start = {0, 0, UNKNOWN, UNKNOWN};

/* The next moment with a known answer before place `end`; false if there is none. */
static bool
go_on(struct walk *walk, const struct learned *learned, size_t end)
{
    int answer = UNKNOWN;

    while (walk->next < end && answer == UNKNOWN)
        answer = answer_at(learned, walk->next++);
    if (answer == UNKNOWN)
        return false;
    walk->place = walk->next - 1;
    walk->before = walk->answer;
    walk->answer = answer;
    return true;
}

static bool
has_changed(const struct walk *walk)
{
    return walk->before != UNKNOWN && walk->before != walk->answer;
}

size_t
learned_next_change(const struct learned *learned)
{
    size_t first = TAPE_NONE;
    struct walk walk = start;

    while (go_on(&walk, learned, learned->tape->count)) {
        if (!has_changed(&walk))
            continue;
        if (learned->tape->at[walk.place]->images > learned->at)
            return walk.place;
        if (first == TAPE_NONE)
            first = walk.place;
    }
    return first;
}

/* ---- in words ---- */

void
learned_words(const struct learned *learned, char text[LEARNED_TEXT])
{
    struct walk walk = start;
    bool turned = false; /* from right to wrong or back */
    size_t since = 0;
    char moment[SLIDER_MOMENT_TEXT];

    text[0] = '\0';
    while (go_on(&walk, learned, learned->tape->count)) {
        if (!has_changed(&walk) ||
            is_right(learned, walk.before) == is_right(learned, walk.answer))
            continue;
        turned = true;
        since = walk.place;
    }
    if (walk.answer == UNKNOWN)
        return;
    slider_moment(learned->tape->at[since]->images, learned->epoch, moment);
    if (!turned)
        snprintf(text, LEARNED_TEXT, "%s",
                 is_right(learned, walk.answer) ? _("always right")
                                                : _("never right yet"));
    else
        snprintf(text, LEARNED_TEXT,
                 is_right(learned, walk.answer) ? _("right since %s")
                                                : _("wrong since %s"),
                 moment);
}

/* ---- the strip ---- */

uint64_t
learned_images(const struct learned *learned, struct rect r, int x)
{
    return slider_at(learned->total, r.cols, x);
}

enum { HIGH = 8, MIDDLE = 5, LOW = 2 }; /* of eighths */

/* The height for what a column adds to the walk: high for right, low for wrong, and the
 * middle where its answer changed in a way that these two do not show: more than once, or
 * from wrong to wrong. */
static int
height_of(struct walk *walk, const struct learned *learned, size_t end)
{
    bool hidden = false;
    size_t changes = 0;

    while (go_on(walk, learned, end)) {
        if (!has_changed(walk))
            continue;
        changes++;
        hidden |= !is_right(learned, walk->before) && !is_right(learned, walk->answer);
    }
    if (hidden || changes > 1)
        return MIDDLE;
    return is_right(learned, walk->answer) ? HIGH : LOW;
}

static int
column_of(const struct learned *learned, int cols, size_t place)
{
    return slider_column(learned->total, cols, learned->tape->at[place]->images);
}

/* A column without a moment is like the one before it. */
static void
draw_strip(const struct canvas *canvas, struct rect r, int y,
           const struct learned *learned)
{
    size_t count = learned->tape->count, end = 0;
    int x, last = column_of(learned, r.cols, count - 1), height;
    struct walk walk = start;

    for (x = 0; x <= last; x++) {
        while (end < count && column_of(learned, r.cols, end) <= x)
            end++;
        height = height_of(&walk, learned, end);
        if (walk.answer != UNKNOWN)
            canvas_glyph(canvas, r, y, x,
                         is_right(learned, walk.answer) ? ROLE_GOOD : ROLE_BAD,
                         canvas->glyphs->column[height]);
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
