/* Drawing in two threads: the same digits as in one, whenever it is stopped. */
#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/rng.h"
#include "practice/practice.h"
#include "supply/maker.h"
#include "support/same_data.h"
#include "support/suite.h"
#include "support/woken.h"

static struct dataset digits;

static void
teardown(void)
{
    dataset_done(&digits);
}

START_TEST(two_threads_draw_what_one_draws)
{
    struct dataset want;
    struct maker *maker;
    struct error err;

    ck_assert_msg(practice_make(&want, 7, &err) == 0, "%s", err.text);
    maker = maker_new(&digits, 7, -1, &err);
    ck_assert_ptr_nonnull(maker);
    maker_finish(maker);
    check_same_data(&digits, &want);
    dataset_done(&want);
}
END_TEST

/* ---- held: a thread that sends to a full pipe which blocks waits there ---- */

static void
hold(const struct wake *wake)
{
    static const char bytes[512]; /* less than the room that poll promises */
    struct pollfd room = {.fd = wake->write_fd, .events = POLLOUT};

    ck_assert_int_eq(fcntl(wake->write_fd, F_SETFL, 0), 0);
    while (poll(&room, 1, 0) == 1)
        ck_assert_int_gt(write(wake->write_fd, bytes, sizeof bytes), 0);
}

static void
let_go(const struct wake *wake)
{
    wake_drain(wake->read_fd);
}

static double
wait_for_more(struct maker *maker, double share)
{
    static const struct timespec moment = {0, 1000000};
    struct loading loading;

    for (;;) {
        loading = maker_look(maker);
        ck_assert_int_eq(loading.stage, LOADING_DRAWING);
        if (loading.share > share)
            return loading.share;
        nanosleep(&moment, NULL);
    }
}

/* A byte comes with each step and with the end, and then it has ended. */
START_TEST(progress_rises_and_the_end_wakes_the_caller)
{
    struct loading loading;
    struct maker *maker;
    struct error err;
    double share = 0;
    struct wake wake;
    int i;

    woken_open(&wake);
    hold(&wake);
    maker = maker_new(&digits, 1, wake.write_fd, &err);
    ck_assert_ptr_nonnull(maker);
    ck_assert_str_eq(digits.name, "practice digits");
    ck_assert_uint_eq(digits.train.count, PRACTICE_TRAIN);
    for (i = 0; i < 3; i++) {
        share = wait_for_more(maker, share);
        ck_assert_double_lt(share, 1);
        let_go(&wake);
        hold(&wake);
    }
    let_go(&wake);
    do {
        woken_wait(&wake);
        loading = maker_look(maker);
        ck_assert(loading.share >= share && loading.share <= 1);
        share = loading.share;
    } while (loading.stage == LOADING_DRAWING);
    ck_assert_int_eq(loading.stage, LOADING_NOTHING);
    ck_assert_double_eq(share, 1);
    maker_finish(maker);
    wake_done(&wake);
}
END_TEST

START_TEST(stopped_it_leaves_the_rest_undone)
{
    struct maker *maker;
    struct wake wake;

    woken_open(&wake);
    hold(&wake);
    maker = maker_new(&digits, 1, wake.write_fd, NULL);
    ck_assert_ptr_nonnull(maker);
    wait_for_more(maker, 0);
    let_go(&wake);
    maker_stop(maker);
    ck_assert_uint_eq(digits.test.first[PRACTICE_TEST], 0);
    wake_done(&wake);
}
END_TEST

/* A leak checker finds what is left behind. */
START_TEST(it_can_be_stopped_at_any_moment)
{
    struct rng rng;
    int i;

    rng_init(&rng, 46, 0);
    for (i = 0; i < 20; i++) {
        struct timespec moment = {0, (long)rng_below(&rng, 40000000)};
        struct maker *maker = maker_new(&digits, 1, -1, NULL);

        ck_assert_ptr_nonnull(maker);
        if (i % 4 != 0)
            nanosleep(&moment, NULL);
        maker_look(maker);
        maker_stop(maker);
        dataset_done(&digits);
    }
    maker_stop(NULL);
}
END_TEST

#ifndef SANITIZED /* which need much address space for themselves */
START_TEST(without_memory_it_says_so)
{
    struct rlimit limit = {64 << 20, 64 << 20};
    struct error err = {""};

    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
    ck_assert_ptr_null(maker_new(&digits, 1, -1, &err));
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
        progress_rises_and_the_end_wakes_the_caller,
        stopped_it_leaves_the_rest_undone,
        it_can_be_stopped_at_any_moment,
#ifndef SANITIZED
        without_memory_it_says_so,
#endif
        NULL,
    };

    return suite_run_with("maker", tests, 240, NULL, teardown);
}
