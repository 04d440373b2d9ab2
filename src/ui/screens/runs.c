/* The Runs screen: the runs of the session in a table, and their curves. */
#include "config.h"

#include "ui/screens/runs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"
#include "runs/run_text.h"
#include "ui/screen.h"
#include "ui/widgets/curves.h"
#include "ui/widgets/labels.h"

enum { TITLE_ROWS = 1, ABOUT_ROWS = 1, TITLE_TEXT = 192, LINES_MAX = LABELS_MAX };

/* ---- the table ---- */

static void
make_rows(struct runs_state *state, const struct session *session)
{
    run_table_done(&state->rows);
    run_table_init(&state->rows, session->runs, session->count, &state->choice);
}

/* A column that has gone, as that of a group, does not sort any more. */
static void
keep_sorted(struct runs_state *state, const struct session *session)
{
    if (run_table_place(&state->rows, state->choice.sorted) < state->rows.table.columns)
        return;
    state->choice.sorted = RUN_COLUMN_BEST;
    state->choice.descending = false;
    make_rows(state, session);
}

/* Where the selected run was deleted, the one that took its row is selected. */
static void
keep_selected(struct runs_state *state, const struct look *look)
{
    const struct comparison *comparison = &state->rows.comparison;
    size_t row = state->row;

    if (state->selected > 0 && session_find(look->session, state->selected) == NULL &&
        comparison->count > 0) {
        row = row < comparison->count ? row : comparison->count - 1;
        state->selected = comparison->groups[row].runs[0]->now.run;
    }
    state->row = runs_table_state(look, state).selected;
}

/* Once for each look: to compare all runs takes longer than to draw them. */
static void
follow(const struct look *look, void *state)
{
    struct runs_state *mine = state;

    make_rows(mine, look->session);
    keep_sorted(mine, look->session);
    keep_selected(mine, look);
}

static void
done(void *state)
{
    run_table_done(&((struct runs_state *)state)->rows);
}

struct table_state
runs_table_state(const struct look *look, const struct runs_state *state)
{
    const struct comparison *comparison = &state->rows.comparison;
    size_t number = state->selected > 0 ? state->selected : look->run->now.run;
    struct table_state now = state->table;

    now.selected = comparison_find(comparison, number);
    if (now.selected == comparison->count)
        now.selected = 0;
    now.sorted = run_table_place(&state->rows, state->choice.sorted);
    now.descending = state->choice.descending;
    return now;
}

struct rect
runs_rows(struct rect panel)
{
    rect_take_top(&panel, TITLE_ROWS);
    return panel;
}

/* What the numbers are, how they are sorted, and what is left out. */
static void
write_title(const struct runs_state *state, size_t runs, char title[TITLE_TEXT])
{
    const struct run_choice *choice = &state->choice;
    const struct run_table *table = &state->rows;

    snprintf(title, TITLE_TEXT, _("Runs: test errors in %%, by %s"),
             run_column_words(choice->sorted));
    if (table->has_baseline)
        text_append(title, TITLE_TEXT, _(", beside run %zu"), choice->baseline);
    if (choice->filter[0] != '\0')
        text_append(title, TITLE_TEXT, _(", \"%s\": %zu of %zu"), choice->filter,
                    table->comparison.count, runs);
}

static void
draw_table(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    const struct runs_state *mine = state;
    struct table_state now = runs_table_state(look, mine);
    char title[TITLE_TEXT];

    write_title(mine, look->session->count, title);
    canvas_title(canvas, r, title);
    table_draw(canvas, runs_rows(r), &mine->rows.table, &now);
}

/* ---- what is said of the selected run ---- */

/* The run to compare it with: the baseline, its parent, or the run before it. */
static const struct run *
rival_of(const struct run *run, const struct look *look, const struct runs_state *state)
{
    const struct session *session = look->session;
    const struct run *rival = NULL;
    size_t i;

    if (state->choice.baseline > 0)
        rival = session_find(session, state->choice.baseline);
    else if (run->parent > 0)
        rival = session_find(session, run->parent);
    for (i = 0; rival == NULL && i + 1 < session->count; i++) {
        if (session->runs[i + 1] == run)
            rival = session->runs[i];
    }
    return rival != run ? rival : NULL;
}

/* The epoch of the moment, if it is one of this run. */
static double
until_moment(const struct run *run, const struct look *look)
{
    return look->away && look->run == run ? look->at->epoch : (double)INFINITY;
}

/* "4 xavier: 0.8 points better than run 1 at epoch 3", and its note. */
static void
draw_about(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    const struct runs_state *mine = state;
    const struct comparison *comparison = &mine->rows.comparison;
    struct table_state now = runs_table_state(look, mine);
    const struct run *run, *rival;
    char label[CURVE_LABEL], text[TITLE_TEXT] = "";
    int x;

    if (now.selected >= comparison->count)
        return;
    run = comparison->groups[now.selected].runs[0];
    rival = rival_of(run, look, mine);
    run_label(run, comparison->differs, label, sizeof label);
    x = canvas_text(canvas, r, 0, 2, ROLE_STRONG, "%s", label);
    if (rival != NULL)
        curve_standing(run, rival, until_moment(run, look), r.cols - x - 2, text,
                       sizeof text);
    if (text[0] != '\0')
        x = canvas_text(canvas, r, 0, x + 2, ROLE_TEXT, "%s", text);
    if (run->note != NULL)
        canvas_text(canvas, r, 0, x + 2, ROLE_DIM, "%s", run->note);
}

/* ---- the chart ---- */

/* The lines of a chart and what they are made of. */
struct lines {
    const struct look *look; /* whose moment is marked */
    bool marked;             /* only those of marked runs */
    size_t count;
    struct chart_line line[LINES_MAX];
    struct curve_line curve[LINES_MAX];
    double to; /* of the x axis */
};

/* A run keeps its colour and style, whatever the order; of groups, the first run does. */
static void
add_line(struct lines *lines, const struct run_table *table, size_t row, enum chart_x x)
{
    const struct run_group *group = &table->comparison.groups[row];
    struct chart_line *line = &lines->line[lines->count];
    struct curve_line *curve = &lines->curve[lines->count];
    size_t i;

    if (lines->count == LINES_MAX)
        return;
    lines->count++;
    curve_line_of_group(curve, line, x, group);
    curve_line_look(line, group->runs[0]->now.run - 1);
    run_label(group->runs[0], table->comparison.differs, curve->label,
              sizeof curve->label);
    line->label = curve->label;
    if (lines->look->away && group->count == 1 && group->runs[0] == lines->look->run)
        curve_mark_moment(curve, line, lines->look->at);
    for (i = 0; i < group->counted; i++)
        lines->to = fmax(lines->to, curve_end(group->seed[i], x));
}

static bool
has_marks(const struct table *table)
{
    size_t row;

    for (row = 0; row < table->rows && !table->is_marked(table->data, row); row++)
        continue;
    return row < table->rows;
}

/* From the last row to the first, and the selected one over them. */
static void
add_lines(struct lines *lines, const struct run_table *table, size_t selected,
          enum chart_x x)
{
    const struct table *rows = &table->table;
    bool chosen = false;
    size_t row = rows->rows;

    lines->marked = has_marks(rows);
    while (row-- > 0) {
        if (lines->marked && !rows->is_marked(rows->data, row))
            continue;
        if (row == selected)
            chosen = true;
        else if (row < LINES_MAX - 1 || lines->marked)
            add_line(lines, table, row, x);
    }
    if (chosen && lines->count == LINES_MAX)
        lines->count--;
    if (chosen)
        add_line(lines, table, selected, x);
}

static const char *
chart_words(bool accuracy, bool marked)
{
    if (accuracy)
        return marked ? _("Test accuracy of marked runs") : _("Test accuracy");
    return marked ? _("Test error of marked runs") : _("Test error");
}

static void
draw_lines(const struct canvas *canvas, struct rect r, const struct lines *lines,
           const struct scales *scales)
{
    enum chart_y y = scales_y(scales, CHART_ERROR_LOG);
    const struct chart chart = {
        .title = chart_words(y == CHART_ACCURACY, lines->marked),
        .x = scales_x(scales, CHART_EPOCHS),
        .y = y,
        .to = lines->to,
        .count = lines->count,
        .lines = lines->line,
    };

    chart_draw(canvas, r, &chart);
}

/* The runs in the chart. */
static size_t
wants(const struct look *look, const void *state, const struct run *runs[SCREEN_RUNS])
{
    const struct runs_state *mine = state;
    const struct run_table *table = &mine->rows;
    bool marks = has_marks(&table->table);
    size_t count = 0, row, i;

    (void)look;
    for (row = 0; row < table->table.rows && (marks || row < LINES_MAX); row++) {
        const struct run_group *group = &table->comparison.groups[row];

        if (marks && !table->table.is_marked(table->table.data, row))
            continue;
        for (i = 0; i < group->counted && count < SCREEN_RUNS; i++)
            runs[count++] = group->seed[i];
    }
    return count;
}

/* Short of memory it is left out. */
static void
draw_chart(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    const struct runs_state *mine = state;
    struct lines *lines = mem_zeroed(1, sizeof *lines);
    struct table_state now = runs_table_state(look, mine);
    size_t i;

    if (lines == NULL)
        return;
    lines->look = look;
    add_lines(lines, &mine->rows, now.selected, scales_x(&mine->scales, CHART_EPOCHS));
    draw_lines(canvas, r, lines, &mine->scales);
    for (i = 0; i < lines->count; i++)
        curve_line_done(&lines->curve[i]);
    free(lines);
}

/* ---- where they are ---- */

enum {
    HEADINGS = 2,      /* the titles of panel and columns */
    LEAST_RUNS = 4,    /* rows of the table, which grows in steps of this */
    BESIDE_COLS = 180, /* from here on the chart is beside the table, */
    BESIDE_ROWS = 30,  /* where there are fewer rows than that */
};

/* The table has a place for a few runs more than there are, so that the chart below it
 * seldom moves, and at most two fifths of the rows. */
struct runs_places
runs_places(struct rect body, const struct look *look)
{
    int runs = (int)min_size(look->session->count, 1000);
    int wanted = HEADINGS + (runs / LEAST_RUNS + 1) * LEAST_RUNS;
    int rows = min_int(wanted, max_int(body.rows * 2 / 5, HEADINGS + LEAST_RUNS));
    struct runs_places places;

    if (body.cols >= BESIDE_COLS && body.rows < BESIDE_ROWS) {
        places.table = rect_take_left(&body, body.cols * 11 / 20);
        places.about = rect_take_bottom(&places.table, ABOUT_ROWS);
        rect_take_left(&body, 2);
    } else {
        places.table = rect_take_top(&body, rows);
        places.about = rect_take_top(&body, ABOUT_ROWS);
    }
    places.chart = body;
    return places;
}

static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    struct runs_places places = runs_places(body, look);

    panels_add(panels, "table", places.table, draw_table);
    panels_add(panels, "about", places.about, draw_about);
    panels_add(panels, "chart", places.chart, draw_chart);
}

/* ---- the screen ---- */

static const char *const explained[] = {
    N_("Runs: the settings that are not the same for all, the test error after the first "
       "epoch, the best one after an epoch, and the last one, all in per cent of the "
       "test "
       "images; the processor time of training alone, and how many images it trained in "
       "a second of that."),
    N_("A group has the runs whose settings differ in the seed alone; a fork is in none. "
       "The values are means, and least and most, over the runs that are done, as long "
       "as there are any, and over one run for each seed: the one trained most. If not "
       "all count, seeds and status say how many do."),
    N_("The chart has the runs that are marked, or all while none is. A band reaches "
       "from the smallest to the largest value of a group, the line is its mean."),
    NULL,
};

const struct screen screen_runs = {
    .name = "runs",
    .digit = 5,
    .title = N_("Runs"),
    .purpose = N_("compare the runs of this session"),
    .state_size = sizeof(struct runs_state),
    .needs_data = true,
    .actions = runs_actions,
    .explained = explained,
    .place = place,
    .follow = follow,
    .wants = wants,
    .done = done,
    .wheel = runs_wheel,
};
