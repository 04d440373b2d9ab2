#include "config.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *
mem_zeroed(size_t count, size_t size)
{
    return calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

void *
mem_aligned(size_t count, size_t size)
{
    void *block;
    size_t bytes;

    if (size > 0 && count > (SIZE_MAX - MEM_ALIGN) / size)
        return NULL;
    /* aligned_alloc wants a multiple of the alignment */
    bytes = (count * size + MEM_ALIGN) / MEM_ALIGN * MEM_ALIGN;
    block = aligned_alloc(MEM_ALIGN, bytes);
    if (block != NULL)
        memset(block, 0, bytes);
    return block;
}
