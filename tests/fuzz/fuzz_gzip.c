/*
 * The bytes are a packed IDX file. Mutated at random, hardly one would unpack: most
 * mutations unpack it, change the content, and pack it again, in one or more members; the
 * others damage the packed bytes themselves, before or after that.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <string.h>
#include <zlib.h>

enum {
    CONTENT_MAX = 1 << 20, /* what is compared; larger ones are read blindly */
    MUTATED_MAX = 1 << 12,
    LEVELS = 4,
    GZIP = 16 + MAX_WBITS,
};

static uint8_t content[CONTENT_MAX];

enum unpacked { WHOLE, DAMAGED, TOO_LARGE };

/* All members of data, by one call of zlib each. */
static enum unpacked
unpack(const uint8_t *data, size_t size, size_t *got)
{
    static z_stream z;
    int status;

    if (z.state == NULL)
        FUZZ_CHECK(inflateInit2(&z, GZIP) == Z_OK);
    z.next_in = (Bytef *)(uintptr_t)data;
    z.avail_in = (uInt)size;
    z.next_out = content;
    z.avail_out = CONTENT_MAX;
    *got = 0;
    do {
        inflateReset(&z);
        if (z.avail_in < 2 || z.next_in[0] != 0x1f || z.next_in[1] != 0x8b)
            return DAMAGED;
        status = inflate(&z, Z_FINISH);
        *got = CONTENT_MAX - z.avail_out;
        if (z.avail_out == 0)
            return TOO_LARGE;
    } while (status == Z_STREAM_END && z.avail_in > 0);
    return status == Z_STREAM_END ? WHOLE : DAMAGED;
}

/* bytes as one member; how long it is, 0 when there is no room for it. */
static size_t
pack(uint8_t *out, size_t room, const uint8_t *bytes, size_t size, unsigned int seed)
{
    static const int levels[LEVELS] = {0, 1, 6, 9};
    static z_stream streams[LEVELS];
    static gz_header header = {.name = (Bytef *)"name", .hcrc = 1};
    z_stream *z = &streams[seed % LEVELS];

    if (z->state == NULL)
        FUZZ_CHECK(deflateInit2(z, levels[seed % LEVELS], Z_DEFLATED, GZIP, 3,
                                seed & 4 ? Z_FIXED : Z_DEFAULT_STRATEGY) == Z_OK);
    deflateReset(z);
    if ((seed & 0x70) == 0x70)
        deflateSetHeader(z, &header);
    z->next_in = (Bytef *)(uintptr_t)bytes;
    z->avail_in = (uInt)size;
    z->next_out = out;
    z->avail_out = (uInt)room;
    return deflate(z, Z_FINISH) == Z_STREAM_END ? room - z->avail_out : 0;
}

/* In up to two members, the first of which can be empty. */
static size_t
pack_all(uint8_t *out, size_t room, size_t size, unsigned int seed)
{
    size_t first = seed & 8 ? (seed >> 8) % (size + 1) : 0, length = 0, more;

    if (first > 0 || (seed & 0x80) != 0)
        length = pack(out, room, content, first, seed);
    more = pack(out + length, room - length, content + first, size - first, seed >> 2);
    return more > 0 ? length + more : 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
    unsigned int how = seed >> 16;
    size_t length, packed = 0;

    if (how % 4 == 0)
        return LLVMFuzzerMutate(data, size, most);
    unpack(data, size, &length);
    if (length == 0) {
        length = size < MUTATED_MAX ? size : MUTATED_MAX;
        memcpy(content, data, length);
    }
    if (length <= MUTATED_MAX) {
        length = LLVMFuzzerMutate(content, length, MUTATED_MAX);
        packed = pack_all(data, most, length, seed);
    }
    if (packed == 0 || how % 4 == 1)
        packed = LLVMFuzzerMutate(data, packed > 0 ? packed : size, most);
    return packed;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);
    size_t part = size > 0 ? 1 + (size_t)data[size / 2] * 4 : 1, got;

    if (size < 2 || data[0] != 0x1f || data[1] != 0x8b) {
        fuzz_read_idx(path, data, size, part);
        return 0;
    }
    switch (unpack(data, size, &got)) {
    case WHOLE:
        fuzz_read_idx(path, content, got, part);
        break;
    case DAMAGED:
        fuzz_read_idx(path, NULL, 0, part);
        break;
    case TOO_LARGE:
        fuzz_read_idx_blindly(path, part);
        break;
    }
    return 0;
}
