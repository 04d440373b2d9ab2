/* The kernels that work on single numbers, and the choice of a set. */
#include "config.h"

#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/kernel_blocks.h"
#include "support/suite.h"

/* ---- exact ones ---- */

static void
check_count(size_t count)
{
    struct block x = make_block(count), y = make_block(count);
    const real rate = random_real();
    const struct kernels *kernels;
    size_t s, i;

    for (s = 0; (kernels = tested_kernels(s)) != NULL; s++) {
        expect_itself(&y, 1);
        for (i = 0; i < count; i++)
            expect_add(&y, i, (double)rate * (double)x.x[i]);
        TWICE(&y, "add", kernels->add(y.x, x.x, rate, count));
        check_block(&y, 1, kernels, "add");
        expect_itself(&y, (double)rate);
        TWICE(&y, "scale", kernels->scale(y.x, rate, count));
        check_block(&y, 1, kernels, "scale");
        expect_zero(&y);
        for (i = 0; i < count; i++)
            expect_add(&y, i, (double)y.start[i] * (double)x.x[i] * (1 - (double)x.x[i]));
        TWICE(&y, "logistic_slope", kernels->logistic_slope(y.x, x.x, count));
        check_block(&y, 3, kernels, "logistic_slope");
    }
    free_block(&x);
    free_block(&y);
}

START_TEST(sums_and_slopes_equal_plain_loops)
{
    size_t count;

    rng_init(&block_rng, 16, 0);
    for (count = NET_STRIDE; count <= MAX_WIDTH; count += NET_STRIDE)
        check_count(count);
}
END_TEST

/* ---- the logistic function ---- */

enum { POINTS = 1 << 20 };

/* Many points where the function bends, few up to 1e4. */
static void
make_points(real *z)
{
    size_t i;

    for (i = 0; i < POINTS; i++) {
        double t = 2 * (double)i / (POINTS - 1) - 1;

        z[i] = (real)(i % 2 == 0 ? 100 * t : 1e4 * t * t * t);
    }
}

START_TEST(logistic_equals_the_one_of_the_c_library)
{
    real *z = mem_aligned(POINTS, sizeof *z), *a = mem_aligned(POINTS, sizeof *a);
    const struct kernels *kernels;
    size_t k, i;

    ck_assert(z != NULL && a != NULL);
    make_points(z);
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++) {
        kernels->logistic(a, z, POINTS);
        for (i = 0; i < POINTS; i++) {
            double want = 1 / (1 + exp(-(double)z[i]));
            /* it stops at exp(-87), where floats are still normal */
            double bound = z[i] < -86.9f ? 2e-38 : 1e-6 * want;

            if (!(fabs((double)a[i] - want) <= bound && a[i] >= FLT_MIN && a[i] <= 1))
                ck_abort_msg("%s: s(%.9g) = %.9g, not %.9g", kernels->name, (double)z[i],
                             (double)a[i], want);
        }
    }
    free(z);
    free(a);
}
END_TEST

START_TEST(exp_minus_abs_equals_the_one_of_the_c_library)
{
    real *z = mem_aligned(POINTS, sizeof *z), *e = mem_aligned(POINTS, sizeof *e);
    const struct kernels *kernels;
    size_t k, i;

    ck_assert(z != NULL && e != NULL);
    make_points(z);
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++) {
        kernels->exp_minus_abs(e, z, POINTS);
        for (i = 0; i < POINTS; i++) {
            double want = exp(-fabs((double)z[i]));
            double bound = want < 1.8e-38 ? 2e-38 : 1e-6 * want;

            if (!(fabs((double)e[i] - want) <= bound && e[i] >= FLT_MIN && e[i] <= 1))
                ck_abort_msg("%s: exp(-|%.9g|) = %.9g, not %.9g", kernels->name,
                             (double)z[i], (double)e[i], want);
        }
    }
    free(z);
    free(e);
}
END_TEST

START_TEST(no_exception_is_raised)
{
    real *z = mem_aligned(POINTS, sizeof *z), *a = mem_aligned(POINTS, sizeof *a);
    const struct kernels *kernels;
    size_t k;

    ck_assert(z != NULL && a != NULL);
    make_points(z);
    z[0] = -INFINITY;
    z[1] = INFINITY;
    z[2] = -FLT_MAX;
    z[3] = FLT_MAX;
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++) {
        feclearexcept(FE_ALL_EXCEPT);
        kernels->logistic(a, z, POINTS);
        kernels->exp_minus_abs(a, z, POINTS);
        ck_assert_int_eq(
            fetestexcept(FE_OVERFLOW | FE_UNDERFLOW | FE_DIVBYZERO | FE_INVALID), 0);
    }
    free(z);
    free(a);
}
END_TEST

/* Each value alone in each lane, to see that it does not affect its neighbours. */
START_TEST(what_is_not_finite_stays_so)
{
    const struct kernels *kernels;
    real *z = mem_aligned(64, sizeof *z), *a = mem_aligned(64, sizeof *a);
    size_t k, lane, i;

    ck_assert(z != NULL && a != NULL);
    for (k = 0; (kernels = tested_kernels(k)) != NULL; k++)
        for (lane = 0; lane < 64; lane++) {
            memset(z, 0, 64 * sizeof *z);
            z[lane] = NAN;
            kernels->logistic(a, z, 64);
            for (i = 0; i < 64; i++)
                ck_assert(i == lane ? isnan(a[i]) : a[i] == 0.5f);
            z[lane] = INFINITY;
            kernels->logistic(a, z, 64);
            ck_assert(a[lane] == 1);
            z[lane] = -INFINITY;
            kernels->logistic(a, z, 64);
            ck_assert(a[lane] >= 0 && a[lane] < 2e-38f);
            kernels->exp_minus_abs(a, z, 64);
            ck_assert(a[lane] >= 0 && a[lane] < 2e-38f);
            z[lane] = NAN;
            kernels->exp_minus_abs(a, z, 64);
            for (i = 0; i < 64; i++)
                ck_assert(i == lane ? isnan(a[i]) : a[i] == 1);
        }
    free(z);
    free(a);
}
END_TEST

/* ---- which kernels ---- */

START_TEST(kernels_are_chosen_by_name)
{
    const struct kernels *kernels;
    const char *expect;
    struct error err;
    size_t k;

    ck_assert_str_eq(kernels_at(0)->name, "baseline");
    for (k = 0; (kernels = kernels_at(k)) != NULL; k++)
        ck_assert_ptr_eq(kernels_choose(kernels->name, &err), kernels);
    ck_assert_uint_ge(k, 1);
    ck_assert_ptr_null(kernels_at(k + 1));
    ck_assert_ptr_eq(kernels_best(), kernels_at(k - 1));
    ck_assert_ptr_eq(kernels_choose(NULL, &err), kernels_best());
    ck_assert_ptr_eq(kernels_choose("", &err), kernels_best());
    ck_assert_ptr_null(kernels_choose("x86-64-v5", &err));
    expect = "MNISTUI_KERNELS=x86-64-v5: on this machine it takes baseline";
    ck_assert_int_eq(strncmp(err.text, expect, strlen(expect)), 0);
    ck_assert_ptr_nonnull(strstr(err.text, kernels_best()->name));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        sums_and_slopes_equal_plain_loops,
        logistic_equals_the_one_of_the_c_library,
        exp_minus_abs_equals_the_one_of_the_c_library,
        no_exception_is_raised,
        what_is_not_finite_stays_so,
        kernels_are_chosen_by_name,
        NULL,
    };

    return suite_run("kernels", tests, 120);
}
