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

/* A copy of its group: up to MEMBERS of its runs. */
enum { MEMBERS = 1024 };

struct selection {
    size_t count; /* 0: there are no runs */
    size_t numbers[MEMBERS];
    bool marked; /* one of them is */
};

static void
get_selection(struct selection *selection, const struct look *look,
              const struct runs_state *state)
{
    const struct session *session = look->session;
    struct comparison comparison;
    size_t row;

    run_table_rows(&comparison, session->runs, session->count, &state->choice);
    row = runs_selected(&comparison, look, state);
    selection->count = 0;
    selection->marked = false;
    if (row < comparison.count) {
        const struct run_group *group = &comparison.groups[row];

        for (; selection->count < group->count && selection->count < MEMBERS;
             selection->count++) {
            const struct run *run = group->runs[selection->count];

            selection->numbers[selection->count] = run->now.run;
            selection->marked |= run->marked;
        }
    }
    comparison_done(&comparison);
}

/* The first of them, or NULL. */
static const struct run *
selected_run(const struct look *look, const struct runs_state *state)
{
    struct selection selection;

    get_selection(&selection, look, state);
    return selection.count > 0 ? session_find(look->session, selection.numbers[0]) : NULL;
}

/* ---- when a key can do nothing ---- */

static const char *
unless_selected(const struct look *look, const void *state)
{
    return selected_run(look, state) != NULL ? NULL : _("There is no run to choose.");
}

static const char *
unless_alone(const struct look *look, const void *state)
{
    struct selection selection;

    get_selection(&selection, look, state);
    if (selection.count > 1)
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
    struct run_table table;
    struct rect r = runs_rows(runs_places(ui_body(ui), &ui->look).table);
    struct table_state now = runs_table(&table, &ui->look, mine);

    table_key(&now, &table.table, r, key);
    mine->table = now;
    if (now.selected < table.comparison.count)
        mine->selected = table.comparison.groups[now.selected].runs[0]->now.run;
    run_table_done(&table);
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
    struct run_table table;

    runs_table(&table, &ui->look, mine);
    run_table_sort_next(&table, &mine->choice);
    run_table_done(&table);
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

/* What a key was used on stays selected, also when the filter is another one. */
static void
keep_selected(struct runs_state *state, const struct selection *selection)
{
    if (selection->count > 0)
        state->selected = selection->numbers[0];
}

/* The same key takes it back. */
static void
set_baseline(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;
    struct selection selection;
    bool is_set = false;
    size_t i;

    get_selection(&selection, &ui->look, mine);
    for (i = 0; i < selection.count; i++)
        is_set |= selection.numbers[i] == mine->choice.baseline;
    mine->choice.baseline = is_set ? 0 : selection.numbers[0];
    keep_selected(mine, &selection);
}

static void
open_filter(struct ui *ui, void *state, int argument)
{
    struct runs_state *mine = state;

    filter_open(ui, mine->choice.filter, sizeof mine->choice.filter);
}

/* ---- what happens to runs ---- */

static void
mark(struct ui *ui, void *state, int argument)
{
    struct selection selection;
    size_t i;

    get_selection(&selection, &ui->look, state);
    for (i = 0; i < selection.count; i++)
        control_mark_run(ui->control, selection.numbers[i], !selection.marked);
    keep_selected(state, &selection);
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

/* Asks first if that would stop a run. */
static void
start_again(struct ui *ui, void *state, int with_new_seed)
{
    const struct run *run = selected_run(&ui->look, state);
    struct hparams hparams = run->now.hparams;

    if (with_new_seed)
        hparams.seed = new_seed(ui->look.session, &hparams);
    if (ui->look.run_is_on)
        question_restart(ui, run->now.run, &hparams);
    else
        control_start(ui->control, &hparams);
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
        .help = N_("show differences to this run, or not"),
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
        .help = N_("runs with the same settings as one, or each"),
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
        .help = N_("start it again, same seed; asks if one is on"),
        .unavailable = unless_selected,
        .act = start_again,
    },
    {
        .name = "again-new-seed",
        .keys = {'R'},
        .help = N_("start it again, new seed; asks if one is on"),
        .unavailable = unless_selected,
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
