#include "config.h"

#include "ui/view.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "runs/gaps.h"

/* Moments that are asked for together; the others wait for their turn. */
enum { ANSWERS_AT_ONCE = 4 };

void
view_init(struct view *view, struct session *session, const struct kernels *kernels)
{
    memset(view, 0, sizeof *view);
    view->session = session;
    view->kernels = kernels;
}

static void
replace(struct checkpoint **which, struct checkpoint *by)
{
    checkpoint_ref(by);
    checkpoint_unref(*which);
    *which = by;
}

void
view_done(struct view *view)
{
    replace(&view->at, NULL);
    replace(&view->answered, NULL);
    beside_done(&view->beside);
    workspace_free(view->ws);
    view->ws = NULL;
}

/* ---- what is looked at ---- */

static void
look_at(struct view *view, struct checkpoint *moment)
{
    bool fits = view->ws != NULL && view->at != NULL && moment != NULL &&
                net_same_shape(view->at->net, moment->net);

    if (!fits) {
        workspace_free(view->ws);
        view->ws = NULL;
    }
    replace(&view->at, moment);
    if (view->ws == NULL && moment != NULL)
        view->ws = workspace_new(moment->net, 1, view->kernels, NULL);
}

static void
follow_race(struct view *view)
{
    enum beside_moments moments = !view->away        ? BESIDE_NEWEST
                                  : view->by_seconds ? BESIDE_BY_SECONDS
                                                     : BESIDE_BY_IMAGES;

    beside_update(&view->beside, view->session, view->kernels, view->run, view->at,
                  moments);
}

/* They may come later than their moment, and then there may be a newer one, which has
 * none yet. */
static void
follow_answers(struct view *view)
{
    if (view->at == NULL)
        return;
    if (checkpoint_answers(view->at) != NULL)
        replace(&view->answered, view->at);
    else if (view->away || view->run->ended)
        engine_want_answers(view->session->engine, view->at);
}

static void
follow_run(struct view *view)
{
    const struct run *run = view->chosen != 0 ? session_find(view->session, view->chosen)
                                              : session_newest(view->session);

    if (run == NULL) { /* it was deleted */
        view->chosen = 0;
        run = session_newest(view->session);
    }
    if (run == view->run)
        return;
    view->run = run;
    view->away = false;
    replace(&view->answered, NULL);
}

void
view_update(struct view *view)
{
    follow_run(view);
    if (!view->away)
        look_at(view, view->run != NULL ? run_newest(view->run) : NULL);
    follow_answers(view);
    follow_race(view);
}

/* What is asked for last comes first. */
void
view_want_answers(struct view *view, const struct run *const *runs, size_t count)
{
    struct checkpoint *moments[ANSWERS_AT_ONCE];
    size_t wanted = gaps_find(runs, count, moments, ANSWERS_AT_ONCE);

    if (wanted == 0 || view->session->engine == NULL)
        return;
    while (wanted-- > 0)
        engine_want_answers(view->session->engine, moments[wanted]);
    follow_race(view);
    follow_answers(view);
}

const struct answers *
view_answers(const struct view *view)
{
    const struct checkpoint *of = view->away ? view->at : view->answered;

    return of != NULL ? checkpoint_answers(of) : NULL;
}

static void
stop_playing(struct view *view)
{
    view->playing = false;
}

void
view_run(struct view *view, size_t number)
{
    view->chosen = number;
    view->away = false;
    stop_playing(view);
    view_update(view);
}

void
view_lane(struct view *view, int step)
{
    const struct beside *beside = &view->beside;
    const struct beside_lane *to;
    bool away;
    uint64_t images;
    size_t i;

    for (i = 0; i < beside->count && beside->lane[i].run != view->run; i++)
        continue;
    if (i + (size_t)step >= beside->count)
        return;
    to = &beside->lane[i + (size_t)step];
    away = view->away && to->at != NULL;
    images = away ? to->at->images : 0;
    view_run(view, to->run->now.run);
    if (away)
        view_go_to(view, images);
}

void
view_by_seconds(struct view *view, bool by_seconds)
{
    view->by_seconds = by_seconds;
    view_update(view);
}

/* ---- the moment ---- */

/* The last moment of the tape is now, unless the run has gone on since. */
static void
go_to_place(struct view *view, size_t place)
{
    const struct tape *tape = &view->run->tape;

    if (place == TAPE_NONE || place >= tape->count)
        return;
    view->away = tape->at[place] != run_newest(view->run);
    look_at(view, tape->at[place]);
    follow_answers(view);
    follow_race(view);
}

static bool
has_moments(const struct view *view)
{
    return view->run != NULL && view->at != NULL && view->run->tape.count > 0;
}

/* Past the last kept moment there is only now. */
static void
step_by(struct view *view, int step)
{
    size_t place;

    if (!has_moments(view))
        return;
    place = tape_step(&view->run->tape, view->at->images, step);
    if (place != TAPE_NONE)
        go_to_place(view, place);
    else if (step > 0)
        view->away = false;
    if (!view->away)
        view_update(view);
}

void
view_step(struct view *view, int step)
{
    stop_playing(view);
    step_by(view, step);
}

void
view_go_to(struct view *view, uint64_t images)
{
    stop_playing(view);
    if (has_moments(view))
        go_to_place(view, tape_nearest(&view->run->tape, images));
}

void
view_first(struct view *view)
{
    stop_playing(view);
    if (has_moments(view))
        go_to_place(view, 0);
}

/* Of a race, any run is as new as another. */
static bool
is_newest(const struct view *view)
{
    const struct run *run = view->run, *newest = session_newest(view->session);

    return run == newest ||
           (newest != NULL && run->race != 0 && run->race == newest->race);
}

void
view_now(struct view *view)
{
    if (!view->away && view->run != NULL && !is_newest(view))
        view->chosen = 0;
    view->away = false;
    stop_playing(view);
    view_update(view);
}

/* ---- playing ---- */

/* About eight moments are kept of each doubling, which so takes a second. */
static const double play_seconds = 0.125;

void
view_play(struct view *view)
{
    bool starts = !view->playing;

    if (starts && !view->away)
        view_first(view);
    view->playing = starts && view->away;
    view->next = clock_now() + play_seconds;
}

int
view_tick(struct view *view)
{
    double now = clock_now();

    if (!view->playing)
        return -1;
    if (now < view->next)
        return (int)ceil(1000 * (view->next - now));
    view->next = now + play_seconds;
    step_by(view, 1);
    view->playing = view->away;
    return 0;
}
