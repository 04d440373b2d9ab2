/* The Train screen: the run that is on, as it learns. */
#include "config.h"

#include <string.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/translation.h"
#include "ui/screens/layers.h"
#include "ui/screens/train_race.h"
#include "ui/widgets/digit.h"
#include "ui/widgets/learning.h"
#include "ui/widgets/outputs.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/scales.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/statistics.h"
#include "ui/widgets/waiting.h"

/* ---- its panels ---- */

/* The last ones before the run that have something to show. */
static void
find_before(struct learning *learning, const struct session *session)
{
    size_t i = session->count;

    while (i-- > 0 && learning->count < LEARNING_BEFORE) {
        const struct run *run = session->runs[i];

        if (run->now.run < learning->run->now.run && run_accuracy(run).count > 0)
            learning->before[learning->count++] = run;
    }
}

/* A fork is compared with the run that it goes on from, another with the one before. */
static const struct run *
rival_of(const struct learning *learning, const struct session *session)
{
    const struct run *parent = session_find(session, learning->run->parent);

    if (parent == NULL && learning->count > 0)
        return learning->before[0];
    return parent;
}

static struct learning
learning_of(const struct look *look, const void *state)
{
    const struct scales *scales = &((const struct train_race *)state)->scales;
    struct learning learning = {
        .run = look->run,
        .at = look->away ? look->at : NULL,
        .x = scales_x(scales, CHART_EPOCHS),
        .y = scales_y(scales, CHART_ACCURACY),
    };

    find_before(&learning, look->session);
    learning.rival = rival_of(&learning, look->session);
    return learning;
}

static void
draw_plot(const struct canvas *canvas, struct rect r, const struct look *look,
          const void *state)
{
    struct learning learning = learning_of(look, state);

    if (look->loading->stage == LOADING_FETCHING)
        waiting_draw_download(canvas, r, look->loading, screen_download.actions);
    else
        learning_draw(canvas, r, &learning);
}

static void
draw_progress(const struct canvas *canvas, struct rect r, const struct look *look,
              const void *state)
{
    progress_draw(canvas, r, look->now, look->away ? look->at : NULL, "");
    if (look->now->run == 0 && !look->run_is_on && !look_is_loading(look))
        canvas_text(canvas, r, 0, 0, ROLE_STRONG, "%s",
                    _("There is no run. r starts one."));
    waiting_draw(canvas, r, look->loading);
}

/* Where the plot has no room for how the run stands. */
static void
draw_progress_with_standing(const struct canvas *canvas, struct rect r,
                            const struct look *look, const void *state)
{
    struct learning learning = learning_of(look, state);
    char standing[LEARNING_STANDING];

    learning_standing(&learning, r.cols - PROGRESS_OTHER_COLS, standing);
    progress_draw(canvas, r, look->now, learning.at, standing);
    waiting_draw(canvas, r, look->loading);
}

static void
draw_settings(const struct canvas *canvas, struct rect r, const struct look *look,
              const void *state)
{
    settings_draw(canvas, r, look->current, look->next);
}

static void
draw_layers(const struct canvas *canvas, struct rect r, const struct look *look,
            const void *state)
{
    size_t layers;
    const struct layer_stats *stats = look_stats(look, &layers);

    statistics_draw(canvas, r, stats, layers);
}

/* "training image 12 345  label 7 answer 7 right", as far as it fits. */
static void
draw_caption(const struct canvas *canvas, struct rect r, const struct look *look,
             const void *state)
{
    const struct shown_image *image = look_image(look);
    int x = 0;

    if (!image->known) {
        canvas_text(canvas, r, 0, 0, ROLE_DIM, "%s", _("no image yet"));
        return;
    }
    if (r.cols >= 40)
        x = canvas_text(canvas, r, 0, 0, ROLE_DIM, _("training image %s"),
                        format_count((double)image->number + 1).text) +
            CAPTION_GAP;
    outputs_verdict(canvas, r, x, look->dataset, image->label, image->answer);
}

static void
draw_digit(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    const struct shown_image *image = look_image(look);

    if (image->known)
        digit_draw(canvas, r, &look->dataset->train, image->number, look->digits);
}

static void
draw_any_outputs(const struct canvas *canvas, struct rect r, const struct look *look,
                 bool verdict)
{
    const struct shown_image *image = look_image(look);

    outputs_draw(canvas, r, look->dataset, image->known ? image->outputs : NULL,
                 image->label, image->answer, verdict);
}

static void
draw_outputs(const struct canvas *canvas, struct rect r, const struct look *look,
             const void *state)
{
    draw_any_outputs(canvas, r, look, false);
}

/* For an image without a caption. */
static void
draw_outputs_with_verdict(const struct canvas *canvas, struct rect r,
                          const struct look *look, const void *state)
{
    draw_any_outputs(canvas, r, look, true);
}

/* ---- where they are ---- */

enum {
    PLOT_COLS = 28, /* what panels that grow leave to the plot */
    SETTINGS_ROWS = 7,
    SETTINGS_SHORT_ROWS = 5, /* the last one is the momentum */
    PROGRESS_WIDE_ROWS = 2,
    PROGRESS_NARROW_ROWS = 4,
    PROGRESS_SHORT_ROWS = 2,
    SIDE_BY_SIDE_COLS = 58, /* from here on the settings are beside the outputs */
    OUTPUTS_BESIDE_COLS = 80,
};

/* What does not fit is empty. A panel begins with a title if it has the rows. */
struct places {
    struct rect digit, caption, plot, progress, settings, outputs, layers;
};

/* For the outputs beside the small digit and the plot, with the column between: wide
 * enough for the names, and for more columns of bars as long as some outputs have no
 * place and the plot keeps two fifths of the screen. */
static int
outputs_cols(struct outputs_size size, struct rect body)
{
    int digit = digit_cols(DIGIT_SMALL), columns = 1;
    int spare = body.cols - digit - 2 - PLOT_COLS;
    int spare_for_more = min_int(spare, body.cols * 3 / 5 - digit - 2);
    int cols =
        max_int(max_int(body.cols / 5, OUTPUTS_MIN_COLS), min_int(1 + size.cols, spare));

    while (outputs_rows(size, cols - 1) > body.rows) {
        int wanted = 1 + ++columns * (size.cols + OUTPUTS_GAP) - OUTPUTS_GAP;

        if (wanted > spare_for_more)
            break;
        cols = max_int(cols, wanted);
    }
    return cols;
}

/* More than ten bars get at most half of what they share with the plot. */
static int
large_outputs_rows(struct outputs_size size, struct rect left, bool wide)
{
    int rows = outputs_rows(size, wide ? left.cols / 2 - OUTPUTS_GAP : left.cols);
    int others = wide ? PROGRESS_WIDE_ROWS : PROGRESS_NARROW_ROWS + SETTINGS_ROWS;

    rows = max_int(OUTPUTS_MIN_ROWS, min_int(rows, (left.rows - others) / 2));
    return wide ? rows : min_int(rows, size.rows);
}

/* The digit at the right; left of it plot, progress, then settings and outputs; the
 * statistics below it all. */
static void
place_large(struct places *places, struct rect body, int table, struct outputs_size size)
{
    struct rect left, right, row;
    bool wide;

    places->layers =
        rect_take_bottom(&body, min_int(table, body.rows - digit_rows(DIGIT_LARGE)));
    right = rect_take_right(&body, digit_cols(DIGIT_LARGE));
    rect_take_right(&body, 1);
    left = body;
    wide = left.cols >= SIDE_BY_SIDE_COLS;
    digit_place(&right, DIGIT_LARGE, &places->caption, &places->digit);
    row = rect_take_bottom(&left, large_outputs_rows(size, left, wide));
    if (wide) {
        places->settings = rect_take_left(&row, row.cols / 2);
        rect_take_left(&row, OUTPUTS_GAP);
    } else {
        places->settings = rect_take_bottom(&left, SETTINGS_ROWS);
    }
    places->outputs = row;
    places->progress =
        rect_take_bottom(&left, wide ? PROGRESS_WIDE_ROWS : PROGRESS_NARROW_ROWS);
    places->plot = left;
}

/* At the right, if the screen is wide enough. */
static struct rect
take_outputs(struct rect *body, struct outputs_size size)
{
    struct rect outputs = {0, 0, 0, 0};

    if (body->cols >= OUTPUTS_BESIDE_COLS) {
        outputs = rect_take_right(body, outputs_cols(size, *body));
        rect_take_left(&outputs, 1);
        rect_take_right(body, 1);
    }
    return outputs;
}

/* Plot and settings at the left, the digit in the middle, the outputs at the right;
 * progress and statistics below, or on a low screen the progress above the settings. */
static void
place_small(struct places *places, struct rect body, int table, struct outputs_size size)
{
    int spare = body.rows - digit_rows(DIGIT_SMALL) - 1 - PROGRESS_WIDE_ROWS;
    struct rect digit, outputs;

    if (spare >= 2)
        places->layers = rect_take_bottom(&body, min_int(table, spare));
    if (spare >= 0)
        places->progress = rect_take_bottom(&body, PROGRESS_WIDE_ROWS);
    outputs = take_outputs(&body, size);
    digit = rect_take_right(&body, digit_cols(DIGIT_SMALL));
    rect_take_right(&body, 1);
    digit_place(&digit, DIGIT_SMALL, &places->caption, &places->digit);
    if (rect_is_empty(places->caption) && rect_is_empty(outputs))
        places->caption = rect_take_top(&body, 1);
    if (rect_is_empty(outputs) && digit.rows >= min_int(size.rows, OUTPUTS_MIN_ROWS))
        outputs = digit; /* below the digit, on a narrow and high screen */
    outputs.rows = min_int(outputs.rows, size.rows);
    places->outputs = outputs;
    places->settings =
        rect_take_bottom(&body, spare >= 0 ? SETTINGS_ROWS : SETTINGS_SHORT_ROWS);
    if (spare < 0)
        places->progress = rect_take_bottom(&body, PROGRESS_SHORT_ROWS);
    places->plot = body;
}

static void
place_race(struct panels *panels, struct rect body, const struct look *look, int table)
{
    struct race_places places;

    train_race_place(&places, body, look->lanes, table, outputs_size(look->dataset));
    panels_add(panels, "chart", places.chart, train_race_draw_chart);
    panels_add(panels, "standing", places.standing, train_race_draw_standing);
    panels_add(panels, "settings", places.settings, draw_settings);
    panels_add(panels, "progress", places.progress, draw_progress);
    panels_add(panels, "caption", places.caption, train_race_draw_caption);
    panels_add(panels, "digit", places.digit, draw_digit);
    panels_add(panels, "outputs", places.outputs, draw_outputs);
    panels_add(panels, "layers", places.layers, draw_layers);
}

static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    size_t layers =
        look->now->layers > 0 ? look->now->layers : look->next->hidden_count + 1;
    struct outputs_size size = outputs_size(look_is_loading(look) ? NULL : look->dataset);
    struct places places;

    if (look_is_race(look) && !look_is_loading(look)) {
        place_race(panels, body, look, (int)layers + 1);
        return;
    }
    memset(&places, 0, sizeof places);
    if (digit_size(body) == DIGIT_LARGE)
        place_large(&places, body, (int)layers + 1, size);
    else
        place_small(&places, body, (int)layers + 1, size);
    panels_add(panels, "plot", places.plot, draw_plot);
    panels_add(panels, "settings", places.settings, draw_settings);
    panels_add(panels, "progress", places.progress,
               places.plot.cols < LEARNING_WIDE_COLS ? draw_progress_with_standing
                                                     : draw_progress);
    panels_add(panels, "caption", places.caption, draw_caption);
    panels_add(panels, "digit", places.digit, draw_digit);
    panels_add(panels, "outputs", places.outputs,
               rect_is_empty(places.caption) ? draw_outputs_with_verdict : draw_outputs);
    panels_add(panels, "layers", places.layers, draw_layers);
}

/* ---- the screen ---- */

/* The runs before get theirs when nothing trains. */
static size_t
wants(const struct look *look, const void *state, const struct run *runs[SCREEN_RUNS])
{
    struct learning learning = learning_of(look, state);
    size_t count = 0, i;

    runs[count++] = look->run;
    for (i = 0; i < look->lanes; i++) {
        if (look->lane[i].run != look->run)
            runs[count++] = look->lane[i].run;
    }
    for (i = 0; i < learning.count && look->on_count == 0 && look->lanes == 0; i++)
        runs[count++] = learning.before[i];
    return count;
}

static const char *const explained[] = {
    N_("Test accuracy: the share of right answers to all test images. Where the line is "
       "upright, all values of that time lie between its ends."),
    N_("Runs before it are faint, with their number at the end and what differs."),
    N_("loss: the mean of the last 1000 images or so, on a logarithmic scale."),
    N_("grad: the mean gradient of the weights over the last batch."),
    N_("saturated: neurons whose output was under 0.01 or over 0.99 in the last batch."),
    NULL,
};

const struct screen screen_train = {
    .name = "train",
    .digit = 1,
    .title = N_("Train"),
    .purpose = N_("watch it learn"),
    .state_size = sizeof(struct train_race),
    .has_image = true,
    .actions = train_race_actions,
    .explained = explained,
    .place = place,
    .follow = train_race_follow,
    .wants = wants,
};
