/* The app while the data is read: what keys do then, and what comes after it. It looks at
 * the loader in app_update only, so that before the first one the data is being read. */
#include "config.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/app_fixture.h"
#include "support/make_data.h"
#include "support/suite.h"
#include "ui/action.h"

enum { ESCAPE = 27, CONTROL_C = 3 };

static const char *folder;
static char *train_images;
static struct dataset dataset;
static struct supply supply;

static void
setup(void)
{
    folder = suite_folder();
    make_data(folder, FIXTURE_TRAIN, FIXTURE_TEST);
    train_images = suite_path(folder, "train-images-idx3-ubyte.gz");
}

static struct fixture *
fixture_reading(void)
{
    struct fixture *fixture = fixture_new();
    struct error err;

    ck_assert_msg(supply_open(&supply, &dataset, folder, getenv, &err) == 0, "%s",
                  err.text);
    fixture->config.supply = &supply;
    fixture->config.dataset = &dataset;
    fixture_start(fixture);
    ck_assert(app_is_loading(&fixture->app));
    return fixture;
}

/* Frees the rest, too. */
static void
finish(struct fixture *fixture)
{
    fixture_finish(fixture);
    supply_done(&supply);
    dataset_done(&dataset);
}

START_TEST(when_the_data_is_read_the_first_run_starts)
{
    struct fixture *fixture = fixture_reading();
    const struct view *view = &fixture->app.view;

    ck_assert_int_eq(view->loading.stage, LOADING_READING);
    ck_assert(!app_run_is_on(&fixture->app));
    fixture_wait(fixture, run_has_trained);
    ck_assert(!app_is_loading(&fixture->app));
    ck_assert_uint_eq(view->shot.run, 1);
    ck_assert_uint_eq(dataset.train.count, FIXTURE_TRAIN);
    ck_assert_str_eq(view->dataset->name, "IDX images");
    finish(fixture);
}
END_TEST

START_TEST(keys_that_need_a_run_say_that_it_starts_by_itself)
{
    static const char *const keys[] = {"r", " ", "."};
    struct fixture *fixture;
    size_t i;

    for (i = 0; i < MEM_COUNT(keys); i++) {
        fixture = fixture_reading();
        fixture_keys(fixture, keys[i]);
        fixture_says(fixture, "Run 1 starts by itself when the data is there.");
        ck_assert(!fixture->app.paused);
        fixture_wait(fixture, run_has_trained);
        ck_assert_uint_eq(fixture->app.view.shot.run, 1);
        ck_assert_uint_eq(fixture->runs.count, 0);
        finish(fixture);
    }
}
END_TEST

START_TEST(settings_are_those_of_the_next_run)
{
    struct fixture *fixture = fixture_reading();
    const struct snapshot *shot = &fixture->app.view.shot;

    fixture_keys(fixture, "xb");
    fixture_says(fixture, "Next run: batch 12. r starts it.");
    ck_assert_uint_eq(fixture->app.view.first.batch, 1);
    fixture_wait(fixture, run_has_trained);
    ck_assert_uint_eq(shot->hparams.batch, 1);
    ck_assert_int_eq(shot->hparams.init, NET_INIT_NORMAL);
    ck_assert_uint_eq(fixture->app.view.next.batch, 12);
    ck_assert_int_eq(fixture->app.view.next.init, NET_INIT_XAVIER);
    finish(fixture);
}
END_TEST

static bool
has_the_speed(const struct app *app)
{
    return run_has_trained(app) && app->view.shot.speed == 250000;
}

START_TEST(the_speed_can_be_chosen_before)
{
    struct fixture *fixture = fixture_reading(); /* at full speed */

    fixture_keys(fixture, "<");
    fixture_says(fixture, "Speed: 250 000 images/s");
    fixture_wait(fixture, has_the_speed);
    finish(fixture);
}
END_TEST

START_TEST(keys_of_the_images_screen_wait_for_the_images)
{
    struct fixture *fixture = fixture_reading();
    const struct view *view = &fixture->app.view;

    fixture_keys(fixture, "2");
    ck_assert_int_eq(view->screen, SCREEN_IMAGES);
    fixture_keys(fixture, "nNR/5\n");
    app_key(&fixture->app, KEY_END);
    app_key(&fixture->app, KEY_RIGHT);
    app_key(&fixture->app, KEY_NPAGE);
    ck_assert_uint_eq(view->browsed.number, 0);
    ck_assert_int_eq(view->over, OVER_NOTHING);
    fixture_keys(fixture, "?");
    ck_assert_int_eq(view->over, OVER_HELP);
    app_key(&fixture->app, ESCAPE);
    fixture_wait(fixture, run_has_trained);
    ck_assert(view->browsed.answered);
    app_key(&fixture->app, KEY_END);
    ck_assert_uint_eq(view->browsed.number, FIXTURE_TEST - 1);
    finish(fixture);
}
END_TEST

START_TEST(leaving_is_not_asked_about)
{
    static const int keys[] = {'q', CONTROL_C};
    struct fixture *fixture;
    size_t i;

    for (i = 0; i < MEM_COUNT(keys); i++) {
        fixture = fixture_reading();
        app_key(&fixture->app, keys[i]);
        ck_assert(fixture->app.leaving);
        ck_assert_int_eq(fixture->app.view.over, OVER_NOTHING);
        finish(fixture);
        ck_assert_uint_eq(fixture->runs.count, 0);
    }
}
END_TEST

/* The data is there in the moment in which the user leaves: no run begins, whose net of
 * nothing learned would be kept in the place of another. */
START_TEST(who_leaves_gets_no_run_that_begins_then)
{
    struct timespec millisecond = {0, 1000000};
    struct fixture *fixture = fixture_reading();
    const char *kept = suite_path(folder, "kept.npz");

    fixture->config.save = kept;
    while (loader_look(supply.loader).stage != LOADING_NOTHING)
        nanosleep(&millisecond, NULL);
    app_key(&fixture->app, 'q');
    ck_assert(fixture->app.leaving);
    finish(fixture);
    ck_assert_uint_eq(fixture->runs.count, 0);
    ck_assert_int_ne(access(kept, F_OK), 0);
}
END_TEST

START_TEST(it_can_be_freed_while_it_reads)
{
    struct fixture *fixture;
    int i;

    for (i = 0; i < 50; i++) {
        fixture = fixture_reading();
        app_done(&fixture->app);
        dataset_done(&dataset);
    }
}
END_TEST

/* As when the process is stopped and goes on. */
START_TEST(it_can_be_held_while_it_reads)
{
    struct fixture *fixture = fixture_reading();

    app_hold(&fixture->app, true);
    ck_assert(app_is_held(&fixture->app));
    app_hold(&fixture->app, false);
    fixture_wait(fixture, run_has_trained);
    finish(fixture);
}
END_TEST

static bool
has_failed(const struct app *app)
{
    return app->load_failed;
}

START_TEST(what_cannot_be_read_ends_it)
{
    struct fixture *fixture;

    ck_assert_int_eq(truncate(train_images, 1000), 0);
    fixture = fixture_reading();
    fixture_wait(fixture, has_failed);
    ck_assert(fixture->app.leaving);
    ck_assert(!app_run_is_on(&fixture->app));
    ck_assert_ptr_nonnull(strstr(fixture->app.load_error.text, train_images));
    ck_assert_ptr_nonnull(strstr(fixture->app.load_error.text, "cut off"));
    app_key(&fixture->app, 'r');
    finish(fixture);
    ck_assert_uint_eq(fixture->runs.count, 0);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        when_the_data_is_read_the_first_run_starts,
        keys_that_need_a_run_say_that_it_starts_by_itself,
        settings_are_those_of_the_next_run,
        the_speed_can_be_chosen_before,
        keys_of_the_images_screen_wait_for_the_images,
        leaving_is_not_asked_about,
        who_leaves_gets_no_run_that_begins_then,
        it_can_be_freed_while_it_reads,
        it_can_be_held_while_it_reads,
        what_cannot_be_read_ends_it,
        NULL,
    };

    return suite_run_with("reading", tests, 60, setup, NULL);
}
