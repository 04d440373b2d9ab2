#include "config.h"

#include "base/subnormal.h"

#if defined __x86_64__ || defined __SSE__

#include <xmmintrin.h>

void
subnormal_flush(void)
{
    const unsigned flush = 1u << 15 | 1u << 6; /* of results and of operands */
    unsigned control = _mm_getcsr();

    /* setting it takes longer than looking */
    if ((control & flush) != flush)
        _mm_setcsr(control | flush);
}

#elif defined __aarch64__

#include <stdint.h>

void
subnormal_flush(void)
{
    const uint64_t flush = 1u << 24;
    uint64_t control;

    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    __asm__ volatile("msr fpcr, %0" : : "r"(control | flush));
}

#else

void
subnormal_flush(void)
{
}

#endif
