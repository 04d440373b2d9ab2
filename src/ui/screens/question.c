/* The questions that come before a run is stopped, to quit or to start another one, and
 * before one is forgotten. */
#include "config.h"

#include <stdio.h>

#include "base/text.h"
#include "base/translation.h"
#include "runs/race.h"
#include "runs/run.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"
#include "ui/ui.h"

enum { TITLE_TEXT = 64 };

enum { ROWS = 6, RUN_ROW = 1, YES_ROW = 3, NO_ROW, RULE_ROW };
enum { RACE_LIST = 96 };

/* ---- drawing ---- */

/* The run may end while the question is shown. */
static bool
is_on(const struct look *look)
{
    return look->run_is_on;
}

static void
draw_race(const struct canvas *canvas, struct rect r, const struct look *look)
{
    char list[RACE_LIST] = "", number[RACE_LIST];
    size_t i;

    for (i = 0; i < look->on_count; i++) {
        snprintf(number, sizeof number, "%zu", look->on[i]->now.run);
        text_append_item(list, sizeof list, number, i, look->on_count, _(" and "));
    }
    canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, _("Runs %s are on"), list);
}

/* The run that is on, which in a race may be any; else the newest. */
static const struct measures *
only_one(const struct look *look)
{
    bool begun = look->on_count == 1 && look->on[0]->begun;

    return begun ? &look->on[0]->now : look->newest;
}

static void
draw_run(const struct canvas *canvas, struct rect r, const struct look *look)
{
    const struct measures *now = only_one(look);
    size_t epoch = now->epochs_done + (now->position < now->images ? 1 : 0);

    if (is_on(look) && look->on_count > 1)
        draw_race(canvas, r, look);
    else if (is_on(look) && now->status != RUN_TRAINING)
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, "%s", _("The run is starting"));
    else if (is_on(look))
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT,
                    _("Run %zu is on: epoch %zu of %zu"), now->run, epoch,
                    now->hparams.epochs);
    else
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, _("Run %zu has ended: %s"),
                    now->run, _(run_status_name(now->status)));
}

/* What yes does: to one run that is on, or to several; or once none is on. */
static const char *
yes_text(const struct look *look, const char *one, const char *several, const char *none)
{
    return !is_on(look) ? none : look->on_count > 1 ? several : one;
}

static void
draw_answer(const struct canvas *canvas, struct rect r, int y,
            const struct action *action, const char *text)
{
    char key[ACTION_KEY_TEXT];
    int x;

    action_first_key(action, key);
    x = canvas_text(canvas, r, y, 1, ROLE_KEY, "%s", key);
    canvas_text(canvas, r, y, x + 1, ROLE_TEXT, "%s", text);
}

/* The first two actions are yes and no. */
static void
draw_answers(const struct canvas *canvas, struct rect r, const struct action *actions,
             const char *yes)
{
    int x;

    draw_answer(canvas, r, YES_ROW, &actions[0], yes);
    draw_answer(canvas, r, NO_ROW, &actions[1], _(actions[1].help));
    for (x = 0; x < r.cols; x++)
        canvas_glyph(canvas, r, RULE_ROW, x, ROLE_RULE, canvas->glyphs->rule);
}

static void
draw_question(const struct canvas *canvas, struct rect r, const struct look *look,
              const char *title, const struct action *actions, const char *yes)
{
    canvas_clear(canvas, r);
    canvas_title(canvas, r, title);
    draw_run(canvas, r, look);
    draw_answers(canvas, r, actions, yes);
}

/* A band across the middle. */
static struct rect
band(struct rect body)
{
    rect_take_top(&body, (body.rows - ROWS) / 2);
    return rect_take_top(&body, ROWS);
}

/* ---- quit? ---- */

static void
quit(struct ui *ui, void *state, int argument)
{
    ui->leaving = true;
}

static void
stay(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_quit_question);
}

static const struct action quit_actions[] = {
    {"yes",
     {'q', KEYS_CONTROL('c'), KEY_ENTER},
     N_("quit"),
     10,
     N_("stop the run, keep its result, quit"),
     .act = quit},
    {"no", {KEYS_ESCAPE}, N_("go on"), 5, N_("go on"), .act = stay},
    {.name = NULL},
};

static void
draw_quit(const struct canvas *canvas, struct rect r, const struct look *look,
          const void *state)
{
    draw_question(canvas, r, look, _("Quit?"), quit_actions,
                  yes_text(look, _(quit_actions[0].help),
                           _("stop the runs, keep their results, quit"), _("quit")));
}

static void
place_quit(struct panels *panels, struct rect body, const struct look *look,
           const void *state)
{
    panels_add(panels, "question", band(body), draw_quit);
}

const struct screen screen_quit_question = {
    .name = "quit-question",
    .title = N_("Quit?"),
    .modal = true,
    .actions = quit_actions,
    .place = place_quit,
};

/* ---- start another run? ---- */

struct restart_state {
    size_t again; /* the run that is started again; 0: the next one */
    struct hparams hparams;
};

static void
close_restart(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_restart_question);
}

static void
restart(struct ui *ui, void *state, int argument)
{
    const struct restart_state restart = *(const struct restart_state *)state;

    close_restart(ui, state, argument);
    if (restart.again > 0)
        control_start(ui->control, &restart.hparams);
    else
        control_start_next(ui->control);
}

static const struct action restart_actions[] = {
    {"yes",
     {'r', KEY_ENTER},
     N_("start"),
     10,
     N_("stop the run, keep its result, start the next one"),
     .act = restart},
    {"no",
     {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')},
     N_("go on"),
     5,
     N_("go on"),
     .act = close_restart},
    {.name = NULL},
};

static void
draw_restart(const struct canvas *canvas, struct rect r, const struct look *look,
             const void *state)
{
    const struct restart_state *restart = state;
    char title[TITLE_TEXT];

    if (restart->again == 0) {
        draw_question(canvas, r, look, _("Start the next run?"), restart_actions,
                      yes_text(look, _(restart_actions[0].help),
                               _("stop the runs, keep their results, start the next one"),
                               _("start the next one")));
        return;
    }
    snprintf(title, sizeof title, _("Start run %zu again?"), restart->again);
    draw_question(canvas, r, look, title, restart_actions,
                  yes_text(look, _("stop the run, keep its result, start that one again"),
                           _("stop the runs, keep their results, start that one again"),
                           _("start it")));
}

static void
place_restart(struct panels *panels, struct rect body, const struct look *look,
              const void *state)
{
    panels_add(panels, "question", band(body), draw_restart);
}

const struct screen screen_restart_question = {
    .name = "restart-question",
    .title = N_("Start the next run?"),
    .state_size = sizeof(struct restart_state),
    .modal = true,
    .actions = restart_actions,
    .place = place_restart,
};

void
question_restart(struct ui *ui, size_t number, const struct hparams *hparams)
{
    struct restart_state *restart = ui_open(ui, &screen_restart_question);

    if (restart == NULL)
        return;
    restart->again = number;
    restart->hparams = *hparams;
}

/* ---- forget a run? ---- */

struct delete_state {
    size_t number;
};

static void
close_delete(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_delete_question);
}

static void
delete_run(struct ui *ui, void *state, int argument)
{
    size_t number = ((const struct delete_state *)state)->number;

    close_delete(ui, state, argument);
    control_delete_run(ui->control, number);
}

static const struct action delete_actions[] = {
    {"yes", {KEY_DC, KEY_ENTER}, N_("delete"), 10, N_("delete it"), .act = delete_run},
    {"no",
     {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')},
     N_("keep"),
     5,
     N_("keep it"),
     .act = close_delete},
    {.name = NULL},
};

static void
draw_delete(const struct canvas *canvas, struct rect r, const struct look *look,
            const void *state)
{
    const struct delete_state *mine = state;
    char title[TITLE_TEXT];

    snprintf(title, sizeof title, _("Delete run %zu?"), mine->number);
    canvas_clear(canvas, r);
    canvas_title(canvas, r, title);
    canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, "%s",
                _("Its curve and its moments are forgotten."));
    draw_answers(canvas, r, delete_actions, _(delete_actions[0].help));
}

static void
place_delete(struct panels *panels, struct rect body, const struct look *look,
             const void *state)
{
    panels_add(panels, "question", band(body), draw_delete);
}

const struct screen screen_delete_question = {
    .name = "delete-question",
    .title = N_("Delete a run?"),
    .state_size = sizeof(struct delete_state),
    .modal = true,
    .actions = delete_actions,
    .place = place_delete,
};

void
question_delete(struct ui *ui, size_t number)
{
    struct delete_state *mine = ui_open(ui, &screen_delete_question);

    if (mine != NULL)
        mine->number = number;
}

/* ---- fork? ---- */

static void
close_fork(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_fork_question);
}

/* What was looked at may be gone by now. */
static void
fork_now(struct ui *ui, void *state, int argument)
{
    close_fork(ui, state, argument);
    if (ui->look.at != NULL)
        control_fork(ui->control);
}

static const struct action fork_actions[] = {
    {"yes",
     {'F', KEY_ENTER},
     N_("fork"),
     10,
     N_("stop the run, keep its result, go on as a new run"),
     .act = fork_now},
    {"no",
     {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')},
     N_("go on"),
     5,
     N_("go on"),
     .act = close_fork},
    {.name = NULL},
};

static void
draw_fork(const struct canvas *canvas, struct rect r, const struct look *look,
          const void *state)
{
    draw_question(canvas, r, look, _("Fork from this moment?"), fork_actions,
                  yes_text(look, _(fork_actions[0].help),
                           _("stop the runs, keep their results, go on as a new run"),
                           _("go on as a new run")));
}

static void
place_fork(struct panels *panels, struct rect body, const struct look *look,
           const void *state)
{
    panels_add(panels, "question", band(body), draw_fork);
}

const struct screen screen_fork_question = {
    .name = "fork-question",
    .title = N_("Fork?"),
    .modal = true,
    .actions = fork_actions,
    .place = place_fork,
};

/* ---- race? ---- */

static void
close_race(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_race_question);
}

static void
race_now(struct ui *ui, void *state, int argument)
{
    close_race(ui, state, argument);
    if (control_race(ui->control))
        ui_show(ui, 0);
}

static const struct action race_actions[] = {
    {"yes",
     {'V', KEY_ENTER},
     N_("race"),
     10,
     N_("stop the run, keep its result, start the race"),
     .act = race_now},
    {"no",
     {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')},
     N_("go on"),
     5,
     N_("go on"),
     .act = close_race},
    {.name = NULL},
};

static void
draw_race_question(const struct canvas *canvas, struct rect r, const struct look *look,
                   const void *state)
{
    char title[RACE_QUESTION];

    /* before the first run begins it has no number yet */
    race_question(look->session, look->now->run > 0 ? look->now->run : 1, title);
    draw_question(canvas, r, look, title, race_actions,
                  yes_text(look, _(race_actions[0].help),
                           _("stop the runs, keep their results, start the race"),
                           _("start the race")));
}

static void
place_race(struct panels *panels, struct rect body, const struct look *look,
           const void *state)
{
    panels_add(panels, "question", band(body), draw_race_question);
}

const struct screen screen_race_question = {
    .name = "race-question",
    .title = N_("Race?"),
    .modal = true,
    .actions = race_actions,
    .place = place_race,
};
