/* A small data set, and downloads of it that record every message and step. */
#ifndef MNISTUI_TESTS_TRIAL_H
#define MNISTUI_TESTS_TRIAL_H

#include "fetch/download.h"
#include "support/http_server.h"
#include "support/suite.h"

enum { TRIAL_MIRRORS = 8, TRIAL_SIZE = 30000 };

/* a.gz (TRIAL_SIZE bytes; unpacked it would be the bytes of trial_raw), b.gz, c.gz.
 */
extern const struct download_file trial_files[];
enum { TRIAL_FILES = 3 };
extern const struct http_server_file *trial_served;
extern const struct http_server_file trial_raw;

/* A download into a folder of its own. */
struct trial {
    struct download download; /* may be changed before it runs */
    const char *mirrors[TRIAL_MIRRORS];
    struct error err;
    char log[8000];   /* lines */
    char steps[4000]; /* the file and the step of each change: "aC aF aC aT " */
    struct download_state last;
    size_t tells;
    double longest_gap; /* seconds between two of them */
    double told;
    /* When it stops: once this many bytes of a file are there, or when it waits. */
    uint64_t stop_at;
    bool stop_waiting;
    /* For two at once: one waits at its first FETCHING for a byte from hold, the other
     * writes it to release when it waits. 0: none. */
    int hold, release;
    double stop_after;       /* seconds; 0: never */
    double begun, stop_told; /* when */
};

/* For suite_run_with: no proxy, and the bytes of the files. */
void trial_setup(void);

/* The mirrors end with a NULL. One file alone unless file_count is changed. */
void trial_init(struct trial *trial, ...) __attribute__((sentinel));
enum download_end trial_run(struct trial *trial);

/* Each runs it and fails the test unless it ends so; text: a part of err. */
void trial_done(struct trial *trial);
void trial_fails(struct trial *trial, const char *text);

void trial_logged(const struct trial *trial, const char *text);

/* The file has its final name and its bytes, and there is no part of it. */
void trial_has(const struct trial *trial, size_t file);

/* There is no file of this name, whatever it is. */
void trial_has_no(const struct trial *trial, const char *name);

/* The first count bytes of a.gz as its part, each combined with mask. */
void trial_make_part(const struct trial *trial, size_t count, int mask);
size_t trial_part_size(const struct trial *trial);

#endif
