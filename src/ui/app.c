#include "config.h"

#include "ui/app.h"

#include <curses.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/format.h"
#include "nn/net_file.h"
#include "ui/action.h"
#include "ui/browse.h"
#include "ui/commands.h"
#include "ui/layout.h"
#include "ui/screens/screen.h"

static const double message_seconds = 3;

enum { BROWSE_STREAM = 2 };

void
app_say(struct app *app, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(app->view.message, sizeof app->view.message, format, args);
    va_end(args);
    app->message_until = clock_now() + message_seconds;
}

/* ---- start and end ---- */

static int
start_first_run(struct app *app, struct error *err)
{
    app->started_run = 1;
    return trainer_start(app->trainer, &app->view.first, app->config->start, err);
}

int
app_init(struct app *app, const struct ui_config *config, struct run_list *runs,
         int wake_fd, struct error *err)
{
    memset(app, 0, sizeof *app);
    app->config = config;
    app->runs = runs;
    app->view.dataset = config->dataset;
    app->view.first = app->view.next = config->hparams;
    app->limited_speed = config->speed > 0 ? config->speed : UI_DEFAULT_SPEED;
    app->dirty = true;
    rng_init(&app->rng, config->hparams.seed, BROWSE_STREAM);
    if (config->supply != NULL && supply_start(config->supply, wake_fd, err) != 0)
        return -1;
    app->view.loading.stage =
        config->supply != NULL ? supply_stage(config->supply) : LOADING_NOTHING;
    app->trainer = trainer_new(config->dataset, config->kernels, wake_fd, err);
    if (app->trainer == NULL)
        return -1;
    trainer_set_speed(app->trainer, config->speed);
    app->speed = config->speed;
    return app_is_loading(app) ? 0 : start_first_run(app, err);
}

void
app_done(struct app *app)
{
    if (app->config->supply != NULL)
        supply_done(app->config->supply);
    trainer_free(app->trainer);
    net_free(app->net);
    workspace_free(app->ws);
}

/* ---- what the supply and the trainer tell ---- */

bool
app_is_loading(const struct app *app)
{
    return app->view.loading.stage != LOADING_NOTHING;
}

/* Practice digits take the place of MNIST: says so, or somebody would take them for it.
 */
static void
say_practice(struct app *app)
{
    const struct supply *supply = app->config->supply;

    app->told_practice = true;
    if (supply->skipped)
        app_say(app, "Practice digits. The next start goes on downloading.");
    else if (supply->why.text[0] != '\0')
        app_say(app, "MNIST could not be downloaded: practice digits.");
}

/* What cannot be read ends the UI. Who leaves wants no run that would begin now, and
 * whose net would be kept. */
static void
follow_supply(struct app *app)
{
    if (app->finishing)
        return;
    app->load_failed =
        supply_update(app->config->supply, &app->view.loading, &app->load_error) != 0;
    if (app->view.loading.stage == LOADING_DRAWING && !app->told_practice)
        say_practice(app);
    if (!app->load_failed && !app_is_loading(app))
        app->load_failed = start_first_run(app, &app->load_error) != 0;
    app->leaving |= app->load_failed;
}

bool
app_run_is_on(const struct app *app)
{
    return app->started_run > 0 && (app->view.shot.run < app->started_run ||
                                    app->view.shot.status == RUN_TRAINING);
}

/* A run's parameters are kept when it is done, or stopped to leave. One that another run
 * stopped may never be seen here to have ended; of one that diverged there is nothing
 * worth keeping. */
static bool
is_to_be_saved(const struct app *app)
{
    const struct snapshot *shot = &app->view.shot;

    if (app->config->save == NULL || app->net == NULL || shot->run == app->saved_run)
        return false;
    return shot->status == RUN_DONE || (shot->status == RUN_STOPPED && app->finishing);
}

static void
save_ended_run(struct app *app)
{
    const struct snapshot *shot = &app->view.shot;

    if (!is_to_be_saved(app))
        return;
    app->saved_run = shot->run;
    app->save_failed = net_file_save(app->net, app->config->save, &app->save_error) != 0;
    if (app->save_failed)
        app_say(app, "%s", app->save_error.text);
    else
        app_say(app, "The parameters of run %zu are in %s", shot->run, app->config->save);
}

static void
keep_results(struct app *app)
{
    struct run_result result;

    while (trainer_take_result(app->trainer, &result)) {
        if (run_list_add(app->runs, &result, NULL) != 0)
            app_say(app, "Not enough memory to keep run %zu", result.run);
    }
}

/* The parameters are taken only where they are seen or kept. */
static void
follow_trainer(struct app *app)
{
    bool seen = app->view.screen == SCREEN_IMAGES;
    bool wanted = seen || app->config->save != NULL;

    if (trainer_read(app->trainer, &app->view.shot, wanted ? &app->net : NULL)) {
        workspace_free(app->ws);
        app->ws = app->net == NULL
                      ? NULL
                      : workspace_new(app->net, 1, app->config->kernels, NULL);
    }
    if (seen)
        browse_answer(app);
}

void
app_update(struct app *app)
{
    if (app_is_loading(app))
        follow_supply(app);
    follow_trainer(app);
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

void
app_hold(struct app *app, bool held)
{
    trainer_pause(app->trainer, held || app->paused);
}

bool
app_is_held(const struct app *app)
{
    return app->view.shot.paused || !app_run_is_on(app);
}

bool
app_finish(struct app *app)
{
    app->finishing = true;
    trainer_stop(app->trainer);
    app_update(app);
    return !app_run_is_on(app);
}

/* ---- screens and what lies over them ---- */

void
app_open_over(struct app *app, enum layer_over over)
{
    app->view.over = over;
    app->view.help_scroll = 0;
    app->view.input[0] = '\0';
    app->view.message[0] = '\0';
}

static void
quit(struct app *app)
{
    if (app_run_is_on(app))
        app_open_over(app, OVER_QUIT);
    else
        app->leaving = true;
}

static void
show_screen(struct app *app, int screen)
{
    app->view.screen = (enum screen_id)((screen + SCREENS) % SCREENS);
    follow_trainer(app);
}

/* A download is a layer, too: without it the practice digits are left. */
static void
go_back(struct app *app)
{
    if (app->view.loading.stage == LOADING_FETCHING)
        supply_skip(app->config->supply);
    else
        show_screen(app, SCREEN_TRAIN);
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
        go_back(app);
        break;
    case ACTION_HELP:
        app_open_over(app, OVER_HELP);
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
        app_open_over(app, OVER_NOTHING);
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
        app_open_over(app, OVER_NOTHING);
}

static void
go_to_input(struct app *app)
{
    size_t count = app->config->dataset->test.count;
    unsigned long number = strtoul(app->view.input, NULL, 10);

    app_open_over(app, OVER_NOTHING);
    if (number >= 1 && number <= count) {
        app->view.browsed.number = number - 1;
        show_screen(app, SCREEN_IMAGES);
    } else {
        app_say(app, "The test images are 1 to %s.", format_count((double)count).text);
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
        app_open_over(app, OVER_NOTHING);
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
    else if (!commands_next_run(app, action) && !commands_this_run(app, action) &&
             !(app->view.screen == SCREEN_IMAGES && !app_is_loading(app) &&
               browse_action(app, action)))
        change_screen(app, action);
}
