#include "config.h"

#include "ui/screens/train_race.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/text.h"
#include "base/translation.h"
#include "ui/ui.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/curves.h"
#include "ui/widgets/digit.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/standing.h"

/* ---- what each answers ---- */

static bool
is_known(const struct race_answer *answer, const struct look_lane *lane,
         const struct shown_image *image)
{
    return answer->known && answer->run == lane->run->now.run &&
           answer->images == lane->at->images && answer->number == image->number;
}

static void
find_answer(struct race_answer *answer, const struct look_lane *lane,
            const struct look *look)
{
    const struct shown_image *image = look_image(look);
    uint32_t which = (uint32_t)image->number;
    struct batch batch = {&look->dataset->train, &which, 1, 0};

    if (!image->known || lane->at == NULL || lane->ws == NULL) {
        answer->known = false;
        return;
    }
    if (is_known(answer, lane, image))
        return;
    backprop_forward(lane->ws, lane->at->net, &batch);
    answer->answer = backprop_answer(lane->ws, lane->at->net, 0);
    answer->known = true;
    answer->run = lane->run->now.run;
    answer->images = lane->at->images;
    answer->number = image->number;
}

/* ---- what differs ---- */

static bool
has_words(const struct train_race *race, const struct look *look)
{
    size_t i;

    for (i = 0; i < look->lanes; i++) {
        if (race->words[i].run != look->lane[i].run->now.run)
            return false;
    }
    return race->lanes == look->lanes;
}

static void
find_words(struct train_race *race, const struct look *look)
{
    const struct hparams *hparams[LANES_MAX];
    size_t i;

    for (i = 0; i < look->lanes; i++)
        hparams[i] = &look->lane[i].run->now.hparams;
    race->lanes = look->lanes;
    for (i = 0; i < look->lanes; i++) {
        race->words[i].run = look->lane[i].run->now.run;
        race_difference(hparams, look->lanes, i, race->words[i].text);
    }
}

/* ---- both ---- */

void
train_race_follow(const struct look *look, void *state)
{
    struct train_race *race = state;
    size_t i;

    if (!has_words(race, look))
        find_words(race, look);
    for (i = 0; i < look->lanes; i++)
        find_answer(&race->lane[i], &look->lane[i], look);
}

/* ---- keys ---- */

static const char *
unless_race(const struct look *look, const void *state)
{
    return look_is_race(look) ? NULL : _("No race is shown. V starts one.");
}

static void
show_lane(struct ui *ui, void *state, int step)
{
    view_lane(&ui->control->view, step);
}

const struct action train_race_actions[] = {
    SCALES_ACTIONS,
    {
        .name = "lane-above",
        .keys = {KEY_UP},
        .help = N_("in a race: show the run above"),
        .unavailable = unless_race,
        .act = show_lane,
        .argument = -1,
    },
    {
        .name = "lane-below",
        .keys = {KEY_DOWN},
        .hint = N_("another run"),
        .weight = 30,
        .help = N_("in a race: show the run below"),
        .unavailable = unless_race,
        .act = show_lane,
        .argument = 1,
    },
    {.name = NULL},
};

static const enum role roles[LANES_MAX] = {ROLE_LINE_1, ROLE_LINE_2, ROLE_LINE_3,
                                           ROLE_LINE_4};

/* ---- the chart ---- */

/* "2 xavier"; the number alone where there is no room for the longest. */
static void
set_labels(struct curve_line *lines, const struct look *look,
           const struct train_race *race, struct rect r)
{
    bool brief = false;
    size_t i;

    for (i = 0; i < look->lanes; i++) {
        snprintf(lines[i].label, sizeof lines[i].label, "%zu %s",
                 look->lane[i].run->now.run, race->words[i].text);
        brief |= text_columns(lines[i].label) >= r.cols / 3;
    }
    for (i = 0; i < look->lanes && brief; i++)
        snprintf(lines[i].label, sizeof lines[i].label, "%zu",
                 look->lane[i].run->now.run);
}

static void
set_line(struct chart_line *line, struct curve_line *curve, const struct look *look,
         size_t lane, enum chart_x x)
{
    const struct look_lane *of = &look->lane[lane];

    curve_line_of_run(curve, line, x, of->run);
    line->role = roles[lane];
    line->style = (enum line_style)(lane % LINE_STYLES);
    line->label = curve->label;
    if (look->away && of->at != NULL)
        curve_mark_moment(curve, line, of->at);
}

/* Up to the end of the longest run. */
static double
last_of_all(const struct look *look, enum chart_x x)
{
    double last = 0;
    size_t i;

    for (i = 0; i < look->lanes; i++)
        last = fmax(last, curve_end(look->lane[i].run, x));
    return last;
}

void
train_race_draw_chart(const struct canvas *canvas, struct rect r, const struct look *look,
                      const void *state)
{
    const struct scales *scales = &((const struct train_race *)state)->scales;
    enum chart_x first = look->by_seconds ? CHART_SECONDS : CHART_IMAGES_LOG;
    enum chart_x x = scales_x(scales, first);
    enum chart_y y = scales_y(scales, CHART_ACCURACY);
    struct curve_line curves[LANES_MAX] = {{.count = 0}};
    struct chart_line lines[LANES_MAX] = {{.count = 0}};
    const struct chart chart = {
        .title = y == CHART_ACCURACY ? _("Test accuracy") : _("Test error"),
        .x = x,
        .y = y,
        .to = last_of_all(look, x),
        .count = look->lanes,
        .lines = lines,
    };
    size_t i;

    set_labels(curves, look, state, r);
    for (i = 0; i < look->lanes; i++)
        set_line(&lines[i], &curves[i], look, i, x);
    chart_draw(canvas, r, &chart);
}

/* ---- who leads ---- */

enum { LEAD_TEXT = 128 };

/* "image 12 000", "epoch 3.5", "2.1 s". */
static void
describe_progress(const struct look *look, double progress, char text[SLIDER_MOMENT_TEXT])
{
    double images = (double)look->now->images;

    if (look->by_seconds)
        snprintf(text, SLIDER_MOMENT_TEXT, _("%.2f s"), progress);
    else
        slider_moment((uint64_t)llround(progress * images), look->now->images, text);
}

static double
progress_of(const struct look *look, const struct checkpoint *at)
{
    return look->by_seconds ? at->seconds : at->epoch;
}

/* How far on they are compared: not past the moment that is looked at. */
static double
compared_until(const struct look *look)
{
    return look->away ? progress_of(look, look->at) : INFINITY;
}

static double
batch_of(const struct look *look, const struct checkpoint *at)
{
    return at->steps > 0 ? progress_of(look, at) / (double)at->steps : 0;
}

/* Whether a run can be compared by its moment, the nearest one: that is as near as the
 * moments of tapes are, eight in a doubling and a batch apart; or it is the end. */
static bool
is_near(const struct look *look, const struct look_lane *lane)
{
    double place = progress_of(look, lane->at), until = compared_until(look);

    if (lane->run->now.status == RUN_DONE && lane->at == run_newest(lane->run) &&
        place < until)
        return true;
    return fabs(place - until) <=
           fmax(until / 8, fmax(batch_of(look, lane->at), batch_of(look, look->at)));
}

/* Those errors are compared that the rows show: also now, when some are a little newer
 * than others. */
static struct race_lane
compared_lane(const struct look *look, size_t lane)
{
    struct race_lane out = race_lane(look->lane[lane].run);
    double error = look_lane_error(look, lane);

    if (error >= 0 && (!look->away || is_near(look, &look->lane[lane])))
        out.moment = 1 - error;
    return out;
}

/* While it is not known. */
static void
describe_no_lead(const struct look *look, const struct race_lane *lanes,
                 char text[LEAD_TEXT])
{
    size_t left = 0, last = 0, i;

    for (i = 0; i < look->lanes; i++) {
        if (!lanes[i].out) {
            left++;
            last = i;
        }
    }
    if (left == 1)
        snprintf(text, LEAD_TEXT, _("Run %zu is the only one left."),
                 look->lane[last].run->now.run);
    else
        snprintf(text, LEAD_TEXT, "%s", _("Nobody leads yet."));
}

static void
describe_lead(const struct look *look, char text[LEAD_TEXT])
{
    struct race_lane lanes[LANES_MAX];
    struct race_lead lead;
    char moment[SLIDER_MOMENT_TEXT];
    size_t i;

    for (i = 0; i < look->lanes; i++)
        lanes[i] = compared_lane(look, i);
    if (!race_find_lead(lanes, look->lanes, look->by_seconds, compared_until(look),
                        &lead)) {
        describe_no_lead(look, lanes, text);
        return;
    }
    describe_progress(look, lead.by > 0 ? lead.since : lead.at, moment);
    if (lead.by > 0)
        snprintf(text, LEAD_TEXT, _("Run %zu leads by %.2f points since %s."),
                 look->lane[lead.leader].run->now.run, 100 * lead.by, moment);
    else
        snprintf(text, LEAD_TEXT, _("Nobody leads at %s."), moment);
}

/* ---- how they stand ---- */

static const char *
status_of(const struct run *run)
{
    if (!run->begun)
        return _("starting");
    if (run->now.status != RUN_TRAINING)
        return _(run_status_name(run->now.status));
    return run->now.paused ? _("paused") : NULL;
}

static double
share_of(const struct look *look, size_t lane)
{
    const struct look_lane *of = &look->lane[lane];
    double epochs = look->away && of->at != NULL ? of->at->epoch : run_epochs(of->run);

    return epochs / (double)of->run->now.hparams.epochs;
}

static void
set_row(struct standing_row *row, const struct look *look, size_t lane,
        const struct train_race *race)
{
    const struct run *run = look->lane[lane].run;
    const struct race_answer *answer = &race->lane[lane];

    row->run = run->now.run;
    row->difference = race->words[lane].text;
    row->share = share_of(look, lane);
    row->test_error = look_lane_error(look, lane);
    row->rate = run->now.images_per_second;
    row->status = status_of(run);
    row->answer = answer->known ? look->dataset->class_names[answer->answer] : NULL;
    row->right = answer->known && answer->answer == look_image(look)->label;
    row->shown = run == look->run;
    row->role = roles[lane];
}

void
train_race_draw_standing(const struct canvas *canvas, struct rect r,
                         const struct look *look, const void *state)
{
    struct standing_row rows[LANES_MAX];
    char lead[LEAD_TEXT];
    const struct standing_table standing = {
        .title =
            look->by_seconds ? _("Race by seconds of training") : _("Race by images"),
        .count = look->lanes,
        .rows = rows,
        .answer_cols = outputs_name_cols(look->dataset),
        .lead = lead,
    };
    size_t i;

    for (i = 0; i < look->lanes; i++) {
        set_row(&rows[i], look, i, state);
    }
    describe_lead(look, lead);
    standing_draw(canvas, r, &standing);
}

void
train_race_draw_caption(const struct canvas *canvas, struct rect r,
                        const struct look *look, const void *state)
{
    const struct shown_image *image = look_image(look);
    const char *name;

    if (!image->known) {
        canvas_text(canvas, r, 0, 0, ROLE_DIM, "%s", _("no image yet"));
        return;
    }
    name = look->dataset->class_names[image->label];
    if (r.cols >= 40)
        canvas_text(canvas, r, 0, 0, ROLE_DIM, _("training image %s, label %s"),
                    format_count((double)image->number + 1).text, name);
    else
        canvas_text(canvas, r, 0, 0, ROLE_DIM, _("label %s"), name);
}

/* ---- where they are ---- */

enum {
    TOP_ROWS = 15, /* the small digit with its caption */
    LARGE_TOP_ROWS = 29,
    LARGE_TOP_COLS = 130,
    PROGRESS_ROWS = 2,
    SETTINGS_MIN_ROWS = 5,
    SETTINGS_MAX_ROWS = 9,
    OUTPUTS_FROM_COLS = 100,
    OUTPUTS_COLS = 24,
};

/* What is shown beside the chart, from the top down: the digit as large as there is room,
 * the settings. */
static void
place_digit(struct race_places *places, struct rect *top, struct rect body)
{
    bool large = top->rows >= LARGE_TOP_ROWS && body.cols >= LARGE_TOP_COLS;
    int rows = min_int(digit_rows(large ? DIGIT_LARGE : DIGIT_SMALL), top->rows - 1);
    struct rect column = rect_take_right(top, 2 * rows);

    rect_take_right(top, 1);
    places->caption = rect_take_top(&column, 1);
    places->digit = rect_take_top(&column, rows);
    rect_take_top(&column, 1);
    if (column.rows >= SETTINGS_MIN_ROWS)
        places->settings = rect_take_top(&column, SETTINGS_MAX_ROWS);
}

/* The chart and the digit share what the rows leave. Progress, statistics, settings and
 * outputs are there only if those two have enough. */
void
train_race_place(struct race_places *places, struct rect body, size_t lanes, int table,
                 struct outputs_size outputs)
{
    int spare = body.rows - standing_rows(lanes) - TOP_ROWS;
    struct rect top = body;

    memset(places, 0, sizeof *places);
    if (spare >= PROGRESS_ROWS + 2)
        places->layers = rect_take_bottom(&top, min_int(table, spare - PROGRESS_ROWS));
    if (spare >= PROGRESS_ROWS)
        places->progress = rect_take_bottom(&top, PROGRESS_ROWS);
    places->standing = rect_take_bottom(&top, standing_rows(lanes));
    if (body.cols >= OUTPUTS_FROM_COLS && top.rows >= OUTPUTS_MIN_ROWS) {
        places->outputs = rect_take_right(&top, OUTPUTS_COLS);
        places->outputs.rows = min_int(places->outputs.rows, outputs.rows);
        rect_take_right(&top, 1);
    }
    place_digit(places, &top, body);
    places->chart = top;
}
