/* The download for the commands that need data and find none. */
#ifndef MNISTUI_CLI_COMMAND_FETCH_H
#define MNISTUI_CLI_COMMAND_FETCH_H

#include "cli/options.h"
#include "fetch/download.h"

/* Downloads MNIST into the folder where mnistui looks for it, and shows its progress on
 * standard error. Takes signals (signals.h): when one comes, the result is
 * DOWNLOAD_STOPPED. Unless the result is DOWNLOAD_DONE, err says why. */
enum download_end fetch_mnist(const struct options *options, struct error *err);

#endif
