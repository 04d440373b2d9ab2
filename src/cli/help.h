/* What --help prints. */
#ifndef MNISTUI_CLI_HELP_H
#define MNISTUI_CLI_HELP_H

#include <stdio.h>

void help_print(FILE *stream);

#endif
