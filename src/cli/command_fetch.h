/* The download for the commands that need data and find none. */
#ifndef MNISTUI_CLI_COMMAND_FETCH_H
#define MNISTUI_CLI_COMMAND_FETCH_H

#include "cli/options.h"
#include "fetch/download.h"

/* Downloads MNIST to where it is looked for, and tells how far it is on standard error.
 * Takes signals (signals.h): DOWNLOAD_STOPPED is because of one. err is filled but by
 * DOWNLOAD_DONE. */
enum download_end fetch_mnist(const struct options *options, struct error *err);

#endif
