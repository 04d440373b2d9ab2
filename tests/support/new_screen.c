/* A screen that only the tests have: it counts. HACKING says what a screen needs, and
 * this is all of it. */
#include "config.h"

#include "base/translation.h"
#include "ui/keys.h"
#include "ui/ui.h"

struct new_state {
    int count;
};

/* ---- its panels ---- */

static void
draw_count(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    const struct new_state *mine = state;

    canvas_title(canvas, r, _("Count"));
    canvas_text(canvas, r, 1, 0, ROLE_TEXT, _("%d so far"), mine->count);
}

static void
draw_news(const struct canvas *canvas, struct rect r, const struct look *look,
          const void *state)
{
    canvas_title(canvas, r, _("News"));
    canvas_text(canvas, r, 1, 0, ROLE_TEXT, _("This is run %zu."), look->now->run);
    canvas_text(canvas, r, 2, 0, ROLE_DIM, "%s",
                look->net != NULL ? _("The net is there.") : _("The net is not there."));
}

static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    panels_add(panels, "count", rect_take_top(&body, 3), draw_count);
    panels_add(panels, "news", body, draw_news);
}

/* ---- its keys ---- */

static const char *
unless_counted(const struct look *look, const void *state)
{
    const struct new_state *mine = state;

    return mine->count > 0 ? NULL : _("There is nothing to take back.");
}

static void
count(struct ui *ui, void *state, int step)
{
    struct new_state *mine = state;

    mine->count += step;
}

static void
say(struct ui *ui, void *state, int argument)
{
    const struct new_state *mine = state;

    ui_say(ui, _("The count is %d."), mine->count);
}

static const struct action actions[] = {
    {
        .name = "count",
        .keys = {'x', KEY_UP},
        .hint = N_("count"),
        .weight = 90,
        .help = N_("one more"),
        .act = count,
        .argument = 1,
    },
    {
        .name = "take-back",
        .keys = {'X', KEY_DOWN},
        .hint = N_("take back"),
        .weight = 80,
        .help = N_("one less, if there is one"),
        .unavailable = unless_counted,
        .act = count,
        .argument = -1,
    },
    {.name = "say", .keys = {'y'}, .help = N_("say how many"), .act = say},
    {.name = NULL},
};

/* ---- the screen ---- */

static const char *const explained[] = {
    N_("Count: how many times x was pressed, less those that were taken back."),
    NULL,
};

const struct screen screen_new = {
    .name = "new",
    .digit = 9,
    .title = N_("Counting"),
    .purpose = N_("press a key, and see it counted"),
    .state_size = sizeof(struct new_state),
    .actions = actions,
    .explained = explained,
    .place = place,
};
