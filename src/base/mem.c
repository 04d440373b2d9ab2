#include "config.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/bounds.h"

void *
mem_zeroed(size_t count, size_t size)
{
    return calloc(max_size(count, 1), max_size(size, 1));
}

/* NULL when the product overflows or memory is short. */
static void *
allocate(size_t count, size_t size, size_t align, size_t *bytes)
{
    if (size > 0 && count > (SIZE_MAX - align) / size)
        return NULL;
    /* aligned_alloc wants a multiple of the alignment */
    *bytes = (count * size + align) / align * align;
    return aligned_alloc(align, *bytes);
}

void *
mem_aligned(size_t count, size_t size)
{
    size_t bytes;
    void *block = allocate(count, size, MEM_ALIGN, &bytes);

    if (block != NULL)
        memset(block, 0, bytes);
    return block;
}

void *
mem_large(size_t count, size_t size)
{
    enum { LARGE_PAGE = 2 << 20 };
    size_t bytes;
    void *block = allocate(count, size, LARGE_PAGE, &bytes);

#ifdef MADV_HUGEPAGE
    /* only a hint: without it everything works the same */
    if (block != NULL)
        (void)madvise(block, bytes, MADV_HUGEPAGE);
#endif
    return block;
}
