/*
 * SHA-256, by nettle, as 64 hexadecimal digits: what a downloaded file must have. Built
 * in only together with the download (HAVE_CURL).
 */
#ifndef MNISTUI_BASE_HASH_H
#define MNISTUI_BASE_HASH_H

#include <stdbool.h>

enum { HASH_TEXT = 65 }; /* the digits and the 0 at the end */

/* Of the whole file, wherever its offset is; afterwards that is at the end. go_on is
 * asked every few milliseconds and may be NULL. 0; 1 when go_on said false; -1 with errno
 * when the file cannot be read or memory is short. */
int hash_file(int fd, char text[HASH_TEXT], bool (*go_on)(void *context), void *context);

/* Whether both are the same digits; capital letters count as small ones. */
bool hash_equal(const char *one, const char *other);

#endif
