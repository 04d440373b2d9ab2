/* Text as a man page (mdoc) takes it, for the parts of it that are made from tables. */
#ifndef MNISTUI_UI_ROFF_H
#define MNISTUI_UI_ROFF_H

#include <stdio.h>

/* One word of a macro's line: never taken for a macro, a request or a delimiter. */
void roff_word(FILE *stream, const char *text);

/* A line of its own: a capital at the beginning, a full stop at the end. */
void roff_sentence(FILE *stream, const char *text);

#endif
