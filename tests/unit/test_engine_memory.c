/* When memory is short: the n-th allocation fails, with n counted up until none does. A
 * run then ends as failed or as done, and those that are on go on. What is allocated
 * through base/mem.h comes from here. */
#include "config.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "support/learner_fixture.h"
#include "support/suite.h"
#include "train/engine.h"

static atomic_long left = -1; /* allocations before one fails; negative: none does */

static bool
fails(void)
{
    return atomic_load(&left) >= 0 && atomic_fetch_sub(&left, 1) == 0;
}

void *
mem_zeroed(size_t count, size_t size)
{
    return fails() ? NULL : calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

void *
mem_aligned(size_t count, size_t size)
{
    size_t bytes = (count * size + MEM_ALIGN) / MEM_ALIGN * MEM_ALIGN;
    void *block = fails() ? NULL : aligned_alloc(MEM_ALIGN, bytes);

    if (block != NULL)
        memset(block, 0, bytes);
    return block;
}

void *
mem_large(size_t count, size_t size)
{
    return mem_aligned(count, size);
}

static void
setup(void)
{
    learner_fixture_setup(120, 40, "6");
    hparams.epochs = 2;
    hparams.gamma = 0.4;
}

static struct news news;

/* Reads until the run has ended. Returns how. */
static enum run_status
wait_for_end(struct engine *engine, size_t run)
{
    const struct timespec nap = {0, 200000};
    enum run_status status = RUN_TRAINING;

    while (status == RUN_TRAINING) {
        while (engine_take_news(engine, &news)) {
            if (news.ended && news.result.run == run)
                status = news.result.status;
            if (news.shot.now.status == RUN_FAILED)
                ck_assert_str_ne(news.shot.now.why, "");
            news_done(&news);
        }
        nanosleep(&nap, NULL);
    }
    return status;
}

/* A run, one that goes on from its end, and answers. Returns whether all succeeded. */
static bool
use(struct engine *engine)
{
    struct plan plan = {.run = 1, .hparams = hparams};
    enum run_status first, second;
    struct error err;

    if (engine_start(engine, &plan, 1, &err) != 0)
        return false;
    first = wait_for_end(engine, 1);
    ck_assert(first == RUN_DONE || first == RUN_FAILED);
    plan.run = 2;
    plan.after = 1;
    plan.hparams.epochs = 3;
    if (engine_start(engine, &plan, 1, &err) != 0)
        return false;
    second = wait_for_end(engine, 2);
    ck_assert(second == RUN_DONE || second == RUN_FAILED);
    return first == RUN_DONE && second == RUN_DONE;
}

START_TEST(a_failing_allocation_does_no_harm)
{
    bool done = false, all = false;
    struct engine *engine;
    long n, failed = 0;

    for (n = 0; !done; n++) {
        atomic_store(&left, n);
        engine = engine_new(&dataset, kernels_best(), 2, SIZE_MAX, -1, NULL);
        all = engine != NULL && use(engine);
        failed += !all;
        done = atomic_load(&left) >= 0; /* none had to fail */
        engine_free(engine);
        atomic_store(&left, -1);
        ck_assert_int_lt(n, 10000);
    }
    ck_assert(all);
    ck_assert_int_gt(failed, 10);
    ck_assert_int_gt(n, 50);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_failing_allocation_does_no_harm,
        NULL,
    };

    return suite_run_with("engine_memory", tests, 300, setup, learner_fixture_teardown);
}
