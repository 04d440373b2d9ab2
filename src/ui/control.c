#include "config.h"

#include "ui/control.h"

#include <string.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/translation.h"
#include "nn/net_file.h"

/* ---- start and end ---- */

/* start: parameters to start from, or NULL. */
static int
start_run(struct control *control, const struct hparams *hparams, const struct net *start,
          struct error *err)
{
    struct plan plan = {
        .run = control->last_run + 1,
        .hparams = *hparams,
        .start = start,
    };

    if (engine_start(control->engine, &plan, 1, err) != 0)
        return -1;
    control->last_run++;
    control->open_runs++;
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
             struct run_list *runs, struct notice *notice, int wake_fd, struct error *err)
{
    struct supply *supply = config->supply;

    memset(control, 0, sizeof *control);
    control->config = config;
    control->runs = runs;
    control->notice = notice;
    control->first = control->next = config->hparams;
    snapshot_init(&control->shot, 0, &config->hparams); /* nothing is measured yet */
    moments_init(&control->moments, config->memory);
    control->speed = config->speed;
    control->limited_speed = config->speed > 0 ? config->speed : UI_DEFAULT_SPEED;
    if (supply != NULL && supply_start(supply, wake_fd, err) != 0)
        return -1;
    control->loading.stage = supply != NULL ? supply_stage(supply) : LOADING_NOTHING;
    control->engine =
        engine_new(config->dataset, config->kernels, config->jobs, wake_fd, err);
    if (control->engine == NULL)
        return -1;
    engine_set_speed(control->engine, config->speed);
    return is_loading(control) ? 0 : start_first_run(control, err);
}

void
control_done(struct control *control)
{
    if (control->config->supply != NULL)
        supply_done(control->config->supply);
    engine_free(control->engine);
    checkpoint_unref(control->newest);
    checkpoint_unref(control->answered);
    workspace_free(control->ws);
    moments_done(&control->moments);
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
    return control->open_runs > 0;
}

/* ---- what the engine has to say ---- */

/* A run's parameters are saved when it is done, or when leaving stopped it. One that
 * another run stopped is not the last, and one that diverged has nothing worth saving. */
static bool
is_to_be_saved(const struct control *control, const struct run_result *result)
{
    if (control->config->save == NULL || control->newest == NULL ||
        control->shot.now.run != result->run)
        return false;
    return result->status == RUN_DONE ||
           (result->status == RUN_STOPPED && control->finishing);
}

static void
save_run(struct control *control, size_t run)
{
    const char *path = control->config->save;

    control->save_failed =
        net_file_save(control->newest->net, path, &control->save_error) != 0;
    if (control->save_failed)
        notice_say(control->notice, "%s", control->save_error.text);
    else
        notice_say(control->notice, _("The parameters of run %zu are in %s"), run, path);
}

static void
keep_result(struct control *control, const struct run_result *result)
{
    control->open_runs--;
    if (run_list_add(control->runs, result, NULL) != 0)
        notice_say(control->notice, _("Not enough memory to keep run %zu"), result->run);
    if (is_to_be_saved(control, result))
        save_run(control, result->run);
}

/* Takes over the moment. */
static void
show_newest(struct control *control, struct checkpoint *moment)
{
    if (control->newest == NULL || control->ws == NULL ||
        !net_same_shape(control->newest->net, moment->net)) {
        workspace_free(control->ws);
        control->ws = workspace_new(moment->net, 1, control->config->kernels, NULL);
    }
    checkpoint_unref(control->newest);
    control->newest = moment;
}

/* The answers may come later than their moment, and then there may be a newer one, which
 * has none yet. */
static void
follow_answers(struct control *control)
{
    if (control->newest == NULL || control->answered == control->newest ||
        checkpoint_answers(control->newest) == NULL)
        return;
    checkpoint_unref(control->answered);
    control->answered = checkpoint_ref(control->newest);
}

/* A run that never began is not shown: it would hide the one that is on. */
static bool
is_shown(const struct news *news)
{
    return news->newest != NULL || !news->ended || news->result.epochs > 0;
}

static void
show_run(struct control *control, struct news *news)
{
    if (news->shot.now.run != control->shot.now.run) {
        checkpoint_unref(control->answered);
        control->answered = NULL;
    }
    control->shot = news->shot;
    if (news->newest != NULL)
        show_newest(control, news->newest);
    news->newest = NULL;
    follow_answers(control);
    if (news->ended && control->newest != NULL && control->answered != control->newest)
        engine_want_answers(control->engine, control->newest);
}

static void
take_news(struct control *control, struct news *news)
{
    if (news->tape.count > 0)
        moments_add(&control->moments, news->shot.now.run, &news->tape, 1);
    if (news->shot.now.status == RUN_FAILED)
        notice_say(control->notice, _("Run %zu could not begin: %s"), news->shot.now.run,
                   news->shot.now.why);
    if (is_shown(news))
        show_run(control, news);
    if (news->ended)
        keep_result(control, &news->result);
    news_done(news);
}

void
control_update(struct control *control)
{
    if (is_loading(control))
        follow_supply(control);
    while (engine_take_news(control->engine, &control->news))
        take_news(control, &control->news);
    follow_answers(control);
}

struct look
control_look(const struct control *control)
{
    bool runs_net = control->newest != NULL && control->ws != NULL;
    struct look look = {
        .loading = &control->loading,
        .dataset = control->config->dataset,
        .shot = &control->shot,
        .current = control->shot.now.run > 0 ? &control->shot.now.hparams : &control->first,
        .next = &control->next,
        .run_is_on = run_is_on(control),
        .paused = control->paused,
        .net = runs_net ? control->newest->net : NULL,
        .ws = runs_net ? control->ws : NULL,
        .answers =
            control->answered != NULL ? checkpoint_answers(control->answered) : NULL,
    };

    return look;
}

/* ---- what the user wants ---- */

void
control_skip_download(struct control *control)
{
    supply_skip(control->config->supply);
}

void
control_start_next(struct control *control)
{
    struct error err;

    if (start_run(control, &control->next, NULL, &err) != 0)
        notice_say(control->notice, "%s", err.text);
    else
        control->paused = false;
}

void
control_pause(struct control *control, bool paused)
{
    control->paused = paused;
    engine_pause(control->engine, paused);
}

void
control_step(struct control *control)
{
    engine_step(control->engine);
}

/* images per second; 0 is full speed. */
static void
set_speed(struct control *control, double speed)
{
    double images = (double)control->config->dataset->train.count;

    if (speed > 0)
        control->limited_speed = speed;
    control->speed = speed;
    engine_set_speed(control->engine, speed);
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

/* ---- leaving and stopping ---- */

bool
control_finish(struct control *control)
{
    control->finishing = true;
    engine_stop(control->engine);
    control_update(control);
    return !run_is_on(control);
}

void
control_hold(struct control *control, bool held)
{
    engine_pause(control->engine, held || control->paused);
}

bool
control_is_held(const struct control *control)
{
    return control->shot.now.paused || !run_is_on(control);
}
