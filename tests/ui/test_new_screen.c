/* A screen is a file and a line: the third one here (support/new_screen.c) is in the
 * catalog by SCREEN(new) and nothing else. */
#include "config.h"

#include <curses.h>

#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

static const char tab[] = " 9 Counting ";

/* A run that stands still after its first batch, and the new screen. */
static void
start_counting(void)
{
    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys("9");
}

START_TEST(it_has_a_tab_and_its_digit_opens_it)
{
    fixture_new()->speed = 1;
    fixture_start();
    fixture_sees_as(ROLE_DIM, tab);
    fixture_keys("9");
    fixture_sees_as(ROLE_TAB, tab);
    fixture_sees("0 so far");
    fixture_sees_no("Test accuracy");
    fixture_keys("\t");
    fixture_sees_as(ROLE_TAB, " 1 Train ");
    fixture_key(KEY_BTAB);
    fixture_sees_as(ROLE_TAB, tab);
    fixture_keys("4"); /* there is none */
    fixture_sees_as(ROLE_TAB, tab);
    fixture_key(KEYS_ESCAPE);
    fixture_sees_as(ROLE_TAB, " 1 Train ");
    fixture_finish();
}
END_TEST

START_TEST(its_own_key_comes_before_the_one_that_holds_everywhere)
{
    start_counting();
    fixture_keys("xx");
    fixture_sees("2 so far");
    fixture_key(KEY_UP);
    fixture_sees("3 so far");
    fixture_keys("1");
    fixture_sees_no(" → "); /* Xavier */
    fixture_keys("x");
    fixture_sees("normal → xavier");
    fixture_keys("9");
    fixture_sees("3 so far");
    fixture_keys("m"); /* which it does not have */
    fixture_sees("Next run: momentum 0.4");
    fixture_finish();
}
END_TEST

START_TEST(its_hints_are_in_the_footer_as_long_as_they_help)
{
    start_counting();
    fixture_sees(" x count  r start  Space pause  m momentum");
    fixture_sees_no("take back");
    fixture_sees_no("Xavier"); /* not by this key here */
    fixture_keys("x");
    fixture_sees(" x count  X take back  r start  Space pause");
    fixture_keys("1");
    fixture_sees_no("take back");
    fixture_finish();
}
END_TEST

START_TEST(a_key_that_cannot_be_used_says_why)
{
    start_counting();
    fixture_keys("X");
    fixture_sees("There is nothing to take back.");
    fixture_sees("0 so far");
    fixture_keys("xX");
    fixture_sees("0 so far");
    fixture_keys("xxy");
    fixture_sees("The count is 2.");
    fixture_finish();
}
END_TEST

START_TEST(its_keys_and_words_are_in_the_help)
{
    start_counting();
    fixture_resize(SCREEN_ROWS, 80); /* shows most of it */
    fixture_keys("?");
    fixture_sees(" 9             Counting: press a key, and see it counted");
    fixture_sees(" Counting");
    fixture_sees(" x Up          one more");
    fixture_sees(" X Down        one less, if there is one");
    fixture_sees(" y             say how many");
    fixture_key(KEY_END);
    fixture_sees("Count: how many times x was pressed, less those that were taken back.");
    fixture_finish();
}
END_TEST

START_TEST(its_state_stays_while_others_are_shown)
{
    start_counting();
    fixture_keys("xxxx");
    fixture_keys("2");
    fixture_sees("image 1 of 150");
    fixture_keys("19?\033q\033");
    fixture_sees("4 so far");
    fixture_finish();
}
END_TEST

START_TEST(it_follows_the_run)
{
    start_counting();
    fixture_sees("This is run 1.");
    fixture_keys("rr");
    fixture_wait_for("This is run 2.");
    fixture_finish();
}
END_TEST

START_TEST(the_net_comes_with_the_run)
{
    start_counting();
    fixture_wait_for("The net is there.");
    fixture_finish();
}
END_TEST

/* Where the header has no room for all titles, the other tabs shrink to their numbers;
 * what the data is stays. */
START_TEST(a_narrow_header_keeps_the_title_of_the_screen_that_is_shown)
{
    start_counting();
    fixture_resize(16, 60);
    fixture_sees(" mnistui  1  2  5   9 Counting ");
    fixture_sees("synthetic");
    fixture_keys("1");
    fixture_sees(" mnistui   1 Train  2  5  9  ");
    fixture_sees("synthetic");
    fixture_keys(" ");
    fixture_wait_for("paused");
    fixture_sees("synthetic");
    fixture_keys("2");
    fixture_sees(" mnistui  1   2 Images  5  9  ");
    fixture_resize(24, 80);
    fixture_sees(" mnistui   1 Train   2 Images   5 Runs   9 Counting ");
    fixture_sees("synthetic");
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        it_has_a_tab_and_its_digit_opens_it,
        its_own_key_comes_before_the_one_that_holds_everywhere,
        its_hints_are_in_the_footer_as_long_as_they_help,
        a_key_that_cannot_be_used_says_why,
        its_keys_and_words_are_in_the_help,
        its_state_stays_while_others_are_shown,
        it_follows_the_run,
        the_net_comes_with_the_run,
        a_narrow_header_keeps_the_title_of_the_screen_that_is_shown,
        NULL,
    };

    return suite_run("new screen", tests, 300);
}
