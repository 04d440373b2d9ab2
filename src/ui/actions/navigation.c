/* The keys that lead to another screen, to the help, and out. */
#include "config.h"

#include "base/translation.h"
#include "ui/actions/actions.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"
#include "ui/ui.h"

static void
show_neighbour(struct ui *ui, void *state, int step)
{
    ui_show(ui, (long)ui->current + step);
}

static void
show_first(struct ui *ui, void *state, int argument)
{
    ui_show(ui, 0);
}

static void
open_help(struct ui *ui, void *state, int argument)
{
    ui_open(ui, &screen_help);
}

static void
redraw(struct ui *ui, void *state, int argument)
{
    clearok(curscr, TRUE);
}

/* Asks first if that would stop a run. */
static void
quit(struct ui *ui, void *state, int argument)
{
    if (ui->look.run_is_on)
        question_ask(ui, QUESTION_QUIT);
    else
        ui->leaving = true;
}

static const char *
unless_shaded(const struct look *look, const void *state)
{
    if (look->screen == NULL || !look->screen->has_image)
        return _("Train and Images show an image; there d draws it in another way.");
    return look->has_shades
               ? NULL
               : _("Pictures need UTF-8 and 256 colours: here images are characters.");
}

static void
change_digits(struct ui *ui, void *state, int argument)
{
    ui_set_digits(ui, ui->digits == DIGITS_ASCII ? DIGITS_SHADE : DIGITS_ASCII);
}

const struct action actions_screens[] = {
    {
        .name = "next-screen",
        .keys = {KEYS_TAB},
        .help = N_("next screen"),
        .act = show_neighbour,
        .argument = 1,
    },
    {
        .name = "previous-screen",
        .keys = {KEY_BTAB},
        .help = N_("previous screen"),
        .act = show_neighbour,
        .argument = -1,
    },
    {.name = NULL},
};

const struct action actions_other[] = {
    {
        .name = "help",
        .keys = {'?', KEY_F(1)},
        .hint = N_("help"),
        .weight = ACTION_HINT_ALWAYS,
        .help = N_("this help"),
        .act = open_help,
    },
    {
        .name = "back",
        .keys = {KEYS_ESCAPE},
        .help = N_("one layer back; stops a download"),
        .act = show_first,
    },
    {
        .name = "digits",
        .keys = {'d'},
        .hint = N_("picture"),
        .weight = 15,
        .help = N_("images as pictures, or with characters"),
        .unavailable = unless_shaded,
        .act = change_digits,
    },
    {
        .name = "redraw",
        .keys = {KEYS_CONTROL('l')},
        .help = N_("draw the whole screen again"),
        .act = redraw,
        .always = true,
    },
    {
        .name = "quit",
        .keys = {'q', KEYS_CONTROL('c')},
        .hint = N_("quit"),
        .weight = ACTION_HINT_ALWAYS,
        .help = N_("quit; asks while a run is on"),
        .act = quit,
    },
    {.name = NULL},
};
