/* There is no clock here: the times are made up. */
#include "config.h"

#include <math.h>
#include <stdint.h>

#include "support/suite.h"
#include "train/pace.h"

START_TEST(no_limit_allows_everything)
{
    struct pace pace;

    pace_reset(&pace, 0, 100);
    ck_assert_uint_eq(pace_allowed(&pace, 100), SIZE_MAX);
    pace_trained(&pace, 1000000);
    ck_assert_uint_eq(pace_allowed(&pace, 100), SIZE_MAX);
    ck_assert_double_le(pace_due(&pace), 100);
}
END_TEST

START_TEST(the_first_image_is_due_at_once_and_the_next_by_the_speed)
{
    struct pace pace;

    pace_reset(&pace, 10, 100);
    ck_assert_uint_eq(pace_allowed(&pace, 100), 1);
    pace_trained(&pace, 1);
    ck_assert_uint_eq(pace_allowed(&pace, 100), 0);
    ck_assert_double_eq_tol(pace_due(&pace), 100.1, 1e-9);
    ck_assert_uint_eq(pace_allowed(&pace, 100.0999), 0);
    ck_assert_uint_eq(pace_allowed(&pace, 100.1001), 1);
}
END_TEST

/* A batch is trained as a whole, and the excess is waited for. */
START_TEST(a_batch_that_went_too_far_is_waited_for)
{
    struct pace pace;

    pace_reset(&pace, 100, 5);
    pace_trained(&pace, 512);
    ck_assert_uint_eq(pace_allowed(&pace, 10.1), 0);
    ck_assert_double_eq_tol(pace_due(&pace), 10.12, 1e-9);
    ck_assert_uint_ge(pace_allowed(&pace, 10.13), 1);
}
END_TEST

/* For `seconds`, trains what is allowed every `tick` seconds. Returns the images. */
static double
drive(struct pace *pace, double from, double seconds, double tick)
{
    double now, images = 0;

    for (now = from; now < from + seconds; now += tick) {
        size_t allowed = pace_allowed(pace, now);

        pace_trained(pace, allowed);
        images += (double)allowed;
    }
    return images;
}

START_TEST(the_limit_is_kept_on_average)
{
    static const double speeds[] = {1, 7, 100, 2000, 50000, 1e6};
    static const double ticks[] = {0.0001, 0.005, 0.03, 0.099};
    size_t i, j;

    for (i = 0; i < sizeof speeds / sizeof *speeds; i++)
        for (j = 0; j < sizeof ticks / sizeof *ticks; j++) {
            struct pace pace;
            double images;

            pace_reset(&pace, speeds[i], 1000);
            images = drive(&pace, 1000, 20, ticks[j]);
            ck_assert_double_le(images, 20 * speeds[i] + 2);
            ck_assert_double_ge(images, (20 - 0.1) * speeds[i] - 2);
        }
}
END_TEST

START_TEST(lost_time_is_not_made_up_for)
{
    struct pace pace;
    double images;

    pace_reset(&pace, 1000, 0);
    drive(&pace, 0, 1, 0.01);
    images = drive(&pace, 3600, 1, 0.01); /* the machine slept for an hour */
    ck_assert_double_lt(images, 1000 * (1 + 0.11));
    ck_assert_double_gt(images, 1000 * (1 - 0.02));
    ck_assert_uint_le(pace_allowed(&pace, 9999), 101);
}
END_TEST

/* ---- the meter ---- */

START_TEST(the_rate_is_not_known_at_once)
{
    struct meter meter;

    meter_reset(&meter, 50);
    ck_assert_double_eq(meter_rate(&meter, 50), 0);
    meter_add(&meter, 1000, 50.01);
    ck_assert_double_eq(meter_rate(&meter, 50.01), 0);
}
END_TEST

START_TEST(a_steady_rate_is_measured)
{
    struct meter meter;
    int i;

    meter_reset(&meter, 0);
    for (i = 1; i <= 10000; i++) {
        double now = i * 0.001;

        meter_add(&meter, 3, now);
        if (now > 0.06)
            ck_assert_double_eq_tol(meter_rate(&meter, now), 3000, 1e-6);
    }
}
END_TEST

START_TEST(a_new_rate_is_shown_within_two_seconds)
{
    struct meter meter;
    double now;

    meter_reset(&meter, 0);
    for (now = 0; now < 100; now += 0.01)
        meter_add(&meter, 1000, now);
    for (; now < 102; now += 0.01)
        meter_add(&meter, 1, now);
    ck_assert_double_eq_tol(meter_rate(&meter, now), 100, 3);
    meter_reset(&meter, now); /* after a pause */
    ck_assert_double_eq(meter_rate(&meter, now + 0.01), 0);
    ck_assert_double_eq(meter_rate(&meter, now + 1), 0);
}
END_TEST

START_TEST(nothing_trained_for_long_is_a_rate_of_nearly_nothing)
{
    struct meter meter;

    meter_reset(&meter, 0);
    meter_add(&meter, 100, 1);
    ck_assert_double_eq_tol(meter_rate(&meter, 1), 100, 1e-9);
    ck_assert_double_eq_tol(meter_rate(&meter, 100), 1, 1e-9);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        no_limit_allows_everything,
        the_first_image_is_due_at_once_and_the_next_by_the_speed,
        a_batch_that_went_too_far_is_waited_for,
        the_limit_is_kept_on_average,
        lost_time_is_not_made_up_for,
        the_rate_is_not_known_at_once,
        a_steady_rate_is_measured,
        a_new_rate_is_shown_within_two_seconds,
        nothing_trained_for_long_is_a_rate_of_nearly_nothing,
        NULL,
    };

    return suite_run("pace", tests, 30);
}
