/*
 * Where the data lies: --data, else $MNISTUI_DATA, else the first of a list of usual
 * places that holds it. It is four IDX files, packed (.gz) or not, with the old dot in
 * the name or not (train-images.idx3-ubyte), or mixed; or one NumPy archive with all.
 *
 * The usual places, in order: ./data, ./data/MNIST/raw, ../data/MNIST/raw, mnistui's own
 * cache, then the caches of burn (Rust) and of torchvision, which store MNIST unpacked,
 * and Keras' mnist.npz.
 */
#ifndef MNISTUI_DATA_LOCATE_H
#define MNISTUI_DATA_LOCATE_H

#include <stdbool.h>

#include "base/environment.h"
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
    bool npz;               /* all four are the same NumPy archive (data/npz_items.h) */
};

/* What locate_data returns when the usual places hold nothing, which is no fault. */
enum { LOCATE_NOTHING = 1 };

/*
 * Fills files. named: the value of --data, or NULL. 0; or, with files empty, -1 with err
 * or LOCATE_NOTHING with err, which lists every place that was tried.
 *
 * What is named (--data, or $MNISTUI_DATA unless empty) is the only place that is tried;
 * err says what it lacks. It is
 *   a folder: the files lie in it, in its MNIST/raw, raw or gzip, or in its train and
 *     test; or it has mnist.npz; or it has one data set whose files begin with a name, as
 *     those of EMNIST do (emnist-letters-train-images-idx3-ubyte);
 *   FOLDER/NAME: the files in FOLDER whose names begin with NAME-;
 *   FILE.npz: a NumPy archive.
 */
int locate_data(struct data_files *files, const char *named,
                environment_reader *environment, struct error *err);

void data_files_done(struct data_files *files);

#endif
