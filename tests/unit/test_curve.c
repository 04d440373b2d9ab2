#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "support/suite.h"
#include "train/curve.h"

static struct curve curve;

START_TEST(values_are_kept_one_by_one_while_there_is_room)
{
    size_t i;

    curve_init(&curve);
    ck_assert_uint_eq(curve.count, 0);
    for (i = 0; i < CURVE_SAMPLES; i++)
        curve_add(&curve, (double)i, (double)i / 4, (double)i * 2);
    ck_assert_uint_eq(curve.count, CURVE_SAMPLES);
    for (i = 0; i < CURVE_SAMPLES; i++) {
        const struct sample *s = &curve.samples[i];

        ck_assert(s->from == (float)i && s->to == (float)i);
        ck_assert(s->from_seconds == (float)i / 4 && s->to_seconds == (float)i / 4);
        ck_assert(s->min == (float)(2 * i) && s->max == (float)(2 * i));
    }
}
END_TEST

/* ---- what is joined ---- */

/* How a run comes by its values: their number, and whether they lie evenly over the
 * epochs or over the doublings. */
struct course {
    size_t count;
    double epochs;
    double doublings; /* 0: evenly */
};

static double
epoch_of(const struct course *course, size_t i)
{
    double at = (double)i / (double)(course->count - 1);

    if (course->doublings > 0)
        return i == 0 ? 0 : course->epochs * exp2(course->doublings * (at - 1));
    return course->epochs * at;
}

/* Values of 0..6, one of them a spike. */
static void
fill(const struct course *course, size_t spike)
{
    size_t i;

    curve_init(&curve);
    for (i = 0; i < course->count; i++)
        curve_add(&curve, epoch_of(course, i), 3 * epoch_of(course, i),
                  i == spike ? 1e6 : (double)(i % 7));
}

/* Each value is in one sample, and no spike is lost. */
static void
check_nothing_is_lost(const struct course *course, const struct sample *samples,
                      size_t count)
{
    float low = 9, high = -9;
    size_t i, next = 0;

    for (i = 0; i < count; i++) {
        const struct sample *s = &samples[i];

        ck_assert(s->from == (float)epoch_of(course, next));
        while (next < course->count && (float)epoch_of(course, next) <= s->to)
            next++;
        ck_assert(s->to == (float)epoch_of(course, next - 1));
        ck_assert(s->to_seconds == (float)(3 * epoch_of(course, next - 1)));
        low = fminf(low, s->min);
        high = fmaxf(high, s->max);
    }
    ck_assert_uint_eq(next, course->count);
    ck_assert(low == 0 && high == 1e6f);
}

/* share: of all epochs; part: of a doubling. */
static void
check_detail(const struct sample *samples, size_t count, double share, double part)
{
    double whole = (double)samples[count - 1].to;
    size_t i;

    for (i = 0; i < count; i++) {
        double from = (double)samples[i].from, to = (double)samples[i].to;

        ck_assert_double_le(to - from, whole * share * 1.0001);
        if (to > from)
            ck_assert_double_le(log2(to / from), part * 1.0001);
    }
}

static void
check_course(const struct course *course, size_t spike)
{
    struct kept_curve *kept;

    fill(course, spike);
    ck_assert_uint_le(curve.count, CURVE_SAMPLES);
    ck_assert_uint_ge(curve.count, course->count < 256 ? course->count : 256);
    check_nothing_is_lost(course, curve.samples, curve.count);
    check_detail(curve.samples, curve.count, 1.0 / 256, 1.0 / 8);
    kept = curve_keep(&curve, NULL);
    ck_assert_ptr_nonnull(kept);
    ck_assert_uint_le(kept->count, CURVE_KEPT_SAMPLES);
    ck_assert_uint_ge(kept->count, course->count < 64 ? course->count : 64);
    check_nothing_is_lost(course, kept->samples, kept->count);
    check_detail(kept->samples, kept->count, 1.0 / 64, 1.0 / 2);
    free(kept);
}

/* Also as the measurements of a run come: densely at first, or at a steady rate. */
START_TEST(both_scales_keep_their_detail_and_nothing_is_lost)
{
    static const struct course courses[] = {
        {10, 1, 0},     {255, 30, 0},     {1023, 30, 0},    {1024, 30, 0},
        {1025, 30, 0},  {1026, 30, 0},    {5000, 30, 0},    {300000, 1000, 0},
        {1100, 30, 21}, {2000, 0.5, 15},  {100000, 30, 21}, {100000, 1e6, 33},
        {3000, 30, 5},  {50000, 1e6, 30},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(courses); i++) {
        check_course(&courses[i], 0);
        check_course(&courses[i], courses[i].count / 3);
        check_course(&courses[i], courses[i].count - 1);
    }
}
END_TEST

/* Samples of no length, or of no epochs at all, must not fill it for good. */
START_TEST(it_never_overflows)
{
    size_t i;

    curve_init(&curve);
    for (i = 0; i < 5000; i++)
        curve_add(&curve, 0, 0, (double)i);
    ck_assert_uint_le(curve.count, CURVE_SAMPLES);
    curve_init(&curve);
    for (i = 0; i < 200000; i++)
        curve_add(&curve, exp2((double)i / 1600 - 60), 0, (double)i);
    ck_assert_uint_le(curve.count, CURVE_SAMPLES);
    ck_assert(curve.samples[0].min == 0);
    ck_assert(curve.samples[curve.count - 1].max == 199999);
}
END_TEST

START_TEST(an_ended_run_keeps_little)
{
    static const struct course course = {100000, 30, 21};
    struct kept_curve *kept;
    size_t curves = 3;

    fill(&course, 0);
    kept = curve_keep(&curve, NULL);
    ck_assert_ptr_nonnull(kept);
    ck_assert_uint_lt(curves * (sizeof *kept + kept->count * sizeof *kept->samples),
                      20000);
    free(kept);
    curve_init(&curve);
    kept = curve_keep(&curve, NULL); /* of a run that was never measured */
    ck_assert_ptr_nonnull(kept);
    ck_assert_uint_eq(kept->count, 0);
    free(kept);
}
END_TEST

/* ---- values that come later ---- */

/* Before, between, at the epoch of a sample, within one, and after all. */
START_TEST(later_values_are_in_order_and_none_is_there_twice)
{
    const struct sample samples[] = {{1, 1, 1, 1, 5, 5}, {2, 3, 2, 3, 4, 6}};
    const struct sample values[] = {sample_of(0.5, 0.5, 1), sample_of(1, 1, 5),
                                    sample_of(1.5, 1.5, 2), sample_of(2.5, 2.5, 7),
                                    sample_of(3, 3, 3),     sample_of(4, 4, 8)};
    const struct sample expected[] = {{0.5F, 0.5F, 0.5F, 0.5F, 1, 1},
                                      {1, 1, 1, 1, 5, 5},
                                      {1.5F, 1.5F, 1.5F, 1.5F, 2, 2},
                                      {2, 3, 2, 3, 3, 7},
                                      {4, 4, 4, 4, 8, 8}};
    const struct samples of = {MEM_COUNT(samples), samples},
                         later = {MEM_COUNT(values), values};
    struct kept_curve *merged = curve_merge(of, later, SIZE_MAX, NULL);
    size_t i;

    ck_assert_ptr_nonnull(merged);
    ck_assert_uint_eq(merged->count, MEM_COUNT(expected));
    for (i = 0; i < merged->count; i++)
        ck_assert_mem_eq(&merged->samples[i], &expected[i], sizeof expected[i]);
    for (i = 0; i < MEM_COUNT(values); i++) {
        ck_assert(samples_have(kept_curve_samples(merged), &values[i]));
        ck_assert(samples_have(of, &values[i]) == (values[i].to == 1));
    }
    free(merged);
}
END_TEST

/* However many there are: and the smallest and the largest stay. */
START_TEST(later_values_find_room)
{
    enum { MOST = 416, VALUES = 2000 };
    static struct sample values[VALUES];
    struct samples later = {VALUES, values};
    struct kept_curve *merged;
    float least = 9, largest = -9;
    size_t i;

    curve_init(&curve);
    for (i = 0; i < CURVE_SAMPLES; i++)
        curve_add(&curve, (double)i, (double)i, 0.5);
    for (i = 0; i < VALUES; i++)
        values[i] = sample_of((double)i / 3, (double)i / 3, i == 777 ? 0.125 : 0.75);
    merged = curve_merge(curve_samples(&curve), later, MOST, NULL);
    ck_assert_ptr_nonnull(merged);
    ck_assert_uint_le(merged->count, MOST);
    for (i = 0; i < merged->count; i++) {
        least = fminf(least, merged->samples[i].min);
        largest = fmaxf(largest, merged->samples[i].max);
    }
    ck_assert(least == 0.125F && largest == 0.75F);
    free(merged);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        values_are_kept_one_by_one_while_there_is_room,
        both_scales_keep_their_detail_and_nothing_is_lost,
        it_never_overflows,
        an_ended_run_keeps_little,
        later_values_are_in_order_and_none_is_there_twice,
        later_values_find_room,
        NULL,
    };

    return suite_run("curve", tests, 30);
}
