/*
 * A run, as the session keeps it: how it stands, its curves, its moments. It is the same
 * object while it is on and after its end, when its curves take no more memory than they
 * need. It belongs to the thread that owns the session.
 */
#ifndef MNISTUI_RUNS_RUN_H
#define MNISTUI_RUNS_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/error.h"
#include "train/curve.h"
#include "train/news.h"
#include "train/snapshot.h"
#include "train/tape.h"

struct run {
    struct measures now;   /* now.run is its number, now.hparams are its settings */
    size_t parent;         /* the run that it was forked from, or 0 */
    double forked_at;      /* the epoch of the parent at that moment, */
    double forked_seconds; /* its seconds of training, */
    double forked_error;   /* and its test error, 0..1; negative if it is not known */
    size_t race;           /* the first of the runs that were started with it, or 0 */
    time_t asked;          /* when it was asked for */
    bool begun;            /* there is something to see */
    bool ended;            /* no more news will come */
    bool marked;           /* by the user */
    char *name, *note;     /* by the user; owned, or NULL */

    struct checkpoint *newest; /* a reference, while it is on; read run_newest() */
    struct tape tape;          /* its moments; empty once they are not kept */

    struct curve *curves;       /* accuracy and losses, while it is on */
    struct kept_curve *kept[2]; /* the same once it has ended; NULL if memory was short */
};

/* A run that has been asked for. NULL with err if memory is short. */
struct run *run_new(size_t number, const struct hparams *hparams, struct error *err);
void run_free(struct run *run);

/* Takes the news over. What there is to see then is as valid as the run. */
void run_take(struct run *run, struct news *news);

/* The newest moment, or NULL when there is none or it is not kept. Valid until the next
 * news of any run, unless it is referenced. */
struct checkpoint *run_newest(const struct run *run);

/* Its curves, as long as no news are taken: the accuracy on the test images, 0..1, and
 * the running loss. */
struct samples run_accuracy(const struct run *run);
struct samples run_losses(const struct run *run);

/* Epochs trained, such as 2.25, and images. A fork counts from its parent's start. */
double run_epochs(const struct run *run);
uint64_t run_images(const struct run *run);

/* A text by the user; NULL or "" for none. -1 if memory is short. */
int run_set_name(struct run *run, const char *name, struct error *err);
int run_set_note(struct run *run, const char *note, struct error *err);

/* A word for the screen: "training", "done", "stopped", "diverged", "failed". */
const char *run_status_name(enum run_status status);

#endif
