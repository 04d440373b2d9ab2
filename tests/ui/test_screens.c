/*
 * Golden screens: what curses shows of fixed views, compared with the text in
 * tests/data/screens. MNISTUI_UPDATE_GOLDEN=1 writes the text anew: then look at the
 * diff.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/sample_view.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/screens/screen.h"

enum { NAME_SIZE = 64 };

#define ASCII GLYPHS_ASCII
#define BLOCK GLYPHS_BLOCK
#define BRAILLE GLYPHS_BRAILLE

struct golden {
    const char *name; /* the file's begins with it */
    int rows, cols;
    enum glyph_set glyphs;
    void (*change[3])(struct view *view); /* as many as are not NULL */
};

/* ---- changes that only make sense on a screen ---- */

static void
help_top(struct view *view)
{
    view->over = OVER_HELP;
}

static void
help_middle(struct view *view)
{
    view->over = OVER_HELP;
    view->help_scroll = 9;
}

static void
help_end(struct view *view)
{
    struct rect body = {1, 0, 22, 80};

    view->over = OVER_HELP;
    view->help_scroll = help_max_scroll(body);
}

static void
quit_question(struct view *view)
{
    view->over = OVER_QUIT;
}

static void
go_to_prompt(struct view *view)
{
    view->over = OVER_GO_TO;
    strcpy(view->input, "37");
}

static void
message(struct view *view)
{
    strcpy(view->message, "Next run: learning rate 0.05. r starts it.");
}

static void
long_message(struct view *view)
{
    memset(view->message, 'x', sizeof view->message - 1);
}

static void
one_layer(struct view *view)
{
    sample_layers(view, 0);
}

static void
five_layers(struct view *view)
{
    sample_layers(view, 4);
}

static void
nine_layers(struct view *view)
{
    sample_layers(view, 8);
}

/* ---- the screens ---- */

static const struct golden train[] = {
    {"train", 16, 60, ASCII, {NULL}},    {"train", 16, 60, BLOCK, {NULL}},
    {"train", 16, 60, BRAILLE, {NULL}},  {"train", 24, 80, ASCII, {NULL}},
    {"train", 24, 80, BLOCK, {NULL}},    {"train", 24, 80, BRAILLE, {NULL}},
    {"train", 34, 80, ASCII, {NULL}},    {"train", 34, 80, BLOCK, {NULL}},
    {"train", 34, 80, BRAILLE, {NULL}},  {"train", 40, 120, ASCII, {NULL}},
    {"train", 40, 120, BLOCK, {NULL}},   {"train", 40, 120, BRAILLE, {NULL}},
    {"train", 60, 200, ASCII, {NULL}},   {"train", 60, 200, BLOCK, {NULL}},
    {"train", 60, 200, BRAILLE, {NULL}},
};

static const struct golden images[] = {
    {"images", 16, 60, ASCII, {sample_images}},
    {"images", 16, 60, BLOCK, {sample_images}},
    {"images", 24, 80, ASCII, {sample_images}},
    {"images", 24, 80, BLOCK, {sample_images}},
    {"images", 34, 80, BLOCK, {sample_images}},
    {"images", 40, 120, ASCII, {sample_images}},
    {"images", 40, 120, BLOCK, {sample_images}},
    {"images-wrong", 16, 60, ASCII, {sample_images, sample_wrong}},
    {"images-wrong", 24, 80, BLOCK, {sample_images, sample_wrong}},
    {"images-no-answer", 16, 60, ASCII, {sample_no_answer}},
    {"images-no-answer", 24, 80, BLOCK, {sample_no_answer}},
};

static const struct golden states[] = {
    {"starting", 16, 60, ASCII, {sample_starting}},
    {"starting", 24, 80, BLOCK, {sample_starting}},
    {"reading", 16, 60, ASCII, {sample_reading}},
    {"reading", 24, 80, BLOCK, {sample_reading}},
    {"reading", 34, 80, BLOCK, {sample_reading}},
    {"reading", 40, 120, BLOCK, {sample_reading}},
    {"reading-next", 24, 80, BLOCK, {sample_reading, sample_next}},
    {"reading-images", 16, 60, ASCII, {sample_reading_images}},
    {"reading-images", 24, 80, BLOCK, {sample_reading_images}},
    {"practice", 16, 60, ASCII, {sample_practice}},
    {"practice", 24, 80, BLOCK, {sample_practice}},
    {"fetching", 16, 60, ASCII, {sample_fetching}},
    {"fetching", 24, 80, BLOCK, {sample_fetching}},
    {"fetching", 34, 80, BLOCK, {sample_fetching}},
    {"fetching", 40, 120, BLOCK, {sample_fetching}},
    {"fetching-images", 16, 60, ASCII, {sample_fetching_images}},
    {"fetching-images", 24, 80, BLOCK, {sample_fetching_images}},
    {"connecting", 24, 80, BLOCK, {sample_connecting}},
    {"waiting", 16, 60, ASCII, {sample_waiting}},
    {"waiting", 24, 80, BLOCK, {sample_waiting}},
    {"drawing", 24, 80, BLOCK, {sample_drawing}},
    {"first-batch", 16, 60, ASCII, {sample_first_batch}},
    {"first-batch", 24, 80, BLOCK, {sample_first_batch}},
    {"first-batch", 34, 80, BLOCK, {sample_first_batch}},
    {"full-speed", 24, 80, BLOCK, {sample_full_speed}},
    {"paused", 16, 60, ASCII, {sample_paused}},
    {"paused", 24, 80, BLOCK, {sample_paused}},
    {"paused", 34, 80, BLOCK, {sample_paused}},
    {"done", 24, 80, BLOCK, {sample_done}},
    {"done", 34, 80, BRAILLE, {sample_done}},
    {"stopped", 24, 80, BLOCK, {sample_stopped}},
    {"stopped", 34, 80, ASCII, {sample_stopped}},
    {"diverged", 16, 60, ASCII, {sample_diverged}},
    {"diverged", 24, 80, BLOCK, {sample_diverged}},
    {"diverged", 34, 80, BLOCK, {sample_diverged}},
    {"wrong", 16, 60, ASCII, {sample_wrong}},
    {"wrong", 24, 80, BLOCK, {sample_wrong}},
    {"wrong", 34, 80, BLOCK, {sample_wrong}},
    {"next", 16, 60, ASCII, {sample_next}},
    {"next", 24, 80, ASCII, {sample_next}},
    {"next", 34, 80, BLOCK, {sample_next}},
    {"next", 40, 120, BLOCK, {sample_next}},
    {"layers-1", 24, 80, BLOCK, {one_layer}},
    {"layers-5", 24, 80, BLOCK, {five_layers}},
    {"layers-5", 34, 80, BLOCK, {five_layers}},
    {"layers-9", 24, 80, ASCII, {nine_layers}},
    {"layers-9", 40, 120, BLOCK, {nine_layers}},
};

static const struct golden overlays[] = {
    {"help-top", 24, 80, ASCII, {help_top}},
    {"help-top", 24, 80, BLOCK, {help_top}},
    {"help-top", 60, 200, BLOCK, {help_top}},
    {"help-middle", 16, 60, ASCII, {help_middle}},
    {"help-end", 24, 80, BLOCK, {help_end}},
    {"quit", 16, 60, ASCII, {quit_question}},
    {"quit", 24, 80, BLOCK, {quit_question}},
    {"go-to", 16, 60, ASCII, {sample_images, go_to_prompt}},
    {"go-to", 24, 80, BLOCK, {sample_images, go_to_prompt}},
    {"message", 24, 80, BLOCK, {message}},
    {"message-images", 24, 80, BLOCK, {sample_images, message}},
    {"message-long", 16, 60, ASCII, {long_message}},
};

static const struct golden too_small[] = {
    {"too-small", 16, 59, ASCII, {NULL}}, {"too-small", 15, 60, ASCII, {NULL}},
    {"too-small", 5, 20, ASCII, {NULL}},  {"too-small", 1, 1, ASCII, {NULL}},
    {"too-small", 1, 30, ASCII, {NULL}},
};

/* Each kind of data set where it looks most different. */
static const struct golden data_sets[] = {
    {"clothes", 16, 60, ASCII, {sample_clothes}},
    {"clothes", 24, 80, BLOCK, {sample_clothes}},
    {"clothes", 34, 80, BLOCK, {sample_clothes}},
    {"clothes", 40, 120, BLOCK, {sample_clothes}},
    {"clothes-wrong", 16, 60, ASCII, {sample_clothes, sample_wrong}},
    {"clothes-wrong", 24, 80, BLOCK, {sample_clothes, sample_wrong}},
    {"clothes-wrong", 34, 80, BLOCK, {sample_clothes, sample_wrong}},
    {"clothes-images", 16, 60, ASCII, {sample_clothes, sample_images}},
    {"clothes-images", 24, 80, BLOCK, {sample_clothes, sample_images, sample_wrong}},
    {"clothes-images", 40, 120, BLOCK, {sample_clothes, sample_images}},
    {"letters", 16, 60, ASCII, {sample_letters}},
    {"letters", 24, 80, BLOCK, {sample_letters}},
    {"letters", 34, 80, BLOCK, {sample_letters}},
    {"letters", 40, 120, BLOCK, {sample_letters}},
    {"letters", 60, 200, BLOCK, {sample_letters}},
    {"letters-images", 16, 60, ASCII, {sample_letters, sample_images}},
    {"letters-images", 24, 80, BLOCK, {sample_letters, sample_images, sample_wrong}},
    {"letters-images", 40, 120, BLOCK, {sample_letters, sample_images}},
    {"large", 16, 60, ASCII, {sample_large}},
    {"large", 24, 80, BLOCK, {sample_large}},
    {"large", 40, 120, BLOCK, {sample_large}},
    {"little", 16, 60, ASCII, {sample_little}},
    {"little", 24, 80, BLOCK, {sample_little}},
    {"little", 34, 80, BLOCK, {sample_little}},
    {"little-images", 16, 60, ASCII, {sample_little, sample_images}},
    {"little-images", 40, 120, BLOCK, {sample_little, sample_images}},
};

static const struct {
    const struct golden *goldens;
    size_t count;
} groups[] = {
    {train, MEM_COUNT(train)},         {images, MEM_COUNT(images)},
    {states, MEM_COUNT(states)},       {overlays, MEM_COUNT(overlays)},
    {data_sets, MEM_COUNT(data_sets)}, {too_small, MEM_COUNT(too_small)},
};

/* ---- their files ---- */

/* "train-80x24-block.txt" */
static void
golden_name(const struct golden *golden, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "%s-%dx%d-%s.txt", golden->name, golden->cols, golden->rows,
             looks_glyphs[golden->glyphs]);
}

static const char *
golden_folder(void)
{
    const char *top = getenv("top_srcdir");

    return suite_path(top != NULL ? top : ".", "tests/data/screens");
}

static FILE *
golden_open(const struct golden *golden, const char *mode)
{
    char name[NAME_SIZE];

    golden_name(golden, name);
    return fopen(suite_path(golden_folder(), name), mode);
}

static void
write_golden(const struct golden *golden, const struct screen_copy *copy)
{
    FILE *file = golden_open(golden, "w");
    char row[SCREEN_ROW];
    int y;

    ck_assert_msg(file != NULL, "%s: %s", golden->name, strerror(errno));
    for (y = 0; y < copy->rows; y++) {
        screen_row(copy, y, row);
        fprintf(file, "%s\n", row);
    }
    ck_assert_int_eq(fclose(file), 0);
}

/* The next line without its end; "(no more rows)" past the last one. */
static void
read_row(FILE *file, char row[SCREEN_ROW])
{
    if (fgets(row, SCREEN_ROW, file) == NULL)
        strcpy(row, "(no more rows)");
    row[strcspn(row, "\n")] = '\0';
}

/* Prints the rows that differ; returns how many. */
static int
compare(const struct golden *golden, const struct screen_copy *copy)
{
    char name[NAME_SIZE], expected[SCREEN_ROW], got[SCREEN_ROW];
    FILE *file = golden_open(golden, "r");
    int y, differing = 0;

    golden_name(golden, name);
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", name, strerror(errno));
        return 1;
    }
    for (y = 0; y <= copy->rows; y++) {
        read_row(file, expected);
        if (y < copy->rows)
            screen_row(copy, y, got);
        else
            strcpy(got, "(no more rows)");
        if (strcmp(expected, got) == 0)
            continue;
        if (differing++ == 0)
            fprintf(stderr, "--- %s\n+++ drawn\n", name);
        fprintf(stderr, "@@ row %d\n-%s\n+%s\n", y, expected, got);
    }
    fclose(file);
    return differing;
}

/* ---- drawing ---- */

static void
draw(const struct golden *golden, struct screen_copy *copy)
{
    struct view *view = sample_view();
    size_t i;

    for (i = 0; i < MEM_COUNT(golden->change) && golden->change[i] != NULL; i++)
        golden->change[i](view);
    screen_resize(golden->rows, golden->cols);
    screen_draw(copy, view, NULL, golden->glyphs);
}

static void
check_goldens(const struct golden *goldens, size_t count)
{
    static struct screen_copy copy;
    int differing = 0;
    size_t i;

    screen_open(SCREEN_RICH, 24, 80);
    for (i = 0; i < count; i++) {
        draw(&goldens[i], &copy);
        if (getenv("MNISTUI_UPDATE_GOLDEN") != NULL)
            write_golden(&goldens[i], &copy);
        else
            differing += compare(&goldens[i], &copy) > 0;
    }
    screen_close();
    if (differing > 0)
        ck_abort_msg("%d of %zu screens differ: if they are right, run this again with "
                     "MNISTUI_UPDATE_GOLDEN=1",
                     differing, count);
}

START_TEST(train_is_drawn_as_before)
{
    check_goldens(train, MEM_COUNT(train));
}
END_TEST

START_TEST(images_are_drawn_as_before)
{
    check_goldens(images, MEM_COUNT(images));
}
END_TEST

START_TEST(states_are_drawn_as_before)
{
    check_goldens(states, MEM_COUNT(states));
}
END_TEST

START_TEST(data_sets_of_all_kinds_are_drawn_as_before)
{
    check_goldens(data_sets, MEM_COUNT(data_sets));
}
END_TEST

START_TEST(overlays_are_drawn_as_before)
{
    check_goldens(overlays, MEM_COUNT(overlays));
}
END_TEST

START_TEST(too_small_says_what_is_needed)
{
    check_goldens(too_small, MEM_COUNT(too_small));
}
END_TEST

/* ---- the files themselves ---- */

static bool
is_drawn(const char *name)
{
    char golden[NAME_SIZE];
    size_t group, i;

    for (group = 0; group < MEM_COUNT(groups); group++) {
        for (i = 0; i < groups[group].count; i++) {
            golden_name(&groups[group].goldens[i], golden);
            if (strcmp(golden, name) == 0)
                return true;
        }
    }
    return false;
}

START_TEST(every_golden_file_has_its_screen)
{
    DIR *folder = opendir(golden_folder());
    const struct dirent *entry;

    ck_assert_msg(folder != NULL, "%s: %s", golden_folder(), strerror(errno));
    while ((entry = readdir(folder)) != NULL)
        ck_assert_msg(entry->d_name[0] == '.' || is_drawn(entry->d_name),
                      "nothing draws %s: remove it", entry->d_name);
    closedir(folder);
}
END_TEST

START_TEST(what_is_drawn_depends_on_the_view_alone)
{
    static struct screen_copy first, second;

    screen_open(SCREEN_RICH, 24, 80);
    draw(&overlays[0], &first);
    draw(&train[4], &first);
    draw(&images[6], &second);
    draw(&train[4], &second);
    screen_close();
    ck_assert_mem_eq(&first, &second, sizeof first);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        train_is_drawn_as_before,
        images_are_drawn_as_before,
        states_are_drawn_as_before,
        data_sets_of_all_kinds_are_drawn_as_before,
        overlays_are_drawn_as_before,
        too_small_says_what_is_needed,
        every_golden_file_has_its_screen,
        what_is_drawn_depends_on_the_view_alone,
        NULL,
    };

    return suite_run("screens", tests, 60);
}
