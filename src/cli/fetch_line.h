/* The progress of a download in one line of a terminal, written over again and again. */
#ifndef MNISTUI_CLI_FETCH_LINE_H
#define MNISTUI_CLI_FETCH_LINE_H

#include <stdbool.h>
#include <stdio.h>

#include "fetch/download.h"

/* Whether stream is a terminal that can go back to the beginning of a line. */
bool fetch_line_is_possible(FILE *stream);

/* As wide as the terminal is now, in UTF-8 where the locale (LC_CTYPE) is. */
void fetch_line_show(FILE *stream, const struct download_state *state);

/* What follows begins at an empty line. */
void fetch_line_clear(FILE *stream);

#endif
