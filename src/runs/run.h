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

    struct curve *curves; /* accuracy and losses as measured, while it is on */

    /* Both once it has ended, NULL if memory was short; until then the accuracy with its
     * moments, NULL if these add nothing. */
    struct kept_curve *kept[2];
    struct sample *moments; /* (moment_count): accuracies that only moments have, */
    size_t moment_count;    /* until they are in the curve that is kept */
};

/* So many samples run_accuracy has at most, while a run is on; and then. The moments that
 * the tape keeps between the ends of epochs, which are measured anyway, are fewer. */
enum {
    RUN_MOMENTS = 320,
    RUN_SAMPLES = CURVE_SAMPLES + RUN_MOMENTS,
    RUN_KEPT_SAMPLES = CURVE_KEPT_SAMPLES + 160
};

/* A run that has been asked for. NULL with err if memory is short. */
struct run *run_new(size_t number, const struct hparams *hparams, struct error *err);
void run_free(struct run *run);

/* Takes the news over. What there is to see then is as valid as the run. */
void run_take(struct run *run, struct news *news);

/* The newest moment, or NULL when there is none or it is not kept. Valid until the next
 * news of any run, unless it is referenced. */
struct checkpoint *run_newest(const struct run *run);

/* Has the accuracy of the kept moments whose answers are known in the curve, where it
 * stays when the moments do not. Call it when answers may have come, and before moments
 * are dropped. The moment at which a run diverged has none. */
void run_take_answers(struct run *run);

/* Its curves, valid until news or answers are taken: the accuracy on the test images,
 * 0..1, and the running loss. The accuracy has what the run measured as it went, and the
 * kept moments that were answered later, in the order of epochs; a moment that was also
 * measured is there once. A sample that stands for several measurements may have moments
 * within. */
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
