/* How runs end, what is saved of them, and the way out. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/rng.h"
#include "nn/evaluate.h"
#include "nn/net_file.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/catalog.h"
#include "ui/keys.h"

/* So slow that the first batch stays the only one. */
static const double standstill = 1;

/* What is on the screen from the first batch on. */
static const char trained[] = "answer ";

/* ---- how runs end ---- */

START_TEST(diverged_finished_and_stopped_runs_are_kept)
{
    static const enum run_status ends[] = {RUN_DIVERGED, RUN_DONE, RUN_STOPPED};
    struct ui_config *config = fixture_new();
    size_t i;

    config->hparams.epochs = 2;
    config->hparams.alpha = 3e38;
    fixture_start();
    fixture_wait_for("run 1  diverged");
    fixture_sees("the learning rate 3e+38 is likely too large");
    fixture_keys("pr"); /* with the learning rate of a preset */
    fixture_wait_for("run 2  done");
    fixture_sees_no("likely too large");
    fixture_keys("<<<<<<<<<<<<r");
    fixture_wait_for("run 3  training");
    ck_assert_uint_eq(fixture_ended(), 2);
    fixture_finish();
    ck_assert_uint_eq(fixture_ended(), 3);
    for (i = 0; i < MEM_COUNT(ends); i++)
        ck_assert_int_eq(fixture_run(i + 1)->status, ends[i]);
    ck_assert_double_eq(fixture_run(1)->hparams.alpha, 3e38);
    ck_assert_uint_eq(fixture_run(2)->epochs_done, 2);
    ck_assert(fixture_run(2)->test_error >= 0);
}
END_TEST

/* What the user sees as ended has its last measure, and its result is kept. Steps and
 * keys make the engine publish between the last batch and that measure. */
START_TEST(a_run_ends_when_all_of_it_is_known)
{
    char accuracy[64];
    uint64_t seed;

    for (seed = 0; seed < 40; seed++) {
        struct ui_config *config = fixture_new();

        config->hparams.epochs = 3;
        config->hparams.batch = FIXTURE_TRAIN;
        config->hparams.seed = seed;
        config->speed = standstill; /* so that the last batch is a step */
        fixture_start();
        fixture_wait_for("run 1");
        fixture_keys(" ...");
        fixture_wait_for("run 1  done");
        ck_assert_uint_eq(fixture_ended(), 1);
        snprintf(accuracy, sizeof accuracy, "%s  best ",
                 format_percent(1 - fixture_run(1)->test_error).text);
        fixture_sees(accuracy);
        fixture_finish();
    }
}
END_TEST

/* The file holds the parameters that gave the last result. */
static void
check_saved(const struct ui_config *config)
{
    const struct images *images = &config->dataset->test;
    struct error err;
    struct net *net = net_file_load(config->save, 784, DIGIT_CLASSES, &err);
    struct workspace *ws;
    size_t wrong;

    ck_assert_msg(net != NULL, "%s", err.text);
    ws = workspace_new(net, EVALUATE_BATCH, config->kernels, &err);
    ck_assert_ptr_nonnull(ws);
    wrong = evaluate_errors(ws, net, images, 0, images->count);
    ck_assert_double_eq_tol((double)wrong / (double)images->count,
                            fixture_run(fixture_ended())->test_error, 1e-12);
    workspace_free(ws);
    net_free(net);
}

/* In a folder of its own; a short path fits into a message. */
static struct ui_config *
new_that_saves(const char *path)
{
    struct ui_config *config = fixture_new();

    ck_assert_int_eq(chdir(suite_folder()), 0);
    config->save = path;
    return config;
}

START_TEST(a_run_that_is_done_is_saved)
{
    struct ui_config *config = new_that_saves("net.npz");

    config->hparams.epochs = 1;
    fixture_start();
    fixture_wait_for("The parameters of run 1 are in net.npz");
    fixture_sees("run 1  done");
    check_saved(config);
    ck_assert_int_eq(unlink("net.npz"), 0); /* it is saved once */
    fixture_update();
    ck_assert_int_ne(access("net.npz", F_OK), 0);
    fixture_keys("sssr");
    fixture_wait_for("The parameters of run 2 are in net.npz");
    check_saved(config);
    ck_assert_ptr_null(fixture_finish());
}
END_TEST

START_TEST(a_run_that_is_stopped_is_saved_on_the_way_out)
{
    struct ui_config *config = new_that_saves("net.npz");

    fixture_start();
    fixture_wait_until_gone("Epoch 1 of");
    ck_assert_int_ne(access("net.npz", F_OK), 0);
    ck_assert_ptr_null(fixture_finish());
    ck_assert_uint_eq(fixture_ended(), 1);
    ck_assert_int_eq(access(config->save, F_OK), 0);
}
END_TEST

START_TEST(a_run_that_diverged_is_not_saved)
{
    struct ui_config *config = new_that_saves("net.npz");

    config->hparams.alpha = 3e38;
    fixture_start();
    fixture_wait_for("run 1  diverged");
    ck_assert_ptr_null(fixture_finish());
    ck_assert_int_ne(access("net.npz", F_OK), 0);
}
END_TEST

START_TEST(what_cannot_be_saved_is_said)
{
    const char *error;

    new_that_saves("none/net.npz")->hparams.epochs = 1;
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_sees("none/net.npz");
    error = fixture_finish();
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "none/net.npz"));
}
END_TEST

/* ---- the way out ---- */

START_TEST(leaving_a_run_that_is_on_asks)
{
    static const int quits[] = {'q', KEYS_CONTROL('c')};
    size_t i;

    fixture_new()->speed = standstill;
    fixture_start();
    fixture_wait_for(trained);
    for (i = 0; i < MEM_COUNT(quits); i++) {
        fixture_key(quits[i]);
        fixture_sees("Quit?");
        fixture_sees("Run 1 is on: epoch 1 of 1000000");
        fixture_sees("q quit  Esc go on"); /* all keys that there are now */
        fixture_keys("xr2? z5");
        fixture_sees("Quit?");
        fixture_keys("\033");
        fixture_sees_no("Quit?");
        fixture_sees_as(ROLE_TAB, " 1 Train ");
        fixture_sees_no(" → ");
    }
    ck_assert(!fixture_has_left());
    fixture_finish();
    ck_assert_uint_eq(fixture_ended(), 1);
}
END_TEST

/* Nobody can read it there; what leads out of anything still does. */
START_TEST(a_question_in_a_window_that_is_too_small_is_not_answered)
{
    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_keys("r");
    fixture_resize(10, 40);
    fixture_sees("mnistui needs 60x16");
    fixture_keys("r");
    fixture_key(KEY_ENTER);
    fixture_resize(24, 80);
    fixture_sees("Start the next run?");
    ck_assert_uint_eq(fixture_session()->last, 1);
    fixture_resize(10, 40);
    fixture_key(KEYS_ESCAPE);
    fixture_resize(24, 80);
    fixture_sees_no("Start the next run?");
    fixture_resize(10, 40);
    fixture_keys("qq");
    ck_assert(fixture_has_left());
    fixture_finish();
}
END_TEST

START_TEST(each_key_that_quits_means_yes)
{
    static const int quits[] = {'q', KEYS_CONTROL('c'), '\r', KEY_ENTER};
    size_t i;

    for (i = 0; i < MEM_COUNT(quits); i++) {
        fixture_start_usual();
        fixture_keys("q");
        ck_assert(!fixture_has_left());
        fixture_key(quits[i]);
        ck_assert(fixture_has_left());
        fixture_finish();
        ck_assert_int_eq(fixture_run(1)->status, RUN_STOPPED);
    }
}
END_TEST

START_TEST(with_no_run_on_it_leaves_at_once)
{
    fixture_start_and_end();
    fixture_keys("q");
    ck_assert(fixture_has_left());
    fixture_sees_no("Quit?");
    fixture_finish();
}
END_TEST

START_TEST(a_run_ends_from_whatever_it_is_in)
{
    fixture_start_usual();
    fixture_finish(); /* before it has begun */
    fixture_start_usual();
    fixture_wait_for(trained);
    fixture_keys(" ");
    fixture_wait_for("paused");
    fixture_finish();
    fixture_start_usual();
    fixture_wait_for(trained);
    fixture_keys("rrrrrr");
    fixture_finish();
    ck_assert_uint_ge(fixture_ended(), 2);
}
END_TEST

START_TEST(a_message_goes_by_itself)
{
    fixture_start_usual();
    fixture_keys("x");
    fixture_sees("Next run");
    fixture_sees_no("? help");
    fixture_wait_until_gone("Next run");
    fixture_sees("? help");
    fixture_finish();
}
END_TEST

/* ---- any keys at all ---- */

enum { MAX_KEYS = 128 };

struct keys {
    int count, keys[MAX_KEYS];
};

static void
add_row(void *context, const struct action *action)
{
    struct keys *keys = context;

    ck_assert_int_lt(keys->count, MAX_KEYS);
    keys->keys[keys->count++] = action->keys[0];
}

static void
skip_title(void *context, const char *title)
{
    (void)context;
    (void)title;
}

/* Mostly keys that do something. */
static int
random_key(struct rng *rng)
{
    static const struct catalog_reader reader = {skip_title, add_row};
    static const int others[] = {'\r', '\n', KEY_ENTER, KEY_BACKSPACE, 0x7f, KEY_RESIZE,
                                 0,    -1,   KEY_MOUSE, 0xff,          'z',  KEY_F(12)};
    static struct keys keys;
    uint32_t kind = rng_below(rng, 10);

    if (keys.count == 0)
        catalog_read(&reader, &keys);
    if (kind == 0)
        return others[rng_below(rng, MEM_COUNT(others))];
    if (kind == 1)
        return '0' + (int)rng_below(rng, 10);
    return keys.keys[rng_below(rng, (uint32_t)keys.count)];
}

/* What lies over the screen at the end is closed. */
static void
storm(uint64_t seed, uint32_t keys_between_updates)
{
    enum { KEYS = 10000, KEYS_BETWEEN_FRAMES = 50 };
    struct rng rng;
    int i;

    ck_assert_int_eq(chdir(suite_folder()), 0); /* some of them save */
    rng_init(&rng, seed, 0);
    for (i = 0; i < KEYS; i++) {
        fixture_key(random_key(&rng));
        if (rng_below(&rng, keys_between_updates) == 0)
            fixture_update();
        if (rng_below(&rng, KEYS_BETWEEN_FRAMES) == 0)
            fixture_sees("mnistui");
    }
    fixture_keys("\033\033");
    fixture_sees_as(ROLE_TAB, " 1 Train ");
}

/* Each ended run is kept once, in order, unless it was deleted. */
static void
check_kept(void)
{
    const struct session *session = fixture_session();
    size_t i;

    for (i = 0; i < session->count; i++) {
        ck_assert(session->runs[i]->ended);
        ck_assert_int_ne(session->runs[i]->now.status, RUN_TRAINING);
        ck_assert(i == 0 || session->runs[i - 1]->now.run < session->runs[i]->now.run);
    }
}

START_TEST(any_keys_leave_it_whole)
{
    fixture_start_usual();
    storm(1, 20);
    fixture_finish();
    ck_assert_uint_gt(fixture_ended(), 10);
    check_kept();
}
END_TEST

START_TEST(any_keys_leave_it_whole_while_nothing_is_read)
{
    fixture_start_usual();
    storm(2, 5000);
    fixture_finish();
    check_kept();
}
END_TEST

START_TEST(any_keys_leave_a_saving_ui_whole)
{
    struct ui_config *config = new_that_saves("net.npz");

    config->speed = UI_DEFAULT_SPEED;
    config->hparams.epochs = 1;
    fixture_start();
    storm(3, 3);
    ck_assert_ptr_null(fixture_finish());
    check_kept();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        diverged_finished_and_stopped_runs_are_kept,
        a_run_ends_when_all_of_it_is_known,
        a_run_that_is_done_is_saved,
        a_run_that_is_stopped_is_saved_on_the_way_out,
        a_run_that_diverged_is_not_saved,
        what_cannot_be_saved_is_said,
        leaving_a_run_that_is_on_asks,
        a_question_in_a_window_that_is_too_small_is_not_answered,
        each_key_that_quits_means_yes,
        with_no_run_on_it_leaves_at_once,
        a_run_ends_from_whatever_it_is_in,
        a_message_goes_by_itself,
        any_keys_leave_it_whole,
        any_keys_leave_it_whole_while_nothing_is_read,
        any_keys_leave_a_saving_ui_whole,
        NULL,
    };

    return suite_run("endings", tests, 600);
}
