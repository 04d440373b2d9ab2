/* Races: who leads, against a plain count; and which settings race. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "runs/race.h"
#include "support/suite.h"

enum { POINTS = 10, CASES = 600 };

/* ---- lanes made by hand ---- */

struct point {
    double x, y;
};

struct line {
    size_t count;
    struct point at[POINTS];
    struct sample samples[POINTS];
    bool over, out;
};

/* In epochs; in seconds everything comes twice as late. The last sample stands for
 * several measurements, which began with nothing learned. */
static struct race_lane
lane_of(struct line *line)
{
    struct race_lane lane = {
        .accuracy = {line->count, line->samples},
        .newest = line->at[line->count - 1].y,
        .moment = NAN,
        .out = line->out,
        .over = line->over,
    };
    size_t i;

    for (i = 0; i < line->count; i++) {
        struct sample *sample = &line->samples[i];

        sample->from = sample->to = (float)line->at[i].x;
        sample->from_seconds = sample->to_seconds = (float)(2 * line->at[i].x);
        sample->min = sample->max = (float)line->at[i].y;
    }
    line->samples[line->count - 1].min = 0;
    return lane;
}

/* ---- the plain count ---- */

static double
plain_value(const struct line *line, double x)
{
    size_t i;

    for (i = 0; i < line->count; i++) {
        const struct point *a = &line->at[i], *b = a + 1;

        if (a->x == x || (i == line->count - 1 && a->x < x))
            return a->y;
        if (i < line->count - 1 && a->x < x && x < b->x)
            return a->y + (b->y - a->y) * (x - a->x) / (b->x - a->x);
    }
    return NAN;
}

/* How far this line is ahead of the best of the others: negative if it is not. */
static double
plain_margin(const struct line *lines, size_t count, size_t which, double x)
{
    double best = -INFINITY;
    size_t i;

    for (i = 0; i < count; i++) {
        double value = plain_value(&lines[i], x);

        if (isnan(value))
            return NAN;
        if (i != which)
            best = fmax(best, value);
    }
    return plain_value(&lines[which], x) - best;
}

static double
plain_end(const struct line *lines, size_t count)
{
    double least = INFINITY, most = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        double last = lines[i].at[lines[i].count - 1].x;

        most = fmax(most, last);
        if (!lines[i].over)
            least = fmin(least, last);
    }
    return isinf(least) ? most : least;
}

/* The earliest place of any line, up to x, from which on it is ahead at every place. */
static double
plain_since(const struct line *lines, size_t count, size_t which, double x)
{
    double since = x;
    size_t i, j, k, l;

    for (i = 0; i < count; i++) {
        for (j = 0; j < lines[i].count; j++) {
            double from = lines[i].at[j].x;
            bool ahead = from <= x;

            for (k = 0; k < count; k++) {
                for (l = 0; l < lines[k].count; l++) {
                    double place = lines[k].at[l].x;

                    if (place >= from && place <= x)
                        ahead &= plain_margin(lines, count, which, place) > 0;
                }
            }
            if (ahead)
                since = fmin(since, from);
        }
    }
    return since;
}

/* ---- at random ---- */

/* Places are whole numbers, so that lines often share them, and values are exact. */
static void
make_line(struct line *line, struct rng *rng)
{
    double x = (double)rng_below(rng, 3);
    size_t i;

    line->count = 1 + rng_below(rng, POINTS);
    line->over = rng_below(rng, 3) == 0;
    line->out = false;
    for (i = 0; i < line->count; i++) {
        line->at[i].x = x;
        line->at[i].y = (double)rng_below(rng, 1 << 16) / (1 << 16);
        x += 1 + (double)rng_below(rng, 3);
    }
}

START_TEST(the_lead_is_that_of_a_plain_count)
{
    struct line lines[LANES_MAX];
    struct race_lane lanes[LANES_MAX];
    struct rng rng;
    size_t found = 0, longer = 0, c, i;

    rng_init(&rng, 1, 0);
    for (c = 0; c < CASES; c++) {
        size_t count = 2 + rng_below(&rng, LANES_MAX - 1), best = 0;
        double until = rng_below(&rng, 2) == 0 ? INFINITY : (double)rng_below(&rng, 50);
        bool by_seconds = rng_below(&rng, 2) == 0;
        double scale = by_seconds ? 2 : 1, at;
        struct race_lead lead;

        for (i = 0; i < count; i++) {
            make_line(&lines[i], &rng);
            lanes[i] = lane_of(&lines[i]);
        }
        at = fmin(plain_end(lines, count), until);
        if (isnan(plain_margin(lines, count, 0, at))) {
            ck_assert(!race_find_lead(lanes, count, by_seconds, scale * until, &lead));
            continue;
        }
        for (i = 1; i < count; i++) {
            if (plain_value(&lines[i], at) > plain_value(&lines[best], at))
                best = i;
        }
        ck_assert(race_find_lead(lanes, count, by_seconds, scale * until, &lead));
        ck_assert_double_eq_tol(lead.at, scale * at, 1e-9);
        ck_assert_uint_eq(lead.leader, best);
        ck_assert_double_eq_tol(lead.by, plain_margin(lines, count, best, at), 1e-9);
        ck_assert_double_eq_tol(lead.since, scale * plain_since(lines, count, best, at),
                                1e-9);
        found++;
        longer += lead.since < lead.at;
    }
    ck_assert_uint_gt(found, CASES / 3);
    ck_assert_uint_gt(longer, CASES / 10);
}
END_TEST

/* ---- by hand ---- */

START_TEST(it_leads_since_it_was_behind_last)
{
    struct line lines[2] = {
        {.count = 4,
         .at = {{0, 0.1}, {1, 0.5}, {2, 0.6}, {3, 0.7}},
         .over = false,
         .out = false},
        {.count = 4,
         .at = {{0, 0.1}, {1, 0.4}, {2, 0.7}, {4, 0.9}},
         .over = false,
         .out = false},
    };
    struct race_lane lanes[2] = {lane_of(&lines[0]), lane_of(&lines[1])};
    struct race_lead lead;

    /* at 3 the second one is half-way from 0.7 to 0.9 */
    ck_assert(race_find_lead(lanes, 2, false, INFINITY, &lead));
    ck_assert_double_eq(lead.at, 3);
    ck_assert_uint_eq(lead.leader, 1);
    ck_assert_double_eq_tol(lead.by, 0.1, 1e-6);
    ck_assert_double_eq(lead.since, 2);
    ck_assert(race_find_lead(lanes, 2, false, 1, &lead));
    ck_assert_uint_eq(lead.leader, 0);
    ck_assert_double_eq(lead.since, 1);
    ck_assert(race_find_lead(lanes, 2, false, 0, &lead));
    ck_assert(lead.by == 0);
}
END_TEST

START_TEST(one_that_is_done_keeps_its_value_and_one_that_is_out_does_not_count)
{
    struct line lines[3] = {
        {.count = 2, .at = {{0, 0.1}, {1, 0.8}}, .over = true, .out = false},
        {.count = 3, .at = {{0, 0.1}, {1, 0.5}, {3, 0.7}}, .over = false, .out = false},
        {.count = 2, .at = {{0, 0.2}, {1, 0.9}}, .over = false, .out = true},
    };
    struct race_lane lanes[3];
    struct race_lead lead;
    size_t i;

    for (i = 0; i < 3; i++)
        lanes[i] = lane_of(&lines[i]);
    ck_assert(race_find_lead(lanes, 3, false, INFINITY, &lead));
    ck_assert_double_eq(lead.at, 3);
    ck_assert_uint_eq(lead.leader, 0);
    ck_assert_double_eq(lead.since, 1);
    lanes[0].out = true;
    ck_assert(!race_find_lead(lanes, 3, false, INFINITY, &lead));
    lanes[0].out = false;
    lanes[1].accuracy.count = 0;
    ck_assert(!race_find_lead(lanes, 3, false, INFINITY, &lead));
}
END_TEST

/* Whatever the curves say of that place. */
START_TEST(what_is_shown_of_all_at_a_moment_is_compared_there)
{
    struct line lines[2] = {
        {.count = 3, .at = {{0, 0.1}, {1, 0.5}, {2, 0.9}}, .over = false, .out = false},
        {.count = 3, .at = {{0, 0.1}, {1, 0.4}, {2, 0.8}}, .over = false, .out = false},
    };
    struct race_lane lanes[2] = {lane_of(&lines[0]), lane_of(&lines[1])};
    struct race_lead lead;

    lanes[0].moment = 0.75;
    ck_assert(race_find_lead(lanes, 2, false, 1.5, &lead)); /* it is not of all */
    ck_assert_double_eq_tol(lead.by, 0.1, 1e-6);
    lanes[1].moment = 0.5;
    ck_assert(race_find_lead(lanes, 2, false, 1.5, &lead));
    ck_assert_uint_eq(lead.leader, 0);
    ck_assert_double_eq(lead.by, 0.25);
    ck_assert_double_eq(lead.at, 1.5);
    ck_assert_double_eq(lead.since, 1);
    lanes[1].moment = 0.875;
    ck_assert(race_find_lead(lanes, 2, false, 1.5, &lead));
    ck_assert_uint_eq(lead.leader, 1);
    ck_assert_double_eq(lead.by, 0.125);
    ck_assert_double_eq(lead.since, 1.5);
}
END_TEST

/* ---- which settings race ---- */

static struct session session;

static struct run *
add_run(struct hparams *hparams, bool marked)
{
    static struct run *runs[8];
    struct error err;
    struct run *run = run_new(session.count + 1, hparams, &err);

    ck_assert_ptr_nonnull(run);
    run->marked = marked;
    session.runs = runs;
    runs[session.count++] = run;
    return run;
}

static void
forget_runs(void)
{
    while (session.count > 0)
        run_free(session.runs[--session.count]);
}

START_TEST(this_run_and_the_next_one_race_unless_they_are_the_same)
{
    struct hparams current, next, chosen[LANES_MAX];
    const char *reason;

    hparams_init(&current);
    next = current;
    ck_assert_uint_eq(race_choose(NULL, &current, &next, chosen, &reason), 0);
    ck_assert_str_eq(reason,
                     "Change something of the next run first: x, m, b, a, g, s or p.");
    next.batch = 12;
    next.seed = 9; /* all get that of the first one */
    ck_assert_uint_eq(race_choose(NULL, &current, &next, chosen, &reason), 2);
    ck_assert_ptr_null(reason);
    ck_assert_uint_eq(chosen[0].batch, current.batch);
    ck_assert_uint_eq(chosen[1].batch, 12);
    ck_assert_uint_eq(chosen[1].seed, current.seed);
    ck_assert(race_same_weights(chosen, 2) && race_same_order(chosen, 2));
    next = current;
    next.seed = 9; /* unless nothing else differs */
    ck_assert_uint_eq(race_choose(NULL, &current, &next, chosen, &reason), 2);
    ck_assert_uint_eq(chosen[1].seed, 9);
    ck_assert(!race_same_weights(chosen, 2) && !race_same_order(chosen, 2));
}
END_TEST

START_TEST(marked_runs_race)
{
    struct hparams current, other, next, chosen[LANES_MAX];
    const char *reason;

    hparams_init(&current);
    other = next = current;
    other.gamma = 0.4;
    next.batch = 128;
    add_run(&current, false);
    add_run(&other, true);
    ck_assert_uint_eq(race_choose(&session, &current, &next, chosen, &reason), 2);
    ck_assert(chosen[0].gamma == 0.4 && chosen[1].batch == 128);
    other.seed = 2;
    add_run(&other, true);
    ck_assert_uint_eq(race_choose(&session, &current, &next, chosen, &reason), 2);
    ck_assert(chosen[0].seed == 1 && chosen[1].seed == 2);
    add_run(&current, true); /* with it they differ in more, and two are the same */
    ck_assert_uint_eq(race_choose(&session, &current, &next, chosen, &reason), 0);
    ck_assert_str_eq(reason, "Two of the marked runs would be the same: unmark one.");
    add_run(&current, true);
    add_run(&current, true);
    ck_assert_uint_eq(race_choose(&session, &current, &next, chosen, &reason), 0);
    ck_assert_str_eq(reason, "Four runs race at most: unmark some.");
    forget_runs();
}
END_TEST

START_TEST(the_question_names_those_that_race)
{
    struct hparams hparams;
    char text[RACE_QUESTION];
    size_t i;

    hparams_init(&hparams);
    race_question(NULL, 12, text);
    ck_assert_str_eq(text, "Race run 12's settings against the next run's?");
    for (i = 0; i < 4; i++)
        add_run(&hparams, i == 2);
    race_question(&session, 1, text);
    ck_assert_str_eq(text, "Race run 3's settings against the next run's?");
    session.runs[0]->marked = true;
    race_question(&session, 2, text);
    ck_assert_str_eq(text, "Race the settings of runs 1 and 3?");
    session.runs[3]->marked = true;
    race_question(&session, 2, text);
    ck_assert_str_eq(text, "Race the settings of runs 1, 3 and 4?");
    forget_runs();
}
END_TEST

START_TEST(what_differs_is_said_in_words)
{
    struct hparams hparams[3];
    const struct hparams *all[3] = {&hparams[0], &hparams[1], &hparams[2]};
    char text[RACE_DIFFERENCE];

    hparams_init(&hparams[0]);
    hparams[1] = hparams[2] = hparams[0];
    hparams[1].init = NET_INIT_XAVIER;
    race_difference(all, 2, 0, text);
    ck_assert_str_eq(text, "normal");
    race_difference(all, 2, 1, text);
    ck_assert_str_eq(text, "xavier");
    hparams[2].batch = 12;
    race_difference(all, 3, 2, text);
    ck_assert_str_eq(text, "batch 12, normal");
    race_difference(all, 3, 1, text);
    ck_assert_str_eq(text, "batch 1, xavier");
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_lead_is_that_of_a_plain_count,
        it_leads_since_it_was_behind_last,
        one_that_is_done_keeps_its_value_and_one_that_is_out_does_not_count,
        what_is_shown_of_all_at_a_moment_is_compared_there,
        this_run_and_the_next_one_race_unless_they_are_the_same,
        marked_runs_race,
        the_question_names_those_that_race,
        what_differs_is_said_in_words,
        NULL,
    };

    return suite_run("race", tests, 60);
}
