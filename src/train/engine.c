#include "config.h"

#include "train/engine.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/thread.h"
#include "train/group.h"
#include "train/wanted.h"
#include "train/workers.h"

/* From the start to being on: see struct engine. */
enum { STAGES = 4 };

/* ---- start and end ---- */

static int
start_workers(struct engine *engine, size_t jobs, struct error *err)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
#ifdef HAVE_PTHREAD_CONDATTR_SETCLOCK
    pthread_condattr_setclock(&attributes, CLOCK_FOR_WAITING);
#endif
    pthread_mutex_init(&engine->lock, NULL);
    pthread_cond_init(&engine->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    while (engine->jobs < jobs) {
        if (thread_start(&engine->threads[engine->jobs], workers_main, engine, "training",
                         err) != 0)
            return -1;
        engine->jobs++;
    }
    return 0;
}

struct engine *
engine_new(const struct dataset *dataset, const struct kernels *kernels, size_t jobs,
           size_t budget, int wake_fd, struct error *err)
{
    struct engine *engine = mem_zeroed(1, sizeof *engine);
    pthread_t *threads = mem_zeroed(jobs, sizeof *threads);

    if (engine == NULL || threads == NULL) {
        free(engine);
        free(threads);
        error_memory(err, "the engine");
        return NULL;
    }
    engine->dataset = dataset;
    engine->kernels = kernels;
    engine->budget = budget;
    engine->wake_fd = wake_fd;
    engine->threads = threads;
    if (start_workers(engine, jobs, err) != 0) {
        engine_free(engine);
        return NULL;
    }
    return engine;
}

/* All that were started, the last first. The caller holds the lock. */
static void
list_groups(const struct engine *engine, struct group *groups[STAGES])
{
    groups[0] = engine->waiting;
    groups[1] = engine->making;
    groups[2] = engine->made;
    groups[3] = engine->on;
}

static void
stop_workers(struct engine *engine)
{
    size_t i;

    pthread_mutex_lock(&engine->lock);
    engine->quit = true;
    workers_stop(engine->on); /* so that they look up from their work */
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
    for (i = 0; i < engine->jobs; i++)
        pthread_join(engine->threads[i], NULL);
    pthread_mutex_destroy(&engine->lock);
    pthread_cond_destroy(&engine->changed);
}

void
engine_free(struct engine *engine)
{
    struct group *groups[STAGES];
    struct slot *slot;
    size_t i;

    if (engine == NULL)
        return;
    stop_workers(engine);
    list_groups(engine, groups);
    for (i = 0; i < STAGES; i++)
        group_free(groups[i]);
    while ((slot = slot_list_take(&engine->ended)) != NULL)
        slot_free(slot);
    for (i = 0; i < engine->wanted.count; i++)
        question_free(engine->wanted.at[i]);
    free(engine->threads);
    free(engine);
}

/* ---- commands ---- */

/* The caller holds the lock. The starts that another one replaces end as skipped. */
static void
replace_waiting(struct engine *engine, struct group *group)
{
    struct group *before = engine->waiting;
    size_t i;

    engine->waiting = group;
    if (before == NULL)
        return;
    slot_list_join(&group->skipped, &before->skipped);
    for (i = 0; i < before->count; i++) {
        slot_set_skipped(before->slot[i]);
        slot_list_add(&group->skipped, before->slot[i]);
    }
    before->count = 0;
}

int
engine_start(struct engine *engine, const struct plan *plans, size_t count,
             struct error *err)
{
    struct group *group = group_new(plans, count, err), *before;
    size_t i;

    if (group == NULL)
        return -1;
    pthread_mutex_lock(&engine->lock);
    for (i = 0; i < count; i++)
        group->slot[i]->orders.speed = engine->speed;
    before = engine->waiting;
    replace_waiting(engine, group);
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
    group_free(before);
    return 0;
}

enum command { PAUSE, RESUME, STOP, STEP, SPEED };

static void
tell(struct engine *engine, struct group *group, enum command command)
{
    size_t i;

    for (i = 0; group != NULL && i < group->count; i++) {
        struct slot *slot = group->slot[i];
        struct lane_orders orders = {
            .stop = command == STOP,
            .paused = command == PAUSE || (command != RESUME && slot->orders.paused),
            .steps = command == STEP,
            .speed = engine->speed,
        };

        slot_tell(slot, &orders);
    }
}

/* The caller holds the lock, which this gives back. */
static void
tell_all(struct engine *engine, enum command command)
{
    struct group *groups[STAGES];
    size_t i;

    list_groups(engine, groups);
    for (i = 0; i < STAGES; i++)
        tell(engine, groups[i], command);
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
}

void
engine_pause(struct engine *engine, bool paused)
{
    pthread_mutex_lock(&engine->lock);
    tell_all(engine, paused ? PAUSE : RESUME);
}

void
engine_stop(struct engine *engine)
{
    pthread_mutex_lock(&engine->lock);
    tell_all(engine, STOP);
}

void
engine_set_speed(struct engine *engine, double images_per_second)
{
    pthread_mutex_lock(&engine->lock);
    engine->speed = images_per_second;
    tell_all(engine, SPEED);
}

void
engine_step(struct engine *engine)
{
    struct group *groups[STAGES];
    size_t i = 0;

    pthread_mutex_lock(&engine->lock);
    list_groups(engine, groups);
    while (i < STAGES - 1 && groups[i] == NULL)
        i++;
    tell(engine, groups[i], STEP);
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
}

void
engine_race_by_seconds(struct engine *engine, bool seconds)
{
    pthread_mutex_lock(&engine->lock);
    engine->by_seconds = seconds;
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
}

void
engine_want_answers(struct engine *engine, struct checkpoint *checkpoint)
{
    struct question *question, *dropped;

    if (checkpoint_answers(checkpoint) != NULL ||
        (question = question_new(checkpoint)) == NULL)
        return;
    pthread_mutex_lock(&engine->lock);
    dropped = wanted_add(&engine->wanted, question);
    pthread_cond_signal(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
    question_free(dropped);
}

/* ---- what comes out ---- */

/* The caller holds the lock. */
static struct slot *
unread_slot(const struct engine *engine)
{
    size_t i;

    for (i = 0; engine->on != NULL && i < engine->on->count; i++) {
        if (engine->on->slot[i]->unread)
            return engine->on->slot[i];
    }
    return NULL;
}

bool
engine_take_news(struct engine *engine, struct news *news)
{
    struct slot *ended, *slot;

    pthread_mutex_lock(&engine->lock);
    ended = slot_list_take(&engine->ended);
    slot = ended != NULL ? ended : unread_slot(engine);
    if (ended != NULL)
        engine->ended_bytes -= ended->news.tape.bytes;
    if (slot != NULL)
        slot_read(slot, news);
    pthread_mutex_unlock(&engine->lock);
    slot_free(ended);
    return slot != NULL;
}
