#include "config.h"

#include "ui/app.h"

#include <curses.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "nn/evaluate.h"
#include "nn/net_file.h"
#include "ui/action.h"
#include "ui/format.h"
#include "ui/layout.h"
#include "ui/screens/screen.h"

static const double message_seconds = 3;

/* How long a search for a wrong answer may hold the screen, and in what steps it looks at
 * the clock. */
static const double search_seconds = 0.3;
enum { SEARCH_IMAGES = 100 };

enum { BROWSE_STREAM = 2 };

static void say(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
say(struct app *app, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(app->view.message, sizeof app->view.message, format, args);
    va_end(args);
    app->message_until = clock_now() + message_seconds;
}

/* ---- start and end ---- */

int
app_init(struct app *app, const struct ui_config *config, struct run_list *runs,
         int wake_fd, struct error *err)
{
    memset(app, 0, sizeof *app);
    app->config = config;
    app->runs = runs;
    app->view.dataset = config->dataset;
    app->view.next = config->hparams;
    app->limited_speed = config->speed > 0 ? config->speed : UI_DEFAULT_SPEED;
    app->dirty = true;
    rng_init(&app->rng, config->hparams.seed, BROWSE_STREAM);
    app->trainer = trainer_new(config->dataset, config->kernels, wake_fd, err);
    if (app->trainer == NULL)
        return -1;
    trainer_set_speed(app->trainer, config->speed);
    app->speed = config->speed;
    app->started_run = 1;
    return trainer_start(app->trainer, &config->hparams, config->start, err);
}

void
app_done(struct app *app)
{
    trainer_free(app->trainer);
    net_free(app->net);
    workspace_free(app->ws);
}

/* ---- what the trainer tells ---- */

static bool
run_is_on(const struct app *app)
{
    return app->view.shot.run < app->started_run || app->view.shot.status == RUN_TRAINING;
}

/* The answer to the browsed image from the newest parameters. */
static void
answer_browsed(struct app *app)
{
    struct browsed_image *browsed = &app->view.browsed;
    uint32_t which = (uint32_t)browsed->number;
    struct batch batch = {&app->config->dataset->test, &which, 1, 0};
    const real *outputs;
    size_t j;

    browsed->answered = app->net != NULL && app->ws != NULL;
    if (!browsed->answered)
        return;
    backprop_forward(app->ws, app->net, &batch);
    outputs = backprop_outputs(app->ws, app->net, 0);
    for (j = 0; j < DATASET_CLASSES; j++)
        browsed->outputs[j] = (float)outputs[j];
    browsed->answer = backprop_answer(app->ws, app->net, 0);
}

/* A run's parameters are kept when it has ended; of one that diverged there is nothing
 * worth keeping. */
static void
save_ended_run(struct app *app)
{
    const struct snapshot *shot = &app->view.shot;

    if (app->config->save == NULL || app->net == NULL || shot->run == 0 ||
        run_is_on(app) || shot->run == app->saved_run || shot->status == RUN_DIVERGED)
        return;
    app->saved_run = shot->run;
    app->save_failed = net_file_save(app->net, app->config->save, &app->save_error) != 0;
    if (app->save_failed)
        say(app, "%s", app->save_error.text);
    else
        say(app, "The parameters of run %zu are in %s", shot->run, app->config->save);
}

static void
keep_results(struct app *app)
{
    struct run_result result;

    while (trainer_take_result(app->trainer, &result)) {
        if (run_list_add(app->runs, &result, NULL) != 0)
            say(app, "Not enough memory to keep run %zu", result.run);
    }
}

void
app_update(struct app *app)
{
    const struct net *before = app->net;

    trainer_read(app->trainer, &app->view.shot, &app->net);
    if (app->net != before) {
        workspace_free(app->ws);
        app->ws = app->net == NULL
                      ? NULL
                      : workspace_new(app->net, 1, app->config->kernels, NULL);
    }
    answer_browsed(app);
    keep_results(app);
    save_ended_run(app);
    app->dirty = true;
}

int
app_tick(struct app *app)
{
    double left = app->message_until - clock_now();

    if (app->view.message[0] == '\0')
        return -1;
    if (left > 0)
        return (int)ceil(left * 1000);
    app->view.message[0] = '\0';
    app->dirty = true;
    return -1;
}

bool
app_finish(struct app *app)
{
    trainer_stop(app->trainer);
    app_update(app);
    return !run_is_on(app);
}

/* ---- the next run ---- */

static void
say_next(struct app *app, enum hparam which)
{
    char text[HPARAM_TEXT];

    hparam_format(&app->view.next, which, text);
    say(app, "Next run: %s %s. r starts it.", hparam_info(which)->label, text);
}

static void
say_preset(struct app *app)
{
    int preset = hparams_find_preset(&app->view.next);

    say(app, "Next run: preset %s. r starts it.", hparams_preset_name((size_t)preset));
}

static bool
change_next(struct app *app, enum action action)
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
        hparams_toggle_xavier(next);
        say_next(app, HPARAM_INIT);
        return true;
    case ACTION_MOMENTUM:
        hparams_toggle_momentum(next);
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
        say(app, "%s", err.text);
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
        say(app, "Full speed");
    else
        say(app, "Speed: %s images/s, %.3g epochs/s", format_count(speed).text,
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
    if (!run_is_on(app)) {
        say(app, "No run is on. r starts the next one.");
        return;
    }
    app->paused = !app->paused;
    trainer_pause(app->trainer, app->paused);
}

static void
step_batch(struct app *app)
{
    if (run_is_on(app) && app->paused)
        trainer_step(app->trainer);
    else
        say(app, "Space pauses; then . trains one batch.");
}

static bool
change_run(struct app *app, enum action action)
{
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

/* ---- the test images ---- */

static void
browse_to(struct app *app, size_t number)
{
    app->view.browsed.number = number;
    answer_browsed(app);
}

/* Steps of one go around the ends; longer ones stop there. */
static void
browse_by(struct app *app, long step)
{
    long count = (long)app->config->dataset->test.count;
    long number = (long)app->view.browsed.number + step;

    if (step == 1 || step == -1)
        number = (number + count) % count;
    else
        number = number < 0 ? 0 : number < count ? number : count - 1;
    browse_to(app, (size_t)number);
}

/* A search that takes too long stops where it is; the key again goes on. */
static void
browse_wrong(struct app *app, int step)
{
    const struct images *test = &app->config->dataset->test;
    size_t n = test->count, from = app->view.browsed.number, tried, found = n;
    double until = clock_now() + search_seconds;

    if (!app->view.browsed.answered) {
        say(app, "There is no answer yet.");
        return;
    }
    for (tried = 0; tried < n && found == n && clock_now() < until;
         tried += SEARCH_IMAGES) {
        from = app->view.browsed.number + (step > 0 ? 1 + tried : 2 * n - 1 - tried);
        found = evaluate_next_error(app->ws, app->net, test, from, step, SEARCH_IMAGES);
    }
    if (found < n)
        browse_to(app, found);
    else if (tried >= n)
        say(app, "Every answer is right.");
    else
        browse_to(app, from % n);
}

static void
open_over(struct app *app, enum layer_over over)
{
    app->view.over = over;
    app->view.help_scroll = 0;
    app->view.input[0] = '\0';
    app->view.message[0] = '\0';
}

static bool
browse(struct app *app, enum action action)
{
    size_t count = app->config->dataset->test.count;

    switch (action) {
    case ACTION_LEFT:
        browse_by(app, -1);
        return true;
    case ACTION_RIGHT:
        browse_by(app, 1);
        return true;
    case ACTION_UP:
        browse_by(app, -10);
        return true;
    case ACTION_DOWN:
        browse_by(app, 10);
        return true;
    case ACTION_PAGE_UP:
        browse_by(app, -100);
        return true;
    case ACTION_PAGE_DOWN:
        browse_by(app, 100);
        return true;
    case ACTION_FIRST:
        browse_to(app, 0);
        return true;
    case ACTION_LAST:
        browse_to(app, count - 1);
        return true;
    case ACTION_RANDOM:
        browse_to(app, rng_below(&app->rng, (uint32_t)count));
        return true;
    case ACTION_NEXT_WRONG:
        browse_wrong(app, 1);
        return true;
    case ACTION_PREVIOUS_WRONG:
        browse_wrong(app, -1);
        return true;
    case ACTION_GO_TO:
        open_over(app, OVER_GO_TO);
        return true;
    default:
        return false;
    }
}

/* ---- screens and what lies over them ---- */

static void
quit(struct app *app)
{
    if (run_is_on(app))
        open_over(app, OVER_QUIT);
    else
        app->leaving = true;
}

static void
show_screen(struct app *app, int screen)
{
    app->view.screen = (enum screen_id)((screen + SCREENS) % SCREENS);
}

static void
change_screen(struct app *app, enum action action)
{
    switch (action) {
    case ACTION_SCREEN_TRAIN:
        show_screen(app, SCREEN_TRAIN);
        break;
    case ACTION_SCREEN_IMAGES:
        show_screen(app, SCREEN_IMAGES);
        break;
    case ACTION_SCREEN_NEXT:
        show_screen(app, (int)app->view.screen + 1);
        break;
    case ACTION_SCREEN_PREVIOUS:
        show_screen(app, (int)app->view.screen - 1);
        break;
    case ACTION_BACK:
        show_screen(app, SCREEN_TRAIN);
        break;
    case ACTION_HELP:
        open_over(app, OVER_HELP);
        break;
    case ACTION_REDRAW:
        clearok(curscr, TRUE);
        break;
    case ACTION_QUIT:
        quit(app);
        break;
    default:
        break;
    }
}

static void
key_on_help(struct app *app, enum action action)
{
    struct rect body = {1, 0, app->rows - 2, LAYOUT_MIN_COLS};
    int page = body.rows - 2, max = help_max_scroll(body);
    int *scroll = &app->view.help_scroll;

    switch (action) {
    case ACTION_UP:
        *scroll -= 1;
        break;
    case ACTION_DOWN:
        *scroll += 1;
        break;
    case ACTION_PAGE_UP:
        *scroll -= page;
        break;
    case ACTION_PAGE_DOWN:
    case ACTION_PAUSE: /* Space pages on, as in less */
        *scroll += page;
        break;
    case ACTION_FIRST:
        *scroll = 0;
        break;
    case ACTION_LAST:
        *scroll = max;
        break;
    case ACTION_NONE:
        break;
    default:
        open_over(app, OVER_NOTHING);
        break;
    }
    *scroll = *scroll > max ? max : *scroll;
    *scroll = *scroll < 0 ? 0 : *scroll;
}

static void
key_on_quit(struct app *app, enum action action)
{
    if (action == ACTION_QUIT)
        app->leaving = true;
    else if (action == ACTION_BACK)
        open_over(app, OVER_NOTHING);
}

static void
go_to_input(struct app *app)
{
    size_t count = app->config->dataset->test.count;
    unsigned long number = strtoul(app->view.input, NULL, 10);

    open_over(app, OVER_NOTHING);
    if (number >= 1 && number <= count) {
        browse_to(app, number - 1);
        show_screen(app, SCREEN_IMAGES);
    } else {
        say(app, "The test images are 1 to %zu.", count);
    }
}

static void
key_on_go_to(struct app *app, int key)
{
    char *input = app->view.input;
    size_t length = strlen(input);

    if (key >= '0' && key <= '9' && length + 1 < sizeof app->view.input) {
        input[length] = (char)key;
        input[length + 1] = '\0';
    } else if ((key == KEY_BACKSPACE || key == '\b' || key == 0x7f) && length > 0) {
        input[length - 1] = '\0';
    } else if ((key == '\r' || key == '\n' || key == KEY_ENTER) && length > 0) {
        go_to_input(app);
    } else if (action_of_key(key) == ACTION_BACK || action_of_key(key) == ACTION_QUIT) {
        open_over(app, OVER_NOTHING);
    }
}

void
app_key(struct app *app, int key)
{
    enum action action = action_of_key(key);

    app->dirty = true;
    if (app->view.over == OVER_HELP)
        key_on_help(app, action);
    else if (app->view.over == OVER_QUIT)
        key_on_quit(app, action);
    else if (app->view.over == OVER_GO_TO)
        key_on_go_to(app, key);
    else if (!change_next(app, action) && !change_run(app, action) &&
             !(app->view.screen == SCREEN_IMAGES && browse(app, action)))
        change_screen(app, action);
}
