/* The bytes of a file that a test makes up, packed or not. */
#ifndef MNISTUI_TESTS_BYTES_H
#define MNISTUI_TESTS_BYTES_H

#include <stddef.h>

enum { BYTES_ROOM = 1 << 16 };

struct bytes {
    size_t size;
    unsigned char data[BYTES_ROOM];
};

/* Both fail the test when there is no room. */
void bytes_add(struct bytes *to, const void *data, size_t size);

/* data as one gzip member at the end of to. */
void bytes_add_packed(struct bytes *to, const void *data, size_t size);

#endif
