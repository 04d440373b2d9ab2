/* What a download tells its caller while it is under way: where it is, how fast, and how
 * long it still takes. For src/fetch only. */
#ifndef MNISTUI_FETCH_DOWNLOAD_REPORT_H
#define MNISTUI_FETCH_DOWNLOAD_REPORT_H

#include "fetch/download.h"

enum { REPORT_SAMPLES = 12 };

struct report {
    const struct download *download;
    struct download_state state;
    bool stopped;         /* the caller has said so */
    uint64_t there;       /* bytes of the files that are right */
    uint64_t came;        /* bytes that came over the network */
    double told, sampled; /* when */
    size_t sample_count;
    struct {
        double time;
        uint64_t came;
    } samples[REPORT_SAMPLES]; /* the oldest first */
};

void report_init(struct report *report, const struct download *download);

/* Reports this step of this file, of which done bytes are there. mirror: where it comes
 * from, or NULL. This and the next three return whether to go on. */
bool report_show(struct report *report, size_t file, enum download_step step,
                 const char *mirror, uint64_t done);

/* The file is right: all its bytes count from now on. */
bool report_show_there(struct report *report, size_t file);

/* The file has grown to done bytes, or starts over with them. Reports it if it is time
 * to. */
bool report_move(struct report *report, uint64_t done);

/* Nothing is new. Reports it again if it is time to. The parameter is a struct report. */
bool report_tick(void *report);

void report_log(struct report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
