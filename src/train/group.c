#include "config.h"

#include "train/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* How far a run may get ahead of those that are on with it: little enough that nobody
 * sees it, and enough work for a slice. */
static const double ahead_images = 1024, ahead_seconds = LANE_SLICE;

/* ---- slots ---- */

static struct slot *
slot_new(const struct plan *plan)
{
    struct slot *slot = mem_zeroed(1, sizeof *slot);

    if (slot == NULL)
        return NULL;
    slot->plan = *plan;
    slot->plan.from = checkpoint_ref(plan->from);
    slot->due = INFINITY;
    news_init(&slot->news, plan->run, &plan->hparams);
    return slot;
}

void
slot_free(struct slot *slot)
{
    if (slot == NULL)
        return;
    checkpoint_unref(slot->plan.from);
    lane_done(&slot->lane);
    news_done(&slot->news);
    free(slot);
}

int
slot_make(struct slot *slot, const struct dataset *dataset, const struct kernels *kernels,
          const struct checkpoint *after, struct error *err)
{
    const struct plan *plan = &slot->plan;
    const struct checkpoint *from = after != NULL ? after : plan->from;
    struct learner_start start;
    struct learner *learner;

    if (from != NULL) {
        start = checkpoint_start(from);
        learner = learner_go_on(dataset, &plan->hparams, &start, kernels, err);
    } else {
        learner = learner_new(dataset, &plan->hparams, plan->start, kernels, err);
    }
    if (learner == NULL)
        return -1;
    lane_begin(&slot->lane, plan->run, learner, from != NULL ? from->seconds : 0);
    slot->lane.eval_train = plan->eval_train;
    return 0;
}

void
slot_set_made(struct slot *slot, const char *why)
{
    slot->made = slot->training = why == NULL;
    if (why == NULL) {
        slot->images = learner_images(slot->lane.learner);
        slot->told = true;
        slot->due = 0;
        return;
    }
    slot->news.shot.now.status = slot->news.result.status = RUN_FAILED;
    text_append(slot->news.shot.now.why, sizeof slot->news.shot.now.why, "%s", why);
    slot_set_skipped(slot);
}

void
slot_set_skipped(struct slot *slot)
{
    slot->ended = slot->news.ended = slot->unread = true;
}

void
slot_tell(struct slot *slot, const struct lane_orders *orders)
{
    slot->orders.stop |= orders->stop;
    slot->orders.paused = orders->paused;
    slot->orders.steps += orders->steps;
    slot->orders.speed = orders->speed;
    slot->told = true;
    slot->due = 0;
    if (slot->made)
        atomic_store(&slot->lane.called, true);
}

struct checkpoint *
slot_hand_over(struct slot *slot, struct tape *kept)
{
    struct lane *lane = &slot->lane;
    struct news *news = &slot->news;
    struct checkpoint *before = NULL;

    if (!lane->news)
        return NULL;
    news->shot = lane->observer.snapshot;
    if (lane->newest_is_news) {
        before = news->newest;
        news->newest = checkpoint_ref(lane->newest);
    }
    if (kept->count > 0) {
        news->tape = *kept;
        memset(kept, 0, sizeof *kept);
    }
    if (lane->ended) {
        news->ended = slot->ended = true;
        news->result = lane->result;
    }
    lane->news = lane->newest_is_news = lane->ended = false;
    slot->unread = true;
    return before;
}

void
slot_read(struct slot *slot, struct news *news)
{
    *news = slot->news;
    slot->news.newest = NULL;
    memset(&slot->news.tape, 0, sizeof slot->news.tape);
    slot->news.ended = slot->unread = false;
}

void
slot_list_add(struct slot_list *list, struct slot *slot)
{
    slot->next = NULL;
    if (list->last == NULL)
        list->first = slot;
    else
        list->last->next = slot;
    list->last = slot;
}

void
slot_list_join(struct slot_list *list, struct slot_list *more)
{
    struct slot *slot;

    while ((slot = slot_list_take(more)) != NULL)
        slot_list_add(list, slot);
}

struct slot *
slot_list_take(struct slot_list *list)
{
    struct slot *slot = list->first;

    if (slot == NULL)
        return NULL;
    list->first = slot->next;
    if (list->first == NULL)
        list->last = NULL;
    return slot;
}

/* ---- groups ---- */

struct group *
group_new(const struct plan *plans, size_t count, struct error *err)
{
    struct group *group = mem_zeroed(1, sizeof *group);
    size_t i;

    for (i = 0; group != NULL && i < count; i++) {
        group->slot[i] = slot_new(&plans[i]);
        if (group->slot[i] == NULL) {
            group_free(group);
            group = NULL;
        } else {
            group->count++;
        }
    }
    if (group == NULL)
        error_memory(err, "a run");
    return group;
}

void
group_free(struct group *group)
{
    struct slot *slot;
    size_t i;

    if (group == NULL)
        return;
    for (i = 0; i < group->count; i++)
        slot_free(group->slot[i]);
    while ((slot = slot_list_take(&group->skipped)) != NULL)
        slot_free(slot);
    free(group);
}

struct slot *
group_find(const struct group *group, size_t run)
{
    size_t i;

    for (i = 0; group != NULL && i < group->count; i++) {
        if (group->slot[i]->plan.run == run)
            return group->slot[i];
    }
    return NULL;
}

bool
group_has_ended(const struct group *group)
{
    size_t i;

    for (i = 0; group != NULL && i < group->count; i++) {
        if (!group->slot[i]->ended || group->slot[i]->busy)
            return false;
    }
    return true;
}

/* ---- which is next ---- */

static double
progress(const struct slot *slot, bool by_seconds)
{
    return by_seconds ? slot->seconds : (double)slot->images;
}

/* How far the one that is last may get, and how far the others may then be. */
static double
limit(const struct group *group, bool by_seconds)
{
    double least = INFINITY;
    size_t i;

    for (i = 0; i < group->count; i++) {
        if (group->slot[i]->training)
            least = fmin(least, progress(group->slot[i], by_seconds));
    }
    return least + (by_seconds ? ahead_seconds : ahead_images);
}

/* Orders, steps and measurements do not wait for others. */
static bool
is_ahead(const struct group *group, const struct slot *slot, bool by_seconds)
{
    return group->count > 1 && slot->free && !slot->told &&
           progress(slot, by_seconds) >= limit(group, by_seconds);
}

struct slot *
group_next(const struct group *group, bool by_seconds, double now, double *due)
{
    struct slot *next = NULL;
    size_t i;

    for (i = 0; group != NULL && i < group->count; i++) {
        struct slot *slot = group->slot[i];

        if (!slot->made || slot->busy || is_ahead(group, slot, by_seconds))
            continue;
        if (slot->due > now)
            *due = fmin(*due, slot->due);
        else if (next == NULL || progress(slot, by_seconds) < progress(next, by_seconds))
            next = slot;
    }
    return next;
}

size_t
group_allows(const struct group *group, const struct slot *slot, bool by_seconds)
{
    double images;

    if (group->count < 2 || by_seconds)
        return SIZE_MAX;
    images = limit(group, false) - (double)slot->images;
    return images < 1 ? 1 : images < ahead_images ? (size_t)images : (size_t)ahead_images;
}
