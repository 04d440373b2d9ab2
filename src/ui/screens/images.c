/* The Images screen: one test image and what the net answers to it, as the run learns. */
#include "config.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/rng.h"
#include "base/translation.h"
#include "nn/answers.h"
#include "ui/keys.h"
#include "ui/screens/prompt.h"
#include "ui/ui.h"
#include "ui/widgets/digit.h"
#include "ui/widgets/learned.h"
#include "ui/widgets/outputs.h"

struct images_state {
    size_t number;
    bool answered; /* false while there is no net */
    size_t answer;
    float outputs[DATASET_MAX_CLASSES]; /* as many as the data set has classes */
    bool seeded;
    struct rng rng; /* for any image */
};

extern const struct screen screen_images;

static const struct images *
test_images(const struct look *look)
{
    return &look->dataset->test;
}

/* ---- what the net answers ---- */

static void
answer(const struct look *look, void *state)
{
    struct images_state *images = state;
    uint32_t which = (uint32_t)images->number;
    struct batch batch = {test_images(look), &which, 1, 0};
    const real *outputs;
    size_t j;

    images->answered = look->net != NULL;
    if (!images->answered)
        return;
    backprop_forward(look->ws, look->net, &batch);
    outputs = backprop_outputs(look->ws, look->net, 0);
    for (j = 0; j < look->dataset->classes; j++)
        images->outputs[j] = (float)outputs[j];
    images->answer = backprop_answer(look->ws, look->net, 0);
}

static void
go_to(struct ui *ui, struct images_state *images, size_t number)
{
    images->number = number;
    answer(&ui->look, images);
}

/* ---- its panels ---- */

static void
draw_caption(const struct canvas *canvas, struct rect r, const struct look *look,
             const void *state)
{
    const struct images_state *images = state;
    size_t label = test_images(look)->labels[images->number];
    int x = 0;

    if (r.cols >= 40)
        x = canvas_text(canvas, r, 0, 0, ROLE_DIM, _("test image %s"),
                        format_count((double)images->number + 1).text) +
            CAPTION_GAP;
    if (images->answered)
        outputs_verdict(canvas, r, x, look->dataset, label, images->answer);
    else
        canvas_text(canvas, r, 0, x, ROLE_TEXT, _("label %s"),
                    look->dataset->class_names[label]);
}

static void
draw_digit(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    const struct images_state *images = state;

    digit_draw(canvas, r, test_images(look), images->number, look->digits);
}

static void
draw_any_outputs(const struct canvas *canvas, struct rect r, const struct look *look,
                 const struct images_state *images, bool verdict)
{
    if (look_is_not_kept(look)) {
        outputs_draw_not_kept(canvas, r);
        return;
    }
    outputs_draw(canvas, r, look->dataset, images->answered ? images->outputs : NULL,
                 test_images(look)->labels[images->number], images->answer, verdict);
}

static void
draw_outputs(const struct canvas *canvas, struct rect r, const struct look *look,
             const void *state)
{
    draw_any_outputs(canvas, r, look, state, false);
}

/* For an image without a caption. */
static void
draw_outputs_with_verdict(const struct canvas *canvas, struct rect r,
                          const struct look *look, const void *state)
{
    draw_any_outputs(canvas, r, look, state, true);
}

static void
draw_key(const struct canvas *canvas, struct rect r, int y, const struct action *action)
{
    enum { KEY_COLS = 5 };
    char key[ACTION_KEY_TEXT], help[ACTION_HELP_TEXT];
    int x;

    action_first_key(action, key);
    action_help(action, help);
    x = canvas_text(canvas, r, y, 0, ROLE_KEY, "%s", key);
    canvas_text(canvas, r, y, max_int(x, KEY_COLS) + 1, ROLE_DIM, "%s", help);
}

/* In pairs side by side, or where it is narrow, one below the other. */
static void
draw_keys(const struct canvas *canvas, struct rect r)
{
    enum { PAIR_COLS = 44, WIDE_COLS = 60 }; /* "PgUp  100 images back " twice */
    bool narrow = r.cols < PAIR_COLS;
    struct rect right = r;
    const struct action *actions = screen_images.actions;
    int i;

    rect_take_left(&right, r.cols < WIDE_COLS ? r.cols / 2 : WIDE_COLS / 2);
    for (i = 0; actions[i].name != NULL; i++) {
        if (narrow)
            draw_key(canvas, r, i, &actions[i]);
        else
            draw_key(canvas, i % 2 == 0 ? r : right, i / 2, &actions[i]);
    }
}

static void
draw_info(const struct canvas *canvas, struct rect r, const struct look *look,
          const void *state)
{
    const struct images_state *images = state;
    double error = look_test_error(look);

    canvas_title(canvas, r, _("Test images"));
    canvas_text(canvas, r, 1, 0, ROLE_TEXT, _("image %s of %s"),
                format_count((double)images->number + 1).text,
                format_count((double)test_images(look)->count).text);
    canvas_text(canvas, r, 2, 0, ROLE_TEXT, _("accuracy %s"),
                format_percent(error < 0 ? -1 : 1 - error).text);
    rect_take_top(&r, 4);
    draw_keys(canvas, r);
}

/* ---- when it was learned ---- */

static struct learned
learned_of(const struct look *look, const struct images_state *images)
{
    const struct measures *now = look->now;
    struct learned learned = {
        .tape = &look->run->tape,
        .number = images->number,
        .label = test_images(look)->labels[images->number],
        .epoch = now->images,
        .total = (uint64_t)now->images * now->hparams.epochs,
        .at = look->at != NULL ? look->at->images : 0,
    };

    return learned;
}

static void
draw_learned(const struct canvas *canvas, struct rect r, const struct look *look,
             const void *state)
{
    struct learned learned = learned_of(look, state);

    learned_draw(canvas, r, &learned);
}

static void
go_to_change(struct ui *ui, void *state, int argument)
{
    struct learned learned = learned_of(&ui->look, state);
    size_t place = learned_next_change(&learned);

    if (place != TAPE_NONE)
        view_go_to(&ui->control->view, learned.tape->at[place]->images);
    else
        ui_say(ui, _("No kept moment is known at which its answer changed."));
}

static void
press(struct ui *ui, void *state, const struct panel *panel, int y, int x)
{
    struct learned learned = learned_of(&ui->look, state);

    if (panel->draw == draw_learned && y > 0)
        view_go_to(&ui->control->view, learned_images(&learned, panel->r, x));
}

enum {
    INFO_COLS = 28, /* beside the outputs at least */
    INFO_ROWS = 10, /* with all keys, two side by side */
    INFO_NARROW_ROWS = 16,
    INFO_WIDE_COLS = 44, /* from here on two keys are side by side */
};

static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    enum digit_size size = digit_size(body);
    struct rect left = rect_take_left(&body, digit_cols(size)), outputs;
    struct rect caption = {0, 0, 0, 0}, digit;
    int rows = outputs_size(look->dataset).rows, info;

    rect_take_left(&body, 2);
    digit_place(&left, size, &caption, &digit);
    if (left.rows > LEARNED_ROWS)
        rect_take_top(&left, 1);
    left.rows = left.rows >= LEARNED_ROWS ? LEARNED_ROWS : 0;
    if (body.cols >= 2 * OUTPUTS_MIN_COLS + INFO_COLS) {
        outputs = rect_take_left(&body, body.cols / 2);
        outputs.rows = min_int(rows, outputs.rows);
        rect_take_left(&body, 2);
    } else {
        info = body.cols >= INFO_WIDE_COLS ? INFO_ROWS : INFO_NARROW_ROWS;
        outputs = rect_take_top(
            &body, min_int(rows, max_int(OUTPUTS_MIN_ROWS, body.rows - info)));
    }
    panels_add(panels, "caption", caption, draw_caption);
    panels_add(panels, "digit", digit, draw_digit);
    panels_add(panels, "learned", left, draw_learned);
    panels_add(panels, "outputs", outputs,
               rect_is_empty(caption) ? draw_outputs_with_verdict : draw_outputs);
    panels_add(panels, "info", body, draw_info);
}

/* ---- keys ---- */

/* A step of one goes around at the ends; a longer one stops there. */
static void
move_by(struct ui *ui, void *state, int step)
{
    struct images_state *images = state;
    long count = (long)test_images(&ui->look)->count;
    long number = (long)images->number + step;

    if (step == 1 || step == -1)
        number = (number + count) % count;
    else
        number = number < 0 ? 0 : number < count ? number : count - 1;
    go_to(ui, images, (size_t)number);
}

static void
wheel(struct ui *ui, void *state, int step)
{
    move_by(ui, state, step);
}

static void
go_to_first(struct ui *ui, void *state, int argument)
{
    go_to(ui, state, 0);
}

static void
go_to_last(struct ui *ui, void *state, int argument)
{
    go_to(ui, state, test_images(&ui->look)->count - 1);
}

static void
go_to_any(struct ui *ui, void *state, int argument)
{
    enum { STREAM = 2 };
    struct images_state *images = state;

    if (!images->seeded)
        rng_init(&images->rng, ui->look.current->seed, STREAM);
    images->seeded = true;
    go_to(ui, images, rng_below(&images->rng, (uint32_t)test_images(&ui->look)->count));
}

static const char *
unless_answered(const struct look *look, const void *state)
{
    return look->answers != NULL
               ? NULL
               : look_why_no_moment(look, _("It is not known yet which are wrong."));
}

static void
go_to_wrong(struct ui *ui, void *state, int step)
{
    struct images_state *images = state;
    const struct images *test = test_images(&ui->look);
    size_t found = answers_next_wrong(ui->look.answers, test, images->number, step);

    if (found < test->count)
        go_to(ui, images, found);
    else
        ui_say(ui, _("Every answer is right."));
}

static void
ask_question(const struct look *look, const void *state, char *text, size_t size)
{
    snprintf(text, size, _("Go to image (1 to %s):"),
             format_count((double)test_images(look)->count).text);
}

static void
take_answer(struct ui *ui, void *state, unsigned long number)
{
    size_t count = test_images(&ui->look)->count;

    if (number >= 1 && number <= count)
        go_to(ui, state, number - 1);
    else
        ui_say(ui, _("The test images are 1 to %s."), format_count((double)count).text);
}

static void
ask(struct ui *ui, void *state, int argument)
{
    static const struct prompt prompt = {.question = ask_question, .answer = take_answer};

    prompt_open(ui, &prompt, state);
}

/* The screen shows them in pairs. */
static const struct action actions[] = {
    {"previous",
     {KEY_LEFT},
     .help = N_("previous image"),
     .act = move_by,
     .argument = -1},
    {"next", {KEY_RIGHT}, .help = N_("next image"), .act = move_by, .argument = 1},
    {"back-10", {KEY_UP}, .help = N_("10 images back"), .act = move_by, .argument = -10},
    {"on-10", {KEY_DOWN}, .help = N_("10 images on"), .act = move_by, .argument = 10},
    {"back-100",
     {KEY_PPAGE},
     .help = N_("100 images back"),
     .act = move_by,
     .argument = -100},
    {"on-100", {KEY_NPAGE}, .help = N_("100 images on"), .act = move_by, .argument = 100},
    {"first", {KEY_HOME}, .help = N_("first image"), .act = go_to_first},
    {"last", {KEY_END}, .help = N_("last image"), .act = go_to_last},
    {"previous-wrong",
     {'N'},
     .help = N_("previous wrong"),
     .unavailable = unless_answered,
     .act = go_to_wrong,
     .argument = -1},
    {"next-wrong",
     {'n'},
     N_("next wrong"),
     90,
     N_("next wrong"),
     .unavailable = unless_answered,
     .act = go_to_wrong,
     .argument = 1},
    {"learned",
     {KEY_ENTER},
     .help = N_("next change"),
     .unavailable = unless_answered,
     .act = go_to_change},
    {"any", {'o'}, N_("any image"), 80, N_("any image"), .act = go_to_any},
    {"go-to", {'/'}, N_("go to"), 70, N_("go to a number"), .act = ask},
    {.name = NULL},
};

static const char *const explained[] = {
    N_("The strip under the digit: at which kept moments the answer to it was right "
       "(high "
       "bars) and wrong (low ones). At a middle bar it changed more than once, or from "
       "one wrong answer to another."),
    NULL,
};

static size_t
wants(const struct look *look, const void *state, const struct run *runs[SCREEN_RUNS])
{
    (void)state;
    runs[0] = look->run;
    return 1;
}

const struct screen screen_images = {
    .name = "images",
    .digit = 2,
    .title = N_("Images"),
    .purpose = N_("browse the test images"),
    .state_size = sizeof(struct images_state),
    .needs_data = true,
    .has_image = true,
    .actions = actions,
    .explained = explained,
    .place = place,
    .wheel = wheel,
    .press = press,
    .follow = answer,
    .wants = wants,
};
