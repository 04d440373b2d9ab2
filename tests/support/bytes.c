#include "config.h"

#include "support/bytes.h"

#include <check.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

void
bytes_add(struct bytes *to, const void *data, size_t size)
{
    ck_assert_uint_le(to->size + size, BYTES_ROOM);
    memcpy(to->data + to->size, data, size);
    to->size += size;
}

void
bytes_add_packed(struct bytes *to, const void *data, size_t size)
{
    z_stream z = {0};

    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)data;
    z.avail_in = (uInt)size;
    z.next_out = to->data + to->size;
    z.avail_out = (uInt)(BYTES_ROOM - to->size);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    to->size += z.total_out;
    deflateEnd(&z);
}
