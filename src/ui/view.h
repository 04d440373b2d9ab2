/*
 * What all screens look at: a run, at a moment. As long as the user does not ask for
 * another run or moment, that is now, of the newest run.
 */
#ifndef MNISTUI_UI_VIEW_H
#define MNISTUI_UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "nn/backprop.h"
#include "runs/session.h"
#include "ui/beside.h"

struct view {
    struct session *session;       /* borrowed */
    const struct kernels *kernels; /* borrowed */
    size_t chosen;                 /* the run that the user has chosen; 0: the newest */
    const struct run *run;         /* that is looked at; NULL before the first */
    bool away;                     /* `at` does not follow the run */
    struct checkpoint *at;         /* the moment, or NULL; a reference */
    struct checkpoint *answered;   /* the newest whose answers are known; a reference */
    struct workspace *ws;          /* for single images through at->net, or NULL */
    struct beside beside;          /* the runs that race with it */
    bool by_seconds; /* away from now, these are at moments by seconds of training */
    bool playing;
    double next; /* clock_now() of the next moment while it plays */
};

void view_init(struct view *view, struct session *session, const struct kernels *kernels);
void view_done(struct view *view);

/* Follows what is new in the session: call it after news, and after a run was deleted.
 * Asks the engine for answers to the moment where they are missing. */
void view_update(struct view *view);

/* Has the kept moments of these runs get their answers, a few at a time: those first that
 * their curves need most. What is looked at comes before. */
void view_want_answers(struct view *view, const struct run *const *runs, size_t count);

/* The answers of the moment; while it follows the run, those of the newest moment that
 * has some. NULL while there are none. */
const struct answers *view_answers(const struct view *view);

/* Another run, at its newest moment; 0 for whichever is the newest. */
void view_run(struct view *view, size_t number);

/* The run before (step -1) or after (step 1) among those that race with it, at the same
 * moment; past the ends nothing changes. */
void view_lane(struct view *view, int step);

/* Whether those that race are looked at by seconds of training, or by images. */
void view_by_seconds(struct view *view, bool by_seconds);

/* ---- the moment ---- */

/* The kept moment before the one looked at (step -1) or after it (step 1). After the last
 * one comes now. */
void view_step(struct view *view, int step);

/* Goes to the kept moment that is nearest to this number of images trained. */
void view_go_to(struct view *view, uint64_t images);

void view_first(struct view *view);

/* Goes on from moment to moment at a steady pace, from the start if it is now; or stops
 * that. */
void view_play(struct view *view);

/* Goes on if it is time. Returns the milliseconds until then, 0 if it has just gone on,
 * or -1 when nothing plays. */
int view_tick(struct view *view);

/* Back to now; from now of a run that is not the newest, and does not race with it, to
 * the newest run. */
void view_now(struct view *view);

#endif
