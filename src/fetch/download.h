/*
 * Fetches the files of a data set from the first mirror that has them right.
 *
 * A file gets its name only when its size and SHA-256 are right: until then it is
 * NAME.part, which is also where the next download goes on. It is flushed to disk before
 * it is renamed. An answer is never trusted: not its length, not its kind, not where it
 * redirects to (http or https, or nothing), and HTTPS certificates are always verified.
 *
 * While one program downloads into a folder, others wait and then find its files
 * (download_lock.h).
 *
 * Nothing here starts a thread or prints. libcurl may have a thread of its own look up a
 * name, and takes proxies from its own environment variables. SIGPIPE is kept away from
 * the calling thread meanwhile.
 */
#ifndef MNISTUI_FETCH_DOWNLOAD_H
#define MNISTUI_FETCH_DOWNLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* A file of a data set. name ends in ".gz"; size and sha256 (hexadecimal) are those of
 * the packed file, raw_sha256 of what it unpacks to: a file of the name without ".gz"
 * does as well. raw_sha256 may be NULL: then unpacked files are left alone. */
struct download_file {
    const char *name;
    uint64_t size;
    const char *sha256;
    const char *raw_sha256;
};

enum download_step {
    DOWNLOAD_CHECKING, /* what is in the folder, or what has come */
    DOWNLOAD_WAITING,  /* for another mnistui that downloads into the folder */
    DOWNLOAD_FETCHING,
    DOWNLOAD_THERE, /* told once for each file, when it is right */
};

struct download_state {
    enum download_step step;
    size_t file;          /* counts from 0 */
    const char *name;     /* of the file */
    const char *mirror;   /* where it comes from; NULL unless it is being fetched */
    uint64_t done, total; /* bytes of all files, packed */
    uint64_t file_done, file_total;
    double bytes_per_second; /* over the last seconds; 0: not known */
    double seconds_left;     /* negative: not known */
};

struct download {
    const char *folder; /* exists */
    const struct download_file *files;
    size_t file_count;
    const char *const *mirrors; /* URLs of folders, each with a slash at its end */
    size_t mirror_count;
    double connect_seconds; /* to look up the name and connect */
    double stall_seconds;   /* in which too little comes: DOWNLOAD_SLOWEST */
    /* Called at least 5 times a second, and at once with each step of each file; false
     * ends the download. May not be NULL. */
    bool (*tell)(void *context, const struct download_state *state);
    /* Takes a line, without a newline, about a mirror that is left and why, or a file
     * that is put aside. May be NULL. */
    void (*log)(void *context, const char *line);
    void *context; /* of both */
};

enum download_end {
    DOWNLOAD_DONE,    /* all files are there and right */
    DOWNLOAD_STOPPED, /* tell said so; what has come is kept for the next time */
    DOWNLOAD_FAILED,  /* err says why, with a line for each mirror */
};

/* A mirror that sends fewer bytes a second than this, for stall_seconds, is left. */
enum { DOWNLOAD_SLOWEST = 500 };

/* What suits a user who waits for the download. */
enum { DOWNLOAD_CONNECT_SECONDS = 10, DOWNLOAD_STALL_SECONDS = 15 };

/* Whether this mnistui was built with libcurl. */
bool download_is_possible(void);

/* Prepares libcurl, which must not happen in two threads at once, nor while another one
 * uses libcurl: call it in the main thread before download_run is called in any other. To
 * call it again does no harm. 0, or -1 with err. */
int download_prepare(struct error *err);

/* Makes sure that all files are in the folder. Mirrors are asked in their order; one that
 * was left comes last from then on. err is only filled by DOWNLOAD_FAILED. Without
 * libcurl it fails at once and err says how to fetch by hand. */
enum download_end download_run(const struct download *download, struct error *err);

/* The commands that fetch the files by hand from the first mirror, each on a line. */
void download_by_hand(const struct download *download, char *text, size_t size);

#endif
