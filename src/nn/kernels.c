#include "config.h"

#include "nn/kernels.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

extern const struct kernels kernels_baseline, kernels_baseline_blas;
extern const struct kernels kernels_v3, kernels_v3_blas;
extern const struct kernels kernels_v4, kernels_v4_blas;

enum { MAX_SETS = 6 };

struct sets {
    const struct kernels *set[MAX_SETS];
    size_t count;
};

/* A set with the BLAS is never slower than the same without. */
#ifdef HAVE_BLAS
#define ADD(sets, name)                                        \
    do {                                                       \
        (sets)->set[(sets)->count++] = &kernels_##name;        \
        (sets)->set[(sets)->count++] = &kernels_##name##_blas; \
    } while (0)
#else
#define ADD(sets, name) ((sets)->set[(sets)->count++] = &kernels_##name)
#endif

/* The features asked for here must be those that configure.ac compiles the set for. */
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

static const struct kernels *
find(const struct sets *sets, const char *name)
{
    size_t i;

    for (i = 0; i < sets->count; i++) {
        if (strcmp(sets->set[i]->name, name) == 0)
            return sets->set[i];
    }
    return NULL;
}

/* "baseline", "baseline or x86-64-v3", and so on. */
static void
list_names(const struct sets *sets, char *text, size_t size)
{
    size_t i;

    text[0] = '\0';
    for (i = 0; i < sets->count; i++)
        text_append_item(text, size, sets->set[i]->name, i, sets->count, " or ");
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
kernels_choose(const char *wanted, struct error *err)
{
    const struct sets sets = usable_sets();
    const struct kernels *kernels;
    char usable[256];

    if (wanted == NULL || wanted[0] == '\0')
        return kernels_best();
    kernels = find(&sets, wanted);
    if (kernels == NULL) {
        list_names(&sets, usable, sizeof usable);
        error_set(err, KERNELS_VARIABLE "=%s: on this machine it takes %s", wanted,
                  usable);
    }
    return kernels;
}
