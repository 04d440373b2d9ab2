/* The keys that change the hyperparameters of the next run. */
#include "config.h"

#include <stdio.h>

#include "base/translation.h"
#include "train/hparams.h"
#include "ui/actions/actions.h"
#include "ui/ui.h"

static void
say_next(struct ui *ui, enum hparam which)
{
    char text[HPARAM_TEXT];

    hparam_format(&ui->control->next, which, text);
    ui_say(ui,
           actions_r_starts(&ui->look) ? _("Next run: %s %s. r starts it.")
                                       : _("Next run: %s %s. On Train r starts it."),
           _(hparam_info(which)->label), text);
}

static void
step_up(struct ui *ui, void *state, int which)
{
    hparams_step(&ui->control->next, (enum hparam)which, 1);
    say_next(ui, (enum hparam)which);
}

static void
step_down(struct ui *ui, void *state, int which)
{
    hparams_step(&ui->control->next, (enum hparam)which, -1);
    say_next(ui, (enum hparam)which);
}

static void
toggle(struct ui *ui, void *state, int which)
{
    hparams_toggle(&ui->control->next, (enum hparam)which);
    say_next(ui, (enum hparam)which);
}

static void
next_seed(struct ui *ui, void *state, int argument)
{
    ui->control->next.seed++;
    say_next(ui, HPARAM_SEED);
}

static void
next_preset(struct ui *ui, void *state, int argument)
{
    struct hparams *next = &ui->control->next;

    hparams_next_preset(next);
    ui_say(ui,
           actions_r_starts(&ui->look) ? _("Next run: preset %s. r starts it.")
                                       : _("Next run: preset %s. On Train r starts it."),
           hparams_preset_name((size_t)hparams_find_preset(next)));
}

/* What the keys go through, in the words of the hyperparameter's own table. */
static void
describe_ladder(const struct action *action, char text[ACTION_HELP_TEXT])
{
    snprintf(text, ACTION_HELP_TEXT, _(action->help),
             hparam_info((enum hparam)action->argument)->ladder);
}

static void
describe_switch(const struct action *action, char text[ACTION_HELP_TEXT])
{
    snprintf(text, ACTION_HELP_TEXT, _(action->help),
             hparam_info((enum hparam)action->argument)->switched_on);
}

const struct action actions_next_run[] = {
    {
        .name = "xavier",
        .keys = {'x'},
        .hint = N_("Xavier"),
        .weight = 40,
        .help = N_("Xavier init on or off"),
        .act = toggle,
        .argument = HPARAM_INIT,
    },
    {
        .name = "momentum",
        .keys = {'m'},
        .hint = N_("momentum"),
        .weight = 35,
        .help = N_("momentum on (%s) or off"),
        .describe = describe_switch,
        .act = toggle,
        .argument = HPARAM_GAMMA,
    },
    {
        .name = "larger-batch",
        .keys = {'b'},
        .hint = N_("batch"),
        .weight = 30,
        .help = N_("larger batch: %s"),
        .describe = describe_ladder,
        .act = step_up,
        .argument = HPARAM_BATCH,
    },
    {
        .name = "smaller-batch",
        .keys = {'B'},
        .help = N_("smaller batch"),
        .act = step_down,
        .argument = HPARAM_BATCH,
    },
    {
        .name = "larger-rate",
        .keys = {'a'},
        .help = N_("larger learning rate"),
        .act = step_up,
        .argument = HPARAM_ALPHA,
    },
    {
        .name = "smaller-rate",
        .keys = {'A'},
        .help = N_("smaller learning rate"),
        .act = step_down,
        .argument = HPARAM_ALPHA,
    },
    {
        .name = "more-momentum",
        .keys = {'g'},
        .help = N_("more momentum"),
        .act = step_up,
        .argument = HPARAM_GAMMA,
    },
    {
        .name = "less-momentum",
        .keys = {'G'},
        .help = N_("less momentum"),
        .act = step_down,
        .argument = HPARAM_GAMMA,
    },
    {
        .name = "more-epochs",
        .keys = {'e'},
        .help = N_("more epochs"),
        .act = step_up,
        .argument = HPARAM_EPOCHS,
    },
    {
        .name = "fewer-epochs",
        .keys = {'E'},
        .help = N_("fewer epochs"),
        .act = step_down,
        .argument = HPARAM_EPOCHS,
    },
    {
        .name = "new-seed",
        .keys = {'s'},
        .help = N_("new seed: the same settings with other luck"),
        .act = next_seed,
    },
    {
        .name = "next-preset",
        .keys = {'p'},
        .hint = N_("preset"),
        .weight = 25,
        .help = N_("next preset of the course"),
        .act = next_preset,
    },
    {.name = NULL},
};
