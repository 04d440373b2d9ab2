/* What a download tells its caller while it is under way: where it is, how fast, and how
 * long it still takes. For src/data/download*.c only. */
#ifndef MNISTUI_DATA_DOWNLOAD_TELL_H
#define MNISTUI_DATA_DOWNLOAD_TELL_H

#include "data/download.h"

enum { TELLER_SAMPLES = 12 };

struct teller {
    const struct download *download;
    struct download_state state;
    bool stopped;         /* the caller has said so */
    uint64_t there;       /* bytes of the files that are right */
    uint64_t others;      /* bytes that another one has brought, while it is waited for */
    uint64_t came;        /* bytes that came over the network */
    double told, sampled; /* when */
    size_t sample_count;
    struct {
        double time;
        uint64_t came;
    } samples[TELLER_SAMPLES]; /* the oldest first */
};

void teller_init(struct teller *teller, const struct download *download);

/* This file, with done bytes of it; it comes from mirror, or NULL. Each of these returns
 * whether to go on. */
bool teller_show(struct teller *teller, size_t file, enum download_step step,
                 const char *mirror, uint64_t done);

/* It is right: all its bytes count from now on. */
bool teller_show_there(struct teller *teller, size_t file);

/* The file grew, or began anew. Tells that, if it is time to. */
bool teller_move(struct teller *teller, uint64_t done);

/* Nothing new; tells if it is time to. The parameter is a struct teller. */
bool teller_tick(void *teller);

void teller_log(struct teller *teller, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
