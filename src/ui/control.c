#include "config.h"

#include "ui/control.h"

#include <string.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/translation.h"
#include "nn/net_file.h"

/* ---- start and end ---- */

static int
start_first_run(struct control *control, struct error *err)
{
    control->started_run = 1;
    return trainer_start(control->trainer, &control->first, control->config->start, err);
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
    control->speed = config->speed;
    control->limited_speed = config->speed > 0 ? config->speed : UI_DEFAULT_SPEED;
    if (supply != NULL && supply_start(supply, wake_fd, err) != 0)
        return -1;
    control->loading.stage = supply != NULL ? supply_stage(supply) : LOADING_NOTHING;
    control->trainer = trainer_new(config->dataset, config->kernels, wake_fd, err);
    if (control->trainer == NULL)
        return -1;
    trainer_read(control->trainer, &control->shot, NULL); /* nothing is measured yet */
    trainer_set_speed(control->trainer, config->speed);
    return is_loading(control) ? 0 : start_first_run(control, err);
}

void
control_done(struct control *control)
{
    if (control->config->supply != NULL)
        supply_done(control->config->supply);
    trainer_free(control->trainer);
    net_free(control->net);
    workspace_free(control->ws);
}

/* ---- what the supply and the trainer have to say ---- */

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
    return control->started_run > 0 && (control->shot.run < control->started_run ||
                                        control->shot.status == RUN_TRAINING);
}

/* A run's parameters are saved when it is done, or when leaving stopped it. The end of a
 * run that another one stopped may never be seen here, and one that diverged has nothing
 * worth saving. */
static bool
is_to_be_saved(const struct control *control)
{
    const struct snapshot *shot = &control->shot;

    if (control->config->save == NULL || control->net == NULL ||
        shot->run == control->saved_run)
        return false;
    return shot->status == RUN_DONE ||
           (shot->status == RUN_STOPPED && control->finishing);
}

static void
save_ended_run(struct control *control)
{
    const char *path = control->config->save;

    if (!is_to_be_saved(control))
        return;
    control->saved_run = control->shot.run;
    control->save_failed = net_file_save(control->net, path, &control->save_error) != 0;
    if (control->save_failed)
        notice_say(control->notice, "%s", control->save_error.text);
    else
        notice_say(control->notice, _("The parameters of run %zu are in %s"),
                   control->shot.run, path);
}

static void
keep_results(struct control *control)
{
    struct run_result result;

    while (trainer_take_result(control->trainer, &result)) {
        if (run_list_add(control->runs, &result, NULL) != 0)
            notice_say(control->notice, _("Not enough memory to keep run %zu"),
                       result.run);
    }
}

/* Takes the parameters only if they are shown or saved. */
static void
follow_trainer(struct control *control, bool wants_net)
{
    bool wanted = wants_net || control->config->save != NULL;

    if (trainer_read(control->trainer, &control->shot, wanted ? &control->net : NULL)) {
        workspace_free(control->ws);
        control->ws =
            control->net == NULL
                ? NULL
                : workspace_new(control->net, 1, control->config->kernels, NULL);
    }
    keep_results(control);
    save_ended_run(control);
}

void
control_update(struct control *control, bool wants_net)
{
    if (is_loading(control))
        follow_supply(control);
    follow_trainer(control, wants_net);
}

struct look
control_look(const struct control *control)
{
    bool answers = control->net != NULL && control->ws != NULL;
    struct look look = {
        .loading = &control->loading,
        .dataset = control->config->dataset,
        .shot = &control->shot,
        .current = control->shot.run > 0 ? &control->shot.hparams : &control->first,
        .next = &control->next,
        .run_is_on = run_is_on(control),
        .paused = control->paused,
        .net = answers ? control->net : NULL,
        .ws = answers ? control->ws : NULL,
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

    if (trainer_start(control->trainer, &control->next, NULL, &err) != 0) {
        notice_say(control->notice, "%s", err.text);
        return;
    }
    control->paused = false;
    control->started_run = control->shot.run + 1;
}

void
control_pause(struct control *control, bool paused)
{
    control->paused = paused;
    trainer_pause(control->trainer, paused);
}

void
control_step(struct control *control)
{
    trainer_step(control->trainer);
}

/* images per second; 0 is full speed. */
static void
set_speed(struct control *control, double speed)
{
    double images = (double)control->config->dataset->train.count;

    if (speed > 0)
        control->limited_speed = speed;
    control->speed = speed;
    trainer_set_speed(control->trainer, speed);
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
    trainer_stop(control->trainer);
    control_update(control, false);
    return !run_is_on(control);
}

void
control_hold(struct control *control, bool held)
{
    trainer_pause(control->trainer, held || control->paused);
}

bool
control_is_held(const struct control *control)
{
    return control->shot.paused || !run_is_on(control);
}
