/* The keys that go back in time, and on. */
#include "config.h"

#include "base/translation.h"
#include "ui/actions/actions.h"
#include "ui/ui.h"

static const char *
unless_begun(const struct look *look, const void *state)
{
    return look->at != NULL
               ? NULL
               : look_why_no_moment(look, _("There is no moment to go to yet."));
}

static const char *
unless_away(const struct look *look, const void *state)
{
    return look->away || look->now != look->newest ? NULL : _("This is now.");
}

static void
step(struct ui *ui, void *state, int argument)
{
    view_step(&ui->control->view, argument);
}

static void
go_to_first(struct ui *ui, void *state, int argument)
{
    view_first(&ui->control->view);
}

static void
go_to_now(struct ui *ui, void *state, int argument)
{
    view_now(&ui->control->view);
}

static void
play(struct ui *ui, void *state, int argument)
{
    view_play(&ui->control->view);
}

const struct action actions_moment[] = {
    {
        .name = "earlier-moment",
        .keys = {'[', KEY_SLEFT},
        .hint = N_("back in time"),
        .weight = 20,
        .help = N_("the moment before"),
        .unavailable = unless_begun,
        .act = step,
        .argument = -1,
    },
    {
        .name = "later-moment",
        .keys = {']', KEY_SRIGHT},
        .help = N_("the moment after"),
        .unavailable = unless_begun,
        .act = step,
        .argument = 1,
    },
    {
        .name = "first-moment",
        .keys = {'{', KEY_SHOME},
        .help = N_("the start of the run"),
        .unavailable = unless_begun,
        .act = go_to_first,
    },
    {
        .name = "now",
        .keys = {'}', KEY_SEND},
        .hint = N_("now"),
        .weight = 95,
        .help = N_("back to now"),
        .unavailable = unless_away,
        .act = go_to_now,
    },
    {
        .name = "play",
        .keys = {'l'},
        .help = N_("play from this moment on, or stop"),
        .unavailable = unless_begun,
        .act = play,
    },
    {.name = NULL},
};
