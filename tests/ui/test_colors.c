/* Colours: what they mean, and that nothing is told by them alone. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/sample_look.h"
#include "support/stage.h"
#include "support/suite.h"
#include "ui/catalog.h"

static struct screen_copy copy;

static const struct {
    int rows, cols;
} sizes[] = {{16, 60}, {24, 80}, {34, 80}, {40, 120}, {60, 200}};

static const struct {
    const char *word;
    void (*change)(struct sample_look *sample);
    enum role role;
} words[] = {
    {"training", sample_full_speed, ROLE_STRONG},
    {"paused", sample_paused, ROLE_PAUSED},
    {"done", sample_done, ROLE_GOOD},
    {"stopped", sample_stopped, ROLE_GOOD},
    {"diverged", sample_diverged, ROLE_BAD},
    {"starting", sample_starting, ROLE_STRONG},
};

enum { TRAIN, IMAGES };

/* Shows the screen of that number, on Images the image that the net gets right. */
static void
draw(void (*change)(struct sample_look *sample), size_t screen, enum glyph_set glyphs)
{
    struct sample_look *sample = sample_new();

    if (change != NULL)
        change(sample);
    stage_start(&sample->look);
    stage_key(catalog_key(screen));
    if (screen == IMAGES) {
        stage_key('/');
        stage_key('0' + SAMPLE_IMAGE);
        stage_key('\n');
    }
    stage_read(&copy, NULL, glyphs);
}

/* The word is there, and all of it has the role. */
static void
check_word(const char *word, enum role role)
{
    int y, x, i;

    ck_assert_msg(screen_find(&copy, word, &y, &x), "%dx%d does not say %s", copy.cols,
                  copy.rows, word);
    for (i = 0; i < (int)strlen(word); i++)
        ck_assert_int_eq(screen_role(&copy, y, x + i), role);
}

START_TEST(the_state_of_the_run_is_a_word_at_every_size)
{
    size_t size, screen, i;

    stage_open(SCREEN_RICH, 24, 80);
    for (size = 0; size < MEM_COUNT(sizes); size++) {
        screen_resize(sizes[size].rows, sizes[size].cols);
        for (screen = 0; screen < catalog_screens(); screen++) {
            for (i = 0; i < MEM_COUNT(words); i++) {
                draw(words[i].change, screen, GLYPHS_BLOCK);
                check_word(words[i].word, words[i].role);
            }
        }
    }
    stage_close();
}
END_TEST

START_TEST(a_verdict_is_a_word_at_every_size)
{
    size_t size, screen;

    stage_open(SCREEN_RICH, 24, 80);
    for (size = 0; size < MEM_COUNT(sizes); size++) {
        screen_resize(sizes[size].rows, sizes[size].cols);
        for (screen = TRAIN; screen <= IMAGES; screen++) {
            draw(NULL, screen, GLYPHS_BLOCK);
            check_word("right", ROLE_GOOD);
            /* not the help's words "next wrong" */
            draw(sample_wrong, screen, GLYPHS_BLOCK);
            check_word(screen == TRAIN ? "1 wrong" : "4 wrong", ROLE_BAD);
            ck_assert(!screen_find(&copy, "8 right", NULL, NULL));
        }
    }
    stage_close();
}
END_TEST

START_TEST(what_the_next_run_changes_has_an_arrow)
{
    int y, x;

    stage_open(SCREEN_RICH, 24, 80);
    draw(sample_next, TRAIN, GLYPHS_ASCII);
    ck_assert(screen_find(&copy, "0.05 > 0.005", &y, &x));
    ck_assert_int_eq(screen_role(&copy, y, x), ROLE_TEXT);
    ck_assert_int_eq(screen_role(&copy, y, x + 5), ROLE_NEXT);
    ck_assert_int_eq(screen_role(&copy, y, x + 7), ROLE_NEXT);
    draw(NULL, TRAIN, GLYPHS_BLOCK);
    ck_assert(!screen_find(&copy, "minibatch →", NULL, NULL));
    stage_close();
}
END_TEST

START_TEST(bars_of_label_and_answer_stand_out)
{
    int digit, y, x;

    stage_open(SCREEN_RICH, 24, 80);
    draw(sample_wrong, TRAIN, GLYPHS_ASCII); /* label 8, answer 1 */
    ck_assert(screen_find(&copy, "Outputs", &y, &x));
    for (digit = 0; digit < DIGIT_CLASSES; digit++) {
        enum role want = digit == 8 ? ROLE_GOOD : digit == 1 ? ROLE_BAD : ROLE_DIM;

        ck_assert_int_eq(copy.cells[y + 1 + digit][x].glyph[0], '0' + digit);
        ck_assert_int_eq(screen_role(&copy, y + 1 + digit, x), want);
    }
    stage_close();
}
END_TEST

/* The tab that is shown is told by the reverse of its attributes, without colour, too. */
START_TEST(the_screen_that_is_shown_stands_out)
{
    size_t screen, tab;
    char text[32];
    int y, x;

    stage_open(SCREEN_RICH, 24, 80);
    for (screen = 0; screen < catalog_screens(); screen++) {
        draw(NULL, screen, GLYPHS_ASCII);
        for (tab = 0; tab < catalog_screens(); tab++) {
            snprintf(text, sizeof text, " %c %s ", catalog_key(tab),
                     catalog_screen(tab)->title);
            ck_assert(screen_find(&copy, text, &y, &x));
            ck_assert_int_eq(screen_role(&copy, y, x),
                             tab == screen ? ROLE_TAB : ROLE_DIM);
        }
    }
    stage_close();
}
END_TEST

/* ---- themes ---- */

static void
check_no_pairs(const struct theme *theme)
{
    int role, y, x;

    for (role = 0; role < ROLES; role++)
        ck_assert_int_eq(theme->pairs[role], 0);
    stage_start(&sample_new()->look);
    stage_read(&copy, theme, GLYPHS_BLOCK);
    for (y = 0; y < copy.rows; y++) {
        for (x = 0; x < copy.cols; x++) {
            if (copy.cells[y][x].pair != 0)
                ck_abort_msg("row %d, column %d has a colour", y, x);
        }
    }
    ck_assert(theme->attributes[ROLE_TAB] & A_REVERSE);
}

START_TEST(mono_uses_no_colour_pair)
{
    struct theme theme;

    stage_open(SCREEN_RICH, 24, 80);
    theme_init(&theme, THEME_MONO, true);
    check_no_pairs(&theme);
    stage_close();
}
END_TEST

START_TEST(without_colour_every_theme_is_mono)
{
    struct theme theme, mono;
    int name;

    stage_open(SCREEN_RICH, 24, 80);
    theme_init(&mono, THEME_MONO, true);
    for (name = 0; name < THEMES; name++) {
        theme_init(&theme, (enum theme_name)name, false);
        check_no_pairs(&theme);
        ck_assert_mem_eq(theme.attributes, mono.attributes, sizeof mono.attributes);
    }
    stage_close();
    stage_open(SCREEN_MONO, 24, 80);
    for (name = 0; name < THEMES; name++) {
        theme_init(&theme, (enum theme_name)name, true);
        check_no_pairs(&theme);
    }
    stage_close();
}
END_TEST

/* A role that the table leaves out would be black, which no theme uses: it cannot be seen
 * on a terminal that is black itself. The background is the terminal's own. */
static void
check_theme(const char *type, int colors, enum theme_name name)
{
    struct theme theme;
    short foreground, background;
    int role;

    stage_open(type, 24, 80);
    theme_init(&theme, name, true);
    ck_assert_int_eq(COLORS, colors);
    for (role = 0; role < ROLES; role++) {
        if (theme.pairs[role] == 0)
            continue;
        ck_assert_int_eq(pair_content(theme.pairs[role], &foreground, &background), OK);
        ck_assert_msg(foreground != COLOR_BLACK, "%s: role %d", appearance_themes[name],
                      role);
        ck_assert_int_lt(foreground, colors);
        ck_assert_int_eq(background, -1);
    }
    ck_assert_int_ne(theme.pairs[ROLE_GOOD], 0);
    ck_assert_int_ne(theme.pairs[ROLE_BAD], 0);
    ck_assert_int_eq(theme.pairs[ROLE_TEXT], 0);
    stage_close();
}

START_TEST(every_theme_has_every_role)
{
    check_theme(SCREEN_RICH, 256, THEME_DARK);
    check_theme(SCREEN_RICH, 256, THEME_LIGHT);
    check_theme(SCREEN_PLAIN, 8, THEME_DARK);
    check_theme(SCREEN_PLAIN, 8, THEME_LIGHT);
}
END_TEST

static short
foreground_of(const char *text)
{
    short foreground, background;
    int y, x;

    ck_assert(screen_find(&copy, text, &y, &x));
    ck_assert_int_eq(pair_content(copy.cells[y][x].pair, &foreground, &background), OK);
    return foreground;
}

START_TEST(right_is_green_and_wrong_is_red)
{
    struct theme theme;
    struct sample_look *sample = sample_new();

    stage_open(SCREEN_PLAIN, 24, 80);
    theme_init(&theme, THEME_DARK, true);
    stage_start(&sample->look);
    stage_read(&copy, &theme, GLYPHS_BLOCK);
    ck_assert_int_eq(foreground_of("8 right"), COLOR_GREEN);
    sample_wrong(sample);
    sample_diverged(sample);
    stage_show(&sample->look);
    stage_read(&copy, &theme, GLYPHS_BLOCK);
    ck_assert_int_eq(foreground_of("1 wrong"), COLOR_RED);
    ck_assert_int_eq(foreground_of("diverged"), COLOR_RED);
    stage_close();
}
END_TEST

/* ---- colour blindness ---- */

struct rgb {
    double at[3]; /* linear, 0..1 */
};

/* One of the colours 16 to 255 that xterm has. */
static struct rgb
xterm_color(int number)
{
    static const int levels[] = {0, 95, 135, 175, 215, 255}, weights[] = {36, 6, 1};
    struct rgb color;
    int i;

    for (i = 0; i < 3; i++) {
        int grey = 8 + 10 * (number - 232);
        double level =
            (number < 232 ? levels[(number - 16) / weights[i] % 6] : grey) / 255.0;

        color.at[i] =
            level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4);
    }
    return color;
}

/* How it is seen: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency" (2009), severity 1. */
static const double visions[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static struct rgb
product(const double matrix[3][3], struct rgb color)
{
    struct rgb out = {{0, 0, 0}};
    int i, j;

    for (i = 0; i < 3; i++) {
        for (j = 0; j < 3; j++)
            out.at[i] += matrix[i][j] * color.at[j];
        out.at[i] = fmin(fmax(out.at[i], 0), 1);
    }
    return out;
}

/* In CIELAB, under daylight. */
static struct rgb
lab(struct rgb color)
{
    static const double to_xyz[3][3] = {
        {0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505},
        {0.2126, 0.7152, 0.0722},
        {0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089}};
    struct rgb xyz = product(to_xyz, color), out;
    int i;

    for (i = 0; i < 3; i++)
        xyz.at[i] =
            xyz.at[i] > 0.008856 ? cbrt(xyz.at[i]) : 7.787 * xyz.at[i] + 16.0 / 116;
    out.at[0] = 116 * xyz.at[1] - 16;
    out.at[1] = 500 * (xyz.at[0] - xyz.at[1]);
    out.at[2] = 200 * (xyz.at[1] - xyz.at[2]);
    return out;
}

static double
difference(const double vision[3][3], int a, int b)
{
    struct rgb one = lab(product(vision, xterm_color(a)));
    struct rgb other = lab(product(vision, xterm_color(b)));

    return hypot(hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]),
                 one.at[2] - other.at[2]);
}

/* 2.3 can just be noticed; these are thin lines on a screen. */
START_TEST(no_colour_blindness_makes_two_lines_alike)
{
    enum { LEAST = 25 };
    short colors[ROLES], background;
    struct theme theme;
    int name, a, b;
    size_t vision;

    stage_open(SCREEN_RICH, 24, 80);
    for (name = THEME_DARK; name <= THEME_LIGHT; name++) {
        theme_init(&theme, (enum theme_name)name, true);
        for (a = ROLE_LINE_1; a <= ROLE_LINE_OLD; a++)
            ck_assert_int_eq(pair_content(theme.pairs[a], &colors[a], &background), OK);
        for (vision = 0; vision < MEM_COUNT(visions); vision++) {
            for (a = ROLE_LINE_1; a <= ROLE_LINE_OLD; a++) {
                for (b = ROLE_LINE_1; b < a; b++)
                    ck_assert_msg(difference(visions[vision], colors[a], colors[b]) >
                                      LEAST,
                                  "%s, vision %zu: %d and %d", appearance_themes[name],
                                  vision, colors[a], colors[b]);
            }
        }
    }
    stage_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_state_of_the_run_is_a_word_at_every_size,
        a_verdict_is_a_word_at_every_size,
        what_the_next_run_changes_has_an_arrow,
        bars_of_label_and_answer_stand_out,
        the_screen_that_is_shown_stands_out,
        mono_uses_no_colour_pair,
        without_colour_every_theme_is_mono,
        every_theme_has_every_role,
        right_is_green_and_wrong_is_red,
        no_colour_blindness_makes_two_lines_alike,
        NULL,
    };

    return suite_run("colors", tests, 0);
}
