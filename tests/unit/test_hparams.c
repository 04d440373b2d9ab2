#include "config.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/suite.h"
#include "train/hparams.h"

static struct hparams hparams;
static struct error err;

static void
setup(void)
{
    hparams_init(&hparams);
}

/* ---- texts ---- */

struct text {
    enum hparam which;
    const char *text;
};

#define LONG_ZEROS "0000000000000000000000000000000000000000000000000000000000000001"

static const struct text good[] = {
    {HPARAM_HIDDEN, "1"},
    {HPARAM_HIDDEN, "30"},
    {HPARAM_HIDDEN, "30,20"},
    {HPARAM_HIDDEN, "4096,4096,4096,4096,4096,4096,4096,4096"},
    {HPARAM_BATCH, "1"},
    {HPARAM_BATCH, "12"},
    {HPARAM_BATCH, "60000"},
    {HPARAM_ALPHA, "0.05"},
    {HPARAM_ALPHA, "1e-30"},
    {HPARAM_ALPHA, "1e+38"},
    {HPARAM_ALPHA, "0.0123456789"},
    {HPARAM_ALPHA, "3"},
    {HPARAM_GAMMA, "0"},
    {HPARAM_GAMMA, "0.4"},
    {HPARAM_GAMMA, "0.9999999"},
    {HPARAM_INIT, "normal"},
    {HPARAM_INIT, "xavier"},
    {HPARAM_EPOCHS, "1"},
    {HPARAM_EPOCHS, "1000000"},
    {HPARAM_SEED, "0"},
    {HPARAM_SEED, "1"},
    {HPARAM_SEED, "18446744073709551615"},
    {HPARAM_ORDER, "shuffle"},
    {HPARAM_ORDER, "sequential"},
};

/* Each good text is also the way its value is written. */
START_TEST(good_texts_are_taken_and_given_back)
{
    char text[HPARAM_TEXT];
    size_t i;

    for (i = 0; i < MEM_COUNT(good); i++) {
        ck_assert_msg(hparam_parse(&hparams, good[i].which, good[i].text, &err) == 0,
                      "%s", err.text);
        hparam_format(&hparams, good[i].which, text);
        ck_assert_str_eq(text, good[i].text);
    }
}
END_TEST

START_TEST(good_texts_set_their_value)
{
    hparam_parse(&hparams, HPARAM_HIDDEN, "300,100,7", NULL);
    ck_assert_uint_eq(hparams.hidden_count, 3);
    ck_assert(hparams.hidden[0] == 300 && hparams.hidden[1] == 100 &&
              hparams.hidden[2] == 7);
    hparam_parse(&hparams, HPARAM_BATCH, "32", NULL);
    ck_assert_uint_eq(hparams.batch, 32);
    hparam_parse(&hparams, HPARAM_ALPHA, "2.5e-1", NULL);
    ck_assert_double_eq(hparams.alpha, 0.25);
    hparam_parse(&hparams, HPARAM_GAMMA, ".5", NULL);
    ck_assert_double_eq(hparams.gamma, 0.5);
    hparam_parse(&hparams, HPARAM_GAMMA, "-0", NULL);
    ck_assert(hparams.gamma == 0 && !signbit(hparams.gamma));
    hparam_parse(&hparams, HPARAM_INIT, "xavier", NULL);
    ck_assert_int_eq(hparams.init, NET_INIT_XAVIER);
    hparam_parse(&hparams, HPARAM_EPOCHS, "007", NULL);
    ck_assert_uint_eq(hparams.epochs, 7);
    hparam_parse(&hparams, HPARAM_SEED, "18446744073709551615", NULL);
    ck_assert_uint_eq(hparams.seed, UINT64_MAX);
    hparam_parse(&hparams, HPARAM_ORDER, "sequential", NULL);
    ck_assert_int_eq(hparams.order, ORDER_SEQUENTIAL);
}
END_TEST

static const struct text bad[] = {
    {HPARAM_HIDDEN, ""},
    {HPARAM_HIDDEN, "0"},
    {HPARAM_HIDDEN, "4097"},
    {HPARAM_HIDDEN, "30,"},
    {HPARAM_HIDDEN, ",30"},
    {HPARAM_HIDDEN, "30,,20"},
    {HPARAM_HIDDEN, "30 20"},
    {HPARAM_HIDDEN, "30, 20"},
    {HPARAM_HIDDEN, "30;20"},
    {HPARAM_HIDDEN, "-30"},
    {HPARAM_HIDDEN, "30.5"},
    {HPARAM_HIDDEN, "1,2,3,4,5,6,7,8,9"},
    {HPARAM_HIDDEN, LONG_ZEROS},
    {HPARAM_HIDDEN, "30,x"},
    {HPARAM_BATCH, ""},
    {HPARAM_BATCH, "0"},
    {HPARAM_BATCH, "-1"},
    {HPARAM_BATCH, "60001"},
    {HPARAM_BATCH, "1.5"},
    {HPARAM_BATCH, "12x"},
    {HPARAM_BATCH, "+1"},
    {HPARAM_BATCH, "99999999999999999999"},
    {HPARAM_ALPHA, ""},
    {HPARAM_ALPHA, "0"},
    {HPARAM_ALPHA, "-0.05"},
    {HPARAM_ALPHA, "nan"},
    {HPARAM_ALPHA, "inf"},
    {HPARAM_ALPHA, "1e39"},
    {HPARAM_ALPHA, "1e999"},
    {HPARAM_ALPHA, "1e-50"},
    {HPARAM_ALPHA, "0,05"},
    {HPARAM_ALPHA, "0x1"},
    {HPARAM_ALPHA, "."},
    {HPARAM_ALPHA, "0.05 "},
    {HPARAM_GAMMA, "-0.1"},
    {HPARAM_GAMMA, "1"},
    {HPARAM_GAMMA, "0.99999999"} /* 1 as a float */,
    {HPARAM_GAMMA, "nan"},
    {HPARAM_GAMMA, ""},
    {HPARAM_INIT, ""},
    {HPARAM_INIT, "glorot"},
    {HPARAM_INIT, "Xavier"},
    {HPARAM_INIT, "xavier "},
    {HPARAM_EPOCHS, "0"},
    {HPARAM_EPOCHS, "1000001"},
    {HPARAM_EPOCHS, "ten"},
    {HPARAM_SEED, "-1"},
    {HPARAM_SEED, ""},
    {HPARAM_SEED, "18446744073709551616"},
    {HPARAM_SEED, "1.0"},
    {HPARAM_ORDER, ""},
    {HPARAM_ORDER, "random"},
    {HPARAM_ORDER, "shuffl"},
};

/* The message before and after the text: the option, and what is right. */
static const char *const messages[HPARAMS][2] = {
    [HPARAM_HIDDEN] = {"--hidden=", ": it takes 1 to 8 sizes of 1 to 4096 neurons"},
    [HPARAM_BATCH] = {"--batch=", ": it takes a whole number from 1 to 60000"},
    [HPARAM_ALPHA] = {"--alpha=", ": it takes a number over 0, such as 0.05"},
    [HPARAM_GAMMA] = {"--momentum=", ": it takes a number from 0 to under 1"},
    [HPARAM_INIT] = {"--init=", ": it takes normal or xavier"},
    [HPARAM_EPOCHS] = {"--epochs=", ": it takes a whole number from 1 to 1000000"},
    [HPARAM_SEED] = {"--seed=",
                     ": it takes a whole number from 0 to 18446744073709551615"},
    [HPARAM_ORDER] = {"--order=", ": it takes shuffle or sequential"},
};

START_TEST(bad_texts_are_refused_with_what_is_right_and_change_nothing)
{
    struct hparams before = hparams;
    char message[512];
    size_t i;

    for (i = 0; i < MEM_COUNT(bad); i++) {
        snprintf(message, sizeof message, "%s%s%s", messages[bad[i].which][0],
                 bad[i].text, messages[bad[i].which][1]);
        ck_assert_msg(hparam_parse(&hparams, bad[i].which, bad[i].text, &err) == -1,
                      "%s%s was taken", messages[bad[i].which][0], bad[i].text);
        ck_assert_str_eq(err.text, message);
        ck_assert_mem_eq(&hparams, &before, sizeof before);
    }
    ck_assert_int_eq(hparam_parse(&hparams, HPARAM_BATCH, "0", NULL), -1);
}
END_TEST

START_TEST(every_number_is_given_back_exactly)
{
    static const double numbers[] = {0.05, 0.1,  1.0 / 3, 0.1 + 0.2, 1e-7,  123456789,
                                     1e38, 1e22, 2.0 / 3, FLT_MIN,   5e-45, 0.7};
    char text[HPARAM_TEXT];
    size_t i;

    for (i = 0; i < MEM_COUNT(numbers); i++) {
        struct hparams back;

        hparams_init(&back);
        hparams.alpha = numbers[i];
        hparam_format(&hparams, HPARAM_ALPHA, text);
        ck_assert_int_eq(hparam_parse(&back, HPARAM_ALPHA, text, NULL), 0);
        ck_assert_double_eq(back.alpha, numbers[i]);
        ck_assert(hparam_equal(&hparams, &back, HPARAM_ALPHA));
        if (numbers[i] >= 0.99)
            continue;
        hparams.gamma = numbers[i];
        hparam_format(&hparams, HPARAM_GAMMA, text);
        ck_assert_int_eq(hparam_parse(&back, HPARAM_GAMMA, text, NULL), 0);
        ck_assert_double_eq(back.gamma, numbers[i]);
    }
}
END_TEST

START_TEST(equal_tells_each_one_apart)
{
    static const struct text other[] = {
        {HPARAM_HIDDEN, "30"}, {HPARAM_BATCH, "2"},          {HPARAM_ALPHA, "0.06"},
        {HPARAM_GAMMA, "0.1"}, {HPARAM_INIT, "xavier"},      {HPARAM_EPOCHS, "31"},
        {HPARAM_SEED, "2"},    {HPARAM_ORDER, "sequential"},
    };
    enum hparam which;
    size_t i;

    for (i = 0; i < MEM_COUNT(other); i++) {
        struct hparams changed = hparams;

        ck_assert_int_eq(hparam_parse(&changed, other[i].which, other[i].text, NULL), 0);
        for (which = 0; which < HPARAMS; which++)
            ck_assert_int_eq(hparam_equal(&hparams, &changed, which),
                             which != other[i].which);
        ck_assert_int_eq(hparams_equal_but_seed(&hparams, &changed),
                         other[i].which == HPARAM_SEED);
    }
}
END_TEST

START_TEST(hidden_sizes_are_compared_one_by_one)
{
    struct hparams other = hparams;

    other.hidden[1] = 21;
    ck_assert(!hparam_equal(&hparams, &other, HPARAM_HIDDEN));
    other.hidden[1] = 20;
    other.hidden[2] = 99; /* beyond the count */
    ck_assert(hparam_equal(&hparams, &other, HPARAM_HIDDEN));
}
END_TEST

START_TEST(each_has_its_texts_for_the_user)
{
    enum hparam which;

    for (which = 0; which < HPARAMS; which++) {
        const struct hparam_info *info = hparam_info(which);

        ck_assert(info->name != NULL && info->metavar != NULL);
        ck_assert(info->label != NULL && info->help != NULL);
    }
}
END_TEST

/* ---- defaults and presets ---- */

START_TEST(the_defaults_are_preset_sgd_and_the_lab_net)
{
    size_t sizes[NET_MAX_LAYERS + 1];

    memset(&hparams, 0xff, sizeof hparams);
    hparams_init(&hparams);
    ck_assert_int_eq(hparams_find_preset(&hparams), 0);
    ck_assert_uint_eq(hparams.seed, 1);
    ck_assert_int_eq(hparams.order, ORDER_SHUFFLE);
    ck_assert_uint_eq(hparams_sizes(&hparams, 784, 10, sizes), 3);
    ck_assert(sizes[0] == 784 && sizes[1] == 30 && sizes[2] == 20 && sizes[3] == 10);
}
END_TEST

/* The table of doc/MATHEMATICS.md. */
static const struct {
    const char *name;
    size_t batch;
    enum net_init init;
    double alpha, gamma;
    size_t epochs;
} presets[] = {
    {"sgd", 1, NET_INIT_NORMAL, 0.05, 0, 30},
    {"minibatch", 12, NET_INIT_NORMAL, 0.05, 0, 30},
    {"xavier", 12, NET_INIT_XAVIER, 0.05, 0, 30},
    {"momentum", 12, NET_INIT_XAVIER, 0.05, 0.4, 30},
    {"sgd-xavier", 1, NET_INIT_XAVIER, 0.05, 0, 30},
};

START_TEST(the_presets_are_those_of_the_lab)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(presets); i++) {
        hparams.seed = 77;
        hparams.hidden_count = 1;
        hparams.order = ORDER_SEQUENTIAL;
        hparams_apply_preset(&hparams, i);
        ck_assert_pstr_eq(hparams_preset_name(i), presets[i].name);
        ck_assert_uint_eq(hparams.batch, presets[i].batch);
        ck_assert_int_eq(hparams.init, presets[i].init);
        ck_assert_double_eq(hparams.alpha, presets[i].alpha);
        ck_assert_double_eq(hparams.gamma, presets[i].gamma);
        ck_assert_uint_eq(hparams.epochs, presets[i].epochs);
        ck_assert_int_eq(hparams_find_preset(&hparams), (int)i);
        /* the rest stays */
        ck_assert(hparams.seed == 77 && hparams.hidden_count == 1);
        ck_assert_int_eq(hparams.order, ORDER_SEQUENTIAL);
    }
    ck_assert_ptr_null(hparams_preset_name(MEM_COUNT(presets)));
}
END_TEST

START_TEST(what_is_not_a_preset_is_none)
{
    static const struct text changes[] = {
        {HPARAM_BATCH, "2"}, {HPARAM_ALPHA, "0.06"}, {HPARAM_GAMMA, "0.1"}};
    size_t i;

    for (i = 0; i < MEM_COUNT(changes); i++) {
        hparams_init(&hparams);
        hparam_parse(&hparams, changes[i].which, changes[i].text, NULL);
        ck_assert_int_eq(hparams_find_preset(&hparams), -1);
    }
    hparams_next_preset(&hparams); /* from none: the first */
    ck_assert_int_eq(hparams_find_preset(&hparams), 0);
    hparams.epochs = 7; /* do not matter for which preset it is */
    ck_assert_int_eq(hparams_find_preset(&hparams), 0);
}
END_TEST

/* ---- keys ---- */

START_TEST(presets_go_round)
{
    int i;

    for (i = 1; i <= 5; i++) {
        hparams_next_preset(&hparams);
        ck_assert_int_eq(hparams_find_preset(&hparams), i % 5);
    }
}
END_TEST

START_TEST(toggles_go_there_and_back)
{
    hparams_toggle(&hparams, HPARAM_INIT);
    ck_assert_int_eq(hparams.init, NET_INIT_XAVIER);
    hparams_toggle(&hparams, HPARAM_INIT);
    ck_assert_int_eq(hparams.init, NET_INIT_NORMAL);
    hparams_toggle(&hparams, HPARAM_GAMMA);
    ck_assert_double_eq(hparams.gamma, 0.4);
    hparams_toggle(&hparams, HPARAM_GAMMA);
    ck_assert_double_eq(hparams.gamma, 0);
    hparams.gamma = 0.9;
    hparams_toggle(&hparams, HPARAM_GAMMA);
    ck_assert_double_eq(hparams.gamma, 0);
}
END_TEST

/* rungs: the texts of the ladder's values, from bottom to top. */
static void
check_ladder(enum hparam which, const char *const *rungs, size_t count)
{
    char text[HPARAM_TEXT];
    size_t i;

    ck_assert_int_eq(hparam_parse(&hparams, which, rungs[0], NULL), 0);
    hparams_step(&hparams, which, -1); /* at the end: no change */
    for (i = 0; i < count; i++) {
        hparam_format(&hparams, which, text);
        ck_assert_str_eq(text, rungs[i]);
        hparams_step(&hparams, which, 1);
    }
    for (i = count; i > 0; i--) { /* the last step up changed nothing */
        hparam_format(&hparams, which, text);
        ck_assert_str_eq(text, rungs[i - 1]);
        hparams_step(&hparams, which, -1);
    }
}

START_TEST(ladders_are_climbed_rung_by_rung)
{
    static const char *const batches[] = {"1", "12", "32", "128", "512"};
    static const char *const alphas[] = {"0.001", "0.002", "0.005", "0.01", "0.02",
                                         "0.05",  "0.1",   "0.2",   "0.5",  "1",
                                         "2",     "5",     "10"};
    static const char *const gammas[] = {"0",   "0.1", "0.2", "0.3", "0.4",  "0.5",
                                         "0.6", "0.7", "0.8", "0.9", "0.95", "0.99"};
    static const char *const epochs[] = {"1",  "2",  "5",   "10", "20",
                                         "30", "50", "100", "200"};

    check_ladder(HPARAM_BATCH, batches, MEM_COUNT(batches));
    check_ladder(HPARAM_ALPHA, alphas, MEM_COUNT(alphas));
    check_ladder(HPARAM_GAMMA, gammas, MEM_COUNT(gammas));
    check_ladder(HPARAM_EPOCHS, epochs, MEM_COUNT(epochs));
}
END_TEST

START_TEST(between_rungs_a_step_goes_to_the_next_one)
{
    hparams.batch = 60;
    hparams_step(&hparams, HPARAM_BATCH, 1);
    ck_assert_uint_eq(hparams.batch, 128);
    hparams.batch = 60;
    hparams_step(&hparams, HPARAM_BATCH, -1);
    ck_assert_uint_eq(hparams.batch, 32);
    hparams.batch = 60000; /* beyond the end: up stays, down comes back */
    hparams_step(&hparams, HPARAM_BATCH, 1);
    ck_assert_uint_eq(hparams.batch, 60000);
    hparams_step(&hparams, HPARAM_BATCH, -1);
    ck_assert_uint_eq(hparams.batch, 512);
    hparams.alpha = 0.0001;
    hparams_step(&hparams, HPARAM_ALPHA, -1);
    ck_assert_double_eq(hparams.alpha, 0.0001);
    hparams_step(&hparams, HPARAM_ALPHA, 1);
    ck_assert_double_eq(hparams.alpha, 0.001);
}
END_TEST

START_TEST(what_has_no_ladder_does_not_move)
{
    static const enum hparam still[] = {HPARAM_HIDDEN, HPARAM_INIT, HPARAM_SEED,
                                        HPARAM_ORDER};
    struct hparams before = hparams;
    size_t i;

    for (i = 0; i < MEM_COUNT(still); i++) {
        hparams_step(&hparams, still[i], 1);
        hparams_step(&hparams, still[i], -1);
    }
    ck_assert_mem_eq(&hparams, &before, sizeof before);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        good_texts_are_taken_and_given_back,
        good_texts_set_their_value,
        bad_texts_are_refused_with_what_is_right_and_change_nothing,
        every_number_is_given_back_exactly,
        equal_tells_each_one_apart,
        hidden_sizes_are_compared_one_by_one,
        each_has_its_texts_for_the_user,
        the_defaults_are_preset_sgd_and_the_lab_net,
        the_presets_are_those_of_the_lab,
        what_is_not_a_preset_is_none,
        presets_go_round,
        toggles_go_there_and_back,
        ladders_are_climbed_rung_by_rung,
        between_rungs_a_step_goes_to_the_next_one,
        what_has_no_ladder_does_not_move,
        NULL,
    };

    return suite_run_with("hparams", tests, 30, setup, NULL);
}
