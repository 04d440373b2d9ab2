/* The layouts' promises, kept at every size of a terminal. */
#include "config.h"

#include <string.h>

#include "base/mem.h"
#include "nn/net.h"
#include "support/suite.h"
#include "ui/layout.h"

enum {
    ROWS = 80,
    COLS = 250,
    FULL_ROWS = 24, /* from here on, with FULL_COLS, everything has its place */
    FULL_COLS = 80,
    LARGE_ROWS = 34, /* from here on, with FULL_COLS, the digit is large */
    SETTINGS_ROWS = 7,
    OUTPUTS_ROWS = 11,
    LEAST_COLS = 14, /* a panel with less is there in name only */
};

/* A panel under its name, for what all panels have in common. */
struct panel {
    const char *name;
    struct rect r;
};

enum { TRAIN_PANELS = 7, IMAGES_PANELS = 4 };

struct size {
    int rows, cols;
    size_t layers;
    struct outputs_wish wish;
};

#define DIGITS \
    {          \
        11, 15 \
    }

/* Few and many classes, short and long names. */
static const struct outputs_wish wishes[] = {
    DIGITS, {2, 15}, {3, 29}, {11, 24}, {48, 15}, {65, 29},
};

/* Check's own assertions are too slow for this many. */
#define HOLD(size, name, condition)                                                    \
    do {                                                                               \
        if (!(condition))                                                              \
            ck_abort_msg("%d rows, %d columns, %zu layers, outputs %dx%d, %s: not %s", \
                         (size).rows, (size).cols, (size).layers, (size).wish.rows,    \
                         (size).wish.cols, name, #condition);                          \
    } while (0)

static void
train_panels(const struct train_layout *layout, struct panel panels[TRAIN_PANELS])
{
    const struct panel all[TRAIN_PANELS] = {
        {"plot", layout->plot},       {"progress", layout->progress},
        {"digit", layout->digit},     {"settings", layout->settings},
        {"outputs", layout->outputs}, {"layers", layout->layers},
        {"caption", layout->caption},
    };

    memcpy(panels, all, sizeof all);
}

static void
images_panels(const struct images_layout *layout, struct panel panels[IMAGES_PANELS])
{
    const struct panel all[IMAGES_PANELS] = {
        {"digit", layout->digit},
        {"outputs", layout->outputs},
        {"info", layout->info},
        {"caption", layout->caption},
    };

    memcpy(panels, all, sizeof all);
}

static bool
is_inside(struct rect r, struct rect outer)
{
    return r.y >= outer.y && r.x >= outer.x && r.y + r.rows <= outer.y + outer.rows &&
           r.x + r.cols <= outer.x + outer.cols;
}

static bool
are_apart(struct rect a, struct rect b)
{
    return a.y + a.rows <= b.y || b.y + b.rows <= a.y || a.x + a.cols <= b.x ||
           b.x + b.cols <= a.x;
}

static void
check_places(struct size size, struct rect body, const struct panel *panels, size_t count)
{
    size_t i, j;

    for (i = 0; i < count; i++) {
        if (rect_is_empty(panels[i].r))
            continue;
        HOLD(size, panels[i].name, is_inside(panels[i].r, body));
        for (j = 0; j < i; j++) {
            if (!rect_is_empty(panels[j].r) && !are_apart(panels[i].r, panels[j].r))
                ck_abort_msg("%d rows, %d columns, %zu layers: %s lies over %s",
                             size.rows, size.cols, size.layers, panels[i].name,
                             panels[j].name);
        }
    }
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

static int
most(int a, int b)
{
    return a > b ? a : b;
}

static bool
is_large(struct size size)
{
    return size.rows >= LARGE_ROWS && size.cols >= FULL_COLS;
}

static void
check_digit(struct size size, struct rect r)
{
    HOLD(size, "digit", r.rows == (is_large(size) ? 28 : 14));
    HOLD(size, "digit", r.cols == (is_large(size) ? 56 : 28));
}

/* What was there in a smaller terminal; the caption may go when its row does, since the
 * outputs then say the same. */
static void
check_still_there(struct size size, const struct panel *smaller,
                  const struct panel *panels, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (strcmp(panels[i].name, "caption") != 0)
            HOLD(size, panels[i].name,
                 rect_is_empty(smaller[i].r) || !rect_is_empty(panels[i].r));
    }
}

static bool
train_at(struct size size, struct train_layout *layout, struct rect *body,
         struct panel panels[TRAIN_PANELS])
{
    struct frame frame;

    if (!layout_frame(&frame, size.rows, size.cols))
        return false;
    *body = frame.body;
    layout_train(layout, frame.body, size.layers, size.wish);
    train_panels(layout, panels);
    return true;
}

static bool
images_at(struct size size, struct images_layout *layout, struct rect *body,
          struct panel panels[IMAGES_PANELS])
{
    struct frame frame;

    if (!layout_frame(&frame, size.rows, size.cols))
        return false;
    *body = frame.body;
    layout_images(layout, frame.body, size.wish);
    images_panels(layout, panels);
    return true;
}

#define FOR_EACH_SIZE(size)                                   \
    for ((size).rows = 1; (size).rows <= ROWS; (size).rows++) \
        for ((size).cols = 1; (size).cols <= COLS; (size).cols++)

#define FOR_EACH_LAYERS(size) \
    for ((size).layers = 1; (size).layers <= NET_MAX_LAYERS; (size).layers++)

#define FOR_EACH_WISH(size, i) \
    for ((i) = 0; (i) < MEM_COUNT(wishes) && ((size).wish = wishes[i], true); (i)++)

START_TEST(only_under_60x16_a_terminal_is_too_small)
{
    struct size size = {0, 0, 0, DIGITS};
    struct frame frame;

    FOR_EACH_SIZE(size)
    {
        bool fits = layout_frame(&frame, size.rows, size.cols);

        HOLD(size, "frame", fits == (size.rows >= 16 && size.cols >= 60));
    }
}
END_TEST

START_TEST(the_frame_fills_the_terminal)
{
    struct size size = {0, 0, 0, DIGITS};
    struct frame frame;

    FOR_EACH_SIZE(size)
    {
        if (!layout_frame(&frame, size.rows, size.cols))
            continue;
        HOLD(size, "header", frame.header.y == 0 && frame.header.rows == 1);
        HOLD(size, "body", frame.body.y == 1 && frame.body.rows == size.rows - 2);
        HOLD(size, "footer", frame.footer.y == size.rows - 1 && frame.footer.rows == 1);
        HOLD(size, "header", frame.header.x == 0 && frame.header.cols == size.cols);
        HOLD(size, "body", frame.body.x == 0 && frame.body.cols == size.cols);
        HOLD(size, "footer", frame.footer.x == 0 && frame.footer.cols == size.cols);
    }
}
END_TEST

START_TEST(panels_of_train_stay_inside_and_apart)
{
    struct panel panels[TRAIN_PANELS];
    struct train_layout layout;
    struct rect body;
    struct size size;
    size_t i;

    FOR_EACH_WISH(size, i)
    FOR_EACH_SIZE(size)
    FOR_EACH_LAYERS(size)
    {
        if (!train_at(size, &layout, &body, panels))
            continue;
        check_places(size, body, panels, TRAIN_PANELS);
        check_digit(size, layout.digit);
        HOLD(size, "plot", layout.plot.rows >= 5 && layout.plot.cols >= 23);
        HOLD(size, "outputs", layout.outputs.rows <= most(11, size.wish.rows));
        /* the verdict stands in one or the other */
        HOLD(size, "caption",
             !rect_is_empty(layout.caption) || !rect_is_empty(layout.outputs));
    }
}
END_TEST

START_TEST(panels_of_images_stay_inside_and_apart)
{
    struct panel panels[IMAGES_PANELS];
    struct images_layout layout;
    struct size size = {0, 0, 0, DIGITS};
    struct rect body;
    size_t i;

    FOR_EACH_WISH(size, i)
    FOR_EACH_SIZE(size)
    {
        if (!images_at(size, &layout, &body, panels))
            continue;
        check_places(size, body, panels, IMAGES_PANELS);
        check_digit(size, layout.digit);
        HOLD(size, "outputs", layout.outputs.rows >= least(size.wish.rows, OUTPUTS_ROWS));
        HOLD(size, "outputs", layout.outputs.rows <= size.wish.rows);
        HOLD(size, "outputs", layout.outputs.cols >= LEAST_COLS);
        HOLD(size, "info", layout.info.rows >= 3);
    }
}
END_TEST

START_TEST(from_80x24_on_all_of_train_has_its_place)
{
    struct panel panels[TRAIN_PANELS];
    struct train_layout layout;
    struct rect body;
    struct size size = {0, 0, 3, DIGITS};
    size_t i, j;

    FOR_EACH_WISH(size, i)
    FOR_EACH_SIZE(size)
    {
        if (size.rows < FULL_ROWS || size.cols < FULL_COLS)
            continue;
        ck_assert(train_at(size, &layout, &body, panels));
        for (j = 0; j < TRAIN_PANELS - 1; j++) /* the caption comes last, and may go */
            HOLD(size, panels[j].name, panels[j].r.cols >= LEAST_COLS);
        HOLD(size, "progress", layout.progress.rows >= 2);
        HOLD(size, "settings", layout.settings.rows >= SETTINGS_ROWS);
        HOLD(size, "outputs", layout.outputs.rows >= least(size.wish.rows, OUTPUTS_ROWS));
        HOLD(size, "layers", layout.layers.rows == 1 + (int)size.layers);
    }
}
END_TEST

/* Beside what ten digits have: the plot gives up less than it keeps, unless it is narrow
 * as it is, and the others nothing. */
START_TEST(more_classes_and_longer_names_take_from_the_plot_alone)
{
    struct panel panels[TRAIN_PANELS];
    struct train_layout of_digits, layout;
    struct rect body;
    struct size size = {0, 0, 3, DIGITS}, plain;
    size_t i;

    FOR_EACH_WISH(size, i)
    FOR_EACH_SIZE(size)
    {
        plain = size;
        plain.wish = wishes[0];
        if (!train_at(plain, &of_digits, &body, panels))
            continue;
        ck_assert(train_at(size, &layout, &body, panels));
        HOLD(size, "outputs", layout.outputs.cols >= of_digits.outputs.cols);
        HOLD(size, "outputs",
             layout.outputs.rows >= least(size.wish.rows, of_digits.outputs.rows));
        HOLD(size, "digit", layout.digit.rows == of_digits.digit.rows);
        HOLD(size, "layers", memcmp(&layout.layers, &of_digits.layers, sizeof body) == 0);
        HOLD(size, "settings", layout.settings.rows >= of_digits.settings.rows);
        HOLD(size, "settings",
             layout.settings.cols >= least(of_digits.settings.cols, 28));
        HOLD(size, "progress", layout.progress.rows == of_digits.progress.rows);
        HOLD(size, "plot", 2 * layout.plot.rows >= of_digits.plot.rows);
        HOLD(size, "plot",
             layout.plot.cols >= least(of_digits.plot.cols, 28) &&
                 2 * layout.plot.cols >= of_digits.plot.cols);
    }
}
END_TEST

/* Where the names of clothes and 47 classes come off well. */
START_TEST(outputs_get_what_they_wish_where_there_is_room)
{
    struct panel train[TRAIN_PANELS], images[IMAGES_PANELS];
    struct train_layout layout;
    struct images_layout browser;
    struct rect body;
    struct size size = {24, 80, 3, {11, 25}};

    ck_assert(train_at(size, &layout, &body, train));
    ck_assert_int_ge(layout.outputs.cols, 11 + 10); /* "T-shirt/top" and a short bar */
    size.cols = 100;
    ck_assert(train_at(size, &layout, &body, train));
    ck_assert_int_ge(layout.outputs.cols, size.wish.cols);
    size = (struct size){24, 80, 3, {48, 16}};
    ck_assert(train_at(size, &layout, &body, train));
    ck_assert_int_eq(layout.outputs.rows, 16);
    size = (struct size){30, 200, 3, {48, 16}};
    ck_assert(train_at(size, &layout, &body, train));
    ck_assert_int_ge(layout.outputs.cols, 3 * 16 + 2 * 2);
    size = (struct size){60, 200, 3, {48, 16}};
    ck_assert(train_at(size, &layout, &body, train));
    ck_assert_int_ge(layout.outputs.rows, 1 + 12); /* four bars side by side */
    ck_assert(images_at(size, &browser, &body, images));
    ck_assert_int_eq(browser.outputs.rows, 48);
    size = (struct size){40, 120, 3, {48, 16}};
    ck_assert(images_at(size, &browser, &body, images));
    ck_assert_int_ge(browser.outputs.rows, 28);
    ck_assert_int_ge(browser.info.rows, 10);
    size = (struct size){16, 60, 3, {3, 15}}; /* two classes leave the keys their room */
    ck_assert(images_at(size, &browser, &body, images));
    ck_assert_int_eq(browser.outputs.rows, 3);
    ck_assert_int_eq(browser.info.rows, 11);
}
END_TEST

/* A step of one row or one column at a time: all larger sizes follow. */
START_TEST(a_larger_terminal_hides_no_panel)
{
    struct panel smaller[TRAIN_PANELS], panels[TRAIN_PANELS];
    struct train_layout layout;
    struct rect body;
    struct size size, larger;
    size_t i;

    FOR_EACH_WISH(size, i)
    FOR_EACH_SIZE(size)
    FOR_EACH_LAYERS(size)
    {
        if (!train_at(size, &layout, &body, smaller))
            continue;
        larger = size;
        larger.rows++;
        ck_assert(train_at(larger, &layout, &body, panels));
        check_still_there(larger, smaller, panels, TRAIN_PANELS);
        larger = size;
        larger.cols++;
        ck_assert(train_at(larger, &layout, &body, panels));
        check_still_there(larger, smaller, panels, TRAIN_PANELS);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        only_under_60x16_a_terminal_is_too_small,
        the_frame_fills_the_terminal,
        panels_of_train_stay_inside_and_apart,
        panels_of_images_stay_inside_and_apart,
        from_80x24_on_all_of_train_has_its_place,
        more_classes_and_longer_names_take_from_the_plot_alone,
        outputs_get_what_they_wish_where_there_is_room,
        a_larger_terminal_hides_no_panel,
        NULL,
    };

    return suite_run("layout", tests, 60);
}
