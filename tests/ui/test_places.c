/* What all screens promise on where their panels are, kept at every size of a terminal,
 * with every kind of data set and every number of layers. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "support/over_screens.h"
#include "support/placed.h"
#include "support/sample_look.h"
#include "support/suite.h"
#include "ui/catalog.h"
#include "ui/frame.h"
#include "ui/widgets/outputs.h"

enum {
    MAX_ROWS = 80,
    MAX_COLS = 250,
    FULL_ROWS = 24, /* from here on, with FULL_COLS, everything has its place */
    FULL_COLS = 80,
    LARGE_ROWS = 35, /* from here on, with FULL_COLS, the digit is large */
    SETTINGS_ROWS = 7,
    OUTPUTS_ROWS = 11,
    LEAST_COLS = 14, /* a panel with less is there in name only */
    USUAL_LAYERS = 3,
};

/* ---- what is placed ---- */

/* Of data sets; NULL for digits, which come first. */
static void (*const kinds[])(struct sample_look *) = {
    NULL,         sample_clothes, sample_letters, sample_little,
    sample_large, sample_reading, sample_runs,
};

static size_t
screen_count(void)
{
    size_t over = 0;

    while (over_screens[over] != NULL)
        over++;
    return catalog_screens() + over;
}

static const struct screen *
screen_at(size_t i)
{
    return i < catalog_screens() ? catalog_screen(i)
                                 : over_screens[i - catalog_screens()];
}

/* A screen, what it shows, and on what terminal. */
struct scene {
    const struct screen *screen;
    const struct look *look;
    void *state; /* as it begins */
    struct outputs_size outputs;
    size_t layers;
    int rows, cols;
    struct rect body;
};

/* Check's own assertions are too slow for this many. */
#define HOLD(scene, of, condition)            \
    do {                                      \
        if (!(condition))                     \
            break_off(scene, of, #condition); \
    } while (0)

static void
break_off(const struct scene *scene, const char *panel, const char *condition)
{
    ck_abort_msg("%s, %dx%d, %zu layers, %zu classes, %s: not %s", scene->screen->name,
                 scene->cols, scene->rows, scene->layers, scene->look->dataset->classes,
                 panel, condition);
}

static void
scene_begin(struct scene *scene, const struct screen *screen, size_t kind, size_t count)
{
    struct sample_look *sample = sample_new();
    bool loading;

    if (kinds[kind] != NULL)
        kinds[kind](sample);
    loading = look_is_loading(&sample->look);
    sample->run.now.layers = loading ? 0 : count;
    sample->next.hidden_count = count - 1;
    /* over a screen: one that cannot be seen while the data is loading */
    sample->look.screen = catalog_screen(catalog_screens() - 1);
    memset(scene, 0, sizeof *scene);
    scene->screen = screen;
    scene->look = &sample->look;
    scene->layers = count;
    scene->outputs = outputs_size(loading ? NULL : sample->look.dataset);
    scene->state = calloc(1, screen->state_size + 1);
    ck_assert_ptr_nonnull(scene->state);
}

static void
scene_end(struct scene *scene)
{
    free(scene->state);
}

/* False when there is nothing to place. */
static bool
scene_place(struct scene *scene, struct panels *panels)
{
    struct frame frame;

    panels->count = 0;
    if (!frame_place(&frame, scene->rows, scene->cols) ||
        (scene->screen->needs_data && look_is_loading(scene->look)))
        return false;
    scene->body = frame.body;
    scene->screen->place(panels, frame.body, scene->look, scene->state);
    return true;
}

static bool
is_there(const struct panels *panels, const char *name)
{
    return !rect_is_empty(find_panel(panels, name));
}

/* ---- what holds for all panels ---- */

static void
check_all(const struct scene *scene, const struct panels *panels)
{
    size_t i, j;

    HOLD(scene, "all", panels->count <= PANELS_MAX);
    for (i = 0; i < panels->count; i++) {
        const struct panel *panel = &panels->at[i];

        HOLD(scene, panel->name, !rect_is_empty(panel->r));
        HOLD(scene, panel->name, is_within(panel->r, scene->body));
        HOLD(scene, panel->name, panel->draw != NULL);
        for (j = 0; j < i; j++) {
            HOLD(scene, panel->name, are_apart(panel->r, panels->at[j].r));
            HOLD(scene, panel->name, strcmp(panel->name, panels->at[j].name) != 0);
        }
    }
}

/* What was there on a smaller terminal. The caption may go when its row does: the outputs
 * then say the same. */
static void
check_still_there(const struct scene *scene, const struct panels *smaller,
                  const struct panels *panels)
{
    size_t i;

    for (i = 0; i < smaller->count; i++) {
        if (strcmp(smaller->at[i].name, "caption") != 0)
            HOLD(scene, smaller->at[i].name, is_there(panels, smaller->at[i].name));
    }
}

/* ---- what holds for some ---- */

static bool
is_full(const struct scene *scene)
{
    return scene->rows >= FULL_ROWS && scene->cols >= FULL_COLS;
}

static void
check_digit(const struct scene *scene, struct rect r)
{
    bool large = scene->rows >= LARGE_ROWS && scene->cols >= FULL_COLS;

    HOLD(scene, "digit", r.rows == (large ? 28 : min_int(14, scene->body.rows)));
    HOLD(scene, "digit", r.cols == (large ? 56 : 28));
}

static void
check_train(const struct scene *scene, const struct panels *panels)
{
    static const char *const names[] = {"plot",     "progress", "digit",
                                        "settings", "outputs",  "layers"};
    struct rect plot = find_panel(panels, "plot"),
                outputs = find_panel(panels, "outputs");
    size_t i;

    check_digit(scene, find_panel(panels, "digit"));
    HOLD(scene, "plot", plot.rows >= 5 && plot.cols >= 23);
    HOLD(scene, "outputs", outputs.rows <= max_int(OUTPUTS_ROWS, scene->outputs.rows));
    /* the verdict is in one of them */
    HOLD(scene, "caption", is_there(panels, "caption") || !rect_is_empty(outputs));
    if (!is_full(scene) || scene->layers > USUAL_LAYERS)
        return;
    for (i = 0; i < MEM_COUNT(names); i++)
        HOLD(scene, names[i], find_panel(panels, names[i]).cols >= LEAST_COLS);
    HOLD(scene, "progress", find_panel(panels, "progress").rows >= 2);
    HOLD(scene, "settings", find_panel(panels, "settings").rows >= SETTINGS_ROWS);
    HOLD(scene, "outputs", outputs.rows >= min_int(scene->outputs.rows, OUTPUTS_ROWS));
    HOLD(scene, "layers", find_panel(panels, "layers").rows == 1 + (int)scene->layers);
}

static void
check_images(const struct scene *scene, const struct panels *panels)
{
    struct rect outputs = find_panel(panels, "outputs");

    check_digit(scene, find_panel(panels, "digit"));
    HOLD(scene, "outputs", outputs.rows >= min_int(scene->outputs.rows, OUTPUTS_ROWS));
    HOLD(scene, "outputs", outputs.rows <= scene->outputs.rows);
    HOLD(scene, "outputs", outputs.cols >= LEAST_COLS);
    HOLD(scene, "info", find_panel(panels, "info").rows >= 2);
}

/* A few runs and their chart, whatever there is. */
static void
check_runs(const struct scene *scene, const struct panels *panels)
{
    struct rect chart = find_panel(panels, "chart");

    HOLD(scene, "table", find_panel(panels, "table").rows >= 2 + 4);
    HOLD(scene, "table", find_panel(panels, "table").cols >= 60);
    HOLD(scene, "about", find_panel(panels, "about").rows == 1);
    HOLD(scene, "chart", chart.rows >= 6 && chart.cols >= 60);
}

static void
check_help(const struct scene *scene, const struct panels *panels)
{
    struct rect help = find_panel(panels, "help");

    HOLD(scene, "help", memcmp(&help, &scene->body, sizeof help) == 0);
}

/* A rule, what is asked, two answers, another rule. */
static void
check_question(const struct scene *scene, const struct panels *panels)
{
    struct rect question = find_panel(panels, "question");

    HOLD(scene, "question", question.rows == 6);
    HOLD(scene, "question", question.cols == scene->body.cols);
}

static void
check_loading(const struct scene *scene, const struct panels *panels)
{
    HOLD(scene, "stage", find_panel(panels, "stage").rows == 4);
    HOLD(scene, "download", find_panel(panels, "download").rows >= 7);
}

static const struct {
    const char *screen;
    void (*check)(const struct scene *scene, const struct panels *panels);
} promises[] = {
    {"train", check_train},
    {"images", check_images},
    {"help", check_help},
    {"quit-question", check_question},
    {"restart-question", check_question},
    {"fork-question", check_question},
    {"delete-question", check_question},
    {"runs", check_runs},
    {"loading", check_loading},
    {"download", check_loading},
};

static void
check_promises(const struct scene *scene, const struct panels *panels)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(promises); i++) {
        if (strcmp(promises[i].screen, scene->screen->name) == 0)
            promises[i].check(scene, panels);
    }
}

/* ---- the loop ---- */

static void
check_every_size(struct scene *scene)
{
    static struct panels above[MAX_COLS + 1], panels; /* a row lower; here */
    struct panels left;

    memset(above, 0, sizeof above);
    for (scene->rows = 1; scene->rows <= MAX_ROWS; scene->rows++) {
        left.count = 0;
        for (scene->cols = 1; scene->cols <= MAX_COLS; scene->cols++) {
            if (!scene_place(scene, &panels))
                continue;
            check_all(scene, &panels);
            check_promises(scene, &panels);
            check_still_there(scene, &above[scene->cols], &panels);
            check_still_there(scene, &left, &panels);
            above[scene->cols] = left = panels;
        }
    }
}

/* What lies over a screen does not show the layers of the net. */
static void
check_kind(size_t kind)
{
    struct scene scene;
    size_t i, count, most;

    for (i = 0; i < screen_count(); i++) {
        most = i < catalog_screens() ? NET_MAX_LAYERS : 1;
        for (count = 1; count <= most; count++) {
            scene_begin(&scene, screen_at(i), kind, count);
            check_every_size(&scene);
            scene_end(&scene);
        }
    }
}

START_TEST(every_screen_keeps_its_promises_at_every_size)
{
    size_t kind;

    for (kind = 0; kind < MEM_COUNT(kinds); kind++)
        check_kind(kind);
}
END_TEST

START_TEST(only_under_60x16_a_terminal_is_too_small)
{
    int rows, cols;

    for (rows = 1; rows <= MAX_ROWS; rows++) {
        for (cols = 1; cols <= MAX_COLS; cols++) {
            struct frame frame;
            bool fits = frame_place(&frame, rows, cols);

            if (fits != (rows >= 16 && cols >= 60))
                ck_abort_msg("%dx%d", cols, rows);
        }
    }
}
END_TEST

START_TEST(the_frame_fills_the_terminal)
{
    const struct rect header = {0, 0, 1, 100}, body = {1, 0, 37, 100},
                      slider = {38, 0, 1, 100}, footer = {39, 0, 1, 100};
    struct frame frame;

    ck_assert(frame_place(&frame, 40, 100));
    ck_assert_mem_eq(&frame.header, &header, sizeof header);
    ck_assert_mem_eq(&frame.body, &body, sizeof body);
    ck_assert_mem_eq(&frame.slider, &slider, sizeof slider);
    ck_assert_mem_eq(&frame.footer, &footer, sizeof footer);
}
END_TEST

/* ---- what other data sets take ---- */

/* Beside what ten digits have: the plot gives up less than it keeps, unless it is narrow
 * as it is, and the others nothing. */
static void
check_beside_digits(const struct scene *scene, const struct panels *panels,
                    const struct panels *of_digits)
{
    struct rect outputs = find_panel(panels, "outputs"),
                plot = find_panel(panels, "plot"),
                settings = find_panel(panels, "settings"),
                layer = find_panel(panels, "layers"),
                old_outputs = find_panel(of_digits, "outputs"),
                old_plot = find_panel(of_digits, "plot"),
                old_settings = find_panel(of_digits, "settings"),
                old_layer = find_panel(of_digits, "layers");

    HOLD(scene, "outputs", outputs.cols >= old_outputs.cols);
    HOLD(scene, "outputs",
         outputs.rows >= min_int(scene->outputs.rows, old_outputs.rows));
    HOLD(scene, "digit",
         find_panel(panels, "digit").rows == find_panel(of_digits, "digit").rows);
    HOLD(scene, "layers", memcmp(&layer, &old_layer, sizeof layer) == 0);
    HOLD(scene, "settings", settings.rows >= old_settings.rows);
    HOLD(scene, "settings", settings.cols >= min_int(old_settings.cols, 28));
    HOLD(scene, "progress",
         find_panel(panels, "progress").rows == find_panel(of_digits, "progress").rows);
    HOLD(scene, "plot", 2 * plot.rows >= old_plot.rows);
    HOLD(scene, "plot", 2 * plot.cols >= old_plot.cols);
    HOLD(scene, "plot", plot.cols >= min_int(old_plot.cols, 28));
}

START_TEST(more_classes_and_longer_names_take_from_the_plot_alone)
{
    static struct panels of_digits[MAX_ROWS + 1][MAX_COLS + 1];
    struct panels panels;
    struct scene scene;
    size_t kind;

    for (kind = 0; kind < MEM_COUNT(kinds); kind++) {
        scene_begin(&scene, catalog_screen(0), kind, USUAL_LAYERS);
        for (scene.rows = 1; scene.rows <= MAX_ROWS; scene.rows++) {
            for (scene.cols = 1; scene.cols <= MAX_COLS; scene.cols++) {
                if (!scene_place(&scene, &panels))
                    continue;
                if (kind == 0)
                    of_digits[scene.rows][scene.cols] = panels;
                check_beside_digits(&scene, &panels, &of_digits[scene.rows][scene.cols]);
            }
        }
        scene_end(&scene);
    }
}
END_TEST

/* The panel of that name on a screen. */
static struct rect
panel_at(size_t number, int rows, int cols, void (*kind)(struct sample_look *),
         const char *name)
{
    struct panels panels = {0};
    struct scene scene;
    size_t i;

    for (i = 0; kinds[i] != kind; i++)
        continue;
    scene_begin(&scene, catalog_screen(number), i, USUAL_LAYERS);
    scene.rows = rows;
    scene.cols = cols;
    ck_assert(scene_place(&scene, &panels));
    scene_end(&scene);
    return find_panel(&panels, name);
}

/* Where the names of clothes and 47 classes come off well. */
START_TEST(outputs_get_what_they_want_where_there_is_room)
{
    enum { TRAIN, IMAGES };

    /* "T-shirt/top" and a short bar; and a good one */
    ck_assert_int_ge(panel_at(TRAIN, 24, 80, sample_clothes, "outputs").cols, 11 + 10);
    ck_assert_int_ge(panel_at(TRAIN, 24, 100, sample_clothes, "outputs").cols, 11 + 14);
    /* as high as the body above the progress allows; three and four bars side by side */
    ck_assert_int_eq(panel_at(TRAIN, 24, 80, sample_letters, "outputs").rows, 15);
    ck_assert_int_ge(panel_at(TRAIN, 30, 200, sample_letters, "outputs").cols,
                     3 * 16 + 2 * 2);
    ck_assert_int_ge(panel_at(TRAIN, 60, 200, sample_letters, "outputs").rows, 1 + 12);
    ck_assert_int_eq(panel_at(IMAGES, 60, 200, sample_letters, "outputs").rows, 48);
    ck_assert_int_ge(panel_at(IMAGES, 40, 120, sample_letters, "outputs").rows, 27);
    ck_assert_int_ge(panel_at(IMAGES, 40, 120, sample_letters, "info").rows, 10);
    /* two classes leave the keys their room */
    ck_assert_int_eq(panel_at(IMAGES, 16, 60, sample_little, "outputs").rows, 3);
    ck_assert_int_eq(panel_at(IMAGES, 16, 60, sample_little, "info").rows, 10);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        only_under_60x16_a_terminal_is_too_small,
        the_frame_fills_the_terminal,
        every_screen_keeps_its_promises_at_every_size,
        more_classes_and_longer_names_take_from_the_plot_alone,
        outputs_get_what_they_want_where_there_is_room,
        NULL,
    };

    return suite_run("places", tests, 300);
}
