#include "config.h"

#include "ui/header.h"

#include <stdio.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"
#include "runs/run.h"
#include "ui/catalog.h"
#include "ui/widgets/slider.h"

#define PROGRAM "mnistui"

/* ---- tabs ---- */

enum { TAB_TEXT = 64 };

static void
tab_text(char text[TAB_TEXT], size_t number, bool titled)
{
    if (titled)
        snprintf(text, TAB_TEXT, " %c %s ", catalog_key(number),
                 _(catalog_screen(number)->title));
    else
        snprintf(text, TAB_TEXT, "%c ", catalog_key(number));
}

/* The column where a tab begins; that of the number past the last is where they end. */
static int
tab_x(size_t number, size_t current, bool titled)
{
    int x = 1 + text_columns(PROGRAM) + 2;
    char text[TAB_TEXT];
    size_t i;

    for (i = 0; i < number; i++) {
        tab_text(text, i, titled || i == current);
        x += text_columns(text) + 1;
    }
    return x;
}

static void
draw_tabs(const struct canvas *canvas, struct rect r, size_t current, bool titled)
{
    char text[TAB_TEXT];
    size_t i;

    canvas_text(canvas, r, 0, 1, ROLE_TITLE, PROGRAM);
    for (i = 0; i < catalog_screens(); i++) {
        tab_text(text, i, titled || i == current);
        canvas_text(canvas, r, 0, tab_x(i, current, titled),
                    i == current ? ROLE_TAB : ROLE_DIM, "%s", text);
    }
}

/* ---- the run ---- */

enum { STATUS_TEXT = 64, RUN_TEXT = 80, BREVITIES = 3 };

/* In fewer words the larger brevity is. */
static void
describe_training(const struct measures *now, int brevity, char text[STATUS_TEXT])
{
    static const char *const at_speed[BREVITIES] = {N_("training at %s images/s"),
                                                    N_("training %s/s"), N_("training")};
    static const char *const at_full_speed[BREVITIES] = {N_("training at full speed"),
                                                         N_("training"), N_("training")};

    if (now->speed > 0 && brevity < BREVITIES - 1)
        snprintf(text, STATUS_TEXT, _(at_speed[brevity]), format_count(now->speed).text);
    else
        snprintf(text, STATUS_TEXT, "%s", _(at_full_speed[brevity]));
}

static void
describe_loading(const struct loading *loading, char text[STATUS_TEXT])
{
    static const char *const stages[] = {
        [LOADING_NOTHING] = "",
        [LOADING_FETCHING] = N_("downloading MNIST %.0f %%"),
        [LOADING_READING] = N_("reading the data %.0f %%"),
        [LOADING_DRAWING] = N_("drawing the digits %.0f %%"),
    };

    snprintf(text, STATUS_TEXT, _(stages[loading->stage]), 100 * loading->share);
}

static enum role
describe_status(const struct look *look, int brevity, char text[STATUS_TEXT])
{
    const struct measures *now = look->now;

    if (look_is_loading(look)) {
        describe_loading(look->loading, text);
    } else if (now->run == 0) {
        snprintf(text, STATUS_TEXT, "%s", look->run_is_on ? _("starting") : _("no run"));
    } else if (now->status == RUN_TRAINING && now->paused) {
        snprintf(text, STATUS_TEXT, "%s", _("paused"));
        return ROLE_PAUSED;
    } else if (now->status == RUN_TRAINING) {
        describe_training(now, brevity, text);
    } else {
        snprintf(text, STATUS_TEXT, "%s", _(run_status_name(now->status)));
        return now->status == RUN_DIVERGED ? ROLE_BAD : ROLE_GOOD;
    }
    return ROLE_STRONG;
}

/* The words for data set, run and status. */
struct words {
    const char *name; /* "" where there is none */
    char run[RUN_TEXT];
    char status[STATUS_TEXT];
    enum role role, run_role;
};

/* From the longest to the shortest. The name of the data set matters more than the number
 * of the run and the speed: practice digits must never be taken for MNIST. */
static const struct {
    int brevity;
    bool run, silent;
} ways[] = {{.run = true},
            {1, .run = true},
            {1, .run = false},
            {2, .run = true},
            {2, .run = true, .silent = true}, /* for a moment of the past alone */
            {2, .run = false}};

static void
describe_run(const struct look *look, char text[RUN_TEXT])
{
    char moment[SLIDER_MOMENT_TEXT];

    if (look->away) {
        slider_moment(look->at->images, look->now->images, moment);
        snprintf(text, RUN_TEXT, _("run %zu at %s"), look->now->run, moment);
    } else {
        snprintf(text, RUN_TEXT, _("run %zu"), look->now->run);
    }
}

static void
choose_words(struct words *words, const struct look *look, size_t way)
{
    words->name = look->now->run > 0 ? look->dataset->name : "";
    words->role = describe_status(look, ways[way].brevity, words->status);
    if (ways[way].silent)
        words->status[0] = '\0';
    words->run[0] = '\0';
    words->run_role = look->away ? ROLE_PAUSED : ROLE_DIM;
    if (look->now->run > 0 && ways[way].run)
        describe_run(look, words->run);
}

/* With the smallest gaps. */
static int
words_cols(const struct words *words)
{
    int gaps = (words->name[0] != '\0' ? 2 : 0) + (words->run[0] != '\0' ? 1 : 0);

    return text_columns(words->name) + text_columns(words->run) +
           text_columns(words->status) + gaps;
}

/* They fit, and say which moment it is if that is not now. */
static bool
are_right(const struct words *words, const struct look *look, int cols)
{
    bool tells_moment = words->run[0] != '\0', silent = words->status[0] == '\0';

    return words_cols(words) <= cols && (look->away ? tells_moment : !silent);
}

static void
draw_words(const struct canvas *canvas, struct rect r, const struct words *words)
{
    int name_cols = text_columns(words->name);

    r.cols = canvas_text_right(canvas, r, 0, words->role, "%s", words->status) - 2;
    if (words->run[0] != '\0')
        r.cols = canvas_text_right(canvas, r, 0, words->run_role, "%s", words->run) - 1;
    if (words->run[0] != '\0' && r.cols > name_cols)
        r.cols--; /* two columns where there is room */
    canvas_text_right(canvas, r, 0, ROLE_DIM, "%s", words->name); /* at worst it is cut */
}

/* Whether all tabs have their titles beside the shortest words. */
static bool
are_titled(int cols, size_t current, const struct look *look)
{
    struct words words;

    choose_words(&words, look, MEM_COUNT(ways) - 1);
    return tab_x(catalog_screens(), current, true) + words_cols(&words) + 1 <= cols;
}

long
header_find(int cols, int x, size_t current, const struct look *look)
{
    bool titled = are_titled(cols, current, look);
    size_t i;

    for (i = 0; i < catalog_screens(); i++) {
        if (x >= tab_x(i, current, titled) && x < tab_x(i + 1, current, titled) - 1)
            return (long)i;
    }
    return -1;
}

void
header_draw(const struct canvas *canvas, struct rect r, size_t current,
            const struct look *look)
{
    bool titled = are_titled(r.cols, current, look);
    struct words words;
    size_t way = 0;

    draw_tabs(canvas, r, current, titled);
    rect_take_left(&r, tab_x(catalog_screens(), current, titled));
    rect_take_right(&r, 1);
    do
        choose_words(&words, look, way);
    while (!are_right(&words, look, r.cols) && ++way < MEM_COUNT(ways));
    draw_words(canvas, r, &words);
}
