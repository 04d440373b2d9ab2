/* Drawing in two threads: the same digits as in one, whenever it is stopped. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/rng.h"
#include "data/practice.h"
#include "support/same_data.h"
#include "support/suite.h"
#include "train/drawer.h"

static struct dataset digits;

static void
teardown(void)
{
    dataset_done(&digits);
}

START_TEST(two_threads_draw_what_one_draws)
{
    struct dataset want;
    struct drawer *drawer;
    struct error err;

    ck_assert_msg(practice_make(&want, 7, &err) == 0, "%s", err.text);
    drawer = drawer_new(&digits, 7, -1, &err);
    ck_assert_ptr_nonnull(drawer);
    drawer_finish(drawer);
    check_same_data(&digits, &want);
    dataset_done(&want);
}
END_TEST

/* A byte comes with each step and with the end, and then it has ended. */
START_TEST(progress_rises_and_the_end_wakes_who_waits)
{
    struct loading loading;
    struct drawer *drawer;
    struct error err;
    double share = 0;
    int ends[2], steps = 0;
    char byte;

    ck_assert_int_eq(pipe(ends), 0);
    drawer = drawer_new(&digits, 1, ends[1], &err);
    ck_assert_ptr_nonnull(drawer);
    ck_assert_str_eq(digits.name, "practice digits");
    ck_assert_uint_eq(digits.train.count, PRACTICE_TRAIN);
    do {
        ck_assert_int_eq(read(ends[0], &byte, 1), 1);
        loading = drawer_look(drawer);
        ck_assert(loading.share >= share && loading.share <= 1);
        share = loading.share;
        steps++;
    } while (loading.stage == LOADING_DRAWING);
    ck_assert_int_eq(loading.stage, LOADING_NOTHING);
    ck_assert_double_eq(share, 1);
    ck_assert_int_gt(steps, 1);
    drawer_finish(drawer);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

/* What is left behind is for a leak checker to find. */
START_TEST(it_can_be_stopped_at_any_moment)
{
    struct rng rng;
    int i;

    rng_init(&rng, 46, 0);
    for (i = 0; i < 20; i++) {
        struct timespec moment = {0, (long)rng_below(&rng, 40000000)};
        struct drawer *drawer = drawer_new(&digits, 1, -1, NULL);

        ck_assert_ptr_nonnull(drawer);
        if (i % 4 != 0)
            nanosleep(&moment, NULL);
        drawer_look(drawer);
        drawer_stop(drawer);
        dataset_done(&digits);
    }
    drawer_stop(NULL);
}
END_TEST

#ifndef SANITIZED /* which need much address space for themselves */
START_TEST(without_memory_it_says_so)
{
    struct rlimit limit = {64 << 20, 64 << 20};
    struct error err = {""};

    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
    ck_assert_ptr_null(drawer_new(&digits, 1, -1, &err));
    /* for the lists, if there was room for the pixels */
    ck_assert_ptr_nonnull(strstr(err.text, "not enough memory for the "));
    ck_assert_ptr_null(digits.train.pixels);
    ck_assert_uint_eq(digits.train.count, 0);
}
END_TEST
#endif

int
main(void)
{
    const TTest *const tests[] = {
        two_threads_draw_what_one_draws,
        progress_rises_and_the_end_wakes_who_waits,
        it_can_be_stopped_at_any_moment,
#ifndef SANITIZED
        without_memory_it_says_so,
#endif
        NULL,
    };

    return suite_run_with("drawer", tests, 240, NULL, teardown);
}
