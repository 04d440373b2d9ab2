#include "config.h"

#include "ui/commands.h"

#include "base/format.h"
#include "base/mem.h"
#include "train/trainer.h"

/* ---- the next run ---- */

static void
say_next(struct app *app, enum hparam which)
{
    char text[HPARAM_TEXT];

    hparam_format(&app->view.next, which, text);
    app_say(app, "Next run: %s %s. r starts it.", hparam_info(which)->label, text);
}

static void
say_preset(struct app *app)
{
    int preset = hparams_find_preset(&app->view.next);

    app_say(app, "Next run: preset %s. r starts it.",
            hparams_preset_name((size_t)preset));
}

bool
commands_next_run(struct app *app, enum action action)
{
    static const struct {
        enum action action;
        enum hparam which;
        int step;
    } steps[] = {
        {ACTION_BATCH_UP, HPARAM_BATCH, 1},   {ACTION_BATCH_DOWN, HPARAM_BATCH, -1},
        {ACTION_ALPHA_UP, HPARAM_ALPHA, 1},   {ACTION_ALPHA_DOWN, HPARAM_ALPHA, -1},
        {ACTION_GAMMA_UP, HPARAM_GAMMA, 1},   {ACTION_GAMMA_DOWN, HPARAM_GAMMA, -1},
        {ACTION_EPOCHS_UP, HPARAM_EPOCHS, 1}, {ACTION_EPOCHS_DOWN, HPARAM_EPOCHS, -1},
    };
    struct hparams *next = &app->view.next;
    size_t i;

    for (i = 0; i < MEM_COUNT(steps); i++) {
        if (steps[i].action == action) {
            hparams_step(next, steps[i].which, steps[i].step);
            say_next(app, steps[i].which);
            return true;
        }
    }
    switch (action) {
    case ACTION_XAVIER:
        hparams_toggle(next, HPARAM_INIT);
        say_next(app, HPARAM_INIT);
        return true;
    case ACTION_MOMENTUM:
        hparams_toggle(next, HPARAM_GAMMA);
        say_next(app, HPARAM_GAMMA);
        return true;
    case ACTION_SEED:
        next->seed++;
        say_next(app, HPARAM_SEED);
        return true;
    case ACTION_PRESET:
        hparams_next_preset(next);
        say_preset(app);
        return true;
    default:
        return false;
    }
}

/* ---- this run ---- */

static void
start_next(struct app *app)
{
    struct error err;

    if (trainer_start(app->trainer, &app->view.next, NULL, &err) != 0) {
        app_say(app, "%s", err.text);
        return;
    }
    app->paused = false;
    app->started_run = app->view.shot.run + 1;
}

static void
set_speed(struct app *app, double speed)
{
    if (speed > 0)
        app->limited_speed = speed;
    app->speed = speed;
    trainer_set_speed(app->trainer, speed);
    if (speed == 0)
        app_say(app, "Full speed");
    else
        app_say(app, "Speed: %s images/s, %.3g epochs/s", format_count(speed).text,
                speed / (double)app->config->dataset->train.count);
}

/* 0, full speed, comes after the fastest. */
static void
step_speed(struct app *app, int step)
{
    static const double speeds[] = {1,    4,     15,    60,     250, 1000,
                                    4000, 15000, 60000, 250000, 0};
    size_t count = MEM_COUNT(speeds), i;
    double speed = app->speed;

    if (step > 0) {
        for (i = 0; i < count - 1 && (speed == 0 || speeds[i] <= speed); i++)
            continue;
    } else {
        for (i = count - 2; i > 0 && speed != 0 && speeds[i] >= speed; i--)
            continue;
    }
    set_speed(app, speeds[i]);
}

static void
pause_or_resume(struct app *app)
{
    if (!app_run_is_on(app)) {
        app_say(app, "No run is on. r starts the next one.");
        return;
    }
    app->paused = !app->paused;
    trainer_pause(app->trainer, app->paused);
}

static void
step_batch(struct app *app)
{
    if (app_run_is_on(app) && app->paused)
        trainer_step(app->trainer);
    else
        app_say(app, "Space pauses; then . trains one batch.");
}

bool
commands_this_run(struct app *app, enum action action)
{
    if (app_is_loading(app) &&
        (action == ACTION_START || action == ACTION_PAUSE || action == ACTION_STEP)) {
        app_say(app, "Run 1 starts by itself when the data is there.");
        return true;
    }
    switch (action) {
    case ACTION_START:
        start_next(app);
        return true;
    case ACTION_PAUSE:
        pause_or_resume(app);
        return true;
    case ACTION_STEP:
        step_batch(app);
        return true;
    case ACTION_SLOWER:
        step_speed(app, -1);
        return true;
    case ACTION_FASTER:
        step_speed(app, 1);
        return true;
    case ACTION_FULL_SPEED:
        set_speed(app, app->speed == 0 ? app->limited_speed : 0);
        return true;
    default:
        return false;
    }
}
