#include "config.h"

#include "ui/widgets/progress.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/text.h"
#include "base/translation.h"

enum { WIDE_COLS = 58, LINE_ROOM = 96 };

/* The epoch that is being trained, or was last. */
static size_t
current_epoch(const struct snapshot *shot)
{
    bool between = shot->now.position == shot->now.images;
    size_t epoch = shot->now.epochs_done + (between ? 0 : 1);

    return min_size(epoch, shot->now.hparams.epochs);
}

static double
epoch_share(const struct snapshot *shot)
{
    return shot->now.images > 0 ? (double)shot->now.position / (double)shot->now.images : 0;
}

/* The rate; while nothing is trained, what the user can do. */
static void
describe_rate(const struct snapshot *shot, char *text, size_t size)
{
    if (shot->now.status != RUN_TRAINING)
        snprintf(text, size, "%s", _("r starts the next run"));
    else if (shot->now.paused)
        snprintf(text, size, "%s", _("Space goes on, . steps"));
    else if (shot->now.images_per_second > 0)
        snprintf(text, size, _("%s images/s"),
                 format_count(shot->now.images_per_second).text);
    else
        snprintf(text, size, "%s", _("- images/s"));
}

static void
describe_times(const struct snapshot *shot, char *text, size_t size)
{
    if (shot->now.status == RUN_TRAINING)
        snprintf(text, size, _("%s elapsed, %s left"), format_time(shot->now.elapsed).text,
                 format_time(shot->now.left).text);
    else
        snprintf(text, size, _("%s elapsed"), format_time(shot->now.elapsed).text);
}

static void
draw_wide(const struct canvas *canvas, struct rect r, const struct snapshot *shot)
{
    double share = epoch_share(shot);
    char rate[LINE_ROOM], times[LINE_ROOM];
    int x;

    describe_rate(shot, rate, sizeof rate);
    describe_times(shot, times, sizeof times);
    x = canvas_text(canvas, r, 0, 0, ROLE_STRONG, _("Epoch %zu of %zu"),
                    current_epoch(shot), shot->now.hparams.epochs);
    canvas_bar(canvas, r, 0, x + 1, r.cols - x - 7, share, ROLE_BAR);
    canvas_text(canvas, r, 0, r.cols - 5, ROLE_TEXT, "%3.0f %%", 100 * share);
    if (shot->now.status == RUN_DIVERGED) {
        canvas_text(canvas, r, 1, 0, ROLE_BAD, "%s", shot->now.why);
        return;
    }
    canvas_text(canvas, r, 1, 0, ROLE_TEXT, "%s", rate);
    canvas_text_right(canvas, r, 1, ROLE_TEXT, "%s", times);
}

static void
draw_narrow(const struct canvas *canvas, struct rect r, const struct snapshot *shot)
{
    double share = epoch_share(shot);
    char line[LINE_ROOM];

    canvas_text(canvas, r, 0, 0, ROLE_STRONG, _("Epoch %zu of %zu"), current_epoch(shot),
                shot->now.hparams.epochs);
    canvas_text_right(canvas, r, 0, ROLE_TEXT, "%3.0f %%", 100 * share);
    if (shot->now.status == RUN_DIVERGED)
        canvas_text(canvas, r, 1, 0, ROLE_BAD, "%s", _("learning rate too big?"));
    else
        canvas_bar(canvas, r, 1, 0, r.cols, share, ROLE_BAR);
    describe_rate(shot, line, sizeof line);
    canvas_text(canvas, r, 2, 0, ROLE_TEXT, "%s", line);
    describe_times(shot, line, sizeof line);
    if (text_columns(line) > r.cols)
        snprintf(line, sizeof line, _("%s, %s left"), format_time(shot->now.elapsed).text,
                 format_time(shot->now.left).text);
    canvas_text(canvas, r, 3, 0, ROLE_TEXT, "%s", line);
}

void
progress_draw(const struct canvas *canvas, struct rect r, const struct snapshot *shot)
{
    if (rect_is_empty(r) || shot->now.run == 0)
        return;
    if (r.cols >= WIDE_COLS)
        draw_wide(canvas, r, shot);
    else
        draw_narrow(canvas, r, shot);
}
