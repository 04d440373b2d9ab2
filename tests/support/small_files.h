/* Four small files with the names of MNIST's, which are quick to download: what
 * mnistui_small fetches and http_serve serves. */
#ifndef MNISTUI_TESTS_SMALL_FILES_H
#define MNISTUI_TESTS_SMALL_FILES_H

#include "fetch/download.h"
#include "support/http_server.h"

/* In place of mnist_files() in mnistui_small. */
const struct download_file *small_files(size_t *count);

/* Their bytes. */
const struct http_server_file *small_files_served(void);

/* Bytes that look random, by the linear congruence of the C standard's example of rand().
 */
void small_files_fill(unsigned char *bytes, size_t count, uint32_t seed);

#endif
