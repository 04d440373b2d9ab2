/* The bytes are an IDX file that is not packed. */
#include "config.h"

#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);
    size_t part = size > 0 ? 1 + (size_t)data[size / 2] * 4 : 1;

    if (size >= 2 && data[0] == 0x1f && data[1] == 0x8b)
        fuzz_read_idx_blindly(path, part);
    else
        fuzz_read_idx(path, data, size, part);
    return 0;
}
