/* The keys of the Runs screen. */
#include "config.h"

#include <stdio.h>

#include "base/translation.h"
#include "ui/keys.h"
#include "ui/screens/filter.h"
#include "ui/screens/layers.h"
#include "ui/screens/prompt.h"
#include "ui/screens/runs.h"
#include "ui/ui.h"

/* ---- the selected run ---- */

/* The group in its row, or NULL. */
static const struct run_group *
selected_group(const struct look *look, const struct runs_state *state)
{
    const struct comparison *comparison = &state->rows.comparison;
    size_t row = runs_table_state(look, state).selected;

    return row < comparison->count ? &comparison->groups[row] : NULL;
}

/* The first of them, or NULL. */
static const struct run *
selected_run(const struct look *look, const struct runs_state *state)
{
    const struct run_group *group = selected_group(look, state);

    return group != NULL ? group->runs[0] : NULL;
}

/* ---- when a key can do nothing ---- */

static const char *
unless_selected(const struct look *look, const void *state)
{
    return selected_run(look, state) != NULL ? NULL
           : look->session->count > 0        ? _("No run matches.")
                                      : _("There is no run. On Train r starts one.");
}

/* What it went on from may not be kept any more. */
static const char *
unless_startable(const struct look *look, const void *state)
{
    const struct run *run = selected_run(look, state);

    if (run != NULL && run->parent != 0)
        return _("A fork is not started again: F makes another one.");
    return unless_selected(look, state);
}

static const char *
unless_alone(const struct look *look, const void *state)
{
    const struct run_group *group = selected_group(look, state);

    if (group != NULL && group->count > 1)
        return _("This is a group of runs. u shows each of them.");
    return unless_selected(look, state);
}

static const char *
unless_ended(const struct look *look, const void *state)
{
    const char *reason = unless_alone(look, state);

    if (reason == NULL && !selected_run(look, state)->ended)
        reason = _("A run that is on cannot be deleted.");
    return reason;
}

/* ---- moving ---- */

static void
move_by(struct ui *ui, void *state, int key)
{
    struct runs_state *mine = state;
    const struct comparison *comparison = &mine->rows.comparison;
    struct rect r = runs_rows(runs_places(ui_body(ui), &ui->look).table);
    struct table_state now = runs_table_state(&ui->look, mine);

    table_key(&now, &mine->rows.table, r, key);
    mine->table = now;
    if (now.selected < comparison->count)
        mine->selected = comparison->groups[now.selected].runs[0]->now.run;
}

void
runs_wheel(struct ui *ui, void *state, int step)
{
    move_by(ui, state, step < 0 ? KEY_UP : KEY_DOWN);
}

/* ---- what is shown ---- */

static void
sort_next(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;

    run_table_sort_next(&mine->rows, &mine->choice);
}

static void
turn_order(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;

    mine->choice.descending = !mine->choice.descending;
}

static void
toggle_groups(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;

    mine->choice.grouped = !mine->choice.grouped;
}

/* The same key takes it back. What a key was used on stays selected. */
static void
set_baseline(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;
    const struct run_group *group = selected_group(&ui->look, mine);
    bool is_set = false;
    size_t i;

    for (i = 0; i < group->count; i++)
        is_set |= group->runs[i]->now.run == mine->choice.baseline;
    mine->selected = group->runs[0]->now.run;
    mine->choice.baseline = is_set ? 0 : mine->selected;
}

static void
open_filter(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;

    filter_open(ui, mine->choice.filter, sizeof mine->choice.filter);
}

/* ---- what happens to runs ---- */

/* All of a group, or takes their marks away. */
static void
mark(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;
    const struct run_group *group = selected_group(&ui->look, mine);
    bool marked = false;
    size_t i;

    for (i = 0; i < group->count; i++)
        marked |= group->runs[i]->marked;
    for (i = 0; i < group->count; i++)
        control_mark_run(ui->control, group->runs[i]->now.run, !marked);
    mine->selected = group->runs[0]->now.run;
}

static void
show(struct ui *ui, void *state, int argument)
{
    control_show_run(ui->control, selected_run(&ui->look, state)->now.run);
    ui_show(ui, 0);
}

static void
ask_delete(struct ui *ui, void *state, int argument)
{
    question_delete(ui, selected_run(&ui->look, state)->now.run);
}

/* ---- name and note ---- */

static void
ask_name(const struct look *look, const void *state, char *text, size_t size)
{
    snprintf(text, size, "%s", _("Name of this run:"));
}

static void
ask_note(const struct look *look, const void *state, char *text, size_t size)
{
    snprintf(text, size, "%s", _("Note on this run:"));
}

static void
write_name(const struct look *look, const void *state, char *text, size_t size)
{
    const char *name = selected_run(look, state)->name;

    snprintf(text, size, "%s", name != NULL ? name : "");
}

static void
write_note(const struct look *look, const void *state, char *text, size_t size)
{
    const char *note = selected_run(look, state)->note;

    snprintf(text, size, "%s", note != NULL ? note : "");
}

/* The run may have gone from the table while the user typed. */
static void
set_name(struct ui *ui, void *state, const char *text)
{
    const struct runs_state *mine = state;

    control_name_run(ui->control, mine->selected, text);
}

static void
set_note(struct ui *ui, void *state, const char *text)
{
    const struct runs_state *mine = state;

    control_note_run(ui->control, mine->selected, text);
}

static const struct prompt name_prompt = {
    .question = ask_name,
    .text = true,
    .text_answer = set_name,
    .initial = write_name,
};

static const struct prompt note_prompt = {
    .question = ask_note,
    .text = true,
    .text_answer = set_note,
    .initial = write_note,
};

/* The run stays selected, even if the order of the rows changes meanwhile. */
static void
write_text(struct ui *ui, void *state, int note)
{
    struct runs_state *mine = state;

    mine->selected = selected_run(&ui->look, mine)->now.run;
    prompt_open(ui, note ? &note_prompt : &name_prompt, state);
}

/* ---- starting again ---- */

/* A seed that no run of these settings has. */
static uint64_t
new_seed(const struct session *session, const struct hparams *hparams)
{
    uint64_t seed = hparams->seed;
    size_t i;

    for (i = 0; i < session->count; i++) {
        const struct hparams *other = &session->runs[i]->now.hparams;

        if (hparams_equal_but_seed(hparams, other) && other->seed > seed)
            seed = other->seed;
    }
    return seed + 1;
}

/* Asks first if that would stop a run. The new run is then the selected one. */
static void
start_again(struct ui *ui, void *state, int with_new_seed)
{
    struct runs_state *mine = state;
    const struct run *run = selected_run(&ui->look, mine);
    struct hparams hparams = run->now.hparams;
    size_t started;

    if (with_new_seed)
        hparams.seed = new_seed(ui->look.session, &hparams);
    if (ui->look.run_is_on)
        question_again(ui, run->now.run, &hparams, &mine->selected);
    else if ((started = control_start(ui->control, &hparams)) != 0)
        mine->selected = started;
}

/* ---- the keys ---- */

#define MOVE(text, number, words)                                      \
    {                                                                  \
        .name = text, .keys = {number}, .help = words, .act = move_by, \
        .argument = number                                             \
    }

const struct action runs_actions[] = {
    {
        .name = "show",
        .keys = {KEY_ENTER},
        .hint = N_("show"),
        .weight = 90,
        .help = N_("look at the run, on all screens"),
        .unavailable = unless_selected,
        .act = show,
    },
    {
        .name = "mark",
        .keys = {'t'},
        .hint = N_("mark"),
        .weight = 85,
        .help = N_("mark it: the chart has the runs with marks"),
        .unavailable = unless_selected,
        .act = mark,
    },
    {
        .name = "baseline",
        .keys = {'='},
        .hint = N_("baseline"),
        .weight = 80,
        .help = N_("compare the others with this run, or not"),
        .unavailable = unless_selected,
        .act = set_baseline,
    },
    {
        .name = "sort",
        .keys = {'o'},
        .hint = N_("sort"),
        .weight = 75,
        .help = N_("sort by the next column"),
        .act = sort_next,
    },
    {.name = "turn",
     .keys = {'O'},
     .help = N_("turn the order round"),
     .act = turn_order},
    {
        .name = "group",
        .keys = {'u'},
        .hint = N_("group"),
        .weight = 70,
        .help = N_("one row for all seeds of the same settings"),
        .act = toggle_groups,
    },
    {
        .name = "filter",
        .keys = {'/'},
        .hint = N_("filter"),
        .weight = 65,
        .help = N_("show only the runs with these words"),
        .act = open_filter,
    },
    {
        .name = "again",
        .keys = {'r'},
        .hint = N_("again"),
        .weight = 60,
        .help = N_("start it again; asks while a run is on"),
        .unavailable = unless_startable,
        .act = start_again,
    },
    {
        .name = "again-new-seed",
        .keys = {'R'},
        .help = N_("the same with a new seed"),
        .unavailable = unless_startable,
        .act = start_again,
        .argument = true,
    },
    {
        .name = "name",
        .keys = {'N'},
        .help = N_("name the run"),
        .unavailable = unless_alone,
        .act = write_text,
    },
    {
        .name = "note",
        .keys = {'n'},
        .help = N_("write a note on the run"),
        .unavailable = unless_alone,
        .act = write_text,
        .argument = true,
    },
    {
        .name = "delete",
        .keys = {KEY_DC},
        .help = N_("delete the run; asks first"),
        .unavailable = unless_ended,
        .act = ask_delete,
    },
    MOVE("up", KEY_UP, N_("previous run")),
    MOVE("down", KEY_DOWN, N_("next run")),
    MOVE("page-up", KEY_PPAGE, N_("a page up")),
    MOVE("page-down", KEY_NPAGE, N_("a page down")),
    MOVE("first", KEY_HOME, N_("first run")),
    MOVE("last", KEY_END, N_("last run")),
    SCALES_ACTIONS,
    {.name = NULL},
};
