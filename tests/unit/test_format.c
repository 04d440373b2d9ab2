/* Numbers as people read them. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/mem.h"
#include "base/rng.h"
#include "support/suite.h"

struct format_case {
    double value;
    const char *text;
};

static void
check_formats(const struct format_case *cases, size_t count,
              struct formatted (*format)(double value))
{
    size_t i;

    for (i = 0; i < count; i++)
        ck_assert_str_eq(format(cases[i].value).text, cases[i].text);
}

START_TEST(counts_have_their_thousands_apart)
{
    static const struct format_case cases[] = {
        {0, "0"},
        {1, "1"},
        {999, "999"},
        {999.6, "1 000"},
        {1000, "1 000"},
        {60000, "60 000"},
        {1234567, "1 234 567"},
        {-1, "0"},
        {-INFINITY, "0"},
        {NAN, "0"},
        {1e15, "1 000 000 000 000 000"},
        {1e300, "1 000 000 000 000 000"},
        {INFINITY, "1 000 000 000 000 000"},
    };

    check_formats(cases, MEM_COUNT(cases), format_count);
}
END_TEST

START_TEST(times_are_minutes_then_hours)
{
    static const struct format_case cases[] = {
        {0, "0:00"},
        {0.4, "0:00"},
        {0.5, "0:01"},
        {7, "0:07"},
        {59.4, "0:59"},
        {59.6, "1:00"},
        {754, "12:34"},
        {3599.4, "59:59"},
        {3599.6, "1:00:00"},
        {3723, "1:02:03"},
        {360000, "100:00:00"},
        {1e9, "277777:46:40"},
        {1e300, "277777:46:40"},
        {INFINITY, "277777:46:40"},
        {-0.1, "-"},
        {-1, "-"},
        {-1e300, "-"},
        {-INFINITY, "-"},
        {NAN, "-"},
    };

    check_formats(cases, MEM_COUNT(cases), format_time);
}
END_TEST

START_TEST(bytes_have_the_unit_that_suits_them)
{
    static const struct format_case cases[] = {
        {0, "0 B"},         {1, "1 B"},         {999.4, "999 B"},   {999.6, "1 kB"},
        {33749, "34 kB"},   {999400, "999 kB"}, {999600, "1.0 MB"}, {11594722, "11.6 MB"},
        {1e9, "1000.0 MB"}, {-1, "-"},          {NAN, "-"},
    };

    check_formats(cases, MEM_COUNT(cases), format_bytes);
}
END_TEST

START_TEST(a_part_of_bytes_has_the_unit_of_the_whole)
{
    static const struct {
        double part, whole;
        const char *text;
    } cases[] = {
        {0, 999, "0/999 B"},
        {450, 33749, "0/34 kB"},
        {1200, 33749, "1/34 kB"},
        {33749, 33749, "34/34 kB"},
        {0, 11594722, "0.0/11.6 MB"},
        {999, 11594722, "0.0/11.6 MB"},
        {5320000, 11594722, "5.3/11.6 MB"},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_str_eq(format_part_of_bytes(cases[i].part, cases[i].whole).text,
                         cases[i].text);
}
END_TEST

START_TEST(shares_are_percent)
{
    static const struct format_case cases[] = {
        {0, "0.00 %"},     {0.9522, "95.22 %"},    {0.00004, "0.00 %"}, {1, "100.00 %"},
        {1.5, "100.00 %"}, {INFINITY, "100.00 %"}, {1e300, "100.00 %"}, {-1, "-"},
        {-1e-9, "-"},      {-INFINITY, "-"},       {NAN, "-"},
    };

    check_formats(cases, MEM_COUNT(cases), format_percent);
}
END_TEST

START_TEST(a_share_of_a_bar_is_rounded)
{
    static const struct {
        double share;
        int parts, filled;
    } cases[] = {
        {0, 10, 0},     {0.04, 10, 0}, {0.06, 10, 1},      {0.94, 10, 9},
        {0.96, 10, 10}, {1, 10, 10},   {1.01, 10, 10},     {INFINITY, 10, 10},
        {-0.3, 10, 0},  {NAN, 10, 0},  {-INFINITY, 10, 0}, {0.5, 0, 0},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_int_eq(format_filled(cases[i].share, cases[i].parts), cases[i].filled);
}
END_TEST

START_TEST(real_numbers_keep_what_their_width_allows)
{
    static const struct {
        double value;
        int width;
        const char *text;
    } cases[] = {
        {0, 7, "0.0000"},        {0.0312, 7, "0.0312"},   {-0.0312, 7, "-0.0312"},
        {9.99996, 7, "10.0000"}, {20.1375, 7, "20.137"},  {123.456, 7, "123.46"},
        {1234.56, 7, "1234.6"},  {9999.96, 7, "10000.0"}, {12345, 7, "1.2e+04"},
        {0.00012, 7, "1.2e-04"}, {0.00012, 6, "1e-04"},   {-0.00012, 9, "-1.2e-04"},
        {-0.00012, 7, "-1e-04"}, {-12345, 7, "-1e+04"},   {1e-300, 7, "1e-300"},
        {-1e-300, 7, "-1e-300"}, {1e300, 7, "1e+300"},    {INFINITY, 7, "inf"},
        {-INFINITY, 7, "-inf"},  {NAN, 7, "nan"},         {-NAN, 7, "nan"},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(cases); i++)
        ck_assert_str_eq(format_real(cases[i].value, cases[i].width).text, cases[i].text);
}
END_TEST

/* What the columns of the statistics rely on; 7 is the least that any of them has. */
START_TEST(real_numbers_are_never_wider_than_asked)
{
    struct rng rng;
    int i, width;

    rng_init(&rng, 1, 0);
    for (i = 0; i < 20000; i++) {
        double value =
            (2 * rng_uniform(&rng) - 1) * pow(10, rng_below(&rng, 600) - 300.0);

        for (width = 7; width <= 12; width++) {
            struct formatted text = format_real(value, width);

            if ((int)strlen(text.text) > width)
                ck_abort_msg("%g in %d columns is %s", value, width, text.text);
            if (fabs(strtod(text.text, NULL) - value) > 0.5 * fabs(value) + 5e-5)
                ck_abort_msg("%g in %d columns is %s", value, width, text.text);
        }
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        counts_have_their_thousands_apart,
        times_are_minutes_then_hours,
        bytes_have_the_unit_that_suits_them,
        a_part_of_bytes_has_the_unit_of_the_whole,
        shares_are_percent,
        a_share_of_a_bar_is_rounded,
        real_numbers_keep_what_their_width_allows,
        real_numbers_are_never_wider_than_asked,
        NULL,
    };

    return suite_run("format", tests, 0);
}
