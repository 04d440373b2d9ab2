/* The app while it downloads: what keys do, and that practice digits take the place of
 * MNIST when it is not wanted or cannot be had. The mirrors are on loopback. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/app_fixture.h"
#include "support/http_server.h"
#include "support/suite.h"

enum { ESCAPE = 27 };

static char home[4096], mirror[200];
static struct dataset dataset;
static struct supply supply;

static char *
environment(const char *name)
{
    static char offline[] = "1";

    if (strcmp(name, "HOME") == 0)
        return home;
    if (strcmp(name, "MNISTUI_MIRROR") == 0)
        return mirror;
    return strcmp(name, "MNISTUI_OFFLINE") == 0 ? offline : NULL;
}

/* An app that downloads from a mirror that answers in this way. */
static struct fixture *
fixture_downloading(const char *how)
{
    static const struct http_server_file files[] = {
        {"train-images-idx3-ubyte.gz", (const unsigned char *)"x", 1},
        {NULL, NULL, 0},
    };
    struct fixture *fixture = fixture_new();
    struct error err;

    unsetenv("http_proxy");
    unsetenv("all_proxy");
    snprintf(home, sizeof home, "%s", suite_folder());
    ck_assert_int_eq(chdir(home), 0);
    snprintf(mirror, sizeof mirror, "%s", http_server_url(http_server_start(files), how));
    ck_assert_msg(supply_open(&supply, &dataset, NULL, environment, &err) == 0, "%s",
                  err.text);
    fixture->config.supply = &supply;
    fixture->config.dataset = &dataset;
    fixture_start(fixture);
    ck_assert_int_eq(fixture->app.view.loading.stage, LOADING_FETCHING);
    return fixture;
}

static void
finish(struct fixture *fixture)
{
    fixture_finish(fixture);
    dataset_done(&dataset);
}

/* The run is on practice digits, and the last message is this one. */
static void
check_practice(struct fixture *fixture, const char *message)
{
    const struct view *view = &fixture->app.view;

    fixture_wait(fixture, run_has_trained);
    fixture_says(fixture, message);
    ck_assert_uint_eq(view->shot.run, 1);
    ck_assert_str_eq(view->dataset->name, "practice digits");
}

START_TEST(escape_takes_practice_digits_instead)
{
    static const enum screen_id screens[] = {SCREEN_TRAIN, SCREEN_IMAGES};
    size_t i;

    for (i = 0; i < 2; i++) {
        struct fixture *fixture = fixture_downloading("silent");

        fixture_keys(fixture, screens[i] == SCREEN_TRAIN ? "1" : "2");
        app_key(&fixture->app, ESCAPE);
        ck_assert_int_eq(fixture->app.view.screen, screens[i]);
        check_practice(fixture, "Practice digits. The next start goes on downloading.");
        finish(fixture);
    }
}
END_TEST

/* What lies over the screen is nearer. */
START_TEST(escape_closes_the_help_first)
{
    struct fixture *fixture = fixture_downloading("silent");

    fixture_keys(fixture, "?");
    app_key(&fixture->app, ESCAPE);
    ck_assert_int_eq(fixture->app.view.over, OVER_NOTHING);
    ck_assert(!supply.skipped);
    app_key(&fixture->app, ESCAPE);
    ck_assert(supply.skipped);
    finish(fixture);
}
END_TEST

START_TEST(when_it_fails_practice_digits_are_taken_and_it_is_said)
{
    struct fixture *fixture = fixture_downloading("404");

    check_practice(fixture, "MNIST could not be downloaded: practice digits.");
    finish(fixture);
}
END_TEST

START_TEST(keys_that_need_a_run_say_that_it_starts_by_itself)
{
    struct fixture *fixture = fixture_downloading("silent");

    fixture_keys(fixture, "r");
    fixture_says(fixture, "Run 1 starts by itself when the data is there.");
    fixture_keys(fixture, "2nR/5\n");
    ck_assert_uint_eq(fixture->app.view.browsed.number, 0);
    fixture_keys(fixture, "xb");
    ck_assert_uint_eq(fixture->app.view.next.batch, 12);
    finish(fixture);
}
END_TEST

START_TEST(leaving_is_not_asked_about)
{
    struct fixture *fixture = fixture_downloading("silent");

    fixture_keys(fixture, "q");
    ck_assert(fixture->app.leaving);
    finish(fixture);
    ck_assert_uint_eq(fixture->runs.count, 0);
    ck_assert_int_eq(supply_stage(&supply), LOADING_NOTHING);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        escape_takes_practice_digits_instead,
        escape_closes_the_help_first,
        when_it_fails_practice_digits_are_taken_and_it_is_said,
        keys_that_need_a_run_say_that_it_starts_by_itself,
        leaving_is_not_asked_about,
        NULL,
    };

    if (!download_is_possible())
        return suite_skip("built without libcurl");
    return suite_run("download", tests, 120);
}
