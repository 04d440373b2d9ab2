/* Axes: bounds, places and the values that are labelled. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/suite.h"
#include "ui/widgets/axis.h"

/* ---- labels ---- */

/* The labels in a row, or from above downwards, with a blank between. */
static const char *
labels(const struct axis *axis, bool across, bool end_too)
{
    static char text[AXIS_TICKS_MAX * TICK_TEXT];
    struct tick_room room = {across, axis->cells, end_too};
    struct tick ticks[AXIS_TICKS_MAX];
    size_t count = axis_ticks(axis, room, ticks), i;

    text[0] = '\0';
    for (i = 0; i < count; i++) {
        strcat(text, i > 0 ? " " : "");
        strcat(text, ticks[across ? i : count - 1 - i].text);
    }
    return text;
}

START_TEST(ticks_are_the_values_that_people_expect)
{
    static const struct {
        struct axis axis;
        bool across, end_too;
        const char *labels;
    } cases[] = {
        /* images, on a logarithmic scale */
        {{AXIS_COUNT, true, 1, 1.8e6, 70, 2},
         true,
         true,
         "1 8 64 512 4096 32k 262k 1.8M"},
        {{AXIS_COUNT, true, 1, 1.8e6, 44, 2}, true, true, "1 64 4096 1.8M"},
        {{AXIS_COUNT, true, 1, 1.8e6, 200, 2},
         true,
         true,
         "1 4 16 64 256 1024 4096 16k 65k 262k 1M 1.8M"},
        {{AXIS_COUNT, true, 1, 60, 60, 2}, true, false, "1 2 4 8 16 32"},
        /* epochs */
        {{AXIS_COUNT, false, 0, 30, 60, 2}, true, true, "0 5 10 15 20 25 30"},
        {{AXIS_COUNT, false, 0, 30, 24, 2}, true, true, "0 10 20 30"},
        {{AXIS_COUNT, false, 0, 28, 60, 2}, true, true, "0 5 10 15 20 25 28"},
        {{AXIS_COUNT, false, 0, 1, 60, 2}, true, true, "0 0.2 0.4 0.6 0.8 1"},
        {{AXIS_COUNT, false, 0, 1, 20, 2}, true, true, "0 0.5 1"},
        /* images */
        {{AXIS_COUNT, false, 0, 1.8e6, 60, 2}, true, true, "0 500k 1M 1.5M 1.8M"},
        {{AXIS_COUNT, false, 0, 60000, 60, 2}, true, true, "0 10k 20k 30k 40k 50k 60k"},
        /* seconds */
        {{AXIS_COUNT, false, 0, 21.4, 60, 2}, true, false, "0 5 10 15 20"},
        {{AXIS_COUNT, false, 0, 0.043, 40, 2}, true, false, "0 0.01 0.02 0.03 0.04"},
        /* accuracies, and errors */
        {{AXIS_SHARE, false, 0, 1, 20, 4}, false, false, "100 80 60 40 20 0"},
        {{AXIS_SHARE, false, 0.6, 1, 20, 4}, false, false, "100 95 90 85 80 75 70 65 60"},
        {{AXIS_SHARE, false, 0.6, 1, 4, 4}, false, false, "100 80 60"},
        {{AXIS_SHARE, false, 0.96, 0.975, 10, 4}, false, false, "97.5 97 96.5 96"},
        {{AXIS_SHARE, true, 0.02, 1, 20, 4}, false, false, "100 50 20 10 5 2"},
        {{AXIS_SHARE, true, 0.02, 1, 7, 4}, false, false, "100 50 20 10 5 2"},
        {{AXIS_SHARE, true, 0.02, 1, 4, 4}, false, false, "100 30 10 3"},
        {{AXIS_SHARE, true, 0.0001, 1, 5, 4}, false, false, "100 10 1 0.1 0.01"},
        {{AXIS_SHARE, true, 0.0001, 1, 3, 4}, false, false, "100 1 0.01"},
    };
    size_t i;

    suite_use_utf8();
    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_str_eq(labels(&cases[i].axis, cases[i].across, cases[i].end_too),
                         cases[i].labels);
}
END_TEST

/* Check's own assertions are too slow for each of them. */
#define HOLD(axis, condition)                                                    \
    do {                                                                         \
        if (!(condition))                                                        \
            ck_abort_msg("%g to %g%s in %d cells: %s", (axis)->from, (axis)->to, \
                         (axis)->log ? ", log" : "", (axis)->cells, #condition); \
    } while (0)

/* Where a value is, in dots, by the textbook. */
static double
plain_place(const struct axis *axis, double value)
{
    double a = axis->from, b = axis->to;
    double share =
        axis->log ? (log2(value) - log2(a)) / (log2(b) - log2(a)) : (value - a) / (b - a);

    return share * (axis->cells * axis->dots_a_cell - 1);
}

/* What the label says: "32k" is 32 000. */
static double
read_label(const struct axis *axis, const char *text)
{
    char *unit;
    double value = strtod(text, &unit);

    if (axis->unit == AXIS_SHARE)
        return value / 100;
    return value * (*unit == 'k' ? 1e3 : *unit == 'M' ? 1e6 : 1);
}

static void
check_tick(const struct axis *axis, const struct tick *tick)
{
    double said = read_label(axis, tick->text);

    HOLD(axis, tick->value >= axis->from - 1e-5 * fabs(axis->from) - 1e-9);
    HOLD(axis, tick->value <= axis->to * (1 + 1e-5));
    HOLD(axis, fabs(tick->dot - plain_place(axis, tick->value)) < 0.5001);
    HOLD(axis, tick->dot >= 0 && tick->dot < axis->cells * axis->dots_a_cell);
    /* counts are cut to two digits or more */
    HOLD(axis, said <= tick->value * 1.00001 + 1e-12);
    HOLD(axis, said >= tick->value * (axis->unit == AXIS_COUNT ? 0.9 : 0.9999) - 1e-12);
}

static void
check_ticks(const struct axis *axis, struct tick_room room)
{
    struct tick ticks[AXIS_TICKS_MAX];
    size_t count = axis_ticks(axis, room, ticks), i;

    HOLD(axis, count <= AXIS_TICKS_MAX);
    HOLD(axis, count >= 1 || axis->cells < 4 || axis->to / axis->from < 10);
    for (i = 0; i < count; i++) {
        int columns = (int)strlen(ticks[i].text);

        check_tick(axis, &ticks[i]);
        HOLD(axis, ticks[i].at >= 0);
        HOLD(axis,
             !room.across || columns > room.cells || ticks[i].at + columns <= room.cells);
        HOLD(axis, room.across || ticks[i].at < axis->cells);
        if (i == 0)
            continue;
        HOLD(axis, ticks[i].value > ticks[i - 1].value);
        HOLD(axis, room.across
                       ? ticks[i].at > ticks[i - 1].at + (int)strlen(ticks[i - 1].text)
                       : ticks[i].at < ticks[i - 1].at);
    }
}

START_TEST(labels_lie_at_their_values_and_never_touch)
{
    struct rng rng;
    int i;

    rng_init(&rng, 5, 0);
    for (i = 0; i < 20000; i++) {
        struct axis axis = {.cells = 1 + (int)rng_below(&rng, 250),
                            .dots_a_cell = 1 + (int)rng_below(&rng, 4)};
        struct tick_room room = {.across = rng_below(&rng, 2) == 0};

        room.cells = axis.cells + (int)rng_below(&rng, 12);
        axis.unit = room.across ? AXIS_COUNT : AXIS_SHARE;
        axis.log = rng_below(&rng, 2) == 0;
        room.end_too = room.across && rng_below(&rng, 2) == 0;
        if (room.across) {
            axis.from = axis.log ? 1 : 0;
            axis.to = axis.from + 0.01 + pow(10, 7 * rng_uniform(&rng));
        } else {
            double low = rng_uniform(&rng), high = rng_uniform(&rng);

            axis_fit(&axis, fmin(low, high), fmax(low, high));
        }
        check_ticks(&axis, room);
    }
}
END_TEST

START_TEST(the_ends_of_an_axis_are_its_first_and_last_dot)
{
    struct axis linear = {AXIS_SHARE, false, 0.6, 1, 10, 4};
    struct axis logarithmic = {AXIS_SHARE, true, 0.01, 1, 10, 4};

    ck_assert_int_eq(axis_dot(&linear, 0.6), 0);
    ck_assert_int_eq(axis_dot(&linear, 1), 39);
    ck_assert_int_eq(axis_dot(&linear, 0.7), 10);
    ck_assert_int_eq(axis_dot(&linear, -INFINITY), 0);
    ck_assert_int_eq(axis_dot(&linear, INFINITY), 39);
    ck_assert_int_eq(axis_dot(&linear, NAN), 0);
    ck_assert_int_eq(axis_dot(&logarithmic, 0), 0);
    ck_assert_int_eq(axis_dot(&logarithmic, 0.01), 0);
    ck_assert_int_eq(axis_dot(&logarithmic, pow(10, -4.0 / 3)), 13);
    ck_assert_int_eq(axis_dot(&logarithmic, 1), 39);
}
END_TEST

/* ---- bounds ---- */

START_TEST(bounds_are_nice_and_fit)
{
    static const struct {
        bool log;
        double min, max, from, to;
    } cases[] = {
        {false, 0.098, 0.968, 0, 1},
        {false, 0.66, 0.969, 0.65, 1},
        {false, 0.921, 0.968, 0.92, 0.97},
        {false, 0.95, 0.95, 0.945, 0.955},
        {false, 0, 0, 0, 0.005},
        {false, 1, 1, 0.995, 1},
        {false, 0.9, 0.98, 0.9, 0.98},
        {false, -1, 2, 0, 1},
        {true, 0.031, 0.9, 0.02, 1},
        {true, 0.02, 0.1, 0.02, 0.1},
        {true, 0.05, 0.05, 0.02, 0.1},
        {true, 0.0012, 0.03, 0.001, 0.05},
        {true, 1, 1, 0.5, 1},
        {true, 0, 0.5, 1e-6, 0.5},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(cases); i++) {
        struct axis axis = {.unit = AXIS_SHARE, .log = cases[i].log, .cells = 1};

        axis_fit(&axis, cases[i].min, cases[i].max);
        ck_assert_msg(
            fabs(axis.from - cases[i].from) < 1e-9 && fabs(axis.to - cases[i].to) < 1e-9,
            "%g to %g: %g to %g", cases[i].min, cases[i].max, axis.from, axis.to);
    }
}
END_TEST

/* Data that grow from one value to a wide range: the bounds hold them, move outwards
 * only, and seldom. */
static void
grow(struct rng *rng, bool logarithmic)
{
    struct axis axis = {.unit = AXIS_SHARE, .log = logarithmic, .cells = 1},
                before = axis;
    double min = 0.001 + 0.999 * rng_uniform(rng), max = min;
    int i, moves = 0;

    for (i = 0; i < 1000; i++) {
        double value = 0.001 + 0.999 * rng_uniform(rng);

        min += value < min ? 0.02 * (value - min) : 0;
        max += value > max ? 0.02 * (value - max) : 0;
        axis_fit(&axis, min, max);
        HOLD(&axis, axis.from <= min * (1 + 1e-5) && axis.to >= max * (1 - 1e-5));
        HOLD(&axis, axis.from >= 0 && axis.to <= 1 && axis.from < axis.to);
        if (i > 0) {
            HOLD(&axis, axis.from <= before.from + 1e-9 && axis.to >= before.to - 1e-9);
            moves += axis.from < before.from - 1e-9 || axis.to > before.to + 1e-9;
        }
        before = axis;
    }
    ck_assert_int_le(moves, 40);
}

START_TEST(bounds_are_calm_while_data_grow)
{
    struct rng rng;
    int i;

    rng_init(&rng, 7, 0);
    for (i = 0; i < 200; i++)
        grow(&rng, i % 2 == 0);
}
END_TEST

START_TEST(data_take_more_than_a_third_of_the_axis)
{
    struct rng rng;
    int i;

    rng_init(&rng, 9, 0);
    for (i = 0; i < 20000; i++) {
        struct axis axis = {.unit = AXIS_SHARE, .cells = 1};
        double min = rng_uniform(&rng), max = min + (1 - min) * rng_uniform(&rng);

        axis_fit(&axis, min, max);
        HOLD(&axis, max - min > (axis.to - axis.from) / 3 || max - min < 0.01);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        ticks_are_the_values_that_people_expect,
        labels_lie_at_their_values_and_never_touch,
        the_ends_of_an_axis_are_its_first_and_last_dot,
        bounds_are_nice_and_fit,
        bounds_are_calm_while_data_grow,
        data_take_more_than_a_third_of_the_axis,
        NULL,
    };

    return suite_run("axis", tests, 60);
}
