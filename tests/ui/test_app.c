/* What keys do, and what is kept of runs: the app with its trainer and no terminal. */
#include "config.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "nn/net_file.h"
#include "support/app_fixture.h"
#include "support/suite.h"
#include "ui/action.h"

enum { ESCAPE = 27, CONTROL_C = 3, CONTROL_L = 12 };

/* ---- the next run ---- */

START_TEST(keys_change_the_next_run_and_not_this_one)
{
    static const struct {
        const char *keys;
        enum hparam which;
        const char *text;
    } cases[] = {
        {"x", HPARAM_INIT, "xavier"},
        {"xx", HPARAM_INIT, "normal"},
        {"m", HPARAM_GAMMA, "0.4"},
        {"mm", HPARAM_GAMMA, "0"},
        {"b", HPARAM_BATCH, "12"},
        {"bb", HPARAM_BATCH, "32"},
        {"bbbbbbb", HPARAM_BATCH, "512"},
        {"bbB", HPARAM_BATCH, "12"},
        {"B", HPARAM_BATCH, "1"},
        {"a", HPARAM_ALPHA, "0.1"},
        {"A", HPARAM_ALPHA, "0.02"},
        {"aaaaaaaaaaaa", HPARAM_ALPHA, "10"},
        {"AAAAAAAAAAAA", HPARAM_ALPHA, "0.001"},
        {"g", HPARAM_GAMMA, "0.1"},
        {"gggG", HPARAM_GAMMA, "0.2"},
        {"G", HPARAM_GAMMA, "0"},
        {"E", HPARAM_EPOCHS, "200"},
        {"EE", HPARAM_EPOCHS, "100"},
        {"EEe", HPARAM_EPOCHS, "200"},
        {"s", HPARAM_SEED, "2"},
        {"sss", HPARAM_SEED, "4"},
        {"p", HPARAM_BATCH, "12"},
        {"p", HPARAM_EPOCHS, "1000000"},
        {"pp", HPARAM_INIT, "xavier"},
        {"ppp", HPARAM_GAMMA, "0.4"},
        {"pppp", HPARAM_BATCH, "1"},
        {"ppppp", HPARAM_INIT, "normal"},
    };
    struct fixture *fixture = fixture_started();
    char text[HPARAM_TEXT];
    size_t i;
    int which;

    for (i = 0; i < MEM_COUNT(cases); i++) {
        fixture->app.view.next = fixture->config.hparams;
        fixture_keys(fixture, cases[i].keys);
        hparam_format(&fixture->app.view.next, cases[i].which, text);
        ck_assert_msg(strcmp(text, cases[i].text) == 0, "%s makes %s", cases[i].keys,
                      text);
        fixture_says(fixture, "Next run: ");
        fixture_says(fixture, cases[i].keys[0] == 'p' ? "preset" : text);
    }
    fixture_wait(fixture, run_has_trained);
    ck_assert_uint_eq(fixture->app.view.shot.run, 1);
    for (which = 0; which < HPARAMS; which++)
        ck_assert(hparam_equal(&fixture->app.view.shot.hparams, &fixture->config.hparams,
                               (enum hparam)which));
    fixture_finish(fixture);
}
END_TEST

static bool
run_is_the_second(const struct app *app)
{
    return app->view.shot.run == 2 && run_has_trained(app);
}

START_TEST(r_starts_the_next_run_and_keeps_this_one)
{
    struct fixture *fixture = fixture_started();
    const struct snapshot *shot = &fixture->app.view.shot;
    int which;

    fixture_wait(fixture, run_has_trained);
    fixture_keys(fixture, "xmbsas r"); /* paused, too: a new run goes on */
    fixture_wait(fixture, run_is_the_second);
    for (which = 0; which < HPARAMS; which++)
        ck_assert(
            hparam_equal(&shot->hparams, &fixture->app.view.next, (enum hparam)which));
    ck_assert(!shot->paused && !fixture->app.paused);
    ck_assert_uint_eq(fixture->runs.count, 1);
    ck_assert_uint_eq(fixture->runs.results[0].run, 1);
    ck_assert_int_eq(fixture->runs.results[0].status, RUN_STOPPED);
    ck_assert_uint_eq(fixture->runs.results[0].hparams.batch, 1);
    fixture_finish(fixture);
}
END_TEST

/* ---- this run ---- */

static size_t trained_before;

static size_t
trained(const struct app *app)
{
    return app->view.shot.epochs_done * FIXTURE_TRAIN +
           app->view.shot.position % FIXTURE_TRAIN;
}

static bool
one_more_is_trained(const struct app *app)
{
    return trained(app) == trained_before + 1;
}

static bool
run_goes_on(const struct app *app)
{
    return !app->view.shot.paused && trained(app) > trained_before + 1;
}

START_TEST(space_pauses_and_a_point_steps)
{
    struct fixture *fixture = fixture_started();
    int i;

    fixture_wait(fixture, run_has_trained);
    fixture_keys(fixture, ".");
    fixture_says(fixture, "Space pauses");
    fixture_keys(fixture, " ");
    fixture_wait(fixture, run_is_paused);
    for (i = 0; i < 5; i++) {
        trained_before = trained(&fixture->app);
        fixture_keys(fixture, ".");
        fixture_wait(fixture, one_more_is_trained);
    }
    app_update(&fixture->app);
    ck_assert(one_more_is_trained(&fixture->app));
    fixture_keys(fixture, " ");
    fixture_wait(fixture, run_goes_on);
    fixture_finish(fixture);
}
END_TEST

START_TEST(without_a_run_space_and_the_point_say_so)
{
    struct fixture *fixture = fixture_new();

    fixture->config.hparams.epochs = 1;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    fixture_keys(fixture, " ");
    fixture_says(fixture, "No run is on");
    ck_assert(!fixture->app.paused);
    fixture_keys(fixture, ".");
    fixture_says(fixture, "Space pauses");
    fixture_finish(fixture);
}
END_TEST

static double speed_waited_for;

static bool
trainer_has_the_speed(const struct app *app)
{
    return app->view.shot.speed == speed_waited_for;
}

static void
check_speed(struct fixture *fixture, const char *keys, double speed)
{
    fixture_keys(fixture, keys);
    ck_assert_double_eq(fixture->app.speed, speed);
    speed_waited_for = speed;
    fixture_wait(fixture, trainer_has_the_speed);
    fixture_says(fixture, speed == 0 ? "Full speed" : "images/s");
}

START_TEST(speed_is_a_ladder_with_full_speed_at_its_top)
{
    static const double ladder[] = {1,    4,     15,    60,     250, 1000,
                                    4000, 15000, 60000, 250000, 0};
    struct fixture *fixture = fixture_new();
    size_t top = MEM_COUNT(ladder) - 1, i;

    fixture->config.speed = 60000;
    fixture_start(fixture);
    check_speed(fixture, ">", 250000);
    check_speed(fixture, ">", 0);
    check_speed(fixture, ">", 0);
    for (i = top; i > 0; i--)
        check_speed(fixture, "<", ladder[i - 1]);
    check_speed(fixture, "<", 1);
    for (i = 1; i <= top; i++)
        check_speed(fixture, ">", ladder[i]);
    fixture_finish(fixture);
}
END_TEST

START_TEST(speeds_between_the_steps_find_their_neighbours)
{
    struct fixture *fixture = fixture_new();

    fixture->config.speed = 100;
    fixture_start(fixture);
    check_speed(fixture, ">", 250);
    check_speed(fixture, "<", 60);
    fixture_finish(fixture);
    fixture = fixture_new();
    fixture->config.speed = 1000000;
    fixture_start(fixture);
    check_speed(fixture, ">", 0);
    check_speed(fixture, "f", 1000000);
    check_speed(fixture, "<", 250000);
    fixture_finish(fixture);
}
END_TEST

START_TEST(f_goes_to_full_speed_and_back)
{
    struct fixture *fixture = fixture_new();

    fixture->config.speed = 1234;
    fixture_start(fixture);
    check_speed(fixture, "f", 0);
    check_speed(fixture, "f", 1234);
    check_speed(fixture, "<f", 0);
    check_speed(fixture, "f", 1000);
    fixture_finish(fixture);
    fixture = fixture_started(); /* at full speed */
    check_speed(fixture, "f", UI_DEFAULT_SPEED);
    check_speed(fixture, "f", 0);
    fixture_finish(fixture);
}
END_TEST

/* ---- how runs end ---- */

static bool
the_second_run_has_ended(const struct app *app)
{
    return app->view.shot.run == 2 && run_has_ended(app);
}

START_TEST(finished_diverged_and_stopped_runs_are_kept)
{
    static const enum run_status ends[] = {RUN_DONE, RUN_DIVERGED, RUN_STOPPED};
    struct fixture *fixture = fixture_new();
    size_t i;

    fixture->config.hparams.epochs = 2;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    ck_assert_int_eq(fixture->app.view.shot.status, RUN_DONE);
    fixture->app.view.next.alpha = 3e38;
    fixture_keys(fixture, "r");
    fixture_wait(fixture, the_second_run_has_ended);
    ck_assert_int_eq(fixture->app.view.shot.status, RUN_DIVERGED);
    ck_assert_str_ne(fixture->app.view.shot.why, "");
    fixture->app.view.next = fixture->config.hparams;
    fixture->app.view.next.epochs = 1000000;
    fixture_keys(fixture, "r");
    while (fixture->app.view.shot.run != 3)
        app_update(&fixture->app);
    ck_assert_uint_eq(fixture->runs.count, 2);
    while (!app_finish(&fixture->app))
        continue;
    ck_assert_uint_eq(fixture->runs.count, 3);
    for (i = 0; i < MEM_COUNT(ends); i++) {
        ck_assert_uint_eq(fixture->runs.results[i].run, i + 1);
        ck_assert_int_eq(fixture->runs.results[i].status, ends[i]);
    }
    ck_assert_double_eq(fixture->runs.results[0].epochs, 2);
    ck_assert(fixture->runs.results[0].test_error >= 0);
    ck_assert_double_eq(fixture->runs.results[1].hparams.alpha, 3e38);
    fixture_finish(fixture);
    ck_assert_uint_eq(fixture->runs.count, 0); /* freed */
}
END_TEST

static bool
run_is_known(const struct app *app)
{
    return app->view.shot.run == 1;
}

/* What the user sees as ended has its last measure, and the parameters that go with it.
 * Steps and keys make the trainer publish between the last batch and that measure. */
START_TEST(a_run_ends_when_all_of_it_is_known)
{
    uint64_t seed;

    for (seed = 0; seed < 40; seed++) {
        struct fixture *fixture = fixture_new();

        fixture->config.hparams.epochs = 3;
        fixture->config.hparams.batch = FIXTURE_TRAIN;
        fixture->config.hparams.seed = seed;
        fixture->config.speed = 1; /* so that the last batch is a step */
        fixture_start(fixture);
        fixture_wait(fixture, run_is_known);
        fixture_keys(fixture, " ...");
        do
            app_update(&fixture->app);
        while (!run_has_ended(&fixture->app));
        ck_assert_uint_eq(fixture->runs.count, 1);
        ck_assert_double_eq(fixture->app.view.shot.test_error,
                            fixture->runs.results[0].test_error);
        fixture_finish(fixture);
    }
}
END_TEST

/* The file holds the parameters that the app shows. */
static void
check_saved(const struct fixture *fixture)
{
    struct error err;
    struct net *net = net_file_load(fixture->config.save, 784, DIGIT_CLASSES, &err);
    size_t l, i, j;

    ck_assert_msg(net != NULL, "%s", err.text);
    ck_assert(net_same_shape(net, fixture->app.net));
    for (l = 0; l < net->layers; l++) {
        const struct layer *a = &net->layer[l], *b = &fixture->app.net->layer[l];

        for (i = 0; i < a->inputs; i++) {
            for (j = 0; j < a->outputs; j++) {
                if (a->w[i * a->stride + j] != b->w[i * b->stride + j])
                    ck_abort_msg("layer %zu: weight %zu,%zu differs", l, i, j);
            }
        }
    }
    net_free(net);
}

START_TEST(a_run_that_is_done_is_saved)
{
    struct fixture *fixture = fixture_new();

    fixture->config.save = suite_path(suite_folder(), "net.npz");
    fixture->config.hparams.epochs = 1;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    fixture_says(fixture, "The parameters of run 1 are in ");
    check_saved(fixture);
    ck_assert_int_eq(unlink(fixture->config.save), 0); /* it is saved once */
    app_update(&fixture->app);
    ck_assert_int_ne(access(fixture->config.save, F_OK), 0);
    fixture->app.view.next.seed = 5;
    fixture_keys(fixture, "r");
    fixture_wait(fixture, the_second_run_has_ended);
    fixture_says(fixture, "The parameters of run 2 are in ");
    check_saved(fixture);
    fixture_finish(fixture);
}
END_TEST

START_TEST(a_run_that_is_stopped_is_saved_on_the_way_out)
{
    struct fixture *fixture = fixture_new();

    fixture->config.save = suite_path(suite_folder(), "net.npz");
    fixture_start(fixture);
    fixture_wait(fixture, run_has_trained);
    ck_assert_int_ne(access(fixture->config.save, F_OK), 0);
    while (!app_finish(&fixture->app))
        continue;
    check_saved(fixture);
    ck_assert(!fixture->app.save_failed);
    fixture_finish(fixture);
}
END_TEST

START_TEST(a_run_that_diverged_is_not_saved)
{
    struct fixture *fixture = fixture_new();

    fixture->config.save = suite_path(suite_folder(), "net.npz");
    fixture->config.hparams.alpha = 3e38;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    ck_assert_int_eq(fixture->app.view.shot.status, RUN_DIVERGED);
    fixture_finish(fixture);
    ck_assert_int_ne(access(fixture->config.save, F_OK), 0);
}
END_TEST

START_TEST(what_cannot_be_saved_is_said)
{
    struct fixture *fixture = fixture_new();

    fixture->config.save = suite_path(suite_folder(), "none/net.npz");
    fixture->config.hparams.epochs = 1;
    fixture_start(fixture);
    fixture_wait(fixture, run_has_ended);
    fixture_says(fixture, fixture->config.save);
    ck_assert(fixture->app.save_failed);
    ck_assert_ptr_nonnull(strstr(fixture->app.save_error.text, fixture->config.save));
    fixture_finish(fixture);
}
END_TEST

START_TEST(the_end_of_a_run_that_has_not_begun_comes_too)
{
    struct fixture *fixture = fixture_started();

    fixture_finish(fixture); /* at once */
    fixture = fixture_started();
    fixture_wait(fixture, run_has_trained);
    fixture_keys(fixture, " ");
    fixture_wait(fixture, run_is_paused);
    fixture_finish(fixture); /* of a run that is paused */
    fixture = fixture_started();
    fixture_wait(fixture, run_has_trained);
    fixture_keys(fixture, "rrr");
    fixture_finish(fixture);
}
END_TEST

START_TEST(a_message_goes_by_itself)
{
    struct fixture *fixture = fixture_started();
    int left;

    ck_assert_int_eq(app_tick(&fixture->app), -1);
    fixture_keys(fixture, "x");
    left = app_tick(&fixture->app);
    ck_assert(left > 0 && left <= 3000);
    fixture_says(fixture, "Next run");
    fixture->app.message_until = 0;
    fixture->app.dirty = false;
    ck_assert_int_eq(app_tick(&fixture->app), -1);
    ck_assert_str_eq(fixture->app.view.message, "");
    ck_assert(fixture->app.dirty);
    fixture_finish(fixture);
}
END_TEST

/* ---- any keys at all ---- */

/* Mostly keys that do something. */
static int
random_key(struct rng *rng)
{
    static const int others[] = {'\r', '\n', KEY_ENTER, KEY_BACKSPACE, 0x7f, KEY_RESIZE,
                                 0,    -1,   KEY_MOUSE, 0xff,          'z',  KEY_F(12)};
    uint32_t kind = rng_below(rng, 10);

    if (kind == 0)
        return others[rng_below(rng, MEM_COUNT(others))];
    if (kind == 1)
        return '0' + (int)rng_below(rng, 10);
    return action_info((enum action)(1 + rng_below(rng, ACTIONS - 1)))->keys[0];
}

static void
storm(struct fixture *fixture, uint64_t seed, uint32_t keys_between_updates)
{
    enum { KEYS = 10000 };
    const struct view *view = &fixture->app.view;
    struct rng rng;
    int i;

    rng_init(&rng, seed, 0);
    for (i = 0; i < KEYS; i++) {
        app_key(&fixture->app, random_key(&rng));
        if (rng_below(&rng, keys_between_updates) == 0)
            app_update(&fixture->app);
        app_tick(&fixture->app);
        if (view->browsed.number >= FIXTURE_TEST || view->help_scroll < 0 ||
            view->screen >= SCREENS || strlen(view->input) >= sizeof view->input)
            ck_abort_msg("key %d broke the view", i);
    }
}

/* Each ended run is kept once, in order. */
static void
check_kept(const struct fixture *fixture)
{
    size_t i;

    for (i = 0; i < fixture->runs.count; i++) {
        ck_assert_uint_eq(fixture->runs.results[i].run, i + 1);
        ck_assert_int_ne(fixture->runs.results[i].status, RUN_TRAINING);
    }
}

static bool
every_run_is_kept(const struct app *app)
{
    return app->runs->count == app->view.shot.run;
}

START_TEST(any_keys_leave_it_whole)
{
    struct fixture *fixture = fixture_started();

    storm(fixture, 1, 20);
    while (!app_finish(&fixture->app))
        continue;
    fixture_wait(fixture, every_run_is_kept);
    ck_assert_uint_gt(fixture->runs.count, 10);
    check_kept(fixture);
    fixture_finish(fixture);
}
END_TEST

START_TEST(any_keys_leave_it_whole_while_nothing_is_read)
{
    struct fixture *fixture = fixture_started();

    storm(fixture, 2, 5000);
    fixture_finish(fixture);
}
END_TEST

START_TEST(any_keys_leave_a_saving_app_whole)
{
    struct fixture *fixture = fixture_new();

    fixture->config.save = suite_path(suite_folder(), "net.npz");
    fixture->config.speed = UI_DEFAULT_SPEED;
    fixture->config.hparams.epochs = 1;
    fixture_start(fixture);
    storm(fixture, 3, 3);
    fixture_finish(fixture);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        keys_change_the_next_run_and_not_this_one,
        r_starts_the_next_run_and_keeps_this_one,
        space_pauses_and_a_point_steps,
        without_a_run_space_and_the_point_say_so,
        speed_is_a_ladder_with_full_speed_at_its_top,
        speeds_between_the_steps_find_their_neighbours,
        f_goes_to_full_speed_and_back,
        finished_diverged_and_stopped_runs_are_kept,
        a_run_ends_when_all_of_it_is_known,
        a_run_that_is_done_is_saved,
        a_run_that_is_stopped_is_saved_on_the_way_out,
        a_run_that_diverged_is_not_saved,
        what_cannot_be_saved_is_said,
        the_end_of_a_run_that_has_not_begun_comes_too,
        a_message_goes_by_itself,
        any_keys_leave_it_whole,
        any_keys_leave_it_whole_while_nothing_is_read,
        any_keys_leave_a_saving_app_whole,
        NULL,
    };

    return suite_run("app", tests, 60);
}
