/* The way between screens, the help over them, and the test images. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

/* What a user counts from 1. */
enum { LAST = FIXTURE_TEST };

static const char train_tab[] = " 1 Train ", images_tab[] = " 2 Images ";

/* ---- screens and what lies over them ---- */

/* A run whose first batch was trained, and which then stands still. */
static void
start_still(void)
{
    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
}

START_TEST(keys_and_tab_change_the_screen)
{
    static const struct {
        int key;
        const char *tab;
    } steps[] = {
        {'2', images_tab},        {'2', images_tab},        {'1', train_tab},
        {'\t', images_tab},       {KEY_BTAB, train_tab},    {'2', images_tab},
        {KEYS_ESCAPE, train_tab}, {KEYS_ESCAPE, train_tab},
    };
    size_t i;

    start_still();
    fixture_sees_as(ROLE_TAB, train_tab);
    for (i = 0; i < MEM_COUNT(steps); i++) {
        bool train = steps[i].tab == train_tab;

        fixture_key(steps[i].key);
        fixture_sees_as(ROLE_TAB, steps[i].tab);
        fixture_sees_as(ROLE_DIM, train ? images_tab : train_tab);
        fixture_sees(train ? "Test accuracy" : "Test images");
    }
    ck_assert(!fixture_has_left());
    fixture_finish();
}
END_TEST

START_TEST(keys_without_a_meaning_change_nothing)
{
    static const int keys[] = {-1,  0, 'z', 'c',       '0',        '3', '9',
                               '~', 1, 127, KEY_MOUSE, KEY_RESIZE, 255, 12};
    const char *screens = "12";
    static char before[FIXTURE_TEXT];
    size_t i;

    start_still();
    fixture_keys(" ");
    fixture_wait_for("paused");
    for (; *screens != '\0'; screens++) {
        fixture_key(*screens);
        snprintf(before, sizeof before, "%s", fixture_text());
        for (i = 0; i < MEM_COUNT(keys); i++) {
            fixture_key(keys[i]);
            ck_assert_msg(strcmp(fixture_text(), before) == 0, "key %d", keys[i]);
        }
    }
    ck_assert(!fixture_has_left());
    fixture_finish();
}
END_TEST

static const char help_title[] = "Help (Esc closes, arrows scroll)";

START_TEST(help_opens_on_each_screen_and_closes_to_it)
{
    static const int openers[] = {'?', KEY_F(1)},
                     closers[] = {KEYS_ESCAPE,       '?', KEY_F(1), 'q',
                                  KEYS_CONTROL('c'), '\r'};
    const char *const tabs[] = {train_tab, images_tab};
    size_t i, j, screen;

    start_still();
    for (screen = 0; screen < MEM_COUNT(tabs); screen++) {
        fixture_key('1' + (int)screen);
        for (i = 0; i < MEM_COUNT(openers); i++) {
            for (j = 0; j < MEM_COUNT(closers); j++) {
                fixture_key(openers[i]);
                fixture_sees(help_title);
                fixture_sees(" Esc close  Down scroll  PgDn page down");
                fixture_keys("zxr2/ob\t"); /* nothing gets through */
                fixture_sees(help_title);
                fixture_key(closers[j]);
                fixture_sees_no("Help (");
                fixture_sees_as(ROLE_TAB, tabs[screen]);
            }
        }
    }
    fixture_keys("1");
    fixture_sees_no(" → ");
    fixture_sees("run 1");
    ck_assert(!fixture_has_left());
    fixture_finish();
}
END_TEST

/* The line of the help at its top. */
static void
check_top(int line)
{
    static char whole[FIXTURE_TEXT];
    const char *at = whole;

    fixture_resize(SCREEN_ROWS, 80); /* shows all of it */
    snprintf(whole, sizeof whole, "%s", fixture_text());
    fixture_resize(FIXTURE_ROWS, 80);
    for (line += 2; line > 0; line--)
        at = strchr(at, '\n') + 1;
    snprintf(whole, sizeof whole, "%.*s", (int)strcspn(at, "\n"), at);
    at = strchr(strchr(fixture_text(), '\n') + 1, '\n') + 1;
    ck_assert_int_eq(strncmp(at, whole, strlen(whole)), 0);
    ck_assert_int_eq(at[strlen(whole)], '\n');
}

START_TEST(help_scrolls_within_its_ends)
{
    static const struct {
        int key, top;
    } steps[] = {{KEY_UP, 0},     {KEY_DOWN, 1}, {KEY_DOWN, 2},  {KEY_UP, 1},
                 {KEY_PPAGE, 0},  {' ', 19},     {KEY_DOWN, 20}, {KEY_PPAGE, 1},
                 {KEY_NPAGE, 20}, {KEY_HOME, 0}};
    static char end[FIXTURE_TEXT];
    size_t i;

    start_still();
    fixture_resize(FIXTURE_ROWS, 80);
    fixture_keys("?");
    check_top(0);
    for (i = 0; i < MEM_COUNT(steps); i++) {
        fixture_key(steps[i].key);
        check_top(steps[i].top);
    }
    fixture_key(KEY_END);
    fixture_sees("the line is its mean");
    snprintf(end, sizeof end, "%s", fixture_text());
    fixture_key(KEY_DOWN);
    fixture_key(KEY_NPAGE);
    ck_assert(strcmp(fixture_text(), end) == 0);
    fixture_key(KEY_PPAGE); /* at once, however often it was pressed at the end */
    fixture_sees_no("the line is its mean");
    fixture_key(KEYS_ESCAPE);
    fixture_keys("?"); /* from its top again */
    check_top(0);
    fixture_finish();
}
END_TEST

/* A terminal that grows shows the end of it no further up than before. */
START_TEST(help_follows_the_size_of_the_terminal)
{
    start_still();
    fixture_resize(FIXTURE_ROWS, 80);
    fixture_keys("?");
    fixture_key(KEY_END);
    fixture_resize(SCREEN_ROWS, 80);
    fixture_sees("The next run");
    fixture_sees("the line is its mean");
    fixture_resize(FIXTURE_ROWS, 80);
    fixture_key(KEY_UP);
    fixture_sees_no("The next run");
    fixture_finish();
}
END_TEST

START_TEST(a_terminal_that_is_too_small_says_so_and_takes_keys)
{
    start_still();
    fixture_resize(10, 40);
    fixture_sees("mnistui needs 60x16, this is 40x10");
    fixture_keys("2");
    fixture_resize(16, 60);
    fixture_sees_as(ROLE_TAB, images_tab);
    fixture_finish();
}
END_TEST

/* ---- going to an image ---- */

static void
see_image(int number)
{
    char text[32];

    snprintf(text, sizeof text, "image %d of 150", number);
    fixture_sees(text);
}

/* Types the text and Enter at the prompt. */
static void
go_to(const char *text, int enter)
{
    fixture_keys("/");
    fixture_sees("Go to image (1 to 150): _");
    fixture_sees_no("? help");
    fixture_keys(text);
    fixture_key(enter);
    fixture_sees_no("Go to image");
    fixture_sees_as(ROLE_TAB, images_tab);
}

static void
go_to_number(int number)
{
    char text[16];

    snprintf(text, sizeof text, "%d", number);
    go_to(text, '\r');
    see_image(number);
}

START_TEST(a_number_goes_to_its_image)
{
    static const int enters[] = {'\r', '\n', KEY_ENTER};
    size_t i;

    start_still();
    fixture_keys("2");
    for (i = 0; i < MEM_COUNT(enters); i++) {
        go_to("7", enters[i]);
        see_image(7);
        go_to("150", enters[i]);
        see_image(150);
        go_to("1", enters[i]);
        see_image(1);
        go_to("0000012", enters[i]);
        see_image(12);
    }
    fixture_finish();
}
END_TEST

START_TEST(numbers_of_no_image_are_refused)
{
    static const char *const numbers[] = {"0", "0000", "151", "9999999", "99999999999"};
    size_t i;

    start_still();
    fixture_keys("2");
    go_to_number(6);
    for (i = 0; i < MEM_COUNT(numbers); i++) {
        go_to(numbers[i], '\r');
        fixture_sees("The test images are 1 to 150.");
        see_image(6);
    }
    fixture_finish();
}
END_TEST

START_TEST(the_prompt_takes_digits_and_corrections)
{
    static const int backspaces[] = {KEY_BACKSPACE, '\b', 0x7f};
    size_t i;

    start_still();
    fixture_keys("/"); /* only on the Images screen */
    fixture_sees_no("Go to image");
    fixture_keys("2/1xz-. ?r2\t");
    fixture_sees("150): 12_");
    for (i = 0; i < MEM_COUNT(backspaces); i++) {
        fixture_keys("3");
        fixture_sees("150): 123_");
        fixture_key(backspaces[i]);
        fixture_sees("150): 12_");
    }
    for (i = 0; i < 5; i++)
        fixture_key(KEY_BACKSPACE);
    fixture_sees("150): _");
    fixture_key('\r'); /* nothing to go to yet */
    fixture_sees("150): _");
    fixture_keys("1234567890");
    fixture_sees("150): 1234567_");
    fixture_finish();
}
END_TEST

START_TEST(the_prompt_is_closed_without_an_answer)
{
    static const int closers[] = {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')};
    size_t i;

    start_still();
    fixture_keys("2");
    for (i = 0; i < MEM_COUNT(closers); i++) {
        fixture_keys("/45");
        fixture_key(closers[i]);
        fixture_sees_no("Go to image");
        fixture_sees_no("Quit?");
        fixture_sees_as(ROLE_TAB, images_tab);
        see_image(1);
    }
    ck_assert(!fixture_has_left());
    fixture_finish();
}
END_TEST

/* ---- browsing ---- */

START_TEST(single_steps_go_around_and_longer_ones_stop)
{
    static const struct {
        int from, key, to;
    } cases[] = {
        {6, KEY_LEFT, 5},       {6, KEY_RIGHT, 7},      {1, KEY_LEFT, LAST},
        {LAST, KEY_RIGHT, 1},   {51, KEY_UP, 41},       {51, KEY_DOWN, 61},
        {4, KEY_UP, 1},         {1, KEY_UP, 1},         {LAST - 3, KEY_DOWN, LAST},
        {LAST, KEY_DOWN, LAST}, {121, KEY_PPAGE, 21},   {21, KEY_NPAGE, 121},
        {21, KEY_PPAGE, 1},     {121, KEY_NPAGE, LAST}, {71, KEY_HOME, 1},
        {71, KEY_END, LAST},
    };
    size_t i;

    start_still();
    fixture_keys("2");
    for (i = 0; i < MEM_COUNT(cases); i++) {
        go_to_number(cases[i].from);
        fixture_keys("1"); /* where the key has no meaning */
        fixture_key(cases[i].key);
        fixture_keys("2");
        see_image(cases[i].from);
        fixture_key(cases[i].key);
        see_image(cases[i].to);
    }
    fixture_finish();
}
END_TEST

START_TEST(any_image_may_come_up)
{
    enum { MANY = 3000 };
    bool seen[FIXTURE_TEST + 1] = {false};
    int tries = 0, count = 0;

    start_still();
    fixture_keys("2R"); /* beside r, it would start a run by mistake */
    see_image(1);
    while (count < FIXTURE_TEST && tries++ < MANY) {
        int number;

        fixture_keys("o");
        number = (int)fixture_number("  image ");
        count += !seen[number];
        seen[number] = true;
    }
    ck_assert_int_eq(count, FIXTURE_TEST);
    fixture_finish();
}
END_TEST

/* A run that has ended, so that the answers stay as they are, on the Images screen. No
 * worker looks at a label any more. */
static struct ui_config *
start_ended(void)
{
    struct ui_config *config = fixture_new();

    config->hparams.epochs = 1;
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_wait_for_answers(fixture_session()->runs[0]);
    fixture_keys("2");
    return config;
}

/* Gives every test image the label that the net answers, but those in wrong. */
static void
make_right(const struct ui_config *config, const bool wrong[FIXTURE_TEST + 1])
{
    unsigned char *labels = config->dataset->test.labels;
    int number;

    fixture_key(KEY_HOME);
    for (number = 1; number <= FIXTURE_TEST; number++) {
        int answer = (int)fixture_number("answer ");

        see_image(number);
        labels[number - 1] =
            (unsigned char)(wrong[number] ? (answer + 1) % DIGIT_CLASSES : answer);
        fixture_sees(wrong[number] ? " wrong  " : " right  ");
        fixture_key(KEY_RIGHT);
    }
}

static void
check_search(int from, char key, int to)
{
    go_to_number(from);
    fixture_key(key);
    see_image(to);
    fixture_sees("? help"); /* and no message */
}

START_TEST(n_finds_the_next_wrong_answer)
{
    bool wrong[FIXTURE_TEST + 1] = {[4] = true, [5] = true, [121] = true};
    struct ui_config *config = start_ended();

    make_right(config, wrong);
    check_search(1, 'n', 4);
    check_search(4, 'n', 5);
    check_search(5, 'n', 121);
    check_search(121, 'n', 4); /* around the end */
    check_search(LAST, 'n', 4);
    check_search(1, 'N', 121);
    check_search(121, 'N', 5);
    check_search(5, 'N', 4);
    check_search(4, 'N', 121);
    check_search(120, 'N', 5);
    wrong[4] = wrong[5] = false;
    make_right(config, wrong);
    check_search(121, 'n', 121); /* the only one */
    check_search(121, 'N', 121);
    check_search(122, 'n', 121); /* all around */
    check_search(120, 'N', 121);
    fixture_finish();
}
END_TEST

START_TEST(when_all_is_right_it_says_so)
{
    static const bool wrong[FIXTURE_TEST + 1];
    static const char keys[] = "nN";
    size_t i;

    make_right(start_ended(), wrong);
    for (i = 0; i < 2; i++) {
        go_to_number(18);
        fixture_key(keys[i]);
        fixture_sees("Every answer is right.");
        see_image(18);
    }
    fixture_finish();
}
END_TEST

/* The engine's first news may come before the keys, though not each time. */
START_TEST(before_the_first_answer_there_is_no_wrong_one)
{
    enum { TRIES = 100 };
    bool told = false;
    int i;

    for (i = 0; i < TRIES && !told; i++) {
        fixture_start_usual();
        fixture_keys("2nN");
        told = fixture_shows("It is not known yet which are wrong.");
        if (told) {
            see_image(1);
            fixture_sees("none yet");
        }
        fixture_finish();
    }
    ck_assert(told);
}
END_TEST

START_TEST(a_search_that_is_not_possible_yet_has_no_hint)
{
    start_still();
    fixture_keys("2");
    fixture_wait_for("answer ");
    fixture_sees(" n next wrong  o any image  / go to  r start");
    fixture_keys("1");
    fixture_sees_no("next wrong");
    fixture_finish();
}
END_TEST

START_TEST(answers_are_those_of_the_net)
{
    double accuracy;
    int i, right = 0;

    start_ended();
    accuracy = fixture_number("accuracy ");
    for (i = 0; i < FIXTURE_TEST; i++) {
        int label = (int)fixture_number("label "),
            answer = (int)fixture_number("answer ");

        right += label == answer;
        fixture_sees(label == answer ? " right  " : " wrong  ");
        fixture_key(KEY_RIGHT);
    }
    ck_assert_double_eq_tol(100.0 * right / FIXTURE_TEST, accuracy, 0.01);
    fixture_finish();
}
END_TEST

START_TEST(each_screen_is_as_it_was_left)
{
    start_still();
    fixture_keys("2");
    go_to_number(42);
    fixture_keys("1?q\t");
    see_image(42);
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        keys_and_tab_change_the_screen,
        keys_without_a_meaning_change_nothing,
        help_opens_on_each_screen_and_closes_to_it,
        help_scrolls_within_its_ends,
        help_follows_the_size_of_the_terminal,
        a_terminal_that_is_too_small_says_so_and_takes_keys,
        a_number_goes_to_its_image,
        numbers_of_no_image_are_refused,
        the_prompt_takes_digits_and_corrections,
        the_prompt_is_closed_without_an_answer,
        single_steps_go_around_and_longer_ones_stop,
        any_image_may_come_up,
        n_finds_the_next_wrong_answer,
        when_all_is_right_it_says_so,
        before_the_first_answer_there_is_no_wrong_one,
        a_search_that_is_not_possible_yet_has_no_hint,
        answers_are_those_of_the_net,
        each_screen_is_as_it_was_left,
        NULL,
    };

    return suite_run("images", tests, 600);
}
