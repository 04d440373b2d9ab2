/* Screens, what lies over them, and the test images: the app with no terminal. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/app_fixture.h"
#include "support/suite.h"
#include "ui/action.h"

enum { ESCAPE = 27, CONTROL_C = 3, CONTROL_L = 12, LAST = FIXTURE_TEST - 1 };

/* ---- screens and what lies over them ---- */

START_TEST(keys_and_tab_change_the_screen)
{
    static const struct {
        int key;
        enum screen_id screen;
    } steps[] = {
        {'2', SCREEN_IMAGES},     {'2', SCREEN_IMAGES}, {'1', SCREEN_TRAIN},
        {'\t', SCREEN_IMAGES},    {'\t', SCREEN_TRAIN}, {KEY_BTAB, SCREEN_IMAGES},
        {KEY_BTAB, SCREEN_TRAIN}, {'2', SCREEN_IMAGES}, {ESCAPE, SCREEN_TRAIN},
        {ESCAPE, SCREEN_TRAIN},
    };
    struct fixture *fixture = fixture_started();
    size_t i;

    ck_assert_int_eq(fixture->app.view.screen, SCREEN_TRAIN);
    for (i = 0; i < MEM_COUNT(steps); i++) {
        fixture->app.dirty = false;
        app_key(&fixture->app, steps[i].key);
        ck_assert_int_eq(fixture->app.view.screen, steps[i].screen);
        ck_assert(fixture->app.dirty);
    }
    ck_assert(!fixture->app.leaving);
    fixture_finish(fixture);
}
END_TEST

START_TEST(keys_without_an_action_change_nothing)
{
    struct fixture *fixture = fixture_started();
    static struct view before;
    int screen, key;

    for (screen = 0; screen < SCREENS; screen++) {
        fixture->app.view.screen = (enum screen_id)screen;
        before = fixture->app.view;
        for (key = -1; key < KEY_MAX; key++) {
            if (action_of_key(key) != ACTION_NONE)
                continue;
            app_key(&fixture->app, key);
            if (memcmp(&before, &fixture->app.view, sizeof before) != 0)
                ck_abort_msg("key %d changes the view", key);
        }
    }
    app_key(&fixture->app, CONTROL_L); /* does nothing without a terminal */
    ck_assert(memcmp(&before, &fixture->app.view, sizeof before) == 0);
    ck_assert(!fixture->app.leaving);
    fixture_finish(fixture);
}
END_TEST

START_TEST(help_opens_on_each_screen_and_closes_to_it)
{
    static const int openers[] = {'?', KEY_F(1)},
                     closers[] = {ESCAPE, '?', 'q', 'r', '2'};
    struct fixture *fixture = fixture_started();
    const struct view *view = &fixture->app.view;
    struct hparams next = view->next;
    size_t i, j;
    int screen;

    fixture_keys(fixture, " "); /* so that r would be seen */
    for (screen = 0; screen < SCREENS; screen++) {
        fixture->app.view.screen = (enum screen_id)screen;
        for (i = 0; i < MEM_COUNT(openers); i++) {
            for (j = 0; j < MEM_COUNT(closers); j++) {
                app_key(&fixture->app, openers[i]);
                ck_assert_int_eq(view->over, OVER_HELP);
                app_key(&fixture->app, 'z');
                ck_assert_int_eq(view->over, OVER_HELP);
                app_key(&fixture->app, closers[j]);
                ck_assert_int_eq(view->over, OVER_NOTHING);
                ck_assert_int_eq(view->screen, screen);
            }
        }
    }
    fixture_keys(fixture, "?x");
    ck_assert_mem_eq(&next, &view->next, sizeof next);
    ck_assert(!fixture->app.leaving);
    app_update(&fixture->app);
    ck_assert_uint_le(view->shot.run, 1);
    fixture_finish(fixture);
}
END_TEST

START_TEST(help_scrolls_within_its_ends)
{
    struct fixture *fixture = fixture_started();
    const int *scroll = &fixture->app.view.help_scroll;
    int end;

    fixture_keys(fixture, "?");
    app_key(&fixture->app, KEY_UP);
    ck_assert_int_eq(*scroll, 0);
    app_key(&fixture->app, KEY_DOWN);
    app_key(&fixture->app, KEY_DOWN);
    ck_assert_int_eq(*scroll, 2);
    app_key(&fixture->app, KEY_UP);
    ck_assert_int_eq(*scroll, 1);
    app_key(&fixture->app, KEY_PPAGE);
    ck_assert_int_eq(*scroll, 0);
    app_key(&fixture->app, KEY_END);
    end = *scroll;
    ck_assert_int_gt(end, 0);
    app_key(&fixture->app, KEY_DOWN);
    app_key(&fixture->app, KEY_NPAGE);
    ck_assert_int_eq(*scroll, end);
    app_key(&fixture->app, KEY_HOME);
    ck_assert_int_eq(*scroll, 0);
    fixture_keys(fixture, " ");
    ck_assert_int_gt(*scroll, 10);
    app_key(&fixture->app, KEY_NPAGE);
    app_key(&fixture->app, KEY_NPAGE);
    ck_assert_int_eq(*scroll, end);
    app_key(&fixture->app, ESCAPE);
    fixture_keys(fixture, "?"); /* from its top again */
    ck_assert_int_eq(*scroll, 0);
    fixture_finish(fixture);
}
END_TEST

START_TEST(leaving_a_run_that_is_on_asks)
{
    static const int quits[] = {'q', CONTROL_C};
    struct fixture *fixture = fixture_started();
    const struct view *view = &fixture->app.view;
    struct hparams next = view->next;
    size_t i, j;

    fixture_wait(fixture, run_has_trained);
    for (i = 0; i < MEM_COUNT(quits); i++) {
        app_key(&fixture->app, quits[i]);
        ck_assert_int_eq(view->over, OVER_QUIT);
        fixture_keys(fixture, "xr2? z5");
        ck_assert_int_eq(view->over, OVER_QUIT);
        ck_assert(!fixture->app.leaving);
        app_key(&fixture->app, ESCAPE);
        ck_assert_int_eq(view->over, OVER_NOTHING);
        ck_assert_int_eq(view->screen, SCREEN_TRAIN);
        ck_assert_mem_eq(&next, &view->next, sizeof next);
    }
    for (i = 0; i < MEM_COUNT(quits); i++) {
        for (j = 0; j < MEM_COUNT(quits); j++) {
            app_key(&fixture->app, quits[i]);
            ck_assert(!fixture->app.leaving);
            app_key(&fixture->app, quits[j]);
            ck_assert(fixture->app.leaving);
            fixture->app.leaving = false;
            fixture->app.view.over = OVER_NOTHING;
        }
    }
    app_update(&fixture->app);
    ck_assert_uint_eq(view->shot.run, 1);
    fixture_finish(fixture);
}
END_TEST

START_TEST(with_no_run_on_it_leaves_at_once)
{
    struct fixture *fixture = fixture_new();

    fixture->config.hparams.epochs = 1;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    fixture_keys(fixture, "q");
    ck_assert(fixture->app.leaving);
    ck_assert_int_eq(fixture->app.view.over, OVER_NOTHING);
    fixture_finish(fixture);
}
END_TEST

/* ---- going to an image ---- */

/* Types the text and Enter at the prompt. */
static void
go_to(struct fixture *fixture, const char *text, int enter)
{
    fixture->app.view.screen = SCREEN_IMAGES;
    fixture_keys(fixture, "/");
    ck_assert_int_eq(fixture->app.view.over, OVER_GO_TO);
    ck_assert_str_eq(fixture->app.view.input, "");
    fixture_keys(fixture, text);
    app_key(&fixture->app, enter);
}

START_TEST(a_number_goes_to_its_image)
{
    static const int enters[] = {'\r', '\n', KEY_ENTER};
    struct fixture *fixture = fixture_started();
    const struct view *view = &fixture->app.view;
    char last[16];
    size_t i;

    snprintf(last, sizeof last, "%d", FIXTURE_TEST);
    for (i = 0; i < MEM_COUNT(enters); i++) {
        go_to(fixture, "7", enters[i]);
        ck_assert_uint_eq(view->browsed.number, 6);
        ck_assert_int_eq(view->over, OVER_NOTHING);
        ck_assert_int_eq(view->screen, SCREEN_IMAGES);
        go_to(fixture, last, enters[i]);
        ck_assert_uint_eq(view->browsed.number, LAST);
        go_to(fixture, "1", enters[i]);
        ck_assert_uint_eq(view->browsed.number, 0);
        go_to(fixture, "0000012", enters[i]);
        ck_assert_uint_eq(view->browsed.number, 11);
    }
    fixture_finish(fixture);
}
END_TEST

START_TEST(numbers_of_no_image_are_refused)
{
    static const char *const numbers[] = {"0", "0000", "151", "9999999", "99999999999"};
    struct fixture *fixture = fixture_started();
    size_t i;

    for (i = 0; i < MEM_COUNT(numbers); i++) {
        fixture->app.view.browsed.number = 5;
        go_to(fixture, numbers[i], '\r');
        fixture_says(fixture, "The test images are 1 to 150.");
        ck_assert_uint_eq(fixture->app.view.browsed.number, 5);
        ck_assert_int_eq(fixture->app.view.over, OVER_NOTHING);
    }
    fixture_finish(fixture);
}
END_TEST

START_TEST(the_prompt_takes_digits_and_corrections)
{
    static const int backspaces[] = {KEY_BACKSPACE, '\b', 0x7f};
    static const int closers[] = {ESCAPE, 'q', CONTROL_C};
    struct fixture *fixture = fixture_started();
    const char *input = fixture->app.view.input;
    size_t i;

    fixture_keys(fixture, "/"); /* only on the Images screen */
    ck_assert_int_eq(fixture->app.view.over, OVER_NOTHING);
    fixture_keys(fixture, "2/1xz-. ?r2");
    ck_assert_str_eq(input, "12");
    for (i = 0; i < MEM_COUNT(backspaces); i++) {
        fixture_keys(fixture, "3");
        app_key(&fixture->app, backspaces[i]);
        ck_assert_str_eq(input, "12");
    }
    for (i = 0; i < 5; i++)
        app_key(&fixture->app, KEY_BACKSPACE);
    ck_assert_str_eq(input, "");
    app_key(&fixture->app, '\r'); /* nothing to go to yet */
    ck_assert_int_eq(fixture->app.view.over, OVER_GO_TO);
    fixture_keys(fixture, "1234567890");
    ck_assert_str_eq(input, "1234567");
    for (i = 0; i < MEM_COUNT(closers); i++) {
        fixture_keys(fixture, "2/45");
        app_key(&fixture->app, closers[i]);
        ck_assert_int_eq(fixture->app.view.over, OVER_NOTHING);
        ck_assert_int_eq(fixture->app.view.screen, SCREEN_IMAGES);
        ck_assert_uint_eq(fixture->app.view.browsed.number, 0);
    }
    ck_assert(!fixture->app.leaving);
    fixture_finish(fixture);
}
END_TEST

/* ---- browsing ---- */

START_TEST(single_steps_go_around_and_longer_ones_stop)
{
    static const struct {
        size_t from;
        int key;
        size_t to;
    } cases[] = {
        {5, KEY_LEFT, 4},       {5, KEY_RIGHT, 6},      {0, KEY_LEFT, LAST},
        {LAST, KEY_RIGHT, 0},   {50, KEY_UP, 40},       {50, KEY_DOWN, 60},
        {3, KEY_UP, 0},         {0, KEY_UP, 0},         {LAST - 3, KEY_DOWN, LAST},
        {LAST, KEY_DOWN, LAST}, {120, KEY_PPAGE, 20},   {20, KEY_NPAGE, 120},
        {20, KEY_PPAGE, 0},     {120, KEY_NPAGE, LAST}, {70, KEY_HOME, 0},
        {70, KEY_END, LAST},
    };
    struct fixture *fixture = fixture_started();
    size_t i;

    for (i = 0; i < MEM_COUNT(cases); i++) {
        fixture->app.view.browsed.number = cases[i].from;
        fixture->app.view.screen = SCREEN_TRAIN;
        app_key(&fixture->app, cases[i].key);
        ck_assert_uint_eq(fixture->app.view.browsed.number, cases[i].from);
        fixture->app.view.screen = SCREEN_IMAGES;
        app_key(&fixture->app, cases[i].key);
        ck_assert_uint_eq(fixture->app.view.browsed.number, cases[i].to);
    }
    fixture_finish(fixture);
}
END_TEST

START_TEST(any_image_may_come_up)
{
    struct fixture *fixture = fixture_started();
    bool seen[FIXTURE_TEST] = {false};
    int i, count = 0;

    fixture_keys(fixture, "2");
    for (i = 0; i < 3000; i++) {
        app_key(&fixture->app, 'R');
        seen[fixture->app.view.browsed.number] = true;
    }
    for (i = 0; i < FIXTURE_TEST; i++)
        count += seen[i];
    ck_assert_int_eq(count, FIXTURE_TEST);
    fixture_finish(fixture);
}
END_TEST

/* A run that has ended, so that the answers stay as they are, on the Images screen. */
static struct fixture *
ended(void)
{
    struct fixture *fixture = fixture_new();

    fixture->config.hparams.epochs = 1;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    fixture_keys(fixture, "2");
    return fixture;
}

/* Gives every test image the label that the net answers, but those in wrong. */
static void
make_right(struct fixture *fixture, const bool wrong[FIXTURE_TEST])
{
    unsigned char *labels = fixture->config.dataset->test.labels;
    size_t i;

    app_key(&fixture->app, KEY_HOME);
    for (i = 0; i < FIXTURE_TEST; i++) {
        size_t answer = fixture->app.view.browsed.answer;

        ck_assert_uint_eq(fixture->app.view.browsed.number, i);
        ck_assert(fixture->app.view.browsed.answered);
        labels[i] = (unsigned char)(wrong[i] ? (answer + 1) % DIGIT_CLASSES : answer);
        app_key(&fixture->app, KEY_RIGHT);
    }
}

static void
check_search(struct fixture *fixture, size_t from, char key, size_t to)
{
    fixture->app.view.browsed.number = from;
    app_key(&fixture->app, key);
    if (fixture->app.view.browsed.number != to)
        ck_abort_msg("%c goes from %zu to %zu, not to %zu", key, from,
                     fixture->app.view.browsed.number, to);
    ck_assert_str_eq(fixture->app.view.message, "");
}

START_TEST(n_finds_the_next_wrong_answer)
{
    bool wrong[FIXTURE_TEST] = {[3] = true, [4] = true, [120] = true};
    struct fixture *fixture = ended();

    make_right(fixture, wrong);
    fixture->app.view.message[0] = '\0';
    check_search(fixture, 0, 'n', 3);
    check_search(fixture, 3, 'n', 4);
    check_search(fixture, 4, 'n', 120); /* further than one part of the search */
    check_search(fixture, 120, 'n', 3); /* around the end */
    check_search(fixture, LAST, 'n', 3);
    check_search(fixture, 0, 'N', 120);
    check_search(fixture, 120, 'N', 4);
    check_search(fixture, 4, 'N', 3);
    check_search(fixture, 3, 'N', 120);
    check_search(fixture, 119, 'N', 4);
    wrong[3] = wrong[4] = false;
    make_right(fixture, wrong);
    check_search(fixture, 120, 'n', 120); /* the only one */
    check_search(fixture, 120, 'N', 120);
    check_search(fixture, 121, 'n', 120); /* all around */
    check_search(fixture, 119, 'N', 120);
    fixture_finish(fixture);
}
END_TEST

START_TEST(when_all_is_right_it_says_so)
{
    static const bool wrong[FIXTURE_TEST];
    struct fixture *fixture = ended();
    static const char keys[] = "nN";
    size_t i;

    make_right(fixture, wrong);
    for (i = 0; i < 2; i++) {
        fixture->app.view.message[0] = '\0';
        fixture->app.view.browsed.number = 17;
        app_key(&fixture->app, keys[i]);
        fixture_says(fixture, "Every answer is right.");
        ck_assert_uint_eq(fixture->app.view.browsed.number, 17);
    }
    fixture_finish(fixture);
}
END_TEST

START_TEST(before_the_first_answer_there_is_no_wrong_one)
{
    struct fixture *fixture = fixture_started();

    fixture->app.view.screen = SCREEN_IMAGES; /* the key would look for a net */
    fixture_keys(fixture, "n");
    fixture_says(fixture, "There is no answer yet.");
    ck_assert(!fixture->app.view.browsed.answered);
    ck_assert_uint_eq(fixture->app.view.browsed.number, 0);
    fixture_finish(fixture);
}
END_TEST

START_TEST(answers_are_those_of_the_net)
{
    struct fixture *fixture = ended();
    const struct browsed_image *browsed = &fixture->app.view.browsed;
    size_t i, j, right = 0;

    for (i = 0; i < FIXTURE_TEST; i++) {
        for (j = 0; j < DIGIT_CLASSES; j++)
            ck_assert(browsed->outputs[j] <= browsed->outputs[browsed->answer]);
        right += browsed->answer == fixture->config.dataset->test.labels[browsed->number];
        app_key(&fixture->app, KEY_RIGHT);
    }
    ck_assert_double_eq_tol(1 - (double)right / FIXTURE_TEST,
                            fixture->app.view.shot.test_error, 1e-12);
    fixture_finish(fixture);
}
END_TEST

static size_t epochs_before;

static bool
run_goes_on(const struct app *app)
{
    return !app->view.shot.paused && app->view.shot.epochs_done > epochs_before + 2;
}

/* Where nobody sees it, nothing is copied or answered. */
START_TEST(the_net_answers_only_where_it_is_seen)
{
    struct fixture *fixture = fixture_started();
    const struct browsed_image *browsed = &fixture->app.view.browsed;
    size_t version;

    fixture_wait(fixture, run_has_trained);
    ck_assert_ptr_null(fixture->app.net);
    ck_assert(!browsed->answered);
    fixture_keys(fixture, " 2");
    ck_assert_ptr_nonnull(fixture->app.net);
    ck_assert(browsed->answered);
    fixture_wait(fixture, run_is_paused);
    fixture_keys(fixture, "1");
    version = fixture->app.view.shot.net_version;
    epochs_before = fixture->app.view.shot.epochs_done;
    fixture_keys(fixture, " ");
    fixture_wait(fixture, run_goes_on);
    ck_assert_uint_eq(fixture->app.view.shot.net_version, version);
    fixture_keys(fixture, "2");
    ck_assert_uint_ne(fixture->app.view.shot.net_version, version);
    fixture_finish(fixture);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        keys_and_tab_change_the_screen,
        keys_without_an_action_change_nothing,
        help_opens_on_each_screen_and_closes_to_it,
        help_scrolls_within_its_ends,
        leaving_a_run_that_is_on_asks,
        with_no_run_on_it_leaves_at_once,
        a_number_goes_to_its_image,
        numbers_of_no_image_are_refused,
        the_prompt_takes_digits_and_corrections,
        single_steps_go_around_and_longer_ones_stop,
        any_image_may_come_up,
        n_finds_the_next_wrong_answer,
        when_all_is_right_it_says_so,
        before_the_first_answer_there_is_no_wrong_one,
        answers_are_those_of_the_net,
        the_net_answers_only_where_it_is_seen,
        NULL,
    };

    return suite_run("browse", tests, 60);
}
