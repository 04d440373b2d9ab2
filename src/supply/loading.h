/* What is done before the first run can start, and how far it is: values only. */
#ifndef MNISTUI_SUPPLY_LOADING_H
#define MNISTUI_SUPPLY_LOADING_H

#include <stdbool.h>
#include <stdint.h>

enum loading_stage {
    LOADING_NOTHING,  /* the data is there */
    LOADING_FETCHING, /* the files are downloaded */
    LOADING_READING,  /* the files are unpacked and prepared */
    LOADING_DRAWING,  /* the practice digits are drawn and prepared */
};

/* Of a download; texts are cut where they do not fit. */
struct fetching {
    bool waiting;            /* for another mnistui that downloads into the same folder */
    bool checking;           /* what is there, or has come */
    char file[48];           /* that comes, or "" */
    char host[64];           /* where it comes from, or "" */
    uint64_t done, total;    /* bytes of all files */
    double bytes_per_second; /* 0 when not known */
    double seconds_left;     /* negative when not known */
    char note[200];          /* what was last said of a mirror, or "" */
};

struct loading {
    enum loading_stage stage;
    double share;          /* of the stage that is done, 0..1 */
    struct fetching fetch; /* when it is fetching */
};

#endif
