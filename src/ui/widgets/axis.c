#include "config.h"

#include "ui/widgets/axis.h"

#include <math.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"

int
axis_dot(const struct axis *axis, double value)
{
    int last = axis->cells * axis->dots_a_cell - 1;
    double share;

    if (!(value > axis->from))
        return 0;
    if (value >= axis->to)
        return last;
    share = axis->log ? log(value / axis->from) / log(axis->to / axis->from)
                      : (value - axis->from) / (axis->to - axis->from);
    return (int)lround(share * last);
}

/* ---- bounds ---- */

/* A little more than rounding can spoil. */
static const double tolerance = 1e-6;

/* Each step is a multiple of the one before, and it is the longer the further the data
 * reach: so the bounds only move outwards. */
static void
fit_linear(struct axis *axis, double min, double max)
{
    static const double steps[] = {0.005, 0.01, 0.05, 0.1, 0.5};
    enum { STEPS = 8 }; /* that the data span at most */
    size_t i = 0;

    while (i + 1 < MEM_COUNT(steps) && max - min > STEPS * steps[i])
        i++;
    axis->from = steps[i] * floor(min / steps[i] + tolerance);
    axis->to = steps[i] * ceil(max / steps[i] - tolerance);
    if (axis->to - axis->from > steps[i] / 2)
        return;
    axis->from = fmax(axis->from - steps[i], 0);
    axis->to = fmin(axis->to + steps[i], 1);
}

/* Mantissas in ascending order, of which each decade has these values. */
struct mantissas {
    size_t count;
    double at[3];
};

/* The largest of 1, 2, 5, 10 ... that is not over value; value is over 0. */
static double
round_down(double value)
{
    double decade = pow(10, floor(log10(value * (1 + tolerance))));

    value *= 1 + tolerance;
    return decade * (value >= 5 * decade ? 5 : value >= 2 * decade ? 2 : 1);
}

static double
round_up(double value)
{
    double down = round_down(value);

    return down >= value * (1 - tolerance) ? down : round_down(2.5 * down);
}

static void
fit_log(struct axis *axis, double min, double max)
{
    axis->from = round_down(min);
    axis->to = fmin(round_up(max), 1);
    if (axis->to > axis->from * 1.5)
        return;
    axis->from = round_down(axis->from / 2);
    axis->to = fmin(round_up(axis->to * 2), 1);
}

void
axis_fit(struct axis *axis, double min, double max)
{
    static const double smallest = 1e-6; /* for data sets of up to a million images */

    max = fmin(max, 1);
    min = fmin(fmax(min, axis->log ? smallest : 0), 1);
    if (axis->log)
        fit_log(axis, min, fmax(max, min));
    else
        fit_linear(axis, min, fmax(max, min));
}

/* ---- texts ---- */

/* Powers of two are shortened as usual: 32 768 is 32k. */
static void
write_count(char text[TICK_TEXT], double count)
{
    if (count < 10000)
        snprintf(text, TICK_TEXT, "%g", count);
    else if (count < 1e6)
        snprintf(text, TICK_TEXT, "%.0fk", floor(count / 1e3));
    else if (count < 1e7)
        snprintf(text, TICK_TEXT, "%gM", floor(count / 1e5) / 10);
    else
        snprintf(text, TICK_TEXT, "%.0fM", fmin(floor(count / 1e6), 1e9));
}

static void
write_tick(const struct axis *axis, struct tick *tick)
{
    if (axis->unit == AXIS_COUNT)
        write_count(tick->text, tick->value);
    else
        snprintf(tick->text, TICK_TEXT, "%g", 100 * tick->value);
}

/* ---- candidates: lists of round values, from fine to coarse ---- */

struct ticks {
    size_t count;
    struct tick *at;
    bool too_many;
};

static void
add(struct ticks *ticks, const struct axis *axis, double value)
{
    double slack = axis->log ? 0 : tolerance * (axis->to - axis->from);

    if (axis->log
            ? value < axis->from * (1 - tolerance) || value > axis->to * (1 + tolerance)
            : value < axis->from - slack || value > axis->to + slack)
        return;
    if (ticks->count == AXIS_TICKS_MAX) {
        ticks->too_many = true;
        return;
    }
    ticks->at[ticks->count++].value = value;
}

/* Multiples of a step: 1, 2 or 5 times a power of ten. */
static void
add_steps(struct ticks *ticks, const struct axis *axis, size_t coarseness)
{
    static const double mantissas[] = {1, 2, 5};
    double range = axis->to - axis->from;
    double decade = floor(log10(range / AXIS_TICKS_MAX)) + (double)(coarseness / 3);
    double step = mantissas[coarseness % 3] * pow(10, decade);
    double first = ceil(axis->from / step - tolerance), i;

    if (range / step > AXIS_TICKS_MAX) {
        ticks->too_many = true;
        return;
    }
    for (i = first; i * step <= axis->to + tolerance * range; i++)
        add(ticks, axis, fabs(i * step) < tolerance * step ? 0 : i * step);
}

/* Powers of 2, 4, 8, 64, 512 ...: those that people count images in. */
static void
add_powers(struct ticks *ticks, const struct axis *axis, size_t coarseness)
{
    double factor =
        pow(2, coarseness < 3 ? (double)coarseness + 1 : 3 * ((double)coarseness - 1));
    double value;

    for (value = 1; value <= axis->to * (1 + tolerance); value *= factor)
        add(ticks, axis, value);
}

/* Some of each decade; then of every second one, every third one ... */
static void
add_decades(struct ticks *ticks, const struct axis *axis, size_t coarseness)
{
    static const struct mantissas lists[] = {{3, {1, 2, 5}}, {2, {1, 3}}, {1, {1}}};
    size_t list = min_size(coarseness, MEM_COUNT(lists) - 1), i;
    double every =
        coarseness < MEM_COUNT(lists) ? 1 : (double)(coarseness - MEM_COUNT(lists) + 2);
    double decade = every * floor(log10(axis->from * (1 + tolerance)) / every);

    for (; decade <= log10(axis->to) + tolerance; decade += every) {
        for (i = 0; i < lists[list].count; i++)
            add(ticks, axis, lists[list].at[i] * pow(10, decade));
    }
}

static void
add_candidates(struct ticks *ticks, const struct axis *axis, size_t coarseness)
{
    ticks->count = 0;
    ticks->too_many = false;
    if (!axis->log)
        add_steps(ticks, axis, coarseness);
    else if (axis->unit == AXIS_COUNT)
        add_powers(ticks, axis, coarseness);
    else
        add_decades(ticks, axis, coarseness);
}

/* ---- their places ---- */

/* More ticks than that are hard to take in, even where there is room. */
enum {
    AT_MOST = 12,
    BLANKS_BETWEEN = 4,
    BLANKS_BEFORE_END = 2, /* and between labels of a narrow axis */
    WIDE_CELLS = 40,
    TALL_CELLS = 8,
};

/* A label stands centred below its tick, or beside it. */
static void
place_tick(const struct axis *axis, struct tick_room room, struct tick *tick)
{
    int cell, columns;

    write_tick(axis, tick);
    tick->dot = axis_dot(axis, tick->value);
    cell = tick->dot / axis->dots_a_cell;
    columns = text_columns(tick->text);
    if (room.across)
        tick->at = max_int(min_int(cell - (columns - 1) / 2, room.cells - columns), 0);
    else
        tick->at = axis->cells - 1 - cell;
}

static bool
touch(const struct axis *axis, struct tick_room room, const struct tick *tick,
      const struct tick *next, int blanks)
{
    if (room.across)
        return tick->at + text_columns(tick->text) + blanks > next->at;
    return tick->at - next->at < (axis->cells >= TALL_CELLS ? 2 : 1);
}

/* The end of the axis takes the place of the ticks that it touches. */
static void
add_end(struct ticks *ticks, const struct axis *axis, struct tick_room room)
{
    struct tick end = {.value = axis->to};

    place_tick(axis, room, &end);
    while (ticks->count > 0 &&
           (ticks->count == AXIS_TICKS_MAX ||
            touch(axis, room, &ticks->at[ticks->count - 1], &end, BLANKS_BEFORE_END)))
        ticks->count--;
    ticks->at[ticks->count++] = end;
}

static bool
have_room(struct ticks *ticks, const struct axis *axis, struct tick_room room)
{
    int blanks = axis->cells >= WIDE_CELLS ? BLANKS_BETWEEN : BLANKS_BEFORE_END;
    size_t i;

    if (ticks->too_many || ticks->count > AT_MOST)
        return false;
    for (i = 0; i < ticks->count; i++) {
        place_tick(axis, room, &ticks->at[i]);
        if (i > 0 && touch(axis, room, &ticks->at[i - 1], &ticks->at[i], blanks))
            return false;
    }
    return true;
}

size_t
axis_ticks(const struct axis *axis, struct tick_room room,
           struct tick ticks[AXIS_TICKS_MAX])
{
    enum { COARSEST = 24 };
    struct ticks found = {.at = ticks};
    size_t coarseness;

    for (coarseness = 0; coarseness < COARSEST; coarseness++) {
        add_candidates(&found, axis, coarseness);
        if (!have_room(&found, axis, room))
            continue;
        if (room.end_too)
            add_end(&found, axis, room);
        break;
    }
    if (coarseness == COARSEST)
        return 0;
    return found.count;
}
