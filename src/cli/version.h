/* What --version prints: the version, the commit when built from git, and the kernels in
 * use. */
#ifndef MNISTUI_CLI_VERSION_H
#define MNISTUI_CLI_VERSION_H

#include <stdio.h>

void version_print(FILE *stream);

#endif
