/* Text in the form that a man page (mdoc) takes, for the parts made from tables. */
#ifndef MNISTUI_TOOLS_ROFF_H
#define MNISTUI_TOOLS_ROFF_H

#include <stdio.h>

/* One word in the line of a macro, never taken for a macro, a request or a delimiter. */
void roff_word(FILE *stream, const char *text);

/* A sentence on its own lines, from its capital letter to its full stop. */
void roff_sentence(FILE *stream, const char *text);

#endif
