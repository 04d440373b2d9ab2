/* What --version prints: the version, the commit (in a build from git), and the kernels.
 */
#ifndef MNISTUI_CLI_VERSION_H
#define MNISTUI_CLI_VERSION_H

#include <stdio.h>

#include "nn/kernels.h"

void version_print(FILE *stream, const struct kernels *kernels);

#endif
