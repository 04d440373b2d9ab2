/* MNIST as it is on the web: its files, and where they may be downloaded from. */
#ifndef MNISTUI_FETCH_MNIST_FILES_H
#define MNISTUI_FETCH_MNIST_FILES_H

#include "fetch/download.h"

const struct download_file *mnist_files(size_t *count);

/* The public mirrors: URLs of folders. */
const char *const *mnist_mirrors(size_t *count);

#endif
