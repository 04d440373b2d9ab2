#include "config.h"

#include "nn/kernels.h"

#include <string.h>

#include "base/mem.h"

extern const struct kernels kernels_baseline, kernels_baseline_blas;
extern const struct kernels kernels_v3, kernels_v3_blas;
extern const struct kernels kernels_v4, kernels_v4_blas;

enum { MAX_SETS = 6 };

struct sets {
    const struct kernels *set[MAX_SETS];
    size_t count;
};

/* With the BLAS a set is faster or the same. */
#ifdef HAVE_BLAS
#define ADD(sets, name)                                        \
    do {                                                       \
        (sets)->set[(sets)->count++] = &kernels_##name;        \
        (sets)->set[(sets)->count++] = &kernels_##name##_blas; \
    } while (0)
#else
#define ADD(sets, name) ((sets)->set[(sets)->count++] = &kernels_##name)
#endif

/* What a set is compiled for must be what is asked of the machine: see configure.ac. */
static struct sets
usable_sets(void)
{
    struct sets sets = {.count = 0};

    ADD(&sets, baseline);
#ifdef HAVE_ISA_V3
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        ADD(&sets, v3);
#endif
#ifdef HAVE_ISA_V4
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("fma"))
        ADD(&sets, v4);
#endif
    return sets;
}

const struct kernels *
kernels_at(size_t i)
{
    const struct sets sets = usable_sets();

    return i < sets.count ? sets.set[i] : NULL;
}

const struct kernels *
kernels_best(void)
{
    const struct sets sets = usable_sets();

    return sets.set[sets.count - 1];
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
