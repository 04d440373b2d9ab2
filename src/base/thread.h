/* Starts threads: those of supply, train and runs. */
#ifndef MNISTUI_BASE_THREAD_H
#define MNISTUI_BASE_THREAD_H

#include <pthread.h>
#include <stddef.h>

#include "base/error.h"

/* As pthread_create, with all signals blocked in the new thread: they are for the one
 * that owns the terminal. what: "training", for the message. */
int thread_start(pthread_t *thread, void *(*run)(void *), void *argument,
                 const char *what, struct error *err);

/* How many processors there are: 1 or more. */
size_t thread_processors(void);

#endif
