/* The tapes of a session: which run a moment belongs to, and one budget for all. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "runs/moments.h"
#include "support/suite.h"

enum { BYTES = 1000 };

static struct moments moments;

/* Adds moments without a net, after so many images each. */
static void
add(size_t run, uint64_t from, uint64_t to)
{
    struct tape tape = {0};

    for (; from <= to; from++) {
        struct checkpoint *checkpoint = mem_zeroed(1, sizeof *checkpoint);

        ck_assert_ptr_nonnull(checkpoint);
        atomic_init(&checkpoint->references, 1);
        checkpoint->images = from;
        checkpoint->bytes = BYTES;
        tape_add(&tape, checkpoint);
    }
    moments_add(&moments, run, &tape, 1);
    ck_assert_uint_eq(tape.count, 0);
}

static size_t
count_of(size_t run)
{
    return moments_of(&moments, run)->count;
}

START_TEST(each_run_has_its_tape)
{
    moments_init(&moments, 100 * BYTES);
    ck_assert_ptr_null(moments_of(&moments, 1));
    add(1, 0, 4);
    add(2, 0, 1);
    add(1, 4, 6); /* the moment after 4 images once more */
    ck_assert_uint_eq(count_of(1), 7);
    ck_assert_uint_eq(count_of(2), 2);
    ck_assert_ptr_null(moments_of(&moments, 3));
    moments_done(&moments);
    ck_assert_ptr_null(moments_of(&moments, 1));
}
END_TEST

/* The order of the numbers counts, not that of the news. */
START_TEST(the_oldest_runs_lose_theirs_first)
{
    size_t run;

    moments_init(&moments, 20 * BYTES);
    add(5, 0, 9);
    add(2, 0, 9);
    ck_assert_uint_eq(count_of(2) + count_of(5), 20);
    add(5, 10, 14);
    ck_assert_uint_eq(count_of(2), 5);
    ck_assert_uint_eq(count_of(5), 15);
    for (run = 6; run < 1000; run++)
        add(run, 0, 5);
    ck_assert_uint_eq(count_of(2), 0); /* not kept */
    ck_assert_uint_eq(count_of(999), 6);
    ck_assert_uint_ge(count_of(998), 2);
    moments_done(&moments);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        each_run_has_its_tape,
        the_oldest_runs_lose_theirs_first,
        NULL,
    };

    return suite_run("moments", tests, 60);
}
