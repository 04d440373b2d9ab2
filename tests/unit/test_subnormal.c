#include "config.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/subnormal.h"
#include "support/suite.h"

/* volatile: computed here, not by the compiler. */
static volatile float tiny = 2e-38f, tenth = 0.1f, subnormal = 1e-40f, large = 1e30f;

/* A comparison may itself treat subnormal operands as 0, so look at the bits. */
static bool
all_bits_zero(float x)
{
    uint32_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits == 0;
}

START_TEST(subnormal_results_and_operands_become_zero)
{
    ck_assert(!all_bits_zero(tiny * tenth));
    ck_assert(!all_bits_zero(subnormal * large));
    subnormal_flush();
#if defined __x86_64__ || defined __aarch64__
    ck_assert(all_bits_zero(tiny * tenth));
    ck_assert(all_bits_zero(subnormal * large));
#endif
    ck_assert(tiny * large > 9e-9f); /* normal numbers stay */
}
END_TEST

START_TEST(what_is_not_finite_stays)
{
    /* volatile: multiplied and subtracted at once, as some processors do, it would be
     * infinite */
    volatile float square;

    subnormal_flush();
    square = large * large;
    ck_assert(isinf(square));
    ck_assert(isnan(square - square));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        subnormal_results_and_operands_become_zero,
        what_is_not_finite_stays,
        NULL,
    };

    return suite_run("subnormal", tests, 0);
}
