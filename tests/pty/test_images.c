/* The Images screen, the way between screens and what lies over them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

/* At one image a second the net stays as it is for a second: a paused one for good. */
static struct terminal *
start_paused(void)
{
    struct terminal *terminal = program_start("--speed=1");

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, " ");
    terminal_see(terminal, "run 1  paused");
    return terminal;
}

static void
see_image(struct terminal *terminal, int number)
{
    char text[64];

    snprintf(text, sizeof text, "image %d of 500\n", number);
    terminal_see(terminal, text);
}

static int
image_number(struct terminal *terminal)
{
    const char *at = strstr(terminal_screen(terminal), "image ");
    int number = -1;

    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(sscanf(at, "image %d of 500", &number), 1);
    return number;
}

static bool
is_another_image(struct terminal *terminal, void *argument)
{
    return terminal_shows(terminal, " of 500") &&
           image_number(terminal) != *(int *)argument;
}

/* Presses the key and returns the number of the image that then comes. */
static int
go(struct terminal *terminal, const char *key)
{
    int before = image_number(terminal);

    terminal_send(terminal, key);
    terminal_wait(terminal, is_another_image, &before, "another image");
    return image_number(terminal);
}

START_TEST(arrows_and_their_friends_browse)
{
    static const struct {
        const char *keys;
        int number;
    } moves[] = {
        {KEYS_LEFT, 500},
        {KEYS_RIGHT, 1},
        {KEYS_RIGHT KEYS_RIGHT, 3},
        {KEYS_DOWN, 13},
        {KEYS_PAGE_DOWN, 113},
        {KEYS_UP, 103},
        {KEYS_LEFT, 102},
        {KEYS_PAGE_UP, 2},
        {KEYS_UP, 1},
        {KEYS_PAGE_DOWN, 101},
        {KEYS_END, 500},
        {KEYS_RIGHT, 1},
        {KEYS_END, 500},
        {KEYS_LEFT, 499},
        {KEYS_DOWN, 500},
        {KEYS_HOME, 1},
        {KEYS_END KEYS_PAGE_UP, 400},
        {KEYS_PAGE_DOWN, 500},
        {KEYS_HOME, 1},
    };
    struct terminal *terminal = start_paused();
    size_t i;

    terminal_send(terminal, "2");
    see_image(terminal, 1);
    for (i = 0; i < sizeof moves / sizeof *moves; i++) {
        terminal_send(terminal, moves[i].keys);
        see_image(terminal, moves[i].number);
    }
    program_quit(terminal);
}
END_TEST

START_TEST(an_image_is_found_by_its_number)
{
    struct terminal *terminal = start_paused();

    terminal_send(terminal, "2/");
    terminal_see(terminal, "Go to image (1 to 500): _");
    terminal_send(terminal, "4x 2");
    terminal_see(terminal, "500): 42_");
    terminal_send(terminal, KEYS_BACKSPACE);
    terminal_see(terminal, "500): 4_");
    terminal_send(terminal, "99\r");
    see_image(terminal, 499);
    terminal_see_no(terminal, "Go to");
    terminal_send(terminal, "/\r" KEYS_BACKSPACE KEYS_BACKSPACE "7\b8\n");
    see_image(terminal, 8);
    program_quit(terminal);
}
END_TEST

START_TEST(a_number_that_no_image_has_is_refused)
{
    static const char *const wrong[] = {"/0\r", "/501\r", "/99999999999999999999\r",
                                        "/000\r"};
    struct terminal *terminal = start_paused();
    size_t i;

    terminal_send(terminal, "2" KEYS_DOWN);
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        terminal_send(terminal, "/"); /* in place of the message before */
        terminal_see(terminal, "Go to");
        terminal_send(terminal, KEYS_ESCAPE);
        terminal_see_no(terminal, "Go to");
        terminal_send(terminal, wrong[i]);
        terminal_see(terminal, "The test images are 1 to 500.");
        see_image(terminal, 11);
    }
    terminal_send(terminal, "/12");
    terminal_see(terminal, "500): 12_");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Go to");
    see_image(terminal, 11);
    terminal_send(terminal, "/12");
    terminal_see(terminal, "500): 12_");
    terminal_send(terminal, "q");
    terminal_see_no(terminal, "Go to");
    see_image(terminal, 11);
    terminal_send(terminal, "/12");
    terminal_see(terminal, "500): 12_");
    terminal_send(terminal, KEYS_CONTROL_C);
    terminal_see_no(terminal, "Go to");
    see_image(terminal, 11);
    terminal_send(terminal, "/0500\r");
    see_image(terminal, 500);
    program_quit(terminal);
}
END_TEST

START_TEST(wrong_answers_are_found_both_ways)
{
    struct terminal *terminal = start_paused();
    int first, second;

    terminal_send(terminal, "2");
    terminal_see_all(terminal, "image 1 of 500", "answer", (char *)NULL);
    terminal_see_no(terminal, "accuracy -"); /* now it is known which are wrong */
    first = go(terminal, "n");
    ck_assert(terminal_shows(terminal, " wrong  "));
    second = go(terminal, "n");
    ck_assert_int_gt(second, first);
    ck_assert(terminal_shows(terminal, " wrong  "));
    ck_assert_int_eq(go(terminal, "N"), first);
    ck_assert_int_eq(go(terminal, "n"), second);
    go(terminal, "o");
    program_quit(terminal);
}
END_TEST

START_TEST(the_caption_says_that_a_wrong_answer_is_wrong)
{
    struct terminal *terminal = start_paused();
    const char *caption;
    char verdict[32];
    int label, answer;

    terminal_send(terminal, "2");
    terminal_see(terminal, "image 1 of 500");
    terminal_see_no(terminal, "accuracy -");
    terminal_send(terminal, "n");
    terminal_see(terminal, " wrong  ");
    caption = strstr(terminal_screen(terminal), "label ");
    ck_assert_int_eq(sscanf(caption, "label %d answer %d wrong", &label, &answer), 2);
    ck_assert_int_ne(label, answer);
    snprintf(verdict, sizeof verdict, "%d wrong", answer);
    ck_assert_int_eq(terminal_find(terminal, verdict).color, 203);
    program_quit(terminal);
}
END_TEST

START_TEST(answers_follow_the_weights_while_it_trains_and_stay_at_the_end)
{
    struct terminal *terminal = program_start("--epochs=3 --speed=4000");

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, "2" KEYS_END);
    terminal_see_all(terminal, "image 500 of 500", "answer", (char *)NULL);
    terminal_send(terminal, "nn" KEYS_HOME "o" KEYS_HOME KEYS_DOWN);
    see_image(terminal, 11);
    terminal_send(terminal, "f");
    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, KEYS_PAGE_DOWN);
    terminal_see_all(terminal, "image 111 of 500\n", "answer", "9 ", (char *)NULL);
    go(terminal, "n");
    ck_assert(terminal_shows(terminal, " wrong  "));
    terminal_send(terminal, "q");
    program_ends(terminal, 0, NULL);
}
END_TEST

struct tab {
    const char *text, *title;
};

static bool
tab_is_open(struct terminal *terminal, void *argument)
{
    const struct tab *tab = argument;

    return terminal_shows(terminal, tab->text) && terminal_shows(terminal, tab->title) &&
           terminal_find(terminal, tab->title).reverse;
}

static void
see_screen(struct terminal *terminal, const char *text, const char *title)
{
    struct tab tab = {text, title};

    terminal_wait(terminal, tab_is_open, &tab, title);
}

START_TEST(screens_are_reached_by_number_and_by_tab)
{
    static const char train[] = "Test accuracy", images[] = "image 1 of 500",
                      runs[] = "Runs: test errors";
    struct terminal *terminal = start_paused();

    see_screen(terminal, train, "1 Train");
    terminal_send(terminal, "2");
    see_screen(terminal, images, "2 Images");
    terminal_send(terminal, "1");
    see_screen(terminal, train, "1 Train");
    terminal_send(terminal, "\t");
    see_screen(terminal, images, "2 Images");
    terminal_send(terminal, KEYS_SHIFT_TAB);
    see_screen(terminal, train, "1 Train");
    terminal_send(terminal, KEYS_SHIFT_TAB);
    see_screen(terminal, runs, "5 Runs");
    terminal_send(terminal, "\t");
    see_screen(terminal, train, "1 Train");
    terminal_send(terminal, "2");
    see_screen(terminal, images, "2 Images");
    terminal_send(terminal, KEYS_ESCAPE);
    see_screen(terminal, train, "1 Train");
    program_quit(terminal);
}
END_TEST

START_TEST(the_help_opens_scrolls_and_closes)
{
    enum { PAGES = 10 }; /* more than it has */
    struct terminal *terminal = start_paused();
    int i;

    terminal_send(terminal, "?");
    terminal_see_all(terminal, "Help (Esc closes", "The next run",
                     "Xavier init on or off", (char *)NULL);
    terminal_see_no(terminal, "to select text");
    terminal_send(terminal, KEYS_DOWN);
    terminal_see_no(terminal, " The next run");
    terminal_send(terminal, KEYS_END);
    terminal_see(terminal, "to select text"); /* its last words */
    for (i = 0; i < PAGES; i++)
        terminal_send(terminal, KEYS_PAGE_UP);
    terminal_see(terminal, " The next run");
    terminal_send(terminal, KEYS_PAGE_DOWN);
    terminal_see_no(terminal, " The next run");
    terminal_send(terminal, KEYS_HOME);
    terminal_see(terminal, " The next run");
    for (i = 0; i < PAGES; i++)
        terminal_send(terminal, " ");
    terminal_see(terminal, "to select text");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see(terminal, "Test accuracy");
    terminal_send(terminal, KEYS_F1);
    terminal_see(terminal, " The next run");
    terminal_send(terminal, "q");
    terminal_see(terminal, "Test accuracy");
    /* space paged in there and did not let the run go on */
    ck_assert(terminal_shows(terminal, "paused"));
    program_quit(terminal);
}
END_TEST

/* What follows Esc at once is Alt and a key, which is no key, unless it is Esc again or
 * the sequence of a key. What comes after Esc has acted is a key at once. */
START_TEST(escape_does_not_swallow_the_next_key)
{
    static const char *const over[] = {"?", "q", "2/"};
    static const char *const shown[] = {"The next run", "Quit?", "Go to image"};
    struct terminal *terminal = start_paused();
    size_t i;

    for (i = 0; i < sizeof over / sizeof *over; i++) {
        terminal_send(terminal, over[i]);
        terminal_see(terminal, shown[i]);
        terminal_send(terminal, KEYS_ESCAPE);
        terminal_see_no(terminal, shown[i]);
        terminal_send(terminal, "2" KEYS_HOME);
        see_image(terminal, 1);
        terminal_send(terminal, KEYS_ESCAPE KEYS_RIGHT "b"); /* Alt and Right */
        terminal_see_all(terminal, "image 1 of 500", "Next run: batch", (char *)NULL);
        terminal_send(terminal, KEYS_ESCAPE);
        terminal_see(terminal, "Test accuracy");
        terminal_send(terminal, KEYS_ESCAPE "2m");
        terminal_see_all(terminal, "Test accuracy", "Next run: momentum", (char *)NULL);
    }
    program_quit(terminal);
}
END_TEST

/* Without another byte. */
START_TEST(escape_alone_is_enough)
{
    struct terminal *terminal = start_paused();

    terminal_send(terminal, "q");
    terminal_see(terminal, "Quit?");
    terminal_send(terminal, KEYS_ESCAPE);
    terminal_see_no(terminal, "Quit?");
    program_quit(terminal);
}
END_TEST

/* A terminal that made a signal of it would drop the keys before it, and a part of what
 * is being drawn. */
START_TEST(control_c_is_a_key_among_others)
{
    struct terminal *terminal = start_paused();

    terminal_send(terminal, "2/12" KEYS_CONTROL_C KEYS_END);
    see_image(terminal, 500);
    terminal_see_no(terminal, "Quit?");
    program_quit(terminal);
}
END_TEST

START_TEST(keys_that_mean_nothing_do_nothing)
{
    struct terminal *terminal = start_paused();
    char *before;

    program_settle(terminal);
    before = strdup(terminal_screen(terminal));
    terminal_send(terminal, "cz0~\001\020\r\033[15~\033[2~\303\244\360\237\230\200");
    program_settle(terminal);
    ck_assert_str_eq(terminal_screen(terminal), before);
    free(before);
    program_quit(terminal);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        arrows_and_their_friends_browse,
        an_image_is_found_by_its_number,
        a_number_that_no_image_has_is_refused,
        wrong_answers_are_found_both_ways,
        the_caption_says_that_a_wrong_answer_is_wrong,
        answers_follow_the_weights_while_it_trains_and_stay_at_the_end,
        screens_are_reached_by_number_and_by_tab,
        the_help_opens_scrolls_and_closes,
        escape_does_not_swallow_the_next_key,
        escape_alone_is_enough,
        control_c_is_a_key_among_others,
        keys_that_mean_nothing_do_nothing,
        NULL,
    };

    return program_run_tests("images", tests);
}
