/* Many commands, in any order and at any moment. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/engine_fixture.h"

/* ---- the same bits whatever happens meanwhile ---- */

static void
disturb(struct rng *rng)
{
    static const double speeds[] = {0, 200, 3000, 50000};

    switch (rng_below(rng, 6)) {
    case 0:
        engine_pause(engine, true);
        break;
    case 1:
        engine_step(engine);
        break;
    case 2:
        engine_set_speed(engine, speeds[rng_below(rng, MEM_COUNT(speeds))]);
        break;
    case 3:
        look();
        break;
    default:
        engine_pause(engine, false);
    }
    if (rng_below(rng, 3) == 0)
        rest(rng_uniform(rng) * 0.002);
}

static void
renew_with(size_t workers)
{
    jobs = workers;
    fixture_renew(-1);
}

static void
check_disturbed_run(struct rng *rng)
{
    struct run_result result;
    int i;

    start();
    for (i = 0; i < 150; i++)
        disturb(rng);
    engine_pause(engine, false);
    engine_set_speed(engine, 0);
    result = wait_for_result();
    ck_assert_int_eq(result.status, RUN_DONE);
    ck_assert_double_eq_tol(result.test_error, headless_error(), 1e-9);
    check_net(SIZE_MAX);
}

START_TEST(pauses_steps_and_speeds_leave_the_bits_as_they_are)
{
    struct rng rng;
    int i;

    rng_init(&rng, 41, 0);
    hparams.epochs = 20;
    for (i = 0; i < 6; i++) {
        renew_with(1 + (size_t)i % 3);
        hparams.batch = i % 2 == 0 ? 12 : 1;
        hparams.gamma = i % 3 == 0 ? 0.4 : 0;
        hparams.seed = (uint64_t)i;
        check_disturbed_run(&rng);
    }
}
END_TEST

/* ---- many commands ---- */

static void
command(struct rng *rng)
{
    switch (rng_below(rng, 9)) {
    case 0:
    case 1:
        hparams.epochs = 1 + rng_below(rng, 3);
        hparams.alpha = rng_below(rng, 4) == 0 ? 1e38 : 0.05;
        hparams.hidden[0] = 10 + rng_below(rng, 20);
        hparams.batch = 1 + rng_below(rng, 40);
        hparams.gamma = rng_below(rng, 2) == 0 ? 0 : 0.4;
        start();
        break;
    case 2:
        engine_stop(engine);
        break;
    case 3:
        engine_pause(engine, true);
        break;
    case 4:
        engine_pause(engine, false);
        break;
    case 5:
        engine_step(engine);
        break;
    case 6:
        engine_set_speed(engine, rng_below(rng, 2) == 0 ? 0 : 5000);
        break;
    default:
        rest(rng_uniform(rng) * 0.001);
    }
}

/* Takes the results so far, and checks that they come in order, each once. Returns the
 * number of the last one. */
static size_t
take_results(size_t last)
{
    struct run_result result;

    while (take_result(&result)) {
        ck_assert_uint_eq(result.run, last + 1);
        ck_assert_int_ne(result.status, RUN_TRAINING);
        last = result.run;
    }
    return last;
}

/* A start may come while the thread is still ending the run before the one that it
 * begins: all three must give a result. */
static void
check_quick_starts(void)
{
    struct run_result result;
    size_t count = 0, i;
    struct rng rng;

    rng_init(&rng, 44, 0);
    for (i = 0; i < 150; i++) {
        hparams.epochs = 100;
        start();
        rest(rng_uniform(&rng) * 0.0002);
        start();
        rest(rng_uniform(&rng) * 0.0002);
        hparams.epochs = 1;
        hparams.seed = i;
        start();
        WAIT_UNTIL(shot.now.status == RUN_DONE && shot.now.hparams.epochs == 1 &&
                   shot.now.hparams.seed == i);
    }
    while (take_result(&result)) {
        ck_assert_uint_eq(result.run, ++count);
        ck_assert(result.status == RUN_DONE || result.status == RUN_STOPPED);
    }
    ck_assert_uint_eq(shot.now.run, count);
}

START_TEST(starts_in_quick_succession_lose_no_result)
{
    check_quick_starts();
    renew_with(3);
    check_quick_starts();
}
END_TEST

static void
check_one_result_each(void)
{
    struct rng rng;
    size_t last = 0, i;

    rng_init(&rng, 43, 0);
    for (i = 0; i < 3000; i++) {
        command(&rng);
        if (i % 10 == 0)
            last = take_results(last);
    }
    hparams.epochs = 1;
    hparams.alpha = 0.05;
    engine_set_speed(engine, 0);
    start();
    WAIT_UNTIL((last = take_results(last)) > 0 && shot.now.run == last &&
               shot.now.status == RUN_DONE && shot.now.hparams.epochs == 1);
    rest(0.02);
    ck_assert_uint_eq(take_results(last), last);
    look();
    ck_assert_uint_eq(shot.now.run, last);
    ck_assert_uint_gt(last, 50);
    check_net(SIZE_MAX);
}

START_TEST(every_run_gives_one_result)
{
    check_one_result_each();
    renew_with(2);
    check_one_result_each();
}
END_TEST

START_TEST(it_can_be_freed_at_any_moment)
{
    struct rng rng;
    int i, j;

    rng_init(&rng, 44, 0);
    for (i = 0; i < 100; i++) {
        int commands = (int)rng_below(&rng, 8);

        for (j = 0; j < commands; j++)
            command(&rng);
        renew_with(1 + rng_below(&rng, 4));
    }
    engine_free(NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        pauses_steps_and_speeds_leave_the_bits_as_they_are,
        starts_in_quick_succession_lose_no_result,
        every_run_gives_one_result,
        it_can_be_freed_at_any_moment,
        NULL,
    };

    return suite_run_with("engine_commands", tests, 120, fixture_setup, fixture_teardown);
}
