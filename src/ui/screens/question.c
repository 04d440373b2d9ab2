/* The questions that come before a run is stopped, to quit or to start another one, and
 * before one is forgotten. They are rows of one table. */
#include "config.h"

#include <stdio.h>

#include "base/text.h"
#include "base/translation.h"
#include "runs/race.h"
#include "runs/run.h"
#include "ui/actions/actions.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"
#include "ui/ui.h"
#include "ui/widgets/slider.h"

enum { TITLE_TEXT = RACE_QUESTION }; /* the longest */

enum { ROWS = 6, RUN_ROW = 1, YES_ROW = 3, NO_ROW, RULE_ROW };
enum { RACE_LIST = 96 };

struct question_state {
    enum question which;
    size_t number;          /* of the run that is asked about, */
    struct hparams hparams; /* its settings, */
    size_t *started;        /* and where the number of a new one goes; or NULL */
};

/* ---- what yes does ---- */

static void
quit(struct ui *ui, const struct question_state *asked)
{
    ui->leaving = true;
}

static void
start_next(struct ui *ui, const struct question_state *asked)
{
    control_start_next(ui->control);
}

static void
start_again(struct ui *ui, const struct question_state *asked)
{
    size_t number = control_start(ui->control, &asked->hparams);

    if (number != 0)
        *asked->started = number;
}

static void
delete_run(struct ui *ui, const struct question_state *asked)
{
    control_delete_run(ui->control, asked->number);
}

/* What was looked at may be gone by now, or may have ended. */
static void
fork_run(struct ui *ui, const struct question_state *asked)
{
    const char *reason = unless_forkable(&ui->look, NULL);

    if (reason != NULL)
        ui_say(ui, "%s", reason);
    else
        control_fork(ui->control);
}

static void
race(struct ui *ui, const struct question_state *asked)
{
    if (control_race(ui->control))
        ui_show(ui, 0); /* on Train, where races are shown */
}

/* ---- titles ---- */

static void
write_fork_title(const struct look *look, char title[TITLE_TEXT])
{
    char moment[SLIDER_MOMENT_TEXT];

    if (look->away) {
        slider_moment(look->at->images, look->now->images, moment);
        snprintf(title, TITLE_TEXT, _("Fork run %zu at %s?"), look->now->run, moment);
    } else {
        snprintf(title, TITLE_TEXT, _("Fork run %zu from where it is?"), look->now->run);
    }
}

/* Before the first run begins it has no number yet. */
static void
write_race_title(const struct look *look, char title[TITLE_TEXT])
{
    race_question(look->session, look->now->run > 0 ? look->now->run : 1, title);
}

/* ---- the questions ---- */

static const struct {
    const char *title; /* a format for the number of the run; or NULL, and then this: */
    void (*write_title)(const struct look *look, char title[TITLE_TEXT]);
    const char *one; /* what yes does while one run is on, */
    const char *several, *none;
    const char *about; /* said in place of the run that is on; or NULL */
    void (*act)(struct ui *ui, const struct question_state *asked);
} questions[QUESTIONS] = {
    [QUESTION_QUIT] = {.title = N_("Quit?"),
                       .one = N_("stop the run, keep its result, quit"),
                       .several = N_("stop the runs, keep their results, quit"),
                       .none = N_("quit"),
                       .act = quit},
    [QUESTION_RESTART] = {.title = N_("Start the next run?"),
                          .one = N_("stop the run, keep its result, start the next one"),
                          .several =
                              N_("stop the runs, keep their results, start the next one"),
                          .none = N_("start the next one"),
                          .act = start_next},
    [QUESTION_AGAIN] = {.title = N_("Start run %zu again?"),
                        .one = N_("stop the run, keep its result, start that one again"),
                        .several =
                            N_("stop the runs, keep their results, start that one again"),
                        .none = N_("start it"),
                        .act = start_again},
    [QUESTION_DELETE] = {.title = N_("Delete run %zu?"),
                         .one = N_("delete it"),
                         .several = N_("delete it"),
                         .none = N_("delete it"),
                         .about = N_("Its curve and its moments are forgotten."),
                         .act = delete_run},
    [QUESTION_FORK] = {.write_title = write_fork_title,
                       .one = N_("stop the run, keep its result, go on as a new run"),
                       .several =
                           N_("stop the runs, keep their results, go on as a new run"),
                       .none = N_("go on as a new run"),
                       .act = fork_run},
    [QUESTION_RACE] = {.write_title = write_race_title,
                       .one = N_("stop the run, keep its result, start the race"),
                       .several = N_("stop the runs, keep their results, start the race"),
                       .none = N_("start the race"),
                       .act = race},
};

/* ---- the run that is on ---- */

static void
draw_runs(const struct canvas *canvas, struct rect r, const struct look *look)
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

/* It may end while the question is shown. */
static void
draw_ended(const struct canvas *canvas, struct rect r, const struct measures *now)
{
    static const char *const ends[] = {
        [RUN_TRAINING] = N_("Run %zu is starting"),
        [RUN_DONE] = N_("Run %zu is done"),
        [RUN_STOPPED] = N_("Run %zu was stopped"),
        [RUN_DIVERGED] = N_("Run %zu has diverged"),
        [RUN_FAILED] = N_("Run %zu could not begin"),
    };

    if (now->run > 0)
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, _(ends[now->status]), now->run);
}

static void
draw_run(const struct canvas *canvas, struct rect r, const struct look *look)
{
    const struct measures *now = only_one(look);
    size_t epoch = now->epochs_done + (now->position < now->images ? 1 : 0);

    if (!look->run_is_on)
        draw_ended(canvas, r, now);
    else if (look->on_count > 1)
        draw_runs(canvas, r, look);
    else if (now->status != RUN_TRAINING)
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, "%s", _("The run is starting"));
    else
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT,
                    _("Run %zu is on: epoch %zu of %zu"), now->run, epoch,
                    now->hparams.epochs);
}

/* ---- drawing ---- */

static const char *
yes_text(const struct look *look, enum question which)
{
    if (!look->run_is_on)
        return _(questions[which].none);
    return look->on_count > 1 ? _(questions[which].several) : _(questions[which].one);
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
draw(const struct canvas *canvas, struct rect r, const struct look *look,
     const void *state)
{
    const struct question_state *mine = state;
    const struct action *actions = question_screens[mine->which].actions;
    const char *about = questions[mine->which].about;
    char title[TITLE_TEXT];
    int x;

    if (questions[mine->which].write_title != NULL)
        questions[mine->which].write_title(look, title);
    else
        snprintf(title, sizeof title, _(questions[mine->which].title), mine->number);
    canvas_clear(canvas, r);
    canvas_title(canvas, r, title);
    if (about != NULL)
        canvas_text(canvas, r, RUN_ROW, 1, ROLE_TEXT, "%s", _(about));
    else
        draw_run(canvas, r, look);
    draw_answer(canvas, r, YES_ROW, &actions[0], yes_text(look, mine->which));
    draw_answer(canvas, r, NO_ROW, &actions[1], _(actions[1].help));
    for (x = 0; x < r.cols; x++)
        canvas_glyph(canvas, r, RULE_ROW, x, ROLE_RULE, canvas->glyphs->rule);
}

/* A band across the middle. */
static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    rect_take_top(&body, (body.rows - ROWS) / 2);
    panels_add(panels, "question", rect_take_top(&body, ROWS), draw);
}

/* ---- the keys ---- */

static void
say_no(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &question_screens[((const struct question_state *)state)->which]);
}

static void
say_yes(struct ui *ui, void *state, int argument)
{
    const struct question_state mine = *(const struct question_state *)state;

    say_no(ui, state, argument);
    questions[mine.which].act(ui, &mine);
}

#define YES(key, words, what)                                                 \
    {                                                                         \
        .name = "yes", .keys = {key, KEY_ENTER}, .hint = words, .weight = 10, \
        .help = what, .act = say_yes                                          \
    }
#define NO(words, what)                                                             \
    {                                                                               \
        .name = "no", .keys = {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')}, .hint = words, \
        .weight = 5, .help = what, .act = say_no                                    \
    }
#define END          \
    {                \
        .name = NULL \
    }

static const struct action quit_actions[] = {
    {"yes",
     {'q', KEYS_CONTROL('c'), KEY_ENTER},
     N_("quit"),
     10,
     N_("stop the run, keep its result, quit"),
     .act = say_yes},
    {"no", {KEYS_ESCAPE}, N_("go on"), 5, N_("go on"), .act = say_no},
    END,
};

static const struct action restart_actions[] = {
    YES('r', N_("start"), N_("stop the run, keep its result, start the next one")),
    NO(N_("go on"), N_("go on")),
    END,
};

static const struct action delete_actions[] = {
    YES(KEY_DC, N_("delete"), N_("delete it")),
    NO(N_("keep"), N_("keep it")),
    END,
};

static const struct action fork_actions[] = {
    YES('F', N_("fork"), N_("stop the run, keep its result, go on as a new run")),
    NO(N_("go on"), N_("go on")),
    END,
};

static const struct action race_actions[] = {
    YES('V', N_("race"), N_("stop the run, keep its result, start the race")),
    NO(N_("go on"), N_("go on")),
    END,
};

/* ---- the screens ---- */

#define SCREEN(text, words, rows)                                                  \
    {                                                                              \
        .name = text, .title = words, .state_size = sizeof(struct question_state), \
        .modal = true, .actions = rows, .place = place                             \
    }

const struct screen question_screens[QUESTIONS] = {
    [QUESTION_QUIT] = SCREEN("quit-question", N_("Quit?"), quit_actions),
    [QUESTION_RESTART] =
        SCREEN("restart-question", N_("Start the next run?"), restart_actions),
    [QUESTION_AGAIN] =
        SCREEN("again-question", N_("Start a run again?"), restart_actions),
    [QUESTION_DELETE] = SCREEN("delete-question", N_("Delete a run?"), delete_actions),
    [QUESTION_FORK] = SCREEN("fork-question", N_("Fork?"), fork_actions),
    [QUESTION_RACE] = SCREEN("race-question", N_("Race?"), race_actions),
};

static struct question_state *
ask(struct ui *ui, enum question which, size_t number)
{
    struct question_state *mine = ui_open(ui, &question_screens[which]);

    if (mine == NULL)
        return NULL;
    mine->which = which;
    mine->number = number;
    return mine;
}

void
question_ask(struct ui *ui, enum question which)
{
    ask(ui, which, 0);
}

void
question_again(struct ui *ui, size_t number, const struct hparams *hparams,
               size_t *started)
{
    struct question_state *mine = ask(ui, QUESTION_AGAIN, number);

    if (mine == NULL)
        return;
    mine->hparams = *hparams;
    mine->started = started;
}

void
question_delete(struct ui *ui, size_t number)
{
    ask(ui, QUESTION_DELETE, number);
}
