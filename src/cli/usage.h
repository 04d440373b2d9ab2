/* What --help prints. */
#ifndef MNISTUI_CLI_USAGE_H
#define MNISTUI_CLI_USAGE_H

#include <stdio.h>

void usage_print(FILE *stream);

#endif
