/* The inside of the engine: what its owner and its workers share, and what a worker does.
 */
#ifndef MNISTUI_TRAIN_WORKERS_H
#define MNISTUI_TRAIN_WORKERS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "data/dataset.h"
#include "nn/kernels.h"
#include "train/group.h"
#include "train/wanted.h"

struct engine {
    const struct dataset *dataset;
    const struct kernels *kernels;
    size_t budget; /* bytes for moments that are still to be read */
    int wake_fd;
    size_t jobs; /* threads that run */
    pthread_t *threads;

    pthread_mutex_t lock; /* protects all that follows */
    pthread_cond_t changed;
    bool quit;
    size_t idle; /* workers that wait */
    double speed;
    bool by_seconds;

    /* Started one after the other: on; made, until those that are on have ended; being
     * made by a worker; and to be made. */
    struct group *on, *made, *making, *waiting;
    bool beginning; /* a worker puts those that were made in the place of those on */

    struct slot_list ended; /* not on any more, and still to be read */
    size_t ended_bytes;     /* of their tapes */
    struct wanted wanted;
    double answers_due; /* when answers come before training */
};

/* What a worker's thread runs, with the engine as its argument, until quit is set. */
void *workers_main(void *engine);

/* Has the runs stop soon. The caller holds the lock; group may be NULL. */
void workers_stop(struct group *group);

#endif
