#include "config.h"

#include "train/workers.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/subnormal.h"
#include "base/wake.h"

/* At full speed, and with no worker to spare, answers that are wanted take at most this
 * share of the time: on top of the test error, which has its own. */
static const double wanted_share_at_full_speed = 0.005;

/* ---- what there is to do ---- */

enum job_kind { JOB_NONE, JOB_MAKE, JOB_LANE, JOB_ANSWERS };

struct job {
    enum job_kind kind;
    struct slot *slot;
    struct question *question;
    double due; /* when to look again, if there is nothing to do */
};

/* Whether those that wait can be made: a run that one of them goes on from must not be in
 * the hands of a worker. */
static bool
can_make(const struct engine *engine)
{
    const struct group *group = engine->waiting;
    size_t i;

    if (group == NULL || engine->making != NULL || engine->made != NULL)
        return false;
    for (i = 0; i < group->count; i++) {
        const struct slot *source = group_find(engine->on, group->slot[i]->plan.after);

        if (source != NULL && source->busy)
            return false;
    }
    return true;
}

/* Answers come first when their share of the time has come, and last if nothing else is
 * due. */
static struct job
choose(const struct engine *engine)
{
    double now = clock_now();
    struct job job = {JOB_NONE, NULL, wanted_next(&engine->wanted), INFINITY};

    if (can_make(engine))
        job.kind = JOB_MAKE;
    else if (job.question != NULL && now >= engine->answers_due)
        job.kind = JOB_ANSWERS;
    else if ((job.slot = group_next(engine->on, engine->by_seconds, now, &job.due)) !=
             NULL)
        job.kind = JOB_LANE;
    else if (job.question != NULL)
        job.kind = JOB_ANSWERS;
    return job;
}

/* ---- waking the reader ---- */

/* The caller holds the lock, which this gives back in between. */
static void
wake_reader(struct engine *engine)
{
    pthread_mutex_unlock(&engine->lock);
    wake_send(engine->wake_fd);
    pthread_mutex_lock(&engine->lock);
}

/* ---- making runs ---- */

static void
add_ended(struct engine *engine, struct slot *slot)
{
    engine->ended_bytes += slot->news.tape.bytes;
    slot_list_add(&engine->ended, slot);
}

static void
add_skipped(struct engine *engine, struct group *group)
{
    struct slot *slot;

    while ((slot = slot_list_take(&group->skipped)) != NULL)
        add_ended(engine, slot);
}

/* Puts the runs that were made in the place of those that were on, once these have ended.
 * The caller holds the lock, which this gives back in between. */
static void
begin_if_ready(struct engine *engine)
{
    struct group *before = engine->on, *made = engine->made;
    size_t i;

    if (made == NULL || engine->beginning || !group_has_ended(before))
        return;
    engine->beginning = true;
    engine->on = NULL;
    pthread_mutex_unlock(&engine->lock);
    for (i = 0; before != NULL && i < before->count; i++)
        lane_done(&before->slot[i]->lane);
    pthread_mutex_lock(&engine->lock);
    for (i = 0; before != NULL && i < before->count; i++) {
        if (before->slot[i]->unread) {
            add_ended(engine, before->slot[i]);
            before->slot[i] = NULL;
        }
    }
    add_skipped(engine, made);
    engine->on = made;
    engine->made = NULL;
    engine->beginning = false;
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
    group_free(before);
    pthread_mutex_lock(&engine->lock);
    wake_reader(engine);
}

/* The end that a plan goes on from: where that run is now. The worker has made it busy.
 */
static struct checkpoint *
end_of(struct slot *source, struct error *err)
{
    if (source->ended)
        return checkpoint_ref(source->lane.newest);
    return lane_moment(&source->lane, err);
}

static int
make(struct engine *engine, struct slot *slot, struct slot *source, struct error *err)
{
    struct checkpoint *after = NULL;
    int failed;

    error_set(err, "run %zu is not on", slot->plan.after);
    if (slot->plan.after > 0) {
        after = source != NULL ? end_of(source, err) : NULL;
        if (after == NULL)
            return -1;
    }
    failed = slot_make(slot, engine->dataset, engine->kernels, after, err);
    checkpoint_unref(after);
    return failed;
}

void
workers_stop(struct group *group)
{
    size_t i;

    for (i = 0; group != NULL && i < group->count; i++) {
        struct lane_orders orders = group->slot[i]->orders;

        orders.stop = true;
        orders.steps = 0;
        slot_tell(group->slot[i], &orders);
    }
}

/* None of them can be made. The caller holds the lock, which this gives back in between.
 */
static void
give_up(struct engine *engine, struct group *group)
{
    size_t i;

    add_skipped(engine, group);
    for (i = 0; i < group->count; i++)
        add_ended(engine, group->slot[i]);
    group->count = 0;
    pthread_mutex_unlock(&engine->lock);
    group_free(group);
    pthread_mutex_lock(&engine->lock);
    wake_reader(engine);
}

/* The caller holds the lock, which this gives back in between. */
static void
make_group(struct engine *engine)
{
    struct group *group = engine->waiting;
    struct slot *source[LANES_MAX];
    struct error err[LANES_MAX];
    bool failed[LANES_MAX], any = false;
    size_t i;

    engine->making = group;
    engine->waiting = NULL;
    for (i = 0; i < group->count; i++) {
        source[i] = group_find(engine->on, group->slot[i]->plan.after);
        if (source[i] != NULL)
            source[i]->busy = true;
    }
    pthread_mutex_unlock(&engine->lock);
    for (i = 0; i < group->count; i++)
        failed[i] = make(engine, group->slot[i], source[i], &err[i]) != 0;
    pthread_mutex_lock(&engine->lock);
    for (i = 0; i < group->count; i++) {
        slot_set_made(group->slot[i], failed[i] ? err[i].text : NULL);
        any |= !failed[i];
        if (source[i] != NULL)
            source[i]->busy = false;
    }
    engine->making = NULL;
    if (any) {
        engine->made = group;
        workers_stop(engine->on);
        begin_if_ready(engine);
    } else {
        give_up(engine, group);
    }
}

/* ---- working on a run ---- */

/* Adds the lane's moments to those that the reader has not taken, within the budget. */
static void
collect_moments(struct engine *engine, struct slot *slot, struct tape *tape)
{
    size_t others;

    if (!slot->lane.news || slot->lane.kept.count == 0)
        return;
    pthread_mutex_lock(&engine->lock);
    *tape = slot->news.tape;
    memset(&slot->news.tape, 0, sizeof slot->news.tape);
    others = engine->ended_bytes;
    pthread_mutex_unlock(&engine->lock);
    tape_move(tape, &slot->lane.kept);
    tapes_fit(&tape, 1, 1, engine->budget > others ? engine->budget - others : 0);
}

/* What the engine knows of the lane until it is worked on again. */
static void
note_progress(struct slot *slot, double due)
{
    const struct lane *lane = &slot->lane;

    slot->due = slot->told ? 0 : due;
    slot->free = lane_is_free(lane);
    slot->training = lane->learner->status == RUN_TRAINING;
    slot->images = learner_images(lane->learner);
    slot->seconds = lane->seconds;
}

/* The caller holds the lock, which this gives back in between. */
static void
work_on_lane(struct engine *engine, struct slot *slot)
{
    size_t most = group_allows(engine->on, slot, engine->by_seconds);
    struct lane_orders orders = slot->orders;
    struct checkpoint *before;
    struct tape tape = {0};
    bool told = slot->told, news;
    double due;

    slot->told = slot->orders.stop = false;
    slot->orders.steps = 0;
    atomic_store(&slot->lane.called, false);
    pthread_mutex_unlock(&engine->lock);
    if (told)
        lane_take_orders(&slot->lane, &orders);
    due = lane_go_on(&slot->lane, most);
    news = slot->lane.news;
    collect_moments(engine, slot, &tape);
    pthread_mutex_lock(&engine->lock);
    before = slot_hand_over(slot, &tape);
    if (news) {
        pthread_mutex_unlock(&engine->lock);
        checkpoint_unref(before);
        wake_send(engine->wake_fd);
        pthread_mutex_lock(&engine->lock);
    }
    note_progress(slot, due);
    slot->busy = false;
    begin_if_ready(engine);
}

/* ---- answers ---- */

/* The caller holds the lock, which this gives back in between. */
static void
work_on_answers(struct engine *engine, struct question *question)
{
    double share = engine->speed > 0 ? LANE_ANSWERS_SHARE : wanted_share_at_full_speed;
    double begun = clock_now(), now;
    bool done, answered;

    pthread_mutex_unlock(&engine->lock);
    done = question_go_on(question, engine->dataset, engine->kernels, begun + LANE_SLICE);
    now = clock_now();
    pthread_mutex_lock(&engine->lock);
    engine->answers_due = now + (now - begun) / share;
    question->busy = false;
    if (!done)
        return;
    wanted_remove(&engine->wanted, question);
    pthread_mutex_unlock(&engine->lock);
    answered = checkpoint_answers(question->checkpoint) != NULL;
    question_free(question);
    if (answered) /* else the reader would ask again at once, with memory still short */
        wake_send(engine->wake_fd);
    pthread_mutex_lock(&engine->lock);
}

/* ---- the workers ---- */

/* The caller holds the lock. */
static void
wait_until(struct engine *engine, double due)
{
    struct timespec when;

    engine->idle++;
    if (isinf(due)) {
        pthread_cond_wait(&engine->changed, &engine->lock);
    } else {
        when = clock_deadline(due);
        pthread_cond_timedwait(&engine->changed, &engine->lock, &when);
    }
    engine->idle--;
}

/* Has another worker look for what this one leaves. The caller holds the lock. */
static void
leave_the_rest(struct engine *engine)
{
    struct job rest;

    if (engine->idle == 0)
        return;
    rest = choose(engine);
    if (rest.kind != JOB_NONE || !isinf(rest.due))
        pthread_cond_signal(&engine->changed);
}

/* The caller holds the lock. */
static void
work(struct engine *engine, const struct job *job)
{
    if (job->kind == JOB_LANE)
        job->slot->busy = true;
    if (job->kind == JOB_ANSWERS)
        job->question->busy = true;
    leave_the_rest(engine);
    if (job->kind == JOB_LANE)
        work_on_lane(engine, job->slot);
    else if (job->kind == JOB_ANSWERS)
        work_on_answers(engine, job->question);
    else
        make_group(engine);
}

void *
workers_main(void *argument)
{
    struct engine *engine = argument;
    struct job job;

    subnormal_flush(); /* as every learner does: so all workers give the same bits */
    pthread_mutex_lock(&engine->lock);
    while (!engine->quit) {
        job = choose(engine);
        if (job.kind == JOB_NONE)
            wait_until(engine, job.due);
        else
            work(engine, &job);
    }
    pthread_mutex_unlock(&engine->lock);
    return NULL;
}
