/*
 * The runs of this session, from the moment they are asked for, and the engine that
 * trains them. One thread owns it.
 */
#ifndef MNISTUI_RUNS_SESSION_H
#define MNISTUI_RUNS_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "runs/run.h"
#include "train/engine.h"

struct session {
    struct engine *engine; /* NULL until session_open, and after session_close */
    size_t budget;         /* bytes for the moments of all runs */
    bool eval_train;       /* runs measure the training error; false unless it is set */
    size_t count, room;
    struct run **runs;   /* (count): ascending by number, without those deleted */
    struct tape **tapes; /* (count): theirs */
    size_t last;         /* the number given last; 0 for none */
    size_t open;         /* runs that were asked for and have not ended */
    struct news news;    /* that are being taken */
};

void session_init(struct session *session, size_t budget);
void session_done(struct session *session);

/* Starts the engine; the arguments are those of engine_new. */
int session_open(struct session *session, const struct dataset *dataset,
                 const struct kernels *kernels, size_t jobs, int wake_fd,
                 struct error *err);

/* Stops the engine, whatever it is doing. The runs stay. */
void session_close(struct session *session);

/* As engine_start; the runs get the next numbers, which are written into the plans. -1
 * with err if memory is short: then there are no new runs. */
int session_start(struct session *session, struct plan *plans, size_t count,
                  struct error *err);

/*
 * Starts a run that goes on from another one, with settings of its own but for the init;
 * its epochs count from the start of that one. from: a moment of the parent; or NULL to
 * go on from where the parent is, which is on: then, with the same settings, it gives the
 * same weights, bit for bit, as the parent would have. -1 with err as session_start.
 */
int session_fork(struct session *session, const struct run *parent,
                 struct checkpoint *from, const struct hparams *hparams,
                 struct error *err);

/* Takes the news of one run and returns it. NULL when there are none: then the answers
 * that have come are in the curves of all runs. */
struct run *session_take_news(struct session *session);

/* The run of that number, or NULL. */
struct run *session_find(const struct session *session, size_t number);

/* The newest run that has begun, of a race the first that has; or NULL. */
struct run *session_newest(const struct session *session);

/* The runs that race with this one, itself among them, ascending by number, without those
 * deleted. Returns how many there are: 0 for a run that was started alone. */
size_t session_race(const struct session *session, const struct run *run,
                    const struct run *runs[LANES_MAX]);

/* The runs that were asked for and have not ended, ascending by number; not those of a
 * start that has been replaced by another. Returns how many there are. */
size_t session_on(const struct session *session, const struct run *runs[LANES_MAX]);

/* Forgets a run that has ended. Its number is not given again. */
void session_delete(struct session *session, size_t number);

/* The runs that have ended, as a table with a line of titles: text that the caller frees.
 * NULL when there are none, or if memory is short. */
char *session_table(const struct session *session);

#endif
