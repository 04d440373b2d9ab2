/* The top row and the bottom row: what stays where there is not room for all of it. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/sample_look.h"
#include "support/stage.h"
#include "support/suite.h"
#include "ui/footer.h"

enum { ROWS = 24, LEAST_COLS = 60, MOST_COLS = 130 };

static struct screen_copy copy;

/* ---- the top row ---- */

static void
draw_header(const struct sample_look *sample, int cols, char text[SCREEN_ROW])
{
    screen_resize(ROWS, cols);
    stage_start(&sample->look);
    stage_read(&copy, NULL, GLYPHS_BLOCK);
    screen_row(&copy, 0, text);
}

START_TEST(the_top_row_says_less_where_it_is_narrower)
{
    static const struct {
        int cols;
        const char *text;
    } cases[] = {
        {94, " mnistui   1 Train   2 Images   5 Runs    practice digits  run 2  "
             "training at 60 000 images/s"},
        {91, " mnistui   1 Train   2 Images   5 Runs  practice digits run 2  "
             "training at 60 000 images/s"},
        {90, " mnistui   1 Train   2 Images   5 Runs          practice digits  run 2  "
             "training 60 000/s"},
        {75,
         " mnistui   1 Train   2 Images   5 Runs  practice digits  training 60 000/s"},
        {74, " mnistui   1 Train   2 Images   5 Runs   practice digits  run 2  training"},
        {69, " mnistui   1 Train   2 Images   5 Runs     practice digits  training"},
        {60, " mnistui   1 Train  2  5   practice digits  run 2  training"},
    };
    struct sample_look *sample = sample_new();
    char text[SCREEN_ROW];
    size_t i;

    sample_practice(sample);
    stage_open(SCREEN_RICH, ROWS, LEAST_COLS);
    for (i = 0; i < MEM_COUNT(cases); i++) {
        draw_header(sample, cases[i].cols, text);
        ck_assert_str_eq(text, cases[i].text);
    }
    stage_close();
}
END_TEST

/* Practice digits must not be taken for MNIST, at any width and in any state. */
START_TEST(the_name_of_the_data_set_is_always_there)
{
    static void (*const states[])(struct sample_look *) = {
        sample_full_speed, sample_paused,      sample_done,
        sample_diverged,   sample_first_batch,
    };
    static const struct {
        void (*rename)(struct sample_look *);
        const char *name;
    } names[] = {
        {sample_practice, " practice digits "},
        {sample_clothes, " Fashion-MNIST "},
        {sample_long_name, " handwritten Devanagari "},
    };
    char text[SCREEN_ROW];
    size_t state, name;
    int cols;

    stage_open(SCREEN_RICH, ROWS, LEAST_COLS);
    for (state = 0; state < MEM_COUNT(states); state++) {
        for (name = 0; name < MEM_COUNT(names); name++) {
            struct sample_look *sample = sample_new();

            names[name].rename(sample);
            states[state](sample);
            for (cols = LEAST_COLS; cols <= MOST_COLS; cols++) {
                draw_header(sample, cols, text);
                ck_assert_msg(strstr(text, names[name].name) != NULL, "%d columns: %s",
                              cols, text);
            }
        }
    }
    stage_close();
}
END_TEST

/* All but the one that is shown. */
START_TEST(tabs_are_numbers_where_titles_have_no_room)
{
    struct sample_look *sample = sample_new();
    int y, x;

    sample_long_name(sample);
    stage_open(SCREEN_RICH, ROWS, LEAST_COLS);
    stage_start(&sample->look);
    stage_read(&copy, NULL, GLYPHS_BLOCK);
    ck_assert(screen_find(&copy, "  1 Train  2  5  ", &y, &x));
    ck_assert_int_eq(screen_role(&copy, y, x + 2), ROLE_TAB);
    ck_assert_int_eq(screen_role(&copy, y, x + 11), ROLE_DIM);
    stage_key('2');
    stage_read(&copy, NULL, GLYPHS_BLOCK);
    ck_assert(screen_find(&copy, "  1   2 Images  5 ", &y, &x));
    ck_assert_int_eq(screen_role(&copy, y, x + 5), ROLE_TAB);
    stage_close();
}
END_TEST

/* A name as long as a name may be, and the longest word for the state. */
START_TEST(a_name_that_has_no_room_is_cut_at_its_end)
{
    struct sample_look *sample = sample_new();
    struct dataset dataset = *sample->look.dataset;
    char text[SCREEN_ROW];

    snprintf(dataset.name, sizeof dataset.name, "%s", "abcdefghijklmnopqrstuvwxyzABCDE");
    sample->look.dataset = &dataset;
    stage_open(SCREEN_RICH, ROWS, LEAST_COLS);
    draw_header(sample, LEAST_COLS, text);
    ck_assert_str_eq(text, " mnistui   1 Train  2  5  abcdefghijklmnopqrstuvw  training");
    stage_close();
}
END_TEST

/* ---- the bottom row ---- */

static const char *
never(const struct look *look, const void *state)
{
    (void)look, (void)state;
    return "It cannot be done.";
}

static const struct action of_screen[] = {
    {.name = "light", .keys = {'l'}, .hint = "light", .weight = 10},
    {.name = "heavy", .keys = {'h'}, .hint = "heavy", .weight = 90},
    {.name = "never", .keys = {'n'}, .hint = "never", .weight = 95, .unavailable = never},
    {.name = "silent", .keys = {'s'}, .weight = 99},
    {.name = NULL},
};

static const struct action everywhere[] = {
    {.name = "quit", .keys = {'q', 'Q'}, .hint = "quit", .weight = ACTION_HINT_ALWAYS},
    {.name = "wide", .keys = {'w'}, .hint = "\u65e5\u672c", .weight = 10},
    {.name = "middle", .keys = {KEY_NPAGE}, .hint = "middle", .weight = 50},
    {.name = NULL},
};

static void
draw_footer(int cols, char text[SCREEN_ROW])
{
    struct canvas canvas = screen_canvas(NULL, GLYPHS_BLOCK);
    struct rect r = {1, 0, 1, cols};
    struct footer footer = {0};

    footer_add(&footer, of_screen, NULL, NULL);
    footer_add(&footer, everywhere, NULL, NULL);
    footer_add(&footer, NULL, NULL, NULL);
    werase(stdscr);
    footer_draw(&canvas, r, &footer);
    screen_read(&copy);
    screen_row(&copy, 1, text);
}

/* The heaviest first; those that are as heavy in the order in which they came; what
 * cannot be done is left out. */
START_TEST(hints_are_shown_by_weight_as_far_as_there_is_room)
{
    static const struct {
        int cols;
        const char *text;
    } cases[] = {
        {60, " h heavy  PgDn middle  l light  w \u65e5\u672c  q quit"},
        {46, " h heavy  PgDn middle  l light  w \u65e5\u672c  q quit"},
        {45, " h heavy  PgDn middle  l light  q quit"},
        {38, " h heavy  PgDn middle  l light  q quit"},
        {37, " h heavy  PgDn middle  w \u65e5\u672c  q quit"}, /* it is shorter */
        {28, " h heavy  l light  q quit"},
        {16, " h heavy  q quit"},
        {15, " w \u65e5\u672c  q quit"},
        {14, " q quit"},
        {7, " q quit"},
        {6, ""},
    };
    char text[SCREEN_ROW];
    size_t i;

    screen_open(SCREEN_RICH, 3, LEAST_COLS);
    for (i = 0; i < MEM_COUNT(cases); i++) {
        draw_footer(cases[i].cols, text);
        ck_assert_msg(strcmp(text, cases[i].text) == 0,
                      "%d columns: \"%s\" is not \"%s\"", cases[i].cols, text,
                      cases[i].text);
    }
    screen_close();
}
END_TEST

START_TEST(a_key_stands_out_from_its_hint)
{
    char text[SCREEN_ROW];

    screen_open(SCREEN_RICH, 3, LEAST_COLS);
    draw_footer(LEAST_COLS, text);
    ck_assert_int_eq(screen_role(&copy, 1, 1), ROLE_KEY);
    ck_assert_int_eq(screen_role(&copy, 1, 3), ROLE_DIM);
    screen_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_top_row_says_less_where_it_is_narrower,
        the_name_of_the_data_set_is_always_there,
        tabs_are_numbers_where_titles_have_no_room,
        a_name_that_has_no_room_is_cut_at_its_end,
        hints_are_shown_by_weight_as_far_as_there_is_room,
        a_key_stands_out_from_its_hint,
        NULL,
    };

    return suite_run("frame", tests, 60);
}
