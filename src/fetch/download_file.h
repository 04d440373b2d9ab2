/* One file of a download: what the folder has of it, and fetching the rest from one
 * mirror. For src/fetch only. */
#ifndef MNISTUI_FETCH_DOWNLOAD_FILE_H
#define MNISTUI_FETCH_DOWNLOAD_FILE_H

#include "fetch/download_http.h"
#include "fetch/download_report.h"

enum download_try {
    DOWNLOAD_TRY_THERE, /* it is right and has its name */
    DOWNLOAD_TRY_STOPPED,
    DOWNLOAD_TRY_LEFT,   /* the mirror could not do it: why says how */
    DOWNLOAD_TRY_FAILED, /* no mirror could: why is about the folder */
};

/* Whether it is there, packed or not, and right. 1, 0 or -1 for stopped. */
int download_file_check(struct report *report, size_t file);

/* The lock is held. mirror: the URL of a folder, with a slash at its end. */
enum download_try download_file_fetch(struct report *report, struct download_http *http,
                                      size_t file, const char *mirror, struct error *why);

#endif
