/* The UI while the data is read: what keys do then, and what comes after it. Nothing is
 * read as long as there is a file named "hold" (support/held.c). */
#include "config.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/make_data.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

static const char data[] = "data", train_images[] = "data/train-images-idx3-ubyte.gz";
static struct dataset dataset;
static struct supply supply;

/* In a folder of its own, so that paths are short enough for a message. */
static void
setup(void)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    ck_assert_int_eq(mkdir(data, 0700), 0);
    make_data(data, FIXTURE_TRAIN, FIXTURE_TEST);
}

static void
hold(void)
{
    suite_write("hold", "", 0);
}

static void
release(void)
{
    ck_assert_int_eq(unlink("hold"), 0);
}

static struct ui_config *
new_on(const char *source)
{
    struct ui_config *config = fixture_new();
    struct error err;

    ck_assert_msg(supply_open(&supply, &dataset, source, getenv, &err) == 0, "%s",
                  err.text);
    config->supply = &supply;
    config->dataset = &dataset;
    return config;
}

/* The UI, which reads nothing before release. */
static struct ui_config *
start_held(void)
{
    struct ui_config *config = new_on(data);

    hold();
    fixture_start();
    fixture_sees("reading the data 0 %");
    fixture_sees("Reading the data");
    fixture_sees("then run 1 starts");
    fixture_sees("-  best -"); /* nothing is measured yet */
    return config;
}

/* Frees the rest, too. */
static const char *
finish(void)
{
    const char *error = fixture_finish();

    unlink("hold");
    dataset_done(&dataset);
    return error;
}

START_TEST(when_the_data_is_read_the_first_run_starts)
{
    start_held();
    fixture_sees_no("run 1  ");
    fixture_sees_no("IDX images");
    release();
    fixture_wait_for("answer ");
    fixture_sees("IDX images  run 1  training");
    fixture_sees_no("eading the data");
    fixture_sees_no("then run 1 starts");
    ck_assert_ptr_null(finish());
    ck_assert_uint_eq(fixture_ended(), 1);
}
END_TEST

START_TEST(practice_digits_are_drawn_and_named)
{
    new_on(SUPPLY_PRACTICE_NAME);
    fixture_start();
    fixture_sees("drawing the digits 0 %");
    fixture_sees("Drawing the digits");
    fixture_wait_for("practice digits  run 1  training");
    fixture_sees_no("rawing the digits");
    finish();
}
END_TEST

START_TEST(keys_that_need_a_run_say_that_it_starts_by_itself)
{
    static const char *const keys[] = {"r", " ", "."};
    size_t i;

    start_held();
    fixture_sees(" x Xavier  m momentum"); /* none of those keys has a hint */
    for (i = 0; i < MEM_COUNT(keys); i++) {
        fixture_keys("?\033"); /* which takes the message away */
        fixture_sees_no("starts by itself");
        fixture_keys(keys[i]);
        fixture_sees("Run 1 starts by itself when the data is there.");
        fixture_sees_no("Start the next run?");
    }
    release();
    fixture_wait_for("run 1  training");
    fixture_wait_for("answer ");
    finish();
    ck_assert_uint_eq(fixture_ended(), 1);
}
END_TEST

START_TEST(settings_are_those_of_the_next_run)
{
    start_held();
    fixture_keys("xb");
    fixture_sees("Next run: batch 12. r starts it.");
    fixture_sees("1 → 12");
    fixture_sees("normal → xavier");
    release();
    fixture_wait_for("answer ");
    fixture_sees("1 → 12");
    fixture_sees("normal → xavier");
    finish();
    ck_assert_uint_eq(fixture_run(1)->hparams.batch, 1);
}
END_TEST

START_TEST(the_speed_can_be_chosen_before)
{
    start_held(); /* at full speed */
    fixture_keys("<");
    fixture_sees("Speed: 250 000 images/s");
    release();
    fixture_wait_for("training at 250 000 images/s");
    finish();
}
END_TEST

START_TEST(the_images_screen_waits_for_the_images)
{
    start_held();
    fixture_keys("2");
    fixture_sees_as(ROLE_TAB, " 2 Images ");
    fixture_sees("Reading the data");
    fixture_sees("then run 1 starts");
    fixture_sees_no("next wrong");
    fixture_keys("nNo/5\n");
    fixture_key(KEY_END);
    fixture_key(KEY_RIGHT);
    fixture_key(KEY_NPAGE);
    fixture_sees_no("Go to image");
    fixture_sees_no("no answer yet");
    fixture_sees("Reading the data");
    fixture_key(KEYS_ESCAPE);
    fixture_sees_as(ROLE_TAB, " 1 Train ");
    fixture_keys("\t");
    release();
    fixture_wait_for("image 1 of 150");
    fixture_wait_for("answer ");
    fixture_key(KEY_END);
    fixture_sees("image 150 of 150");
    finish();
}
END_TEST

/* The data goes on under what the user has opened. */
START_TEST(the_help_stays_open_when_the_data_comes)
{
    static const char *const screens[] = {"1", "2"};
    size_t i;

    for (i = 0; i < MEM_COUNT(screens); i++) {
        start_held();
        fixture_keys(screens[i]);
        fixture_keys("?");
        fixture_key(KEY_DOWN);
        fixture_sees("Help (");
        fixture_sees_no("The next run");
        release();
        fixture_wait_for("run 1  training");
        fixture_sees("Help (");
        fixture_sees_no("The next run"); /* it is as far down as it was */
        fixture_sees(" Esc close  Down scroll");
        fixture_key(KEYS_ESCAPE);
        fixture_sees_no("Help (");
        fixture_sees_no("eading the data");
        fixture_sees(i == 0 ? "Test accuracy" : "Test images");
        finish();
    }
}
END_TEST

START_TEST(leaving_is_not_asked_about)
{
    static const int keys[] = {'q', KEYS_CONTROL('c')};
    size_t i;

    for (i = 0; i < MEM_COUNT(keys); i++) {
        start_held();
        fixture_key(keys[i]);
        ck_assert(fixture_has_left());
        fixture_sees_no("Quit?");
        ck_assert_ptr_null(finish());
        ck_assert_uint_eq(fixture_ended(), 0);
    }
}
END_TEST

/* The data is there at the moment at which the user leaves: no run begins, whose net
 * would have learned nothing and would be saved in the place of another. */
START_TEST(once_the_user_is_leaving_no_run_starts)
{
    struct timespec millisecond = {0, 1000000};

    start_held()->save = "net.npz";
    release();
    while (loader_look(supply.loader).stage != LOADING_NOTHING)
        nanosleep(&millisecond, NULL);
    fixture_keys("q");
    ck_assert(fixture_has_left());
    ck_assert_ptr_null(finish());
    ck_assert_uint_eq(fixture_ended(), 0);
    ck_assert_int_ne(access("net.npz", F_OK), 0);
}
END_TEST

START_TEST(it_can_be_freed_while_it_reads)
{
    int i;

    for (i = 0; i < 50; i++) {
        start_held();
        if (i % 2 == 0)
            release();
        fixture_drop();
        dataset_done(&dataset);
    }
}
END_TEST

START_TEST(what_cannot_be_read_ends_it)
{
    const char *error;

    ck_assert_int_eq(truncate(train_images, 1000), 0);
    start_held();
    release();
    fixture_wait_until_left();
    fixture_sees_no("run 1  ");
    fixture_keys("r"); /* a key that was typed before the UI has closed */
    fixture_sees("Run 1 starts by itself");
    fixture_keys("2");
    fixture_key(KEY_RIGHT);
    fixture_sees_no("image 2 of");
    error = finish();
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, train_images));
    ck_assert_ptr_nonnull(strstr(error, "cut off"));
    ck_assert_uint_eq(fixture_ended(), 0);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        when_the_data_is_read_the_first_run_starts,
        practice_digits_are_drawn_and_named,
        keys_that_need_a_run_say_that_it_starts_by_itself,
        settings_are_those_of_the_next_run,
        the_speed_can_be_chosen_before,
        the_images_screen_waits_for_the_images,
        the_help_stays_open_when_the_data_comes,
        leaving_is_not_asked_about,
        once_the_user_is_leaving_no_run_starts,
        it_can_be_freed_while_it_reads,
        what_cannot_be_read_ends_it,
        NULL,
    };

    return suite_run_with("loading", tests, 600, setup, NULL);
}
