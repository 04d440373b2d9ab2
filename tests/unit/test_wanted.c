/* The moments whose answers are wanted: which one is next, and which are dropped. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "support/suite.h"
#include "train/wanted.h"

enum { MOMENTS = WANTED_MAX + 1 };

static struct checkpoint *moments[MOMENTS];
static struct wanted wanted;

/* Moments without a net: nothing here looks at it. */
static void
make_moments(void)
{
    size_t i;

    for (i = 0; i < MOMENTS; i++) {
        moments[i] = mem_zeroed(1, sizeof *moments[i]);
        ck_assert_ptr_nonnull(moments[i]);
        atomic_init(&moments[i]->references, 1);
        atomic_init(&moments[i]->answers, NULL);
    }
    wanted.count = 0;
}

static void
drop_moments(void)
{
    size_t i;

    while (wanted.count > 0)
        question_free(wanted.at[--wanted.count]);
    for (i = 0; i < MOMENTS; i++) {
        ck_assert_int_eq(atomic_load(&moments[i]->references), 1);
        checkpoint_unref(moments[i]);
    }
}

/* Returns the moment that was dropped for it, or NULL. */
static const struct checkpoint *
want(size_t i)
{
    struct question *question = question_new(moments[i]), *dropped;
    const struct checkpoint *of;

    ck_assert_ptr_nonnull(question);
    dropped = wanted_add(&wanted, question);
    of = dropped != NULL ? dropped->checkpoint : NULL;
    question_free(dropped);
    return of;
}

static const struct checkpoint *
next(void)
{
    const struct question *question = wanted_next(&wanted);

    return question != NULL ? question->checkpoint : NULL;
}

START_TEST(the_newest_is_next_also_when_it_is_asked_for_again)
{
    make_moments();
    ck_assert_ptr_null(next());
    want(0);
    want(1);
    ck_assert_ptr_eq(next(), moments[1]);
    want(0);
    ck_assert_ptr_eq(next(), moments[0]);
    ck_assert_uint_eq(wanted.count, 2);
    drop_moments();
}
END_TEST

START_TEST(one_that_a_thread_works_on_is_not_next)
{
    make_moments();
    want(0);
    want(1);
    wanted.at[1]->busy = true;
    ck_assert_ptr_eq(next(), moments[0]);
    wanted.at[0]->busy = true;
    ck_assert_ptr_null(next());
    drop_moments();
}
END_TEST

START_TEST(of_too_many_the_oldest_idle_one_is_dropped)
{
    size_t i;

    make_moments();
    for (i = 0; i < WANTED_MAX; i++)
        ck_assert_ptr_null(want(i));
    wanted.at[0]->busy = true;
    ck_assert_ptr_eq(want(WANTED_MAX), moments[1]);
    ck_assert_uint_eq(wanted.count, WANTED_MAX);
    ck_assert_ptr_eq(next(), moments[WANTED_MAX]);
    for (i = 0; i < WANTED_MAX; i++)
        wanted.at[i]->busy = true;
    ck_assert_ptr_eq(want(1), moments[1]); /* there is no room for it */
    drop_moments();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_newest_is_next_also_when_it_is_asked_for_again,
        one_that_a_thread_works_on_is_not_next,
        of_too_many_the_oldest_idle_one_is_dropped,
        NULL,
    };

    return suite_run("wanted", tests, 60);
}
