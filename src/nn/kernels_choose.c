#include "config.h"

#include "nn/kernels.h"

#include <string.h>

#include "base/mem.h"

extern const struct kernels kernels_baseline;
#ifdef HAVE_ISA_V3
extern const struct kernels kernels_v3;
#endif
#ifdef HAVE_ISA_V4
extern const struct kernels kernels_v4;
#endif

/* What a set is compiled for must be what is asked of the machine: see configure.ac. */
static size_t
list_usable(const struct kernels *usable[3])
{
    size_t count = 0;

    usable[count++] = &kernels_baseline;
#ifdef HAVE_ISA_V3
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        usable[count++] = &kernels_v3;
#endif
#ifdef HAVE_ISA_V4
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
        usable[count++] = &kernels_v4;
#endif
    return count;
}

const struct kernels *
kernels_at(size_t i)
{
    const struct kernels *usable[3];

    return i < list_usable(usable) ? usable[i] : NULL;
}

const struct kernels *
kernels_best(void)
{
    const struct kernels *usable[3];

    return usable[list_usable(usable) - 1];
}

const struct kernels *
kernels_find(const char *name)
{
    const struct kernels *kernels;
    size_t i;

    for (i = 0; (kernels = kernels_at(i)) != NULL; i++) {
        if (strcmp(kernels->name, name) == 0)
            return kernels;
    }
    return NULL;
}
