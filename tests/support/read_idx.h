/* Reading a whole IDX file at once. */
#ifndef MNISTUI_TESTS_READ_IDX_H
#define MNISTUI_TESTS_READ_IDX_H

#include "data/idx.h"

/* 0 with idx, whose bytes the caller frees; or -1 with err, and idx as it was. */
int read_idx_images(struct idx *idx, const char *path, struct error *err);
int read_idx_labels(struct idx *idx, const char *path, struct error *err);

#endif
