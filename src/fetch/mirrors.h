/*
 * Where data sets may be downloaded from: the URLs of folders, in the order in which they
 * are asked.
 *
 * First those of --mirror, then those of $MNISTUI_MIRROR (with blanks between), then the
 * public ones of the data set; not these when $MNISTUI_OFFLINE is set and not empty.
 */
#ifndef MNISTUI_FETCH_MIRRORS_H
#define MNISTUI_FETCH_MIRRORS_H

#include <stddef.h>

#include "base/environment.h"
#include "base/error.h"

struct mirrors {
    char **url; /* owned; each has a slash at its end, and no URL appears twice */
    size_t count;
};

/* Whether a mirror may have this URL: the length bytes at url. named: the option or the
 * variable that has it, for err. 0 or -1. */
int mirrors_check(const char *named, const char *url, size_t length, struct error *err);

/* named: the values of --mirror. public: those of the data set. 0, or -1 with err and
 * nothing to be freed. The list may be empty. */
int mirrors_init(struct mirrors *mirrors, const char *const *named, size_t named_count,
                 const char *const *public, size_t public_count,
                 environment_reader *environment, struct error *err);
void mirrors_done(struct mirrors *mirrors);

#endif
