/*
 * Which data set it is. A path never decides that: a manifest beside the files does, or
 * one of the known sets fits (data/manifest.h).
 */
#ifndef MNISTUI_DATA_IDENTITY_H
#define MNISTUI_DATA_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "data/dataset.h"
#include "data/locate.h"
#include "data/manifest.h"

struct identity {
    const struct data_files *files; /* borrowed */
    const char *const *where;       /* borrowed: how messages name the files */
    struct manifest known;
    struct manifest own; /* of the folder; empty when there is none */
    char own_path[4096];
    const struct manifest_set *set; /* one of theirs, or NULL while none is known */
};

/* dataset has its sizes, and the labels as they are in the files. Afterwards labels are
 * counted from 0, and name, classes and class names are there as far as they can be known
 * without the pixels. 0, or -1 with err: a manifest that cannot be read or does not fit,
 * or a test label that no training image has as its class. identity is then for
 * identity_done. */
int identity_open(struct identity *identity, struct dataset *dataset,
                  const struct data_files *files, const char *const *where,
                  struct error *err);

/* The files hold each image column by column. */
bool identity_is_transposed(const struct identity *identity);

/* All was read; sums: of pixels and labels, as in a manifest. -1 with err when a manifest
 * of the folder says otherwise. */
int identity_finish(struct identity *identity, struct dataset *dataset,
                    const uint32_t sums[DATA_FILES], struct error *err);

void identity_done(struct identity *identity);

#endif
