/*
 * The side of the bench that measures: a program that takes requests from run-bench and
 * answers each with a time. It loads the data once and uses no processor while it waits
 * for requests, so programs can be measured in turns.
 *
 * A request is a line of five words:
 *
 *     train|evaluate HIDDEN BATCH MOMENTUM SECONDS        such as: train 30,20 12 0.4 1
 *
 * The answer is the seconds that one pass over the images takes (the training images for
 * train, the test images for evaluate), or "-" for work that the program cannot do.
 * Before any request, a program prints a line with its name and version.
 */
#ifndef MNISTUI_BENCH_SERVE_H
#define MNISTUI_BENCH_SERVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct request {
    bool evaluate; /* else train */
    char hidden[64];
    size_t batch;
    double momentum;
    double seconds; /* to work for */
};

struct server {
    const void *context; /* handed to prepare */
    size_t train_images, test_images;

    /* A new net for the request. NULL with err on failure; NULL with an empty text if the
     * program cannot do such work. */
    void *(*prepare)(const void *context, const struct request *request,
                     struct error *err);
    /* Both work on some images and return how many: enough for a look at the clock
     * between two calls to cost nothing. 0 with err on failure. */
    size_t (*train)(void *net, struct error *err);
    size_t (*evaluate)(void *net, struct error *err);
    void (*done)(void *net);
};

/* Answers the requests on standard input until its end. Returns the exit status. */
int serve(const struct server *server, const char *name);

#endif
