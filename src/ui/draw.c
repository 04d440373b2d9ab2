#include "config.h"

#include "ui/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/mem.h"
#include "runs/run_list.h"
#include "ui/action.h"
#include "ui/layout.h"
#include "ui/screens/screen.h"
#include "ui/widgets/loading_panel.h"

static const struct screen *const screens[SCREENS] = {
    [SCREEN_TRAIN] = &screen_train,
    [SCREEN_IMAGES] = &screen_images,
};

static int
draw_tabs(const struct canvas *canvas, struct rect r, const struct view *view)
{
    int x = canvas_text(canvas, r, 0, 1, ROLE_TITLE, "mnistui") + 1, i;

    for (i = 0; i < SCREENS; i++) {
        enum role role = i == (int)view->screen ? ROLE_TAB : ROLE_DIM;

        x = canvas_text(canvas, r, 0, x + 1, role, " %d %s ", i + 1, screens[i]->title);
    }
    return x;
}

/* What the run does, in words. brevity: 0, or up to 2 for what takes less room. */
static void
describe_status(const struct view *view, int brevity, char *text, size_t size,
                enum role *role)
{
    const struct snapshot *shot = &view->shot;

    *role = ROLE_STRONG;
    if (view->loading.stage != LOADING_NOTHING) {
        snprintf(text, size, "%s %.0f %%", loading_name(view->loading.stage),
                 100 * view->loading.share);
    } else if (shot->run == 0) {
        snprintf(text, size, "starting");
    } else if (shot->status == RUN_TRAINING && shot->paused) {
        *role = ROLE_PAUSED;
        snprintf(text, size, "paused");
    } else if (shot->status == RUN_TRAINING && brevity < 2 && shot->speed > 0) {
        snprintf(text, size, "training%s %s%s", brevity == 0 ? " at" : "",
                 format_count(shot->speed).text, brevity == 0 ? " images/s" : "/s");
    } else if (shot->status == RUN_TRAINING) {
        snprintf(text, size, "training%s", brevity == 0 ? " at full speed" : "");
    } else {
        *role = shot->status == RUN_DIVERGED ? ROLE_BAD : ROLE_GOOD;
        snprintf(text, size, "%s", run_status_name(shot->status));
    }
}

/* Whether data set, run and status fit with a column or two between them. */
static bool
header_fits(struct rect r, const char *name, const char *run, const char *status)
{
    int gaps = (name[0] != '\0' ? 2 : 0) + (run[0] != '\0' ? 1 : 0);

    return (int)(strlen(name) + strlen(run) + strlen(status)) + gaps <= r.cols;
}

/* Data set, run and status at the right, as much as fits beside the tabs. What the data
 * is goes before the number of the run and the speed: practice digits must never be taken
 * for MNIST. */
static void
draw_header(const struct canvas *canvas, struct rect r, const struct view *view)
{
    static const struct {
        int brevity;
        bool run;
    } ways[] = {{0, true}, {1, true}, {1, false}, {2, true}, {2, false}};
    const char *name = view->shot.run > 0 ? view->dataset->name : "";
    char status[64], run[32];
    enum role role;
    size_t way = 0;

    rect_take_left(&r, draw_tabs(canvas, r, view) + 1);
    rect_take_right(&r, 1);
    do {
        describe_status(view, ways[way].brevity, status, sizeof status, &role);
        run[0] = '\0';
        if (view->shot.run > 0 && ways[way].run)
            snprintf(run, sizeof run, "run %zu", view->shot.run);
    } while (!header_fits(r, name, run, status) && ++way < MEM_COUNT(ways));
    r.cols = canvas_text_right(canvas, r, 0, role, "%s", status) - 2;
    if (run[0] != '\0')
        r.cols = canvas_text_right(canvas, r, 0, ROLE_DIM, "%s", run) - 1;
    if (run[0] != '\0' &&
        r.cols > (int)strlen(name)) /* two columns where there is room */
        r.cols--;
    if (r.cols >= (int)strlen(name))
        canvas_text_right(canvas, r, 0, ROLE_DIM, "%s", name);
}

static int
hint_cols(enum action action)
{
    char key[ACTION_KEY_TEXT];

    action_hint_key(action, key);
    return (int)(strlen(key) + 1 + strlen(action_info(action)->hint));
}

/* Returns the column behind the hint, or x when it does not fit. */
static int
draw_hint(const struct canvas *canvas, struct rect r, int x, enum action action)
{
    char key[ACTION_KEY_TEXT];
    const char *hint = action_info(action)->hint;

    if (x + hint_cols(action) > r.cols)
        return x;
    action_hint_key(action, key);
    x = canvas_text(canvas, r, 0, x, ROLE_KEY, "%s", key);
    return canvas_text(canvas, r, 0, x + 1, ROLE_DIM, "%s", hint) + 2;
}

/* Before there is a run, only what is about the next one does something. */
static bool
is_for_next_run(enum action action)
{
    return action_info(action)->group == GROUP_NEXT_RUN;
}

static int
draw_skip_hint(const struct canvas *canvas, struct rect r, int x)
{
    char key[ACTION_KEY_TEXT];

    action_hint_key(ACTION_BACK, key);
    x = canvas_text(canvas, r, 0, x, ROLE_KEY, "%s", key);
    return canvas_text(canvas, r, 0, x + 1, ROLE_DIM, "practice digits") + 2;
}

static void
draw_footer(const struct canvas *canvas, struct rect r, const struct view *view)
{
    static const enum action always[] = {ACTION_HELP, ACTION_QUIT};
    const enum action *hint;
    struct rect rest = r;
    int x = 1;

    if (view->over == OVER_GO_TO) {
        canvas_text(canvas, r, 0, 1, ROLE_MESSAGE, "Go to image (1 to %s): %s_",
                    format_count((double)view->dataset->test.count).text, view->input);
        return;
    }
    if (view->message[0] != '\0') {
        canvas_text(canvas, r, 0, 1, ROLE_MESSAGE, "%s", view->message);
        return;
    }
    for (hint = always; hint < always + 2; hint++)
        rest.cols -= hint_cols(*hint) + 2;
    if (view->loading.stage == LOADING_FETCHING)
        x = draw_skip_hint(canvas, rest, x);
    for (hint = screens[view->screen]->hints; *hint != ACTION_NONE; hint++)
        if (view->loading.stage == LOADING_NOTHING || is_for_next_run(*hint))
            x = draw_hint(canvas, rest, x, *hint);
    for (hint = always; hint < always + 2; hint++)
        x = draw_hint(canvas, r, x, *hint);
}

static void
draw_quit_question(const struct canvas *canvas, struct rect body, const struct view *view)
{
    struct rect band = {body.y + (body.rows - 6) / 2, body.x, 6, body.cols};
    const struct snapshot *shot = &view->shot;
    bool on = shot->status == RUN_TRAINING; /* it may end while the question stands */
    size_t epoch = shot->epochs_done + (shot->position < shot->images ? 1 : 0);
    int x;

    canvas_clear(canvas, band);
    canvas_title(canvas, band, "Quit?");
    if (on)
        canvas_text(canvas, band, 1, 1, ROLE_TEXT, "Run %zu is on: epoch %zu of %zu",
                    shot->run, epoch, shot->hparams.epochs);
    else
        canvas_text(canvas, band, 1, 1, ROLE_TEXT, "Run %zu has ended: %s", shot->run,
                    run_status_name(shot->status));
    x = canvas_text(canvas, band, 3, 1, ROLE_KEY, "q");
    canvas_text(canvas, band, 3, x + 1, ROLE_TEXT,
                on ? "stop the run, keep its result, quit" : "quit");
    x = canvas_text(canvas, band, 4, 1, ROLE_KEY, "Esc");
    canvas_text(canvas, band, 4, x + 1, ROLE_TEXT, "go on");
    for (x = 0; x < band.cols; x++)
        canvas_glyph(canvas, band, 5, x, ROLE_RULE, canvas->glyphs->rule);
}

static void
draw_too_small(const struct canvas *canvas, int rows, int cols)
{
    struct rect all = {0, 0, rows, cols};

    canvas_text(canvas, all, 0, 0, ROLE_TEXT, "mnistui needs %dx%d, this is %dx%d",
                LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS, cols, rows);
}

void
draw_view(const struct canvas *canvas, const struct view *view)
{
    struct frame frame;
    int rows, cols;

    getmaxyx(canvas->window, rows, cols);
    werase(canvas->window);
    if (!layout_frame(&frame, rows, cols)) {
        draw_too_small(canvas, rows, cols);
        return;
    }
    draw_header(canvas, frame.header, view);
    if (view->over == OVER_HELP)
        help_draw(canvas, frame.body, view->help_scroll);
    else
        screens[view->screen]->draw(canvas, frame.body, view);
    if (view->over == OVER_QUIT)
        draw_quit_question(canvas, frame.body, view);
    draw_footer(canvas, frame.footer, view);
}
