/* Which character, ink and shade stands for a brightness. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/suite.h"
#include "ui/theme.h"
#include "ui/widgets/shading.h"

/* Dots of Terminus 8x16 in the upper and the lower eight rows, counted in its bitmaps;
 * and permille of the halves that DejaVu Sans Mono covers. */
struct coverage {
    char character;
    int dots[2], permille[2];
};

static const struct coverage coverages[] = {
    {' ', {0, 0}, {0, 0}},       {'.', {0, 2}, {0, 50}},      {',', {0, 3}, {0, 88}},
    {'_', {0, 6}, {0, 123}},     {'`', {2, 0}, {45, 0}},      {'\'', {3, 0}, {65, 0}},
    {'^', {5, 0}, {139, 0}},     {'"', {6, 0}, {129, 0}},     {':', {2, 2}, {50, 50}},
    {'~', {6, 3}, {20, 104}},    {'+', {7, 2}, {58, 164}},    {'=', {6, 6}, {121, 121}},
    {'o', {8, 10}, {139, 212}},  {'a', {10, 11}, {110, 269}}, {'S', {13, 9}, {214, 187}},
    {'$', {19, 14}, {183, 235}}, {'@', {21, 15}, {235, 312}}, {'i', {6, 6}, {109, 161}},
    {'u', {6, 11}, {103, 219}},  {'y', {6, 17}, {107, 233}},  {'r', {8, 4}, {124, 89}},
    {'z', {8, 9}, {119, 164}},   {'g', {9, 17}, {151, 321}},  {'T', {12, 4}, {213, 97}},
    {'X', {12, 8}, {198, 197}},  {'m', {12, 12}, {191, 241}}, {'&', {13, 10}, {174, 290}},
    {'P', {18, 4}, {282, 137}},  {'9', {17, 6}, {257, 210}},  {'R', {18, 8}, {283, 215}},
};

static const struct coverage *
coverage_of(char character)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(coverages); i++) {
        if (coverages[i].character == character)
            return &coverages[i];
    }
    ck_abort_msg("the coverage of '%c' is not known", character);
    return NULL;
}

START_TEST(the_ramp_rises_in_every_font)
{
    const char *step;

    ck_assert_int_eq(SHADING_RAMP[0], ' ');
    ck_assert_uint_ge(strlen(SHADING_RAMP), 10);
    for (step = &SHADING_RAMP[1]; *step != '\0'; step++) {
        const struct coverage *low = coverage_of(step[-1]), *high = coverage_of(*step);

        ck_assert_int_ge(high->dots[0] + high->dots[1], low->dots[0] + low->dots[1]);
        ck_assert_int_gt(high->permille[0] + high->permille[1],
                         low->permille[0] + low->permille[1]);
    }
}
END_TEST

START_TEST(the_brighter_the_more_is_covered)
{
    int brightness, all = 0;

    for (brightness = 1; brightness <= 255; brightness++) {
        const char *low =
            strchr(SHADING_RAMP, shading_character(brightness - 1, brightness - 1));
        const char *high =
            strchr(SHADING_RAMP, shading_character(brightness, brightness));

        ck_assert(low != NULL && high != NULL && high - low >= 0 && high - low <= 1);
        all += high > low;
    }
    ck_assert_int_eq(all, (int)strlen(SHADING_RAMP) - 1); /* from the first to the last */
}
END_TEST

/* Two levels apart, of four, the character is heavier where the pixel is brighter; both
 * ways round it is another one, and none is told by its ink alone. */
START_TEST(both_halves_of_a_cell_can_be_told_apart)
{
    int above, below;

    for (above = 0; above <= 255; above++) {
        for (below = 0; below + 128 <= above; below++) {
            char up = shading_character(above, below);
            char down = shading_character(below, above);
            const struct coverage *high = coverage_of(up), *low = coverage_of(down);

            ck_assert_msg(up != down, "%d over %d is '%c' both ways", above, below, up);
            ck_assert_msg(high->permille[0] > high->permille[1] ||
                              high->dots[0] > high->dots[1],
                          "%d over %d is '%c'", above, below, up);
            ck_assert_msg(low->permille[0] < low->permille[1] ||
                              low->dots[0] < low->dots[1],
                          "%d over %d is '%c'", below, above, down);
        }
    }
}
END_TEST

START_TEST(beside_black_a_character_leaves_that_half_empty)
{
    int brightness;

    for (brightness = 32; brightness <= 255; brightness++) {
        const struct coverage *up = coverage_of(shading_character(brightness, 0));
        const struct coverage *down = coverage_of(shading_character(0, brightness));

        ck_assert(up->dots[0] > 0 && up->dots[1] == 0 && up->permille[1] == 0);
        ck_assert(down->dots[1] > 0 && down->dots[0] == 0 && down->permille[0] == 0);
    }
}
END_TEST

START_TEST(only_black_is_blank)
{
    int above, below;

    for (above = 0; above <= 255; above++) {
        for (below = 0; below <= 255; below++)
            ck_assert_int_eq(shading_character(above, below) == ' ',
                             above == 0 && below == 0);
    }
}
END_TEST

/* Beside a bright half, too, and in a terminal without colours. */
START_TEST(a_faint_half_is_not_lost)
{
    int faint, bright;

    for (faint = 1; faint < 32; faint++) {
        for (bright = 128; bright <= 255; bright++) {
            ck_assert_int_ne(shading_character(faint, bright),
                             shading_character(0, bright));
            ck_assert_int_ne(shading_character(bright, faint),
                             shading_character(bright, 0));
        }
    }
}
END_TEST

START_TEST(the_ink_rises_with_the_brighter_half)
{
    int brightness;

    ck_assert_int_gt(shading_ink(1, 1), 0);
    ck_assert_int_eq(shading_ink(255, 255), THEME_INKS - 1);
    for (brightness = 1; brightness <= 255; brightness++) {
        int ink = shading_ink(brightness, brightness);
        int rise = ink - shading_ink(brightness - 1, brightness - 1);

        ck_assert(rise == 0 || rise == 1);
        ck_assert_int_eq(shading_ink(brightness, 0), ink);
        ck_assert_int_eq(shading_ink(0, brightness), ink);
    }
}
END_TEST

START_TEST(shades_are_evenly_apart)
{
    int shades, brightness;

    for (shades = 8; shades <= THEME_INKS; shades++) {
        ck_assert_int_eq(shading_shade(0, shades), 0);
        ck_assert_int_eq(shading_shade(255, shades), shades - 1);
        for (brightness = 0; brightness <= 255; brightness++) {
            int shown = shading_shade(brightness, shades) * 255;

            /* no other shade is nearer */
            ck_assert_int_le(2 * abs(shown - brightness * (shades - 1)), 255);
        }
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_ramp_rises_in_every_font,
        the_brighter_the_more_is_covered,
        both_halves_of_a_cell_can_be_told_apart,
        beside_black_a_character_leaves_that_half_empty,
        only_black_is_blank,
        a_faint_half_is_not_lost,
        the_ink_rises_with_the_brighter_half,
        shades_are_evenly_apart,
        NULL,
    };

    return suite_run("shading", tests, 0);
}
