/* The UI while it downloads: what keys do, and that practice digits take the place of
 * MNIST when it is not wanted or cannot be had. The mirrors are on loopback. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/http_server.h"
#include "support/suite.h"
#include "support/ui_fixture.h"

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

/* A UI that downloads from a mirror that answers in this way. */
static void
start_downloading(const char *how)
{
    static const struct http_server_file files[] = {
        {"train-images-idx3-ubyte.gz", (const unsigned char *)"x", 1},
        {NULL, NULL, 0},
    };
    struct ui_config *config = fixture_new();
    struct error err;

    unsetenv("http_proxy");
    unsetenv("all_proxy");
    snprintf(home, sizeof home, "%s", suite_folder());
    ck_assert_int_eq(chdir(home), 0);
    snprintf(mirror, sizeof mirror, "%s", http_server_url(http_server_start(files), how));
    ck_assert_msg(supply_open(&supply, &dataset, NULL, environment, &err) == 0, "%s",
                  err.text);
    config->supply = &supply;
    config->dataset = &dataset;
    fixture_start();
    fixture_sees("downloading MNIST 0 %");
    fixture_sees("Esc practice digits");
    fixture_sees_no(" of 0 B"); /* how much there is to fetch is not known yet */
}

static void
finish(void)
{
    fixture_finish();
    dataset_done(&dataset);
}

static const char skipped[] = "Practice digits. The next start goes on downloading.";

/* This is said as soon as they are drawn, and the run is on them. */
static void
check_practice(const char *message)
{
    fixture_wait_for(message);
    fixture_wait_for("practice digits  run 1  training");
    fixture_sees_no("ownloading MNIST");
    fixture_sees_no("rawing the digits");
    fixture_sees_no("Esc practice digits");
}

START_TEST(escape_takes_practice_digits_instead)
{
    static const struct {
        const char *key, *tab, *other;
    } screens[] = {{"1", " 1 Train ", "2"}, {"2", " 2 Images ", "1"}};
    size_t i;

    for (i = 0; i < MEM_COUNT(screens); i++) {
        start_downloading("silent");
        fixture_keys(screens[i].key);
        fixture_sees("Downloading MNIST");
        fixture_wait_for("0 B of 11.6 MB");
        fixture_keys("\033");
        fixture_sees_as(ROLE_TAB, screens[i].tab); /* that was all that it did */
        check_practice(skipped);
        fixture_keys(screens[i].other);
        fixture_keys("\033");
        fixture_sees_as(ROLE_TAB, " 1 Train "); /* which it does again */
        finish();
    }
}
END_TEST

/* What lies over the screen is nearer. */
START_TEST(escape_closes_the_help_first)
{
    start_downloading("silent");
    fixture_keys("?\033");
    fixture_sees_no("Help (");
    fixture_update();
    fixture_sees("Downloading MNIST");
    fixture_keys("?");
    fixture_sees_no("Esc practice digits");
    fixture_keys("\033\033");
    fixture_wait_for("Drawing the digits");
    finish();
}
END_TEST

START_TEST(when_it_fails_practice_digits_are_taken_and_it_is_said)
{
    start_downloading("404");
    check_practice("MNIST could not be downloaded: practice digits.");
    finish();
}
END_TEST

START_TEST(keys_that_need_a_run_say_that_it_starts_by_itself)
{
    start_downloading("silent");
    fixture_keys("r");
    fixture_sees("Run 1 starts by itself when the data is there.");
    fixture_keys("2nNo/5\n");
    fixture_sees_no("Go to image");
    fixture_sees("Downloading MNIST");
    fixture_keys("1xb");
    fixture_sees("Next run: batch 12. r starts it.");
    fixture_sees("normal → xavier");
    finish();
}
END_TEST

START_TEST(leaving_is_not_asked_about)
{
    start_downloading("silent");
    fixture_keys("q");
    ck_assert(fixture_has_left());
    fixture_sees_no("Quit?");
    finish();
    ck_assert_uint_eq(fixture_ended(), 0);
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
    return suite_run("download", tests, 600);
}
