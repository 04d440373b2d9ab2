/* The Images screen: browses the test images; the answers follow the weights. */
#include "config.h"

#include "base/format.h"
#include "base/mem.h"
#include "ui/layout.h"
#include "ui/screens/screen.h"
#include "ui/widgets/digit.h"
#include "ui/widgets/loading_panel.h"
#include "ui/widgets/outputs.h"

enum { LOADING_ROWS = 4, PAIR_COLS = 44 }; /* "PgUp  100 images back " twice */

static void
draw_caption(const struct canvas *canvas, struct rect r, const struct view *view)
{
    const struct images *test = &view->dataset->test;
    const struct browsed_image *browsed = &view->browsed;
    int x = 0;

    if (r.cols >= 40)
        x = canvas_text(canvas, r, 0, 0, ROLE_DIM, "test image %s  ",
                        format_count((double)browsed->number + 1).text);
    if (browsed->answered)
        outputs_verdict(canvas, r, x, view->dataset, test->labels[browsed->number],
                        browsed->answer);
    else
        canvas_text(canvas, r, 0, x, ROLE_TEXT, "label %s",
                    view->dataset->class_names[test->labels[browsed->number]]);
}

static void
draw_key(const struct canvas *canvas, struct rect r, int y, enum action action)
{
    char key[ACTION_KEY_TEXT];
    int x;

    action_hint_key(action, key);
    x = canvas_text(canvas, r, y, 0, ROLE_KEY, "%-5s", key);
    canvas_text(canvas, r, y, x + 1, ROLE_DIM, "%s", action_info(action)->help);
}

/* A key and its pair side by side, or in a narrow place one under the other. */
static void
draw_keys(const struct canvas *canvas, struct rect r)
{
    static const enum action keys[][2] = {
        {ACTION_LEFT, ACTION_RIGHT},
        {ACTION_UP, ACTION_DOWN},
        {ACTION_PAGE_UP, ACTION_PAGE_DOWN},
        {ACTION_FIRST, ACTION_LAST},
        {ACTION_PREVIOUS_WRONG, ACTION_NEXT_WRONG},
        {ACTION_RANDOM, ACTION_GO_TO},
    };
    bool narrow = r.cols < PAIR_COLS;
    struct rect right = r;
    size_t i;

    rect_take_left(&right, r.cols < 60 ? r.cols / 2 : 30);
    for (i = 0; i < MEM_COUNT(keys); i++) {
        draw_key(canvas, r, (int)(narrow ? 2 * i : i), keys[i][0]);
        if (narrow)
            draw_key(canvas, r, (int)(2 * i + 1), keys[i][1]);
        else
            draw_key(canvas, right, (int)i, keys[i][1]);
    }
}

static void
draw_info(const struct canvas *canvas, struct rect r, const struct view *view)
{
    double accuracy = view->shot.test_error < 0 ? -1 : 1 - view->shot.test_error;

    if (rect_is_empty(r))
        return;
    canvas_title(canvas, r, "Test images");
    canvas_text(canvas, r, 1, 0, ROLE_TEXT, "image %s of %s",
                format_count((double)view->browsed.number + 1).text,
                format_count((double)view->dataset->test.count).text);
    canvas_text(canvas, r, 2, 0, ROLE_TEXT, "accuracy %s", format_percent(accuracy).text);
    rect_take_top(&r, 4);
    draw_keys(canvas, r);
}

static void
images_draw(const struct canvas *canvas, struct rect body, const struct view *view)
{
    const struct browsed_image *browsed = &view->browsed;
    const struct images *test = &view->dataset->test;
    struct images_layout layout;

    if (view->loading.stage != LOADING_NOTHING) {
        rect_take_left(&body, 1);
        rect_take_right(&body, 1);
        loading_draw(canvas, rect_take_top(&body, LOADING_ROWS), &view->loading);
        download_draw(canvas, body, &view->loading);
        return;
    }
    layout_images(&layout, body, outputs_wish(view->dataset));
    draw_caption(canvas, layout.caption, view);
    digit_draw(canvas, layout.digit, test, browsed->number);
    outputs_draw(canvas, layout.outputs, view->dataset,
                 browsed->answered ? browsed->outputs : NULL,
                 test->labels[browsed->number], browsed->answer,
                 rect_is_empty(layout.caption));
    draw_info(canvas, layout.info, view);
}

static const enum action hints[] = {
    ACTION_NEXT_WRONG, ACTION_RANDOM, ACTION_GO_TO,
    ACTION_START,      ACTION_PAUSE,  ACTION_NONE,
};

const struct screen screen_images = {
    .title = "Images",
    .draw = images_draw,
    .hints = hints,
};
