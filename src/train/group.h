/*
 * The runs that were started together, as the engine sees them: a slot for each has the
 * lane, and what goes into it and comes out. All of a slot but its lane belongs to the
 * one who has the engine's lock; the lane to the worker that has made the slot busy.
 */
#ifndef MNISTUI_TRAIN_GROUP_H
#define MNISTUI_TRAIN_GROUP_H

#include <stdbool.h>
#include <stdint.h>

#include "data/dataset.h"
#include "nn/kernels.h"
#include "train/lane.h"
#include "train/news.h"
#include "train/plan.h"

struct slot {
    struct plan plan; /* with references of its own */
    struct lane lane;
    bool made; /* the lane is there */
    bool busy;
    bool ended;

    bool told; /* the lane has not taken the orders yet */
    struct lane_orders orders;

    double due; /* on clock_now(); INFINITY: not before the next orders */
    bool free;  /* lane_is_free, */
    bool training;
    uint64_t images; /* and progress: all three as they were after its last slice */
    double seconds;

    bool unread;
    struct news news; /* for the reader */
    struct slot *next;
};

/* Slots that are not in a group any more, the oldest first. */
struct slot_list {
    struct slot *first, *last;
};

struct group {
    size_t count;
    struct slot *slot[LANES_MAX];
    struct slot_list skipped; /* of starts that this one replaced before their turn */
};

/* ---- slots ---- */

void slot_free(struct slot *slot);

/* Makes the lane, without the lock. after: the end that the plan goes on from, if it
 * names a run. -1 with err if that fails. */
int slot_make(struct slot *slot, const struct dataset *dataset,
              const struct kernels *kernels, const struct checkpoint *after,
              struct error *err);

/* What came of it: why is NULL if there is a lane now. */
void slot_set_made(struct slot *slot, const char *why);

/* Its end is news. */
void slot_set_skipped(struct slot *slot);

/* Adds to the orders, and has the lane take them soon. */
void slot_tell(struct slot *slot, const struct lane_orders *orders);

/* Puts the news of the lane where the reader takes them: copies and pointers only. kept:
 * the moments to keep, all that the reader has not taken; or empty. Returns a moment
 * whose reference is to be given back without the lock, or NULL. */
struct checkpoint *slot_hand_over(struct slot *slot, struct tape *kept);

/* Takes the news out. */
void slot_read(struct slot *slot, struct news *news);

/* list is all zero at first. */
void slot_list_add(struct slot_list *list, struct slot *slot);
void slot_list_join(struct slot_list *list, struct slot_list *more); /* empties more */
struct slot *slot_list_take(struct slot_list *list);                 /* NULL if empty */

/* ---- groups ---- */

/* NULL with err if memory is short. */
struct group *group_new(const struct plan *plans, size_t count, struct error *err);

/* Frees the slots that are in it, too. NULL is allowed. */
void group_free(struct group *group);

/* The run with this number, or NULL. group may be NULL. */
struct slot *group_find(const struct group *group, size_t run);

/* Whether all have ended, and nobody works on any. group may be NULL. */
bool group_has_ended(const struct group *group);

/* The slot to work on next, or NULL; then *due is lowered to when there will be one. */
struct slot *group_next(const struct group *group, bool by_seconds, double now,
                        double *due);

/* How many images it may train before it gets too far ahead. */
size_t group_allows(const struct group *group, const struct slot *slot, bool by_seconds);

#endif
