/* Memory: sizes are checked before they are multiplied; a failure returns NULL and never
 * exits. */
#ifndef MNISTUI_BASE_MEM_H
#define MNISTUI_BASE_MEM_H

#include <stddef.h>

/* Elements of an array of known size. */
#define MEM_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Alignment of mem_aligned(): a cache line, which is also the widest vector register. */
#define MEM_ALIGN 64

/* count * size bytes, zeroed. NULL when the product overflows or memory is short. Free
 * with free(). */
void *mem_zeroed(size_t count, size_t size);

/* The same at a multiple of MEM_ALIGN bytes. Free with free(). */
void *mem_aligned(size_t count, size_t size);

/* Not zeroed: for megabytes that are read here and there. They lie in large pages, where
 * the system has them, which saves the processor look-ups. Free with free(). */
void *mem_large(size_t count, size_t size);

#endif
