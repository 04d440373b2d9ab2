/* The keys that start, pause and pace runs. */
#include "config.h"

#include <stdio.h>

#include "base/translation.h"
#include "runs/race.h"
#include "ui/actions/actions.h"
#include "ui/screens/layers.h"
#include "ui/screens/prompt.h"
#include "ui/ui.h"
#include "ui/widgets/slider.h"

static const char *
unless_loaded(const struct look *look, const void *state)
{
    return look_is_loading(look) ? _("Run 1 starts by itself when the data is there.")
                                 : NULL;
}

bool
actions_r_starts(const struct look *look)
{
    return look->screen == NULL || action_find(look->screen->actions, 'r') == NULL;
}

static const char *
unless_on(const struct look *look, const void *state)
{
    const char *reason = unless_loaded(look, state);

    if (reason == NULL && !look->run_is_on)
        reason = actions_r_starts(look) ? _("No run is on. r starts the next one.")
                                        : _("No run is on. On Train r starts the next.");
    return reason;
}

static const char *
unless_paused(const struct look *look, const void *state)
{
    const char *reason = unless_on(look, state);

    if (reason == NULL && !look->paused)
        reason = _("Space pauses; then . trains one batch.");
    return reason;
}

/* Asks first if that would stop a run. */
static void
start(struct ui *ui, void *state, int argument)
{
    if (ui->look.run_is_on)
        question_ask(ui, QUESTION_RESTART);
    else
        control_start_next(ui->control);
}

/* Between the order and the first news of a run, the one that it replaces is ending. */
static bool
is_starting(const struct look *look)
{
    size_t i;

    for (i = 0; i < look->on_count && look->on[i]->begun; i++)
        continue;
    return i < look->on_count;
}

const char *
unless_forkable(const struct look *look, const void *state)
{
    if (look->at == NULL)
        return look_why_no_moment(look, _("There is no moment to go on from yet."));
    if (is_starting(look))
        return _("A run is starting.");
    if (!hparam_equal(look->current, look->next, HPARAM_HIDDEN))
        return _("The next run has other hidden layers: a fork keeps them.");
    if (look->at->epoch >= (double)look->next->epochs)
        return _("All epochs are trained at this moment: e sets more for the next run.");
    return NULL;
}

static void
fork_run(struct ui *ui, void *state, int argument)
{
    if (ui->look.run_is_on)
        question_ask(ui, QUESTION_FORK);
    else
        control_fork(ui->control);
}

static const char *
unless_raceable(const struct look *look, const void *state)
{
    const char *reason = unless_loaded(look, state);
    struct hparams chosen[LANES_MAX];

    if (reason == NULL)
        race_choose(look->session, look->current, look->next, chosen, &reason);
    return reason;
}

static void
race(struct ui *ui, void *state, int argument)
{
    if (ui->look.run_is_on)
        question_ask(ui, QUESTION_RACE);
    else if (control_race(ui->control))
        ui_show(ui, 0); /* on Train, where races are shown */
}

static void
change_lockstep(struct ui *ui, void *state, int argument)
{
    bool by_seconds = !ui->look.by_seconds;

    control_race_by_seconds(ui->control, by_seconds);
    ui_say(ui, "%s",
           by_seconds ? _("In a race, all train for the same number of seconds.")
                      : _("In a race, all train on the same number of images."));
}

static void
pause_or_go_on(struct ui *ui, void *state, int argument)
{
    control_pause(ui->control, !ui->look.paused);
}

static void
step(struct ui *ui, void *state, int argument)
{
    control_step(ui->control);
}

static void
change_speed(struct ui *ui, void *state, int step)
{
    control_step_speed(ui->control, step);
}

static void
toggle_full_speed(struct ui *ui, void *state, int argument)
{
    control_toggle_full_speed(ui->control);
}

static const char *
unless_known(const struct look *look, const void *state)
{
    return look->at != NULL
               ? NULL
               : look_why_no_moment(look, _("There is nothing to save yet."));
}

/* The run may go on while the user types. */
static void
ask_where(const struct look *look, const void *state, char *text, size_t size)
{
    const struct control *control = state;
    char moment[SLIDER_MOMENT_TEXT];

    slider_moment(control->to_save->images, look->dataset->train.count, moment);
    snprintf(text, size, _("Save run %zu at %s as:"), control->run_to_save, moment);
}

static void
propose_name(const struct look *look, const void *state, char *text, size_t size)
{
    snprintf(text, size, "net.npz");
}

static void
save(struct ui *ui, void *state, const char *path)
{
    if (path[0] != '\0')
        control_save(ui->control, path);
}

static void
ask_to_save(struct ui *ui, void *state, int argument)
{
    static const struct prompt prompt = {
        .question = ask_where,
        .text = true,
        .text_answer = save,
        .initial = propose_name,
    };

    control_hold_moment(ui->control);
    prompt_open(ui, &prompt, ui->control);
}

const struct action actions_this_run[] = {
    {
        .name = "start",
        .keys = {'r'},
        .hint = N_("start"),
        .weight = 60,
        .help = N_("start the next run; asks while one is on"),
        .unavailable = unless_loaded,
        .act = start,
    },
    {
        .name = "fork",
        .keys = {'F'},
        .help = N_("fork: go on from here as the next run"),
        .unavailable = unless_forkable,
        .act = fork_run,
    },
    {
        .name = "race",
        .keys = {'V'},
        .help = N_("race the marked runs, or this and the next"),
        .unavailable = unless_raceable,
        .act = race,
    },
    {
        .name = "lockstep",
        .keys = {'L'},
        .help = N_("race by images, or by seconds of training"),
        .act = change_lockstep,
    },
    {
        .name = "pause",
        .keys = {' '},
        .hint = N_("pause"),
        .weight = 50,
        .help = N_("pause, go on"),
        .unavailable = unless_on,
        .act = pause_or_go_on,
    },
    {
        .name = "step",
        .keys = {'.'},
        .help = N_("while paused: train one batch"),
        .unavailable = unless_paused,
        .act = step,
    },
    {
        .name = "slower",
        .keys = {'<'},
        .help = N_("slower"),
        .act = change_speed,
        .argument = -1,
    },
    {
        .name = "faster",
        .keys = {'>'},
        .help = N_("faster"),
        .act = change_speed,
        .argument = 1,
    },
    {
        .name = "full-speed",
        .keys = {'f'},
        .hint = N_("full speed"),
        .weight = 20,
        .help = N_("full speed, and back"),
        .act = toggle_full_speed,
    },
    {
        .name = "save",
        .keys = {'w'},
        .help = N_("save the parameters of this moment"),
        .unavailable = unless_known,
        .act = ask_to_save,
    },
    {.name = NULL},
};
