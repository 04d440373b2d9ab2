/* The keys that hold on every screen: the next run and this run. */
#include "config.h"

#include <stdio.h>

#include "base/format.h"
#include "base/mem.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/keys.h"

/* So slow that the first batch stays the only one. */
static const double standstill = 1;

/* What is on the screen from the first batch on. */
static const char trained[] = "answer ";

/* ---- the next run ---- */

/* From the defaults on, one after the other. */
START_TEST(keys_change_the_next_run_and_not_this_one)
{
    static const struct {
        const char *keys, *message;
    } cases[] = {
        {"x", "init xavier. r"},
        {"x", "init normal. r"},
        {"m", "momentum 0.4. r"},
        {"m", "momentum 0. r"},
        {"b", "batch 12. r"},
        {"b", "batch 32. r"},
        {"bbbbb", "batch 512. r"},
        {"B", "batch 128. r"},
        {"BBBBBB", "batch 1. r"},
        {"a", "learning rate 0.1. r"},
        {"AA", "learning rate 0.02. r"},
        {"aaaaaaaaaaaaaa", "learning rate 10. r"},
        {"AAAAAAAAAAAAAAAA", "learning rate 0.001. r"},
        {"g", "momentum 0.1. r"},
        {"gg", "momentum 0.3. r"},
        {"G", "momentum 0.2. r"},
        {"GGGG", "momentum 0. r"},
        {"E", "epochs 200. r"},
        {"E", "epochs 100. r"},
        {"e", "epochs 200. r"},
        {"s", "seed 2. r"},
        {"ss", "seed 4. r"},
        {"p", "preset sgd. r"},
        {"p", "preset minibatch. r"},
        {"p", "preset xavier. r"},
        {"p", "preset momentum. r"},
        {"p", "preset sgd-xavier. r"},
        {"p", "preset sgd. r"},
    };
    char message[64];
    size_t i;

    fixture_start_usual();
    for (i = 0; i < MEM_COUNT(cases); i++) {
        fixture_keys(cases[i].keys);
        snprintf(message, sizeof message, "Next run: %s", cases[i].message);
        fixture_sees(message);
        fixture_sees("starts it.");
    }
    fixture_keys("xmb");
    fixture_wait_for("run 1");
    fixture_sees("1 → 12");
    fixture_sees("normal → xavier");
    fixture_sees("0 → 0.4");
    fixture_sees("1000000 → 200"); /* which presets leave alone */
    fixture_finish();
    ck_assert_uint_eq(fixture_run(1)->hparams.batch, 1);
}
END_TEST

START_TEST(r_starts_the_next_run_and_keeps_this_one)
{
    const struct measures *first;

    fixture_start_usual();
    fixture_wait_for(trained);
    fixture_keys("xmbsa "); /* paused, too: a new run goes on */
    fixture_wait_for("paused");
    fixture_keys("rr");
    fixture_wait_for("run 2");
    fixture_wait_for("training at full speed");
    fixture_sees_no(" → ");
    fixture_sees("batch         12");
    fixture_sees("init          xavier");
    fixture_sees("rate 0.1");
    fixture_sees("momentum      0.4");
    ck_assert_uint_eq(fixture_ended(), 1);
    first = fixture_run(1);
    ck_assert_uint_eq(first->run, 1);
    ck_assert_int_eq(first->status, RUN_STOPPED);
    ck_assert_uint_eq(first->hparams.batch, 1);
    fixture_finish();
    ck_assert_uint_eq(fixture_ended(), 2);
    ck_assert_uint_eq(fixture_run(2)->hparams.batch, 12);
}
END_TEST

START_TEST(with_no_run_on_r_starts_at_once)
{
    fixture_start_and_end();
    fixture_sees("r start");
    fixture_keys("r");
    fixture_sees_no("Start the next run?");
    fixture_wait_for("run 2  done");
    fixture_finish();
    ck_assert_uint_eq(fixture_ended(), 2);
}
END_TEST

START_TEST(r_asks_while_a_run_is_on)
{
    static const int yes[] = {'r', '\r', '\n', KEY_ENTER},
                     no[] = {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')};
    char run[32];
    size_t i;

    fixture_new()->speed = standstill;
    fixture_start();
    fixture_wait_for(trained);
    for (i = 0; i < MEM_COUNT(no); i++) {
        fixture_keys("r");
        fixture_sees("Start the next run?");
        fixture_sees("Run 1 is on: epoch 1 of 1000000");
        fixture_sees("r stop the run, keep its result, start the next one");
        fixture_sees("Esc go on");
        fixture_keys("x2? z5b<"); /* none of them gets through */
        fixture_sees("Start the next run?");
        fixture_key(no[i]);
        fixture_sees_no("Start the next run?");
        fixture_sees_no("Quit?");
        fixture_sees_as(ROLE_TAB, " 1 Train ");
        fixture_sees_no(" → ");
    }
    ck_assert(!fixture_has_left());
    for (i = 0; i < MEM_COUNT(yes); i++) {
        fixture_keys("r");
        fixture_key(yes[i]);
        fixture_sees_no("Start the next run?");
        snprintf(run, sizeof run, "run %zu", i + 2);
        fixture_wait_for(run);
    }
    fixture_finish();
    ck_assert_uint_eq(fixture_ended(), 1 + MEM_COUNT(yes));
}
END_TEST

/* A run whose last batch is a step: the first is trained at once, the next would come
 * much later. */
static void
start_before_its_last_batch(void)
{
    struct ui_config *config = fixture_new();

    config->speed = standstill;
    config->hparams.batch = FIXTURE_TRAIN;
    config->hparams.epochs = 2;
    fixture_start();
    fixture_wait_for("100 %");
    fixture_keys(" ");
    fixture_wait_for("paused");
}

START_TEST(a_run_may_end_while_the_question_stands)
{
    static const struct {
        const char *question, *yes_on, *yes_ended;
        char key;
    } questions[] = {
        {"Quit?", "q stop the run, keep its result, quit", "q quit", 'q'},
        {"Start the next run?", "r stop the run, keep its result, start the next one",
         "r start the next one", 'r'},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(questions); i++) {
        start_before_its_last_batch();
        fixture_keys(".");
        fixture_key(questions[i].key);
        fixture_sees(questions[i].question);
        fixture_sees(questions[i].yes_on);
        fixture_wait_for("Run 1 is done");
        fixture_sees(questions[i].question);
        fixture_sees_no("stop the run");
        fixture_sees(questions[i].yes_ended);
        fixture_key(questions[i].key);
        if (questions[i].key == 'r')
            fixture_wait_for("run 2");
        ck_assert(fixture_has_left() == (questions[i].key == 'q'));
        fixture_finish();
        ck_assert_int_eq(fixture_run(1)->status, RUN_DONE);
        ck_assert_uint_eq(fixture_ended(), questions[i].key == 'r' ? 2 : 1);
    }
}
END_TEST

/* ---- this run ---- */

START_TEST(space_pauses_and_a_point_steps)
{
    static const char *const shares[] = {" 20 %", " 30 %", " 40 %", " 50 %"};
    struct ui_config *config = fixture_new();
    size_t i;

    config->speed = standstill;
    config->hparams.batch = FIXTURE_TRAIN / 10;
    fixture_start();
    fixture_wait_for(" 10 %");
    fixture_keys(".");
    fixture_sees("Space pauses; then . trains one batch.");
    fixture_keys(" ");
    fixture_wait_for("paused");
    fixture_sees(" 10 %");
    for (i = 0; i < MEM_COUNT(shares); i++) {
        fixture_keys(".");
        fixture_wait_for(shares[i]);
        fixture_sees("paused");
    }
    fixture_keys("f ");
    fixture_wait_for("training at full speed");
    fixture_wait_until_gone("Epoch 1 of");
    fixture_finish();
}
END_TEST

/* Before the UI takes up anything new: what a key has changed counts for the next. */
START_TEST(keys_come_as_fast_as_they_are_typed)
{
    struct ui_config *config = fixture_new();

    config->speed = standstill;
    config->hparams.batch = FIXTURE_TRAIN / 10;
    fixture_start();
    fixture_wait_for(" 10 %");
    fixture_keys(" ...");
    fixture_wait_for(" 40 %");
    fixture_keys("   ");
    fixture_wait_for("training at");
    fixture_finish();
    fixture_start_and_end();
    fixture_keys("<<<<<<<<<<<<rq");
    fixture_sees("Quit?");
    ck_assert(!fixture_has_left());
    fixture_finish();
    ck_assert_uint_eq(fixture_ended(), 2);
}
END_TEST

START_TEST(without_a_run_space_and_the_point_say_so)
{
    fixture_start_and_end();
    fixture_sees_no("Space pause");
    fixture_keys(" ");
    fixture_sees("No run is on. r starts the next one.");
    fixture_keys("x.");
    fixture_sees_no("Space pauses");
    fixture_sees("No run is on. r starts the next one.");
    fixture_keys("r");
    fixture_wait_for("run 2  done"); /* which is not paused */
    fixture_finish();
}
END_TEST

/* A hint stands in the footer as long as its key does something. */
START_TEST(keys_that_do_nothing_now_have_no_hint)
{
    fixture_new()->speed = standstill;
    fixture_start();
    fixture_wait_for(trained);
    fixture_sees("r start  Space pause  x Xavier");
    fixture_keys("r");
    fixture_sees(" r start  Esc go on");
    fixture_sees_no("? help");
    fixture_keys("\033");
    fixture_sees("? help");
    fixture_finish();
    fixture_start_and_end();
    fixture_sees("r start  x Xavier");
    fixture_finish();
}
END_TEST

static void
check_speed(const char *keys, double speed)
{
    char message[64] = "Full speed", header[64] = "training at full speed";

    if (speed > 0) {
        snprintf(message, sizeof message, "Speed: %s images/s, ",
                 format_count(speed).text);
        snprintf(header, sizeof header, "training at %s images/s",
                 format_count(speed).text);
    }
    fixture_keys(keys);
    fixture_sees(message);
    fixture_wait_for(header); /* the engine has it */
}

START_TEST(speed_is_a_ladder_with_full_speed_at_its_top)
{
    static const double ladder[] = {1,    4,     15,    60,     250, 1000,
                                    4000, 15000, 60000, 250000, 0};
    size_t top = MEM_COUNT(ladder) - 1, i;

    fixture_new()->speed = 60000;
    fixture_start();
    check_speed(">", 250000);
    check_speed(">", 0);
    check_speed(">", 0);
    for (i = top; i > 0; i--)
        check_speed("<", ladder[i - 1]);
    check_speed("<", 1);
    for (i = 1; i <= top; i++)
        check_speed(">", ladder[i]);
    fixture_finish();
}
END_TEST

START_TEST(speeds_between_the_steps_find_their_neighbours)
{
    fixture_new()->speed = 100;
    fixture_start();
    check_speed(">", 250);
    check_speed("<", 60);
    fixture_finish();
    fixture_new()->speed = 1000000;
    fixture_start();
    check_speed(">", 0);
    check_speed("f", 1000000);
    check_speed("<", 250000);
    fixture_finish();
}
END_TEST

START_TEST(f_goes_to_full_speed_and_back)
{
    fixture_new()->speed = 1234;
    fixture_start();
    check_speed("f", 0);
    check_speed("f", 1234);
    check_speed("<f", 0);
    check_speed("f", 1000);
    fixture_finish();
    fixture_start_usual(); /* at full speed */
    check_speed("f", UI_DEFAULT_SPEED);
    check_speed("f", 0);
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        keys_change_the_next_run_and_not_this_one,
        r_starts_the_next_run_and_keeps_this_one,
        with_no_run_on_r_starts_at_once,
        r_asks_while_a_run_is_on,
        a_run_may_end_while_the_question_stands,
        space_pauses_and_a_point_steps,
        keys_come_as_fast_as_they_are_typed,
        without_a_run_space_and_the_point_say_so,
        keys_that_do_nothing_now_have_no_hint,
        speed_is_a_ladder_with_full_speed_at_its_top,
        speeds_between_the_steps_find_their_neighbours,
        f_goes_to_full_speed_and_back,
        NULL,
    };

    return suite_run("runs", tests, 600);
}
