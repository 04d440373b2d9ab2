/* Runs without an engine and a UI, which those of the UI must equal. */
#ifndef MNISTUI_TESTS_PLAIN_RUN_H
#define MNISTUI_TESTS_PLAIN_RUN_H

#include <stdint.h>

#include "train/learner.h"
#include "ui/ui_config.h"

/* A run on the UI's data with these settings, trained on this number of images, which
 * must be a whole number of batches. The caller frees it; it is never NULL. */
struct learner *plain_run(const struct ui_config *config, const struct hparams *settings,
                          uint64_t images);

/* Fails the test unless the file has the weights of that run, bit for bit. */
void plain_run_check_file(const char *file, const struct ui_config *config,
                          const struct hparams *settings, uint64_t images);

#endif
