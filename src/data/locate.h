/*
 * Where the four IDX files lie: --data, else $MNISTUI_DATA, else the first place of a
 * list of usual ones that holds all four, packed (.gz) or not, with the old dot in the
 * name or not (train-images.idx3-ubyte), or mixed.
 *
 * The usual places, in order: ./data, ./data/MNIST/raw, ../data/MNIST/raw, mnistui's own
 * cache, then the caches of burn (Rust) and of torchvision, which store MNIST unpacked.
 */
#ifndef MNISTUI_DATA_LOCATE_H
#define MNISTUI_DATA_LOCATE_H

#include "base/error.h"

enum data_file {
    DATA_TRAIN_IMAGES,
    DATA_TRAIN_LABELS,
    DATA_TEST_IMAGES,
    DATA_TEST_LABELS,
    DATA_FILES
};

struct data_files {
    char *path[DATA_FILES]; /* owned; indexed by enum data_file */
};

/* How the environment is read: getenv, whose type this is, or a table in a test. */
typedef char *locate_getenv(const char *name);

/* Fills files. folder: the value of --data, or NULL. 0, or -1 with err and files empty.
 *
 * When a folder was named (--data, or $MNISTUI_DATA unless empty), only that one is
 * tried: the files lie in it, in its MNIST/raw or raw, or in its train and test; err
 * names what it lacks. Otherwise err lists every place that was tried. */
int locate_data(struct data_files *files, const char *folder, locate_getenv *environment,
                struct error *err);

void data_files_done(struct data_files *files);

#endif
