#include "config.h"

#include "support/suite.h"
#include "train/curve.h"

static struct curve curve;

START_TEST(values_are_kept_one_by_one_while_there_is_room)
{
    size_t i;

    curve_init(&curve);
    ck_assert_uint_eq(curve.count, 0);
    for (i = 0; i < CURVE_SAMPLES; i++)
        curve_add(&curve, (double)i, (double)i * 2);
    ck_assert_uint_eq(curve.count, CURVE_SAMPLES);
    ck_assert_uint_eq(curve.per_sample, 1);
    for (i = 0; i < CURVE_SAMPLES; i++) {
        const struct sample *s = &curve.samples[i];

        ck_assert(s->from == (float)i && s->to == (float)i);
        ck_assert(s->min == (float)(2 * i) && s->max == (float)(2 * i));
    }
}
END_TEST

START_TEST(one_value_more_joins_neighbours)
{
    size_t i;

    curve_init(&curve);
    for (i = 0; i <= CURVE_SAMPLES; i++)
        curve_add(&curve, (double)i, -(double)i);
    ck_assert_uint_eq(curve.count, CURVE_SAMPLES / 2 + 1);
    ck_assert_uint_eq(curve.per_sample, 2);
    ck_assert_uint_eq(curve.in_last, 1);
    ck_assert(curve.samples[0].from == 0 && curve.samples[0].to == 1);
    ck_assert(curve.samples[0].min == -1 && curve.samples[0].max == 0);
    ck_assert(curve.samples[CURVE_SAMPLES / 2].from == CURVE_SAMPLES);
}
END_TEST

/* Values 0..count-1 at the epochs 0..count-1, one of them a spike. */
static void
check_curve(size_t count, size_t spike)
{
    size_t i, per, values = 0;
    float low = 0, high = 0;

    curve_init(&curve);
    for (i = 0; i < count; i++)
        curve_add(&curve, (double)i, i == spike ? 1e6 : (double)(i % 7));
    per = curve.per_sample;
    ck_assert_uint_le(curve.count, CURVE_SAMPLES);
    ck_assert_uint_gt(curve.count,
                      count < CURVE_SAMPLES / 2 ? count - 1 : CURVE_SAMPLES / 2 - 1);
    for (i = 0; i < curve.count; i++) {
        const struct sample *s = &curve.samples[i];
        size_t in_sample = i + 1 < curve.count ? per : curve.in_last;

        if (s->from != (float)values || s->to != (float)(values + in_sample - 1))
            ck_abort_msg("sample %zu of %zu is from %g to %g", i, curve.count,
                         (double)s->from, (double)s->to);
        values += in_sample;
        low = s->min < low ? s->min : low;
        high = s->max > high ? s->max : high;
    }
    ck_assert_uint_eq(values, count); /* each value is in one sample */
    ck_assert(low == 0 && high == 1e6f);
}

START_TEST(no_value_and_no_spike_is_lost_however_many_come)
{
    static const size_t counts[] = {1,    2,    1023, 1024, 1025,  1026,   2047,
                                    2048, 2049, 4096, 4097, 50000, 1000001};
    size_t i;

    for (i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        check_curve(counts[i], 0);
        check_curve(counts[i], counts[i] / 3);
        check_curve(counts[i], counts[i] - 1);
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

    return suite_run("curve", tests, 30);
}
