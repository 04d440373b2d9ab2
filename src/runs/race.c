#include "config.h"

#include "runs/race.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "base/translation.h"

/* ---- before a race ---- */

static void
share_seed(struct hparams *hparams, size_t count)
{
    bool seeds_alone = true;
    size_t i;

    for (i = 1; i < count; i++)
        seeds_alone &= hparams_equal_but_seed(&hparams[0], &hparams[i]);
    for (i = 1; i < count && !seeds_alone; i++)
        hparams[i].seed = hparams[0].seed;
}

static bool
has_twins(const struct hparams *hparams, size_t count)
{
    size_t i, j;

    for (i = 0; i < count; i++) {
        for (j = 0; j < i; j++) {
            if (hparams_equal_but_seed(&hparams[i], &hparams[j]) &&
                hparam_equal(&hparams[i], &hparams[j], HPARAM_SEED))
                return true;
        }
    }
    return false;
}

/* Counts on past what there is room for. */
static size_t
find_marked(const struct session *session, const struct run *marked[LANES_MAX])
{
    size_t count = 0, i;

    for (i = 0; session != NULL && i < session->count; i++) {
        if (!session->runs[i]->marked)
            continue;
        if (count < LANES_MAX)
            marked[count] = session->runs[i];
        count++;
    }
    return count;
}

size_t
race_choose(const struct session *session, const struct hparams *current,
            const struct hparams *next, struct hparams chosen[LANES_MAX],
            const char **reason)
{
    const struct run *marked[LANES_MAX];
    size_t marks = find_marked(session, marked), count;

    *reason = NULL;
    if (marks > LANES_MAX) {
        *reason = _("Four runs race at most: unmark some.");
        return 0;
    }
    for (count = 0; count < marks; count++)
        chosen[count] = marked[count]->now.hparams;
    if (marks == 0)
        chosen[count++] = *current;
    if (marks < 2)
        chosen[count++] = *next;
    share_seed(chosen, count);
    if (!has_twins(chosen, count))
        return count;
    *reason = marks > 1
                  ? _("Two of the marked runs would be the same: unmark one.")
                  : _("Change something of the next run first: x, m, b, a, g, s or p.");
    return 0;
}

void
race_question(const struct session *session, size_t current, char text[RACE_QUESTION])
{
    const struct run *marked[LANES_MAX];
    size_t count = find_marked(session, marked), i;
    char list[96] = "", number[24];

    if (count < 2) {
        snprintf(text, RACE_QUESTION,
                 _("Race run %zu's settings against the next run's?"),
                 count == 1 ? marked[0]->now.run : current);
        return;
    }
    for (i = 0; i < count && i < LANES_MAX; i++) {
        snprintf(number, sizeof number, "%zu", marked[i]->now.run);
        text_append_item(list, sizeof list, number, i, count, _(" and "));
    }
    snprintf(text, RACE_QUESTION, _("Race the settings of runs %s?"), list);
}

static bool
all_have_the_same(const struct hparams *hparams, size_t count, enum hparam which)
{
    size_t i;

    for (i = 1; i < count; i++) {
        if (!hparam_equal(&hparams[0], &hparams[i], which))
            return false;
    }
    return true;
}

bool
race_same_weights(const struct hparams *hparams, size_t count)
{
    return all_have_the_same(hparams, count, HPARAM_HIDDEN) &&
           all_have_the_same(hparams, count, HPARAM_INIT) &&
           all_have_the_same(hparams, count, HPARAM_SEED);
}

bool
race_same_order(const struct hparams *hparams, size_t count)
{
    return all_have_the_same(hparams, count, HPARAM_ORDER) &&
           all_have_the_same(hparams, count, HPARAM_SEED);
}

/* "xavier" needs no name, "batch 12" does. */
static void
append_value(const struct hparams *hparams, enum hparam which, char text[RACE_DIFFERENCE])
{
    const struct hparam_info *info = hparam_info(which);
    char value[HPARAM_TEXT];

    hparam_format(hparams, which, value);
    if (text[0] != '\0')
        text_append(text, RACE_DIFFERENCE, ", ");
    if (info->words == NULL)
        text_append(text, RACE_DIFFERENCE, "%s ", _(info->label));
    text_append(text, RACE_DIFFERENCE, "%s", value);
}

void
race_difference(const struct hparams *const *hparams, size_t count, size_t number,
                char text[RACE_DIFFERENCE])
{
    int which;
    size_t i;

    text[0] = '\0';
    for (which = 0; which < HPARAMS; which++) {
        bool differs = false;

        for (i = 0; i < count; i++)
            differs |= !hparam_equal(hparams[i], hparams[number], (enum hparam)which);
        if (differs)
            append_value(hparams[number], (enum hparam)which, text);
    }
}

/* ---- who leads ---- */

/* A lane on the way back in time: `after` is the first sample past the progress that was
 * asked for last. */
struct cursor {
    const struct race_lane *lane;
    bool by_seconds;
    size_t after;
};

struct race_state {
    size_t count;
    struct cursor cursors[LANES_MAX];
};

/* A sample that stands for several values ends where the last of them was. */
static double
place_of(const struct cursor *cursor, size_t sample)
{
    const struct sample *at = &cursor->lane->accuracy.at[sample];

    return (double)(cursor->by_seconds ? at->to_seconds : at->to);
}

static double
value_of(const struct cursor *cursor, size_t sample)
{
    if (sample == cursor->lane->accuracy.count - 1)
        return cursor->lane->newest;
    return sample_middle(&cursor->lane->accuracy.at[sample]);
}

static double
last_place(const struct cursor *cursor)
{
    return place_of(cursor, cursor->lane->accuracy.count - 1);
}

/* Never further on than before. */
static void
go_back_to(struct cursor *cursor, double progress)
{
    while (cursor->after > 0 && place_of(cursor, cursor->after - 1) > progress)
        cursor->after--;
}

/* Not a number before the first measurement. */
static double
value_at(const struct cursor *cursor, double progress)
{
    size_t after = cursor->after;
    double from, to, share;

    if (after == 0)
        return NAN;
    if (after == cursor->lane->accuracy.count)
        return value_of(cursor, after - 1);
    from = place_of(cursor, after - 1);
    to = place_of(cursor, after);
    share = to > from ? (progress - from) / (to - from) : 1;
    return value_of(cursor, after - 1) +
           share * (value_of(cursor, after) - value_of(cursor, after - 1));
}

/* The best one and how far it is ahead of the next best; false if one has no value. */
static bool
find_best(const struct race_state *state, const double values[LANES_MAX], size_t *best,
          double *by)
{
    double second = -INFINITY;
    size_t i;

    *best = 0;
    for (i = 0; i < state->count; i++) {
        if (isnan(values[i]))
            return false;
        if (values[i] > values[*best])
            *best = i;
    }
    for (i = 0; i < state->count; i++) {
        if (i != *best)
            second = fmax(second, values[i]);
    }
    *by = values[*best] - second;
    return true;
}

static bool
compare(struct race_state *state, double progress, size_t *best, double *by)
{
    double values[LANES_MAX];
    size_t i;

    for (i = 0; i < state->count; i++) {
        go_back_to(&state->cursors[i], progress);
        values[i] = value_at(&state->cursors[i], progress);
    }
    return find_best(state, values, best, by);
}

/* By what is shown of each: false if that is not known of all. */
static bool
compare_moments(const struct race_state *state, size_t *best, double *by)
{
    double values[LANES_MAX];
    size_t i;

    for (i = 0; i < state->count; i++)
        values[i] = state->cursors[i].lane->moment;
    return find_best(state, values, best, by);
}

/* The last measurement of any lane before this progress; -INFINITY if there is none. */
static double
measured_before(const struct race_state *state, double progress)
{
    double before = -INFINITY;
    size_t i;

    for (i = 0; i < state->count; i++) {
        const struct cursor *cursor = &state->cursors[i];
        size_t sample = cursor->after;

        while (sample > 0 && place_of(cursor, sample - 1) >= progress)
            sample--;
        if (sample > 0)
            before = fmax(before, place_of(cursor, sample - 1));
    }
    return before;
}

/* Where the one that is last has got to; where all are done, the end of the longest. */
static double
common_progress(const struct race_state *state)
{
    double least = INFINITY, longest = 0;
    size_t i;

    for (i = 0; i < state->count; i++) {
        double last = last_place(&state->cursors[i]);

        longest = fmax(longest, last);
        if (!state->cursors[i].lane->over)
            least = fmin(least, last);
    }
    return isfinite(least) ? least : longest;
}

/* False if one that is compared has not been measured. */
static bool
begin(struct race_state *state, const struct race_lane *lanes, size_t count,
      bool by_seconds)
{
    size_t i;

    state->count = 0;
    for (i = 0; i < count && state->count < LANES_MAX; i++) {
        struct cursor cursor = {&lanes[i], by_seconds, lanes[i].accuracy.count};

        if (lanes[i].out)
            continue;
        if (lanes[i].accuracy.count == 0)
            return false;
        state->cursors[state->count++] = cursor;
    }
    return state->count > 1;
}

static double
led_since(struct race_state *state, size_t leader, double at)
{
    double since = at, by;
    size_t best;

    for (;;) {
        double place = measured_before(state, since);

        if (!isfinite(place) || !compare(state, place, &best, &by) || best != leader ||
            by <= 0)
            return since;
        since = place;
    }
}

bool
race_find_lead(const struct race_lane *lanes, size_t count, bool by_seconds, double until,
               struct race_lead *lead)
{
    struct race_state state;
    size_t leader;

    if (!begin(&state, lanes, count, by_seconds))
        return false;
    lead->at = isfinite(until) ? until : common_progress(&state);
    if (!compare_moments(&state, &leader, &lead->by)) {
        lead->at = fmin(common_progress(&state), until);
        if (!compare(&state, lead->at, &leader, &lead->by))
            return false;
    }
    lead->leader = (size_t)(state.cursors[leader].lane - lanes);
    lead->since = led_since(&state, leader, lead->at);
    return true;
}

struct race_lane
race_lane(const struct run *run)
{
    struct race_lane lane = {
        .accuracy = run_accuracy(run),
        .newest = 1 - run->now.test_error,
        .moment = NAN,
        .out = run->now.status == RUN_DIVERGED || run->now.status == RUN_FAILED,
        .over = run->now.status == RUN_DONE,
    };

    return lane;
}

const struct run *
race_leader(const struct run *const *runs, size_t count, bool by_seconds)
{
    struct race_lane lanes[LANES_MAX];
    struct race_lead lead;
    size_t i;

    for (i = 0; i < count; i++)
        lanes[i] = race_lane(runs[i]);
    return race_find_lead(lanes, count, by_seconds, INFINITY, &lead) ? runs[lead.leader]
                                                                     : runs[0];
}
