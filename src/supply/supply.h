/*
 * Brings the data set, in the background: from files, if there are any; else it downloads
 * MNIST and reads it; and when that fails, or is not wanted, it draws the practice digits
 * (practice/practice.h).
 *
 * It starts and ends the threads of fetcher, loader and maker and has none of its own;
 * one thread may use it.
 */
#ifndef MNISTUI_SUPPLY_SUPPLY_H
#define MNISTUI_SUPPLY_SUPPLY_H

#include <stdbool.h>

#include "base/environment.h"
#include "base/error.h"
#include "data/reader.h"
#include "supply/fetcher.h"
#include "supply/loader.h"
#include "supply/loading.h"
#include "supply/maker.h"

/* The value of --data or $MNISTUI_DATA that asks for the practice digits. */
#define SUPPLY_PRACTICE_NAME "practice"

enum supply_source {
    SUPPLY_FILES,
    SUPPLY_DOWNLOAD,
    SUPPLY_PRACTICE,
};

enum { SUPPLY_LOG_SIZE = 4096 };

struct supply {
    enum supply_source source; /* what it comes to, in the end */
    struct dataset *dataset;   /* borrowed */
    environment_reader *environment;
    bool named; /* by an option or a variable; else it was found in a usual place */
    int wake_fd;

    struct data_files files;
    struct reader *reader;
    struct fetcher *fetcher;
    struct loader *loader;
    struct maker *maker; /* at most one of these three works at a time */

    bool skipped;     /* the download was not wanted */
    struct error why; /* why the practice digits take the place of MNIST, or "" */
    char log[SUPPLY_LOG_SIZE]; /* what was said of mirrors, each on a line */
};

/* Looks where the data is. option: the value of --data, or NULL. Afterwards dataset has
 * its sizes and classes: most of what can be wrong with files is found out now. With
 * SUPPLY_DOWNLOAD, why lists the places that were tried. -1 with err, and nothing for
 * supply_done. */
int supply_open(struct supply *supply, struct dataset *dataset, const char *option,
                environment_reader *environment, struct error *err);

/* Starts to bring it. dataset must not be looked at until it is complete. A byte is
 * written to wake_fd (non-blocking; -1 for none) whenever supply_update has something to
 * do. -1 with err. */
int supply_start(struct supply *supply, int wake_fd, struct error *err);

/* What it is doing now. */
enum loading_stage supply_stage(const struct supply *supply);

/* Goes on with the next stage when one has ended, and says how far it is: LOADING_NOTHING
 * when dataset is complete. -1 with err when there can be none: a bad file. */
int supply_update(struct supply *supply, struct loading *loading, struct error *err);

/* Stops the download, if there is one; the practice digits take its place. */
void supply_skip(struct supply *supply);

/* Waits until dataset is complete, for a caller that has started it with wake_fd -1; not
 * for SUPPLY_DOWNLOAD. -1 with err. */
int supply_wait(struct supply *supply, struct error *err);

/* Stops whatever it does. To call it again does no harm. dataset stays, for dataset_done;
 * why and log can still be read. */
void supply_done(struct supply *supply);

#endif
