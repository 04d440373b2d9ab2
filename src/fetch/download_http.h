/* One file over HTTP, by libcurl, into a file descriptor. For src/fetch only. */
#ifndef MNISTUI_FETCH_DOWNLOAD_HTTP_H
#define MNISTUI_FETCH_DOWNLOAD_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Keeps connections from one file to the next. */
struct download_http;

struct download_request {
    const char *url;
    int fd;
    uint64_t have; /* bytes that fd has already: only the rest is asked for */
    uint64_t size; /* that the whole file must have */
    double connect_seconds, stall_seconds;      /* see struct download */
    bool (*move)(void *context, uint64_t have); /* false: stop; 20 times a second */
    void *context;
};

enum download_answer {
    DOWNLOAD_ANSWER_WHOLE,    /* fd has size bytes */
    DOWNLOAD_ANSWER_STOPPED,  /* by move */
    DOWNLOAD_ANSWER_NO_REST,  /* it cannot send the rest alone: start over */
    DOWNLOAD_ANSWER_FAILED,   /* why says how; what has come may be right */
    DOWNLOAD_ANSWER_USELESS,  /* the same, and it cannot be right */
    DOWNLOAD_ANSWER_NO_WRITE, /* fd cannot be written; errno says why */
};

/* NULL with err. */
struct download_http *download_http_new(struct error *err);
void download_http_free(struct download_http *http);

enum download_answer download_http_get(struct download_http *http,
                                       const struct download_request *request,
                                       struct error *why);

#endif
