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
nearest(const struct run *run, uint64_t images)
{
    size_t place = tape_nearest(&run->tape, images);

    return place != TAPE_NONE ? run->tape.at[place] : run_newest(run);
}

/* What is on measures its own newest moments. */
static void
want_answers(const struct beside_lane *lane, const struct session *session, bool away)
{
    if (lane->at != NULL && checkpoint_answers(lane->at) == NULL &&
        (away || lane->run->ended) && session->engine != NULL)
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
              bool away)
{
    const struct run *runs[LANES_MAX];
    size_t count = run != NULL ? session_race(session, run, runs) : 0, i;

    set_count(beside, count);
    for (i = 0; i < count; i++) {
        struct beside_lane *lane = &beside->lane[i];

        set_run(lane, runs[i]);
        if (runs[i] == run)
            set_moment(lane, at, kernels);
        else if (away && at != NULL)
            set_moment(lane, nearest(runs[i], at->images), kernels);
        else
            set_moment(lane, run_newest(runs[i]), kernels);
        want_answers(lane, session, away);
    }
}
