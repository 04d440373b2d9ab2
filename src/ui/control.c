#include "config.h"

#include "ui/control.h"

#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/translation.h"
#include "nn/net_file.h"
#include "runs/race.h"

/* ---- start and end ---- */

/* start: parameters to start from, or NULL. */
static int
start_run(struct control *control, const struct hparams *hparams, const struct net *start,
          struct error *err)
{
    struct plan plan = {.hparams = *hparams, .start = start};

    if (session_start(control->session, &plan, 1, err) != 0)
        return -1;
    view_run(&control->view, 0);
    return 0;
}

static int
start_first_run(struct control *control, struct error *err)
{
    return start_run(control, &control->first, control->config->start, err);
}

static bool
is_loading(const struct control *control)
{
    return control->loading.stage != LOADING_NOTHING;
}

int
control_init(struct control *control, const struct ui_config *config,
             struct session *session, struct notice *notice, int wake_fd,
             struct error *err)
{
    struct supply *supply = config->supply;

    memset(control, 0, sizeof *control);
    control->config = config;
    control->session = session;
    control->notice = notice;
    control->first = control->next = config->hparams;
    measures_init(&control->none.now, 0, &config->hparams);
    view_init(&control->view, session, config->kernels);
    control->speed = config->speed;
    control->limited_speed = config->speed > 0 ? config->speed : UI_DEFAULT_SPEED;
    if (supply != NULL && supply_start(supply, wake_fd, err) != 0)
        return -1;
    control->loading.stage = supply != NULL ? supply_stage(supply) : LOADING_NOTHING;
    if (session_open(session, config->dataset, config->kernels, config->jobs, wake_fd,
                     err) != 0)
        return -1;
    engine_set_speed(session->engine, config->speed);
    return is_loading(control) ? 0 : start_first_run(control, err);
}

void
control_done(struct control *control)
{
    if (control->config->supply != NULL)
        supply_done(control->config->supply);
    session_close(control->session);
    view_done(&control->view);
    checkpoint_unref(control->to_save);
}

/* ---- what the supply and the engine have to say ---- */

/* Says that practice digits take the place of MNIST: else someone would take them for it.
 */
static void
say_practice(struct control *control)
{
    const struct supply *supply = control->config->supply;

    control->told_practice = true;
    if (supply->skipped)
        notice_say(control->notice,
                   _("Practice digits. The next start goes on downloading."));
    else if (supply->why.text[0] != '\0')
        notice_say(control->notice, _("MNIST could not be downloaded: practice digits."));
}

/* Once the user is leaving, start no run: its net would be saved. When loading has failed
 * it stays as it is, so that no key finds a data set that is not complete. */
static void
follow_supply(struct control *control)
{
    struct loading loading;

    if (control->finishing || control->load_failed)
        return;
    control->load_failed =
        supply_update(control->config->supply, &loading, &control->load_error) != 0;
    if (control->load_failed)
        return;
    control->loading = loading;
    if (control->loading.stage == LOADING_DRAWING && !control->told_practice)
        say_practice(control);
    if (!is_loading(control))
        control->load_failed = start_first_run(control, &control->load_error) != 0;
}

/* A run that was asked for counts, even before it begins. */
static bool
run_is_on(const struct control *control)
{
    return control->session->open > 0;
}

/* ---- what the engine has to say ---- */

/* A run's parameters are saved when it is done, or when leaving stopped it. One that
 * another run stopped is not the last, and one that diverged has nothing worth saving. */
static bool
is_worth_saving(const struct control *control, const struct run *run)
{
    return run->ended && (run->now.status == RUN_DONE ||
                          (run->now.status == RUN_STOPPED && control->finishing));
}

/* Of the newest race, the run that leads at the end, when all have ended; or NULL. */
static const struct run *
race_to_save(const struct control *control, const struct run *run)
{
    const struct run *runs[LANES_MAX], *worth[LANES_MAX];
    size_t count = session_race(control->session, run, runs), kept = 0, i;

    for (i = 0; i < count; i++) {
        if (!runs[i]->ended)
            return NULL;
        if (is_worth_saving(control, runs[i]))
            worth[kept++] = runs[i];
    }
    return kept > 0 ? race_leader(worth, kept, control->view.by_seconds) : NULL;
}

/* What is to be saved now that this run has ended; or NULL. */
static const struct run *
run_to_save(const struct control *control, const struct run *run)
{
    const struct run *newest = session_newest(control->session);

    if (control->config->save == NULL || newest == NULL)
        return NULL;
    if (run->race != 0)
        return run->race == newest->race ? race_to_save(control, run) : NULL;
    return run == newest && is_worth_saving(control, run) ? run : NULL;
}

static void
save_run(struct control *control, const struct run *run)
{
    const char *path = control->config->save;
    const struct checkpoint *last = run_newest(run);

    if (last != NULL)
        control->save_failed = net_file_save(last->net, path, &control->save_error) != 0;
    else
        control->save_failed = error_memory(&control->save_error, path) != 0;
    if (control->save_failed)
        notice_say(control->notice, "%s", control->save_error.text);
    else
        notice_say(control->notice, _("The parameters of run %zu are in %s"),
                   run->now.run, path);
}

static void
take_news(struct control *control, const struct run *run)
{
    const struct run *save = run->ended ? run_to_save(control, run) : NULL;

    if (run->now.status == RUN_FAILED)
        notice_say(control->notice, _("Run %zu could not begin: %s"), run->now.run,
                   run->now.why);
    if (save != NULL)
        save_run(control, save);
}

void
control_update(struct control *control)
{
    const struct run *run;

    if (is_loading(control))
        follow_supply(control);
    while ((run = session_take_news(control->session)) != NULL)
        take_news(control, run);
    view_update(&control->view);
}

static const struct run *
shown_run(const struct control *control)
{
    return control->view.run != NULL ? control->view.run : &control->none;
}

static const struct run *
newest_run(const struct control *control)
{
    const struct run *newest = session_newest(control->session);

    return newest != NULL ? newest : &control->none;
}

static void
look_at_races(const struct control *control, struct look *look)
{
    const struct beside *beside = &control->view.beside;
    size_t i;

    look->lanes = beside->count;
    for (i = 0; i < beside->count; i++) {
        look->lane[i].run = beside->lane[i].run;
        look->lane[i].at = beside->lane[i].at;
        look->lane[i].ws = beside->lane[i].ws;
    }
    look->by_seconds = control->view.by_seconds;
    look->on_count = session_on(control->session, look->on);
}

struct look
control_look(const struct control *control)
{
    const struct view *view = &control->view;
    const struct run *run = shown_run(control);
    bool runs_net = view->at != NULL && view->ws != NULL;
    struct look look = {
        .loading = &control->loading,
        .dataset = control->config->dataset,
        .session = control->session,
        .run = run,
        .at = view->at,
        .away = view->away,
        .now = &run->now,
        .newest = &newest_run(control)->now,
        .current = run->now.run > 0 ? &run->now.hparams : &control->first,
        .next = &control->next,
        .run_is_on = run_is_on(control),
        .paused = control->paused,
        .net = runs_net ? view->at->net : NULL,
        .ws = runs_net ? view->ws : NULL,
        .answers = view_answers(view),
    };

    look_at_races(control, &look);
    return look;
}

/* ---- what the user wants ---- */

void
control_skip_download(struct control *control)
{
    supply_skip(control->config->supply);
}

size_t
control_start(struct control *control, const struct hparams *hparams)
{
    struct error err;

    if (start_run(control, hparams, NULL, &err) != 0) {
        notice_say(control->notice, "%s", err.text);
        return 0;
    }
    control->paused = false;
    return control->session->last;
}

static void
say_forked(struct control *control, size_t parent, bool whole)
{
    if (whole)
        notice_say(control->notice, _("Run %zu goes on from run %zu."),
                   control->session->last, parent);
    else
        notice_say(
            control->notice,
            _("Run %zu goes on from run %zu, in a fresh order and from velocity 0."),
            control->session->last, parent);
}

void
control_fork(struct control *control)
{
    struct view *view = &control->view;
    size_t parent = view->run->now.run;
    bool from_now = !view->away && !view->run->ended;
    bool whole = from_now || view->at->state != NULL;
    struct error err;

    if (session_fork(control->session, view->run, from_now ? NULL : view->at,
                     &control->next, &err) != 0) {
        notice_say(control->notice, "%s", err.text);
        return;
    }
    control->paused = false;
    say_forked(control, parent, whole);
    view_run(view, 0);
}

/* What the runs have in common. */
static void
say_race(struct control *control, const struct hparams *hparams, size_t count)
{
    static const char *const common[2][2] = {
        {N_("Runs %s race, from different weights, in different orders."),
         N_("Runs %s race, from different weights, in the same order.")},
        {N_("Runs %s race, from the same weights, in different orders."),
         N_("Runs %s race, from the same weights, in the same order.")},
    };
    bool weights = race_same_weights(hparams, count),
         order = race_same_order(hparams, count);
    size_t last = control->session->last;
    char runs[64];

    snprintf(runs, sizeof runs, count == 2 ? _("%zu and %zu") : _("%zu to %zu"),
             last - count + 1, last);
    notice_say(control->notice, _(common[weights][order]), runs);
}

bool
control_race(struct control *control)
{
    const struct run *run = shown_run(control);
    const struct hparams *current =
        run->now.run > 0 ? &run->now.hparams : &control->first;
    struct plan plans[LANES_MAX] = {{.run = 0}};
    struct hparams chosen[LANES_MAX];
    struct error err;
    const char *reason;
    size_t count =
               race_choose(control->session, current, &control->next, chosen, &reason),
           i;

    for (i = 0; i < count; i++)
        plans[i].hparams = chosen[i];
    if (count == 0) {
        notice_say(control->notice, "%s", reason);
        return false;
    }
    if (session_start(control->session, plans, count, &err) != 0) {
        notice_say(control->notice, "%s", err.text);
        return false;
    }
    control->paused = false;
    say_race(control, chosen, count);
    view_run(&control->view, 0);
    return true;
}

void
control_race_by_seconds(struct control *control, bool seconds)
{
    view_by_seconds(&control->view, seconds);
    engine_race_by_seconds(control->session->engine, seconds);
}

void
control_start_next(struct control *control)
{
    control_start(control, &control->next);
}

void
control_pause(struct control *control, bool paused)
{
    control->paused = paused;
    engine_pause(control->session->engine, paused);
}

void
control_step(struct control *control)
{
    engine_step(control->session->engine);
}

/* images per second; 0 is full speed. */
static void
set_speed(struct control *control, double speed)
{
    double images = (double)control->config->dataset->train.count;

    if (speed > 0)
        control->limited_speed = speed;
    control->speed = speed;
    engine_set_speed(control->session->engine, speed);
    if (speed == 0)
        notice_say(control->notice, _("Full speed"));
    else if (images == 0) /* while the data is loading */
        notice_say(control->notice, _("Speed: %s images/s"), format_count(speed).text);
    else
        notice_say(control->notice, _("Speed: %s images/s, %.3g epochs/s"),
                   format_count(speed).text, speed / images);
}

void
control_step_speed(struct control *control, int step)
{
    static const double speeds[] = {1,    4,     15,    60,     250, 1000,
                                    4000, 15000, 60000, 250000, 0};
    size_t last = MEM_COUNT(speeds) - 1, i;
    double speed = control->speed;

    if (step > 0) {
        for (i = 0; i < last && (speed == 0 || speeds[i] <= speed); i++)
            continue;
    } else {
        for (i = last - 1; i > 0 && speed != 0 && speeds[i] >= speed; i--)
            continue;
    }
    set_speed(control, speeds[i]);
}

void
control_toggle_full_speed(struct control *control)
{
    set_speed(control, control->speed == 0 ? control->limited_speed : 0);
}

void
control_hold_moment(struct control *control)
{
    checkpoint_ref(control->view.at);
    checkpoint_unref(control->to_save);
    control->to_save = control->view.at;
    control->run_to_save = control->view.run->now.run;
}

void
control_save(struct control *control, const char *path)
{
    struct error err;

    if (net_file_save(control->to_save->net, path, &err) != 0)
        notice_say(control->notice, "%s", err.text);
    else
        notice_say(control->notice, _("The parameters of run %zu are in %s"),
                   control->run_to_save, path);
}

/* ---- the runs of the session ---- */

void
control_show_run(struct control *control, size_t number)
{
    if (session_find(control->session, number) != NULL)
        view_run(&control->view, number);
}

void
control_mark_run(struct control *control, size_t number, bool marked)
{
    struct run *run = session_find(control->session, number);

    if (run != NULL)
        run->marked = marked;
}

void
control_name_run(struct control *control, size_t number, const char *name)
{
    struct run *run = session_find(control->session, number);
    struct error err;

    if (run != NULL && run_set_name(run, name, &err) != 0)
        notice_say(control->notice, "%s", err.text);
}

void
control_note_run(struct control *control, size_t number, const char *note)
{
    struct run *run = session_find(control->session, number);
    struct error err;

    if (run != NULL && run_set_note(run, note, &err) != 0)
        notice_say(control->notice, "%s", err.text);
}

void
control_delete_run(struct control *control, size_t number)
{
    session_delete(control->session, number);
    view_update(&control->view);
}

/* ---- leaving and stopping ---- */

void
control_finish(struct control *control)
{
    control->finishing = true;
    engine_stop(control->session->engine);
}

void
control_hold(struct control *control, bool held)
{
    engine_pause(control->session->engine, held || control->paused);
}

bool
control_is_held(const struct control *control)
{
    const struct run *runs[LANES_MAX];
    size_t count = session_on(control->session, runs), i;

    for (i = 0; i < count; i++) {
        if (!runs[i]->now.paused)
            return false;
    }
    return true;
}
