/*
 * Says what a file is that should be an IDX file and is not. It knows by their first
 * bytes what users really mix up: another archive, a page or a message in place of a
 * download, an IDX file of another kind.
 */
#ifndef MNISTUI_DATA_GUESS_H
#define MNISTUI_DATA_GUESS_H

#include <stddef.h>

enum {
    GUESS_BYTES = 512, /* bytes of a file that are looked at: a tar header */
    GUESS_TEXT = 160,
};

/* Writes what it is and, where that is known, what to do: the end of an error message.
 * start: the first bytes of the content, at least 4. dims: how many dimensions were
 * expected. */
void guess_content(char text[GUESS_TEXT], const unsigned char *start, size_t size,
                   int dims);

#endif
