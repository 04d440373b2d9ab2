/* The moments that are kept of runs: which, how they are found, and in which order they
 * go when there are too many. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/text.h"
#include "support/suite.h"
#include "train/tape.h"

/* What a moment takes here, unless a test says otherwise. */
enum { BYTES = 100 };

/* A moment without a net. wrong: of 1000 test images; negative if that is not known. */
static struct checkpoint *
moment(uint64_t images, int wrong)
{
    struct checkpoint *checkpoint = mem_zeroed(1, sizeof *checkpoint);
    struct answers *answers;

    ck_assert_ptr_nonnull(checkpoint);
    atomic_init(&checkpoint->references, 1);
    checkpoint->images = images;
    checkpoint->bytes = BYTES;
    if (wrong >= 0) {
        answers = answers_new(1000, 1, NULL);
        ck_assert_ptr_nonnull(answers);
        answers->wrong = (size_t)wrong;
        checkpoint_set_answers(checkpoint, answers);
    }
    return checkpoint;
}

/* The images of the moments: "1 2 4". */
static const char *
text_of(const struct tape *tape)
{
    static char text[2000];
    size_t i;

    text[0] = '\0';
    for (i = 0; i < tape->count; i++)
        text_append(text, sizeof text, "%s%llu", i > 0 ? " " : "",
                    (unsigned long long)tape->at[i]->images);
    return text;
}

/* ---- which moments ---- */

/* Counted plainly: the marks are 2^e (1 + k/8), rounded up to whole images. */
static bool
is_marked(uint64_t before, uint64_t after)
{
    int e, k;

    for (e = 0; e < 40; e++)
        for (k = 0; k < 8; k++) {
            uint64_t mark = (uint64_t)ceil(ldexp(1 + k / 8.0, e));

            if (mark > before && mark <= after)
                return true;
        }
    return false;
}

START_TEST(about_eight_moments_are_kept_for_each_doubling)
{
    static const uint64_t batches[] = {1, 12, 1000};
    size_t i, count;
    uint64_t at;

    for (i = 0; i < MEM_COUNT(batches); i++)
        for (at = 0; at < 100000; at += batches[i])
            if (tape_is_due(at, at + batches[i], false) != is_marked(at, at + batches[i]))
                ck_abort_msg("after %llu images", (unsigned long long)at);
    for (at = 0; at < 100000; at++)
        ck_assert(is_marked(at, tape_next_due(at)) &&
                  !is_marked(at, tape_next_due(at) - 1));
    for (at = 0, count = 0; at < 1 << 20; at++)
        count += tape_is_due(at, at + 1, false);
    ck_assert_uint_eq(count, 1 + 2 + 4 + 17 * 8 + 1); /* no image is left out under 8 */
    ck_assert(tape_is_due(1000000, 1000001, true));
    ck_assert(!tape_is_due(1000000, 1000001, false));
    ck_assert(tape_is_due((uint64_t)1 << 52, (uint64_t)1 << 53, false));
}
END_TEST

/* ---- finding ---- */

static void
fill(struct tape *tape, const uint64_t *images, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        tape_add(tape, moment(images[i], -1));
}

START_TEST(moments_are_found_from_any_place)
{
    static const uint64_t images[] = {2, 4, 8};
    struct tape tape = {0};

    ck_assert_uint_eq(tape_find(&tape, 5), TAPE_NONE);
    ck_assert_uint_eq(tape_nearest(&tape, 5), TAPE_NONE);
    ck_assert_uint_eq(tape_nearest_seconds(&tape, 5), TAPE_NONE);
    ck_assert_uint_eq(tape_step(&tape, 5, 1), TAPE_NONE);
    ck_assert_uint_eq(tape_step(&tape, 5, -1), TAPE_NONE);
    fill(&tape, images, 3);
    ck_assert_uint_eq(tape.bytes, 3 * BYTES);
    ck_assert_uint_eq(tape_find(&tape, 1), TAPE_NONE);
    ck_assert_uint_eq(tape_find(&tape, 2), 0);
    ck_assert_uint_eq(tape_find(&tape, 7), 1);
    ck_assert_uint_eq(tape_find(&tape, UINT64_MAX), 2);
    ck_assert_uint_eq(tape_nearest(&tape, 0), 0);
    ck_assert_uint_eq(tape_nearest(&tape, 3), 0);
    ck_assert_uint_eq(tape_nearest(&tape, 5), 1);
    ck_assert_uint_eq(tape_nearest(&tape, 6), 1);
    ck_assert_uint_eq(tape_nearest(&tape, 7), 2);
    ck_assert_uint_eq(tape_nearest(&tape, UINT64_MAX), 2);
    tape.at[1]->seconds = tape.at[0]->seconds = 0.5; /* a clock may stand still */
    tape.at[2]->seconds = 2.5;
    ck_assert_uint_eq(tape_nearest_seconds(&tape, 0), 0);
    ck_assert_uint_eq(tape_nearest_seconds(&tape, 1.5), 0);
    ck_assert_uint_eq(tape_nearest_seconds(&tape, 1.6), 2);
    ck_assert_uint_eq(tape_nearest_seconds(&tape, 9), 2);
    ck_assert_uint_eq(tape_step(&tape, 0, 1), 0);
    ck_assert_uint_eq(tape_step(&tape, 0, -1), TAPE_NONE);
    ck_assert_uint_eq(tape_step(&tape, 2, -1), TAPE_NONE);
    ck_assert_uint_eq(tape_step(&tape, 4, -1), 0);
    ck_assert_uint_eq(tape_step(&tape, 5, -1), 1);
    ck_assert_uint_eq(tape_step(&tape, 4, 1), 2);
    ck_assert_uint_eq(tape_step(&tape, 8, 1), TAPE_NONE);
    tape_done(&tape);
    ck_assert_uint_eq(tape.bytes, 0);
}
END_TEST

START_TEST(a_moment_of_the_same_place_is_replaced)
{
    struct tape from = {0}, to = {0};
    struct checkpoint *second = checkpoint_ref(moment(4, 7));

    tape_add(&to, moment(1, -1));
    tape_add(&to, moment(4, -1));
    tape_add(&from, second);
    tape_add(&from, moment(5, -1));
    tape_move(&to, &from);
    ck_assert_str_eq(text_of(&to), "1 4 5");
    ck_assert_ptr_eq(to.at[1], second);
    ck_assert_uint_eq(to.bytes, 3 * BYTES);
    ck_assert_uint_eq(from.count, 0);
    ck_assert_uint_eq(from.bytes, 0);
    ck_assert_int_eq(second->references, 2);
    tape_done(&to);
    tape_done(&from);
    ck_assert_int_eq(second->references, 1);
    checkpoint_unref(second);
}
END_TEST

START_TEST(the_best_is_the_one_with_the_fewest_errors)
{
    struct tape tape = {0};

    ck_assert_uint_eq(tape_best(&tape), TAPE_NONE);
    tape_add(&tape, moment(1, -1));
    ck_assert_uint_eq(tape_best(&tape), TAPE_NONE);
    tape_add(&tape, moment(2, 50));
    tape_add(&tape, moment(3, 40));
    tape_add(&tape, moment(4, -1));
    tape_add(&tape, moment(5, 40));
    tape_add(&tape, moment(6, 900));
    ck_assert_uint_eq(tape_best(&tape), 2);
    tape_done(&tape);
}
END_TEST

/* ---- the order of thinning ---- */

/* Three runs, the oldest first: each has the moments 0, 1, 2, 4 ... 64, and its best is
 * the one after 16 images. */
static struct tape run[3];
static struct tape *const runs[3] = {&run[0], &run[1], &run[2]};

static void
make_runs(void)
{
    size_t i;
    int k;

    for (i = 0; i < 3; i++) {
        tape_add(&run[i], moment(0, 900));
        for (k = 0; k <= 6; k++)
            tape_add(&run[i], moment((uint64_t)1 << k, k == 4 ? 10 : -1));
    }
}

static void
free_runs(void)
{
    size_t i;

    for (i = 0; i < 3; i++)
        tape_done(&run[i]);
}

static void
check_runs(size_t moments, size_t on, const char *first, const char *second,
           const char *third)
{
    tapes_fit(runs, 3, on, moments * BYTES);
    ck_assert_str_eq(text_of(&run[0]), first);
    ck_assert_str_eq(text_of(&run[1]), second);
    ck_assert_str_eq(text_of(&run[2]), third);
}

/* Read from top to bottom: the budget, in moments, and what is left of the three. */
START_TEST(the_oldest_run_loses_first_and_the_newest_last)
{
    static const char all[] = "0 1 2 4 8 16 32 64", ends[] = "0 16 64";

    make_runs();
    check_runs(24, 1, all, all, all);
    check_runs(23, 1, "0 1 4 8 16 32 64", all, all);
    check_runs(22, 1, "0 1 4 16 32 64", all, all);
    check_runs(19, 1, ends, all, all);
    check_runs(18, 1, ends, "0 1 4 8 16 32 64", all);
    check_runs(14, 1, ends, ends, all);
    check_runs(13, 1, ends, ends, "0 1 4 8 16 32 64");
    check_runs(11, 1, ends, ends, "0 1 4 16 64");
    check_runs(10, 1, "16 64", ends, "0 1 4 16 64"); /* it has only half of the budget */
    check_runs(8, 1, "64", ends, "0 4 16 64");
    check_runs(6, 1, "", ends, ends);
    check_runs(5, 1, "", "16 64", ends);
    free_runs();
}
END_TEST

START_TEST(runs_that_are_on_lose_alike)
{
    static const char all[] = "0 1 2 4 8 16 32 64", ends[] = "0 16 64";

    make_runs();
    check_runs(19, 2, ends, all, all);
    check_runs(18, 2, ends, "0 1 4 8 16 32 64", all);
    check_runs(17, 2, ends, "0 1 4 8 16 32 64", "0 1 4 8 16 32 64");
    check_runs(10, 2, ends, ends, "0 4 16 64");
    check_runs(6, 2, "", ends, ends);
    check_runs(4, 2, "", "64", ends);
    free_runs();
}
END_TEST

START_TEST(the_last_moment_of_the_newest_run_stays)
{
    make_runs();
    check_runs(2, 1, "", "", "16 64");
    check_runs(1, 1, "", "", "64");
    check_runs(0, 1, "", "", "64");
    check_runs(0, 3, "", "", "64");
    free_runs();
    tapes_fit(runs, 3, 1, 0); /* there is nothing to drop */
    tape_add(&run[0], moment(1, -1));
    check_runs(1, 1, "1", "", "");
    free_runs();
}
END_TEST

/* With moments of any size, errors and numbers of runs: within the budget, or down to the
 * last moment; and no run has lost its last before its others. */
START_TEST(any_tapes_fit_any_budget)
{
    struct tape tape[6] = {{0}};
    struct tape *tapes[6];
    struct rng rng;
    size_t round, i, j, bytes;

    rng_init(&rng, 5, 0);
    for (round = 0; round < 500; round++) {
        size_t count = 1 + rng_below(&rng, 6), on = 1 + rng_below(&rng, 4);
        size_t budget = rng_below(&rng, 20000);
        uint64_t last[6] = {0};

        for (i = 0, bytes = 0; i < count; i++) {
            tapes[i] = &tape[i];
            for (j = rng_below(&rng, 40); j > 0; j--) {
                struct checkpoint *added =
                    moment(last[i] += 1 + rng_below(&rng, 100),
                           rng_below(&rng, 3) == 0 ? (int)rng_below(&rng, 1000) : -1);

                added->bytes = 1 + rng_below(&rng, 300);
                tape_add(&tape[i], added);
            }
        }
        tapes_fit(tapes, count, on < count ? on : count, budget);
        for (i = 0; i < count; i++) {
            size_t sum = 0;

            for (j = 0; j < tape[i].count; j++)
                sum += tape[i].at[j]->bytes;
            ck_assert_uint_eq(sum, tape[i].bytes);
            bytes += sum;
            if (tape[i].count > 0)
                ck_assert(tape[i].at[tape[i].count - 1]->images == last[i]);
        }
        ck_assert(bytes <= budget || tape[count - 1].count == 1);
        if (last[count - 1] > 0)
            ck_assert_uint_ge(tape[count - 1].count, 1);
        for (i = 0; i < count; i++)
            tape_done(&tape[i]);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        about_eight_moments_are_kept_for_each_doubling,
        moments_are_found_from_any_place,
        a_moment_of_the_same_place_is_replaced,
        the_best_is_the_one_with_the_fewest_errors,
        the_oldest_run_loses_first_and_the_newest_last,
        runs_that_are_on_lose_alike,
        the_last_moment_of_the_newest_run_stays,
        any_tapes_fit_any_budget,
        NULL,
    };

    return suite_run("tape", tests, 60);
}
