/* One file of a download: what is there of it, and one mirror's try to bring the rest.
 * For src/data/download*.c only. */
#ifndef MNISTUI_DATA_DOWNLOAD_FILE_H
#define MNISTUI_DATA_DOWNLOAD_FILE_H

#include "data/download_http.h"
#include "data/download_tell.h"

enum download_try {
    DOWNLOAD_TRY_THERE, /* it is right and has its name */
    DOWNLOAD_TRY_STOPPED,
    DOWNLOAD_TRY_LEFT,   /* the mirror could not do it: why says how */
    DOWNLOAD_TRY_SLOW,   /* the same; without a hurry it could */
    DOWNLOAD_TRY_FAILED, /* nor could another one: why is about the folder */
};

/* Whether it is there, packed or not, and right. 1, 0 or -1 for stopped. */
int download_file_check(struct teller *teller, size_t file);

/* How much of it is there, by the size alone: its final file, or its part. */
uint64_t download_file_size(const struct download *download, size_t file);

/* The lock is held. mirror: the URL of a folder, with a slash at its end. hurried: there
 * is another one, so that it is left when it is slow. */
enum download_try download_file_fetch(struct teller *teller, struct download_http *http,
                                      size_t file, const char *mirror, bool hurried,
                                      struct error *why);

#endif
