/*
 * SHA-256, by nettle, as 64 hexadecimal digits: what a file that was downloaded is
 * compared with. Built in only together with the download (HAVE_CURL).
 */
#ifndef MNISTUI_BASE_HASH_H
#define MNISTUI_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

enum { HASH_TEXT = 65 }; /* the digits and the 0 at the end */

struct hash;

/* NULL when memory is short. */
struct hash *hash_new(void);
void hash_update(struct hash *hash, const void *bytes, size_t count);

/* The digits of all bytes so far; the next hash_update begins anew. */
void hash_final(struct hash *hash, char text[HASH_TEXT]);
void hash_free(struct hash *hash);

/* Of the whole file, whatever its offset is; it is at the end then. go_on is asked every
 * few milliseconds and may be NULL. 0; 1 when go_on said false; -1 with errno when the
 * file cannot be read. */
int hash_file(int fd, char text[HASH_TEXT], bool (*go_on)(void *context), void *context);

/* Whether both are the same digits; capital letters count as small ones. */
bool hash_equal(const char *one, const char *other);

#endif
