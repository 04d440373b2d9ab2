/* Looking back: what the screens show of a moment is what a plain run has there. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/format.h"
#include "support/plain_run.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/glyphs.h"
#include "ui/keys.h"

enum { EPOCHS = 4, BATCH = 4 };

static struct ui_config *config;

/* A run of a few epochs, to its end. */
static void
start_short(void)
{
    config = fixture_new();
    config->hparams.epochs = EPOCHS;
    config->hparams.batch = BATCH;
    fixture_start();
    fixture_wait_for("run 1  done");
}

/* ---- a plain run ---- */

static struct learner *
learner_at(uint64_t images)
{
    return plain_run(config, &config->hparams, images);
}

static const char *
accuracy_at(uint64_t images)
{
    static struct formatted text;
    struct learner *learner = learner_at(images);

    text = format_percent(1 - learner_error(learner, &config->dataset->test));
    learner_free(learner);
    return text.text;
}

/* The images trained at the moment that the header names. It rounds; a batch does not. */
static uint64_t
images_shown(void)
{
    static const char image[] = "run 1 at image ", epoch[] = "run 1 at epoch ";

    if (fixture_shows(image))
        return (uint64_t)fixture_number(image);
    return BATCH * (uint64_t)llround(fixture_number(epoch) * FIXTURE_TRAIN / BATCH);
}

/* The answers come when a worker has made them. */
static void
check_moment(void)
{
    char accuracy[64];

    snprintf(accuracy, sizeof accuracy, "accuracy %s", accuracy_at(images_shown()));
    fixture_wait_for(accuracy);
}

/* ---- when an image was learned ---- */

enum { MOMENTS_MAX = 200 };

/* The images trained at each kept moment, the newest first. */
static size_t
list_moments(uint64_t images[MOMENTS_MAX])
{
    size_t count = 0;

    images[count++] = (uint64_t)EPOCHS * FIXTURE_TRAIN;
    do {
        fixture_keys("[");
        images[count++] = images_shown();
    } while (images[count - 1] > 0 && count < MOMENTS_MAX);
    fixture_keys("}");
    return count;
}

static bool
is_right(struct learner *learner, uint32_t number)
{
    const struct images *test = &config->dataset->test;
    const struct batch batch = {test, &number, 1, 0};
    const struct net *net = learner_net(learner);

    backprop_forward(learner->eval_ws, net, &batch);
    return backprop_answer(learner->eval_ws, net, 0) == test->labels[number];
}

/* What a user would say who had looked at each moment of a plain run. */
static void
tell_plainly(const uint64_t *images, size_t count, uint32_t number, char words[64])
{
    struct learner *learner = learner_at(0);
    uint64_t since = 0;
    bool right = false, changed = false;
    size_t i;

    for (i = count; i-- > 0;) {
        bool now;

        while (learner_images(learner) < images[i])
            learner_batch(learner);
        now = is_right(learner, number);
        if (i + 1 < count && now != right) {
            changed = true;
            since = images[i];
        }
        right = now;
    }
    learner_free(learner);
    if (!changed)
        snprintf(words, 64, "%s", right ? "always right" : "never right yet");
    else if (since < FIXTURE_TRAIN)
        snprintf(words, 64, "%s since image %d", right ? "right" : "wrong", (int)since);
    else
        snprintf(words, 64, "%s since epoch %.*f", right ? "right" : "wrong",
                 since % FIXTURE_TRAIN == 0 ? 0 : 2, (double)since / FIXTURE_TRAIN);
}

/* Of the first test image, which is shown. */
static void
check_verdict(uint64_t images)
{
    struct learner *learner = learner_at(images);
    const struct images *test = &config->dataset->test;
    const uint32_t number = 0;
    const struct batch batch = {test, &number, 1, 0};
    const struct net *net = learner_net(learner);
    char verdict[64];
    size_t answer;

    backprop_forward(learner->eval_ws, net, &batch);
    answer = backprop_answer(learner->eval_ws, net, 0);
    snprintf(verdict, sizeof verdict, "label %d answer %d", (int)test->labels[0],
             (int)answer);
    fixture_sees(verdict);
    learner_free(learner);
}

/* ---- tests ---- */

START_TEST(it_says_when_an_image_was_learned)
{
    uint64_t images[MOMENTS_MAX];
    char words[64];
    uint32_t number;
    size_t count;

    start_short();
    count = list_moments(images);
    fixture_keys("2");
    for (number = 0; number < 12; number++) {
        tell_plainly(images, count, number, words);
        fixture_wait_for(words);
        fixture_key(KEY_RIGHT);
    }
    fixture_finish();
}
END_TEST

/* Enter leads from change to change, and a click to where it points. */
START_TEST(enter_and_a_click_go_where_the_answer_changed)
{
    uint64_t images[MOMENTS_MAX], first, second;
    char words[64] = "";
    uint32_t number;
    size_t count;

    start_short();
    count = list_moments(images);
    for (number = 0; strstr(words, " since ") == NULL; number++)
        tell_plainly(images, count, number, words);
    snprintf(words, sizeof words, "2/%d\n", (int)number); /* it counts from 1 */
    fixture_keys(words);
    fixture_wait_for(" since ");
    fixture_key(KEY_ENTER); /* after the last one comes the first */
    first = images_shown();
    check_moment();
    fixture_keys("{");
    fixture_sees("run 1 at image 0");
    fixture_key(KEY_ENTER);
    second = images_shown();
    ck_assert_uint_eq(second, first);
    fixture_mouse(EVENT_PRESS, 18, 0); /* the strip is below the digit */
    fixture_sees("run 1 at image 0");
    fixture_finish();
}
END_TEST

START_TEST(each_moment_has_the_accuracy_of_a_plain_run)
{
    uint64_t before = (uint64_t)EPOCHS * FIXTURE_TRAIN + 1, images;
    size_t moments = 0, ends = 0;

    start_short();
    fixture_keys("2");
    do {
        fixture_keys("[");
        images = images_shown();
        ck_assert_uint_lt(images, before);
        before = images;
        check_verdict(images); /* at once: it needs no worker */
        check_moment();
        moments++;
        ends += images % FIXTURE_TRAIN == 0;
    } while (images > 0);
    ck_assert_uint_gt(moments, 40); /* eight for most of the doublings from 4 to 800 */
    ck_assert_uint_eq(ends, EPOCHS);
    fixture_keys("[");
    ck_assert_uint_eq(images_shown(), 0);
    while (--moments > 0)
        fixture_keys("]");
    ck_assert_uint_gt(images_shown(), (EPOCHS - 1) * FIXTURE_TRAIN);
    fixture_keys("]");
    fixture_sees_no(" at ");
    fixture_finish();
}
END_TEST

START_TEST(the_keys_with_shift_do_the_same)
{
    start_short();
    fixture_key(KEY_SHOME);
    fixture_sees("run 1 at image 0");
    fixture_key(KEY_SRIGHT);
    fixture_sees("run 1 at image 4");
    fixture_key(KEY_SLEFT);
    fixture_sees("run 1 at image 0");
    fixture_key(KEY_SEND);
    fixture_sees_no(" at ");
    fixture_finish();
}
END_TEST

/* It learned more later, which nobody knew then. */
START_TEST(the_best_value_is_the_best_until_then)
{
    char best[64];

    start_short();
    fixture_keys("{");
    snprintf(best, sizeof best, "best %s", accuracy_at(0));
    fixture_wait_for(best);
    fixture_keys("}");
    fixture_sees_no(best);
    fixture_finish();
}
END_TEST

START_TEST(training_goes_on_while_the_user_looks_back)
{
    config = fixture_new();
    config->hparams.batch = BATCH;
    fixture_start();
    fixture_wait_for("Epoch 1");
    fixture_wait_until_gone("Epoch 1 of");
    fixture_keys("{");
    fixture_sees("run 1 at image 0");
    fixture_sees("Epoch 0 of");
    fixture_sees("no image yet");
    fixture_sees("} goes back to now");
    fixture_sees("training at full speed");
    fixture_keys("]2");
    check_moment();
    fixture_keys("1}");
    fixture_sees_no(" at image");
    fixture_sees_no("goes back to now");
    fixture_wait_until_gone("Epoch 1 of");
    fixture_keys("}");
    fixture_sees("This is now.");
    fixture_finish();
}
END_TEST

START_TEST(another_run_is_looked_at_now)
{
    start_short();
    fixture_keys("{");
    fixture_sees("run 1 at image 0");
    fixture_keys("sr");
    fixture_wait_for("run 2  done");
    fixture_sees_no("run 2 at ");
    fixture_finish();
}
END_TEST

START_TEST(it_plays_from_the_start_to_now)
{
    start_short();
    fixture_keys("l");
    fixture_sees("run 1 at image 0");
    fixture_wait_for("run 1 at image 4");
    fixture_keys("l"); /* stops there, or one on */
    ck_assert_uint_le(images_shown(), 8);
    fixture_keys("}[[[l");
    fixture_wait_until_gone(" at epoch");
    fixture_finish();
}
END_TEST

START_TEST(the_mouse_drags_the_slider)
{
    const int y = FIXTURE_ROWS - 2;

    start_short();
    fixture_mouse(EVENT_DRAG, y, 1); /* nothing is held yet */
    fixture_sees_no(" at image");
    fixture_mouse(EVENT_PRESS, y, 1);
    fixture_sees("run 1 at image 0");
    fixture_mouse(EVENT_DRAG, y, FIXTURE_COLS / 2);
    fixture_sees_no("run 1 at image 0");
    fixture_sees("run 1 at image");
    fixture_mouse(EVENT_DRAG, y, FIXTURE_COLS - 1);
    fixture_sees_no(" at image");
    fixture_mouse(EVENT_PRESS, y - 1, 1);
    fixture_mouse(EVENT_DRAG, y, 1);
    fixture_sees_no(" at image");
    fixture_finish();
}
END_TEST

START_TEST(w_saves_the_moment_that_is_shown)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    start_short();
    fixture_keys("{]]]w");
    fixture_sees("Save run 1 at image 12 as: net.npz_");
    fixture_key(KEY_BACKSPACE);
    fixture_keys("y\n");
    fixture_sees("The parameters of run 1 are in net.npy");
    plain_run_check_file("net.npy", config, &config->hparams, 12);
    fixture_keys("w/none/such\n");
    fixture_sees("net.npz/none/such cannot be written");
    fixture_keys("w");
    fixture_key(KEYS_CONTROL('u'));
    fixture_sees("as: _");
    fixture_keys("\n"); /* no name: nothing is saved */
    fixture_sees_no("parameters of run 1");
    fixture_finish();
}
END_TEST

/* The next run begins while the user types a name for the first one. */
START_TEST(what_is_saved_is_what_was_shown)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    start_short();
    fixture_keys("sr");
    fixture_keys("w");
    fixture_sees("Save run 1 at epoch 4 as: net.npz_");
    fixture_wait_for("run 2  done");
    fixture_sees("Save run 1 at epoch 4 as: net.npz_");
    fixture_keys("\n");
    fixture_sees("The parameters of run 1 are in net.npz");
    plain_run_check_file("net.npz", config, &config->hparams,
                         (uint64_t)EPOCHS * FIXTURE_TRAIN);
    fixture_finish();
}
END_TEST

/* ---- the curve ---- */

/* Where the moment is marked in the chart; its row, or -1. */
static int
find_mark(const struct screen_copy *copy, int *x)
{
    const char *mark = glyphs_table(GLYPHS_BLOCK)->dot;
    int y;

    for (y = 0; y < copy->rows; y++) {
        for (*x = 0; *x < copy->cols; (*x)++) {
            if (screen_role(copy, y, *x) == ROLE_LINE_1 &&
                strcmp(copy->cells[y][*x].glyph, mark) == 0)
                return y;
        }
    }
    return -1;
}

static bool
has_line(const struct screen_copy *copy, int y, int x)
{
    return screen_role(copy, y, x) == ROLE_LINE_1 && copy->cells[y][x].glyph[0] != ' ';
}

/* At full speed little was measured; the rest are answers of the moments, for which Train
 * asks. A moment that is looked at is marked on the line that was there before. */
START_TEST(the_curve_goes_through_all_moments)
{
    static struct screen_copy now;
    const struct run *run;
    size_t i;
    int x, y;

    start_short();
    run = fixture_session()->runs[0];
    fixture_wait_for_answers(run);
    fixture_resize(80, FIXTURE_COLS); /* so that a row is little */
    fixture_keys("XX");
    fixture_sees("log");
    now = *fixture_screen();
    fixture_keys("{]");
    for (i = 1; i + 1 < run->tape.count; i++) {
        const struct checkpoint *at = run->tape.at[i];

        ck_assert_uint_eq(images_shown(), at->images);
        y = find_mark(fixture_screen(), &x);
        ck_assert_int_gt(y, 0);
        ck_assert_msg(has_line(&now, y, x) || has_line(&now, y - 1, x) ||
                          has_line(&now, y + 1, x),
                      "there is no line at image %zu", (size_t)at->images);
        fixture_keys("]");
    }
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        it_says_when_an_image_was_learned,
        enter_and_a_click_go_where_the_answer_changed,
        what_is_saved_is_what_was_shown,
        each_moment_has_the_accuracy_of_a_plain_run,
        the_keys_with_shift_do_the_same,
        the_best_value_is_the_best_until_then,
        training_goes_on_while_the_user_looks_back,
        another_run_is_looked_at_now,
        it_plays_from_the_start_to_now,
        the_mouse_drags_the_slider,
        w_saves_the_moment_that_is_shown,
        the_curve_goes_through_all_moments,
        NULL,
    };

    return suite_run("moment", tests, 300);
}
