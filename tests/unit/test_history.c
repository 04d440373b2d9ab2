#include "config.h"

#include "support/suite.h"
#include "train/history.h"

static struct history history;

START_TEST(values_are_kept_one_by_one_while_there_is_room)
{
    size_t i;

    history_init(&history);
    ck_assert_uint_eq(history.count, 0);
    for (i = 0; i < HISTORY_CAPACITY; i++)
        history_add(&history, (double)i, (double)i * 2);
    ck_assert_uint_eq(history.count, HISTORY_CAPACITY);
    ck_assert_uint_eq(history.per_sample, 1);
    for (i = 0; i < HISTORY_CAPACITY; i++) {
        const struct sample *s = &history.samples[i];

        ck_assert(s->from == (float)i && s->to == (float)i);
        ck_assert(s->min == (float)(2 * i) && s->max == (float)(2 * i));
    }
}
END_TEST

START_TEST(one_value_more_joins_neighbours)
{
    size_t i;

    history_init(&history);
    for (i = 0; i <= HISTORY_CAPACITY; i++)
        history_add(&history, (double)i, -(double)i);
    ck_assert_uint_eq(history.count, HISTORY_CAPACITY / 2 + 1);
    ck_assert_uint_eq(history.per_sample, 2);
    ck_assert_uint_eq(history.in_last, 1);
    ck_assert(history.samples[0].from == 0 && history.samples[0].to == 1);
    ck_assert(history.samples[0].min == -1 && history.samples[0].max == 0);
    ck_assert(history.samples[HISTORY_CAPACITY / 2].from == HISTORY_CAPACITY);
}
END_TEST

/* Values 0..count-1 at the epochs 0..count-1, one of them a spike. */
static void
check_history(size_t count, size_t spike)
{
    size_t i, per, values = 0;
    float low = 0, high = 0;

    history_init(&history);
    for (i = 0; i < count; i++)
        history_add(&history, (double)i, i == spike ? 1e6 : (double)(i % 7));
    per = history.per_sample;
    ck_assert_uint_le(history.count, HISTORY_CAPACITY);
    ck_assert_uint_gt(history.count, count < HISTORY_CAPACITY / 2
                                         ? count - 1
                                         : HISTORY_CAPACITY / 2 - 1);
    for (i = 0; i < history.count; i++) {
        const struct sample *s = &history.samples[i];
        size_t in_sample = i + 1 < history.count ? per : history.in_last;

        if (s->from != (float)values || s->to != (float)(values + in_sample - 1))
            ck_abort_msg("sample %zu of %zu is from %g to %g", i, history.count,
                         (double)s->from, (double)s->to);
        values += in_sample;
        low = s->min < low ? s->min : low;
        high = s->max > high ? s->max : high;
    }
    ck_assert_uint_eq(values, count); /* each value in one sample */
    ck_assert(low == 0 && high == 1e6f);
}

START_TEST(no_value_and_no_spike_is_lost_however_many_come)
{
    static const size_t counts[] = {1,    2,    1023, 1024, 1025,  1026,   2047,
                                    2048, 2049, 4096, 4097, 50000, 1000001};
    size_t i;

    for (i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        check_history(counts[i], 0);
        check_history(counts[i], counts[i] / 3);
        check_history(counts[i], counts[i] - 1);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        values_are_kept_one_by_one_while_there_is_room,
        one_value_more_joins_neighbours,
        no_value_and_no_spike_is_lost_however_many_come,
        NULL,
    };

    return suite_run("history", tests, 30);
}
