#include "config.h"

#include "ui/widgets/progress.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/text.h"
#include "base/translation.h"

enum {
    WIDE_COLS = 58,
    LINE_ROOM = 96,
    GAP = 2,
    RATE_COLS = 22 + GAP, /* "Space goes on, . steps" */
};

/* The epoch that is being trained, or was last. */
static size_t
current_epoch(const struct measures *now)
{
    bool between = now->position == now->images;
    size_t epoch = now->epochs_done + (between ? 0 : 1);

    return min_size(epoch, now->hparams.epochs);
}

static double
epoch_share(const struct measures *now)
{
    return now->images > 0 ? (double)now->position / (double)now->images : 0;
}

/* What is shown: how the run stands, or stood then. */
struct progress {
    const char *words; /* besides */
    const struct measures *now;
    const struct checkpoint *at; /* NULL for now */
    size_t epoch;                /* that is being trained, or was last */
    double share;                /* of it that is trained, 0..1 */
};

static struct progress
find_progress(const struct measures *now, const struct checkpoint *at, const char *words)
{
    struct progress progress = {words, now, at, current_epoch(now), epoch_share(now)};

    if (at != NULL) {
        progress.epoch = (size_t)ceil(at->epoch);
        progress.share = at->epoch - floor(at->epoch);
        if (progress.epoch > 0 && progress.share == 0)
            progress.share = 1;
    }
    return progress;
}

/* The rate; while nothing is trained, what the user can do. */
static void
describe_rate(const struct progress *progress, char *text, size_t size)
{
    const struct measures *now = progress->now;

    if (progress->at != NULL)
        snprintf(text, size, "%s", _("} goes back to now"));
    else if (now->status != RUN_TRAINING)
        snprintf(text, size, "%s", _("r starts the next run"));
    else if (now->paused)
        snprintf(text, size, "%s", _("Space goes on, . steps"));
    else if (now->images_per_second > 0)
        snprintf(text, size, _("%s images/s"), format_count(now->images_per_second).text);
    else
        snprintf(text, size, "%s", _("- images/s"));
}

static void
describe_times(const struct progress *progress, char *text, size_t size)
{
    const struct measures *now = progress->now;

    if (progress->at != NULL)
        snprintf(text, size, _("after %s s of training"),
                 format_real(progress->at->seconds, 4).text);
    else if (now->status == RUN_TRAINING)
        snprintf(text, size, _("%s elapsed, %s left"), format_time(now->elapsed).text,
                 format_time(now->left).text);
    else
        snprintf(text, size, _("%s elapsed"), format_time(now->elapsed).text);
}

static void
draw_wide(const struct canvas *canvas, struct rect r, const struct progress *progress)
{
    const struct measures *now = progress->now;
    char rate[LINE_ROOM], times[LINE_ROOM];
    int x;

    describe_rate(progress, rate, sizeof rate);
    describe_times(progress, times, sizeof times);
    x = canvas_text(canvas, r, 0, 0, ROLE_STRONG, _("Epoch %zu of %zu"), progress->epoch,
                    now->hparams.epochs);
    canvas_bar(canvas, r, 0, x + 1, r.cols - x - 7, progress->share, ROLE_BAR);
    canvas_text(canvas, r, 0, r.cols - 5, ROLE_TEXT, "%3.0f %%", 100 * progress->share);
    if (now->status == RUN_DIVERGED) {
        canvas_text(canvas, r, 1, 0, ROLE_BAD, "%s", now->why);
        return;
    }
    canvas_text(canvas, r, 1, 0, ROLE_TEXT, "%s", rate);
    canvas_text_right(canvas, r, 1, ROLE_TEXT, "%s", times);
    if (RATE_COLS + text_columns(progress->words) + GAP + text_columns(times) <= r.cols)
        canvas_text(canvas, r, 1, RATE_COLS, ROLE_TEXT, "%s", progress->words);
}

static void
draw_narrow(const struct canvas *canvas, struct rect r, const struct progress *progress)
{
    const struct measures *now = progress->now;
    char line[LINE_ROOM];

    canvas_text(canvas, r, 0, 0, ROLE_STRONG, _("Epoch %zu of %zu"), progress->epoch,
                now->hparams.epochs);
    canvas_text_right(canvas, r, 0, ROLE_TEXT, "%3.0f %%", 100 * progress->share);
    if (now->status == RUN_DIVERGED)
        canvas_text(canvas, r, 1, 0, ROLE_BAD, "%s", _("learning rate too big?"));
    else
        canvas_bar(canvas, r, 1, 0, r.cols, progress->share, ROLE_BAR);
    describe_rate(progress, line, sizeof line);
    canvas_text(canvas, r, 2, 0, ROLE_TEXT, "%s", line);
    describe_times(progress, line, sizeof line);
    if (progress->at == NULL && text_columns(line) > r.cols)
        snprintf(line, sizeof line, _("%s, %s left"), format_time(now->elapsed).text,
                 format_time(now->left).text);
    canvas_text(canvas, r, 3, 0, ROLE_TEXT, "%s", line);
}

void
progress_draw(const struct canvas *canvas, struct rect r, const struct measures *now,
              const struct checkpoint *at, const char *words)
{
    struct progress progress = find_progress(now, at, words);

    if (rect_is_empty(r) || now->run == 0)
        return;
    if (r.cols >= WIDE_COLS)
        draw_wide(canvas, r, &progress);
    else
        draw_narrow(canvas, r, &progress);
}
