#include "config.h"

#include "ui/beside.h"

/* ---- one lane ---- */

static void
set_moment(struct beside_lane *lane, struct checkpoint *at, const struct kernels *kernels)
{
    if (lane->at == at)
        return;
    if (lane->at == NULL || at == NULL || !net_same_shape(lane->at->net, at->net)) {
        workspace_free(lane->ws);
        lane->ws = NULL;
    }
    checkpoint_ref(at);
    checkpoint_unref(lane->at);
    lane->at = at;
    if (lane->ws == NULL && at != NULL)
        lane->ws = workspace_new(at->net, 1, kernels, NULL);
}

static void
set_run(struct beside_lane *lane, const struct run *run)
{
    if (lane->run != run)
        set_moment(lane, NULL, NULL);
    lane->run = run;
}

static struct checkpoint *
moment_of(const struct run *run, const struct checkpoint *at, enum beside_moments moments)
{
    size_t place = TAPE_NONE;

    if (moments == BESIDE_BY_IMAGES && at != NULL)
        place = tape_nearest(&run->tape, at->images);
    else if (moments == BESIDE_BY_SECONDS && at != NULL)
        place = tape_nearest_seconds(&run->tape, at->seconds);
    return place != TAPE_NONE ? run->tape.at[place] : run_newest(run);
}

/* What is on measures its own newest moments. */
static void
want_answers(const struct beside_lane *lane, const struct session *session,
             enum beside_moments moments)
{
    if (lane->at != NULL && checkpoint_answers(lane->at) == NULL &&
        (moments != BESIDE_NEWEST || lane->run->ended) && session->engine != NULL)
        engine_want_answers(session->engine, lane->at);
}

/* ---- all of them ---- */

static void
set_count(struct beside *beside, size_t count)
{
    size_t i;

    for (i = count; i < beside->count; i++)
        set_run(&beside->lane[i], NULL);
    beside->count = count;
}

void
beside_done(struct beside *beside)
{
    set_count(beside, 0);
}

void
beside_update(struct beside *beside, const struct session *session,
              const struct kernels *kernels, const struct run *run, struct checkpoint *at,
              enum beside_moments moments)
{
    const struct run *runs[LANES_MAX];
    size_t count = run != NULL ? session_race(session, run, runs) : 0, i;

    set_count(beside, count);
    for (i = 0; i < count; i++) {
        struct beside_lane *lane = &beside->lane[i];

        set_run(lane, runs[i]);
        if (runs[i] == run)
            set_moment(lane, at, kernels);
        else
            set_moment(lane, moment_of(runs[i], at, moments), kernels);
        want_answers(lane, session, moments);
    }
}
