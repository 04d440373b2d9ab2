/* Images in greys: with characters or as pictures, in every theme and terminal, and the
 * key that changes it. */
#include "config.h"

#include <string.h>

#include "support/sample_look.h"
#include "support/stage.h"
#include "support/suite.h"
#include "ui/widgets/picture.h"
#include "ui/widgets/shading.h"

enum { SIDE = 28, TOP = 2, LEFT = 3, GREY_FIRST = 232, GREY_LAST = 255 };

static struct screen_copy copy;
static struct theme theme;
static unsigned char pixels[SIDE * SIDE];

static const struct rect small = {TOP, LEFT, 14, 28}, large = {TOP, LEFT, 28, 56};

static const char half[] = "▀";

/* Every brightness beside and over many others. */
static void
fill(void)
{
    int i;

    for (i = 0; i < SIDE * SIDE; i++)
        pixels[i] = (unsigned char)(i * 73 % 256);
    pixels[0] = pixels[SIDE] = 0;
    pixels[1] = pixels[SIDE + 1] = 255;
}

static void
draw(struct rect r, enum digits style, enum glyph_set glyphs)
{
    struct canvas canvas = screen_canvas(&theme, glyphs);
    struct picture picture = {pixels, SIDE, SIDE};

    werase(stdscr);
    picture_draw(&canvas, r, &picture, style);
    screen_read(&copy);
}

static void
start(const char *type, enum theme_name name)
{
    screen_open(type, 40, 100);
    theme_init(&theme, name, true);
    fill();
}

/* Its colours; -1 is the terminal's own. */
static void
colors_of(const struct screen_cell *cell, short *foreground, short *background)
{
    *foreground = *background = -1;
    if (cell->pair != 0)
        ck_assert_int_eq(pair_content(cell->pair, foreground, background), OK);
}

/* ---- as pictures ---- */

/* The grey nearest to a brightness; on a light terminal ink is dark. */
static int
grey(int brightness, bool light)
{
    int ink = (2 * brightness * (GREY_LAST - GREY_FIRST) + 255) / 510;

    return light ? GREY_LAST - ink : GREY_FIRST + ink;
}

/* A pixel of the picture, however many halves of cells it has. */
static void
check_half(int y, int x, int shown, int pixel, bool light)
{
    if (shown != grey(pixel, light))
        ck_abort_msg("half %d, column %d: %d is shown as %d", y, x, pixel, shown);
}

static void
check_picture(struct rect r, int scale, bool light)
{
    short foreground, background;
    int y, x;

    draw(r, DIGITS_SHADE, GLYPHS_BLOCK);
    for (y = 0; y < r.rows; y++) {
        for (x = 0; x < r.cols; x++) {
            const struct screen_cell *cell = &copy.cells[TOP + y][LEFT + x];

            colors_of(cell, &foreground, &background);
            if (strcmp(cell->glyph, " ") == 0)
                foreground = background;
            else
                ck_assert_str_eq(cell->glyph, half);
            check_half(2 * y, x, foreground, pixels[2 * y / scale * SIDE + x / scale],
                       light);
            check_half(2 * y + 1, x, background,
                       pixels[(2 * y + 1) / scale * SIDE + x / scale], light);
        }
    }
}

START_TEST(a_picture_shows_every_pixel_in_half_a_cell)
{
    start(SCREEN_RICH, THEME_DARK);
    check_picture(small, 1, false);
    check_picture(large, 2, false);
    theme_init(&theme, THEME_LIGHT, true);
    check_picture(small, 1, true);
    check_picture(large, 2, true);
    screen_close();
}
END_TEST

START_TEST(fewer_pairs_are_fewer_shades)
{
    ck_assert_int_eq(theme_shades(32767), THEME_INKS);
    ck_assert_int_eq(theme_shades(1024), THEME_INKS);
    ck_assert_int_eq(theme_shades(256), 14);
    ck_assert_int_eq(theme_shades(64), 0);
    ck_assert_int_eq(theme_shades(0), 0);
}
END_TEST

/* ---- with characters ---- */

static void
check_inks(bool light)
{
    short foreground, background;
    int y, x;

    draw(large, DIGITS_ASCII, GLYPHS_BRAILLE);
    for (y = 0; y < large.rows; y++) {
        for (x = 0; x < large.cols; x++) {
            const struct screen_cell *cell = &copy.cells[TOP + y][LEFT + x];
            int pixel = pixels[y * SIDE + x / 2], ink = shading_ink(pixel, pixel);

            colors_of(cell, &foreground, &background);
            ck_assert_int_eq(cell->glyph[0], shading_character(pixel, pixel));
            ck_assert_int_eq(foreground, light ? GREY_LAST - ink : GREY_FIRST + ink);
            ck_assert_int_eq(background, -1);
        }
    }
}

START_TEST(each_character_is_in_the_grey_of_its_ink)
{
    start(SCREEN_RICH, THEME_DARK);
    check_inks(false);
    theme_init(&theme, THEME_LIGHT, true);
    check_inks(true);
    screen_close();
}
END_TEST

/* The terminal's own foreground can be seen on its background: a blue could not. */
static void
check_plain(const char *type, enum theme_name name)
{
    static struct screen_copy characters;
    short foreground, background;
    int y, x;

    start(type, name);
    draw(small, DIGITS_ASCII, GLYPHS_BLOCK);
    characters = copy;
    draw(small, DIGITS_SHADE, GLYPHS_BLOCK);
    for (y = 0; y < copy.rows; y++) {
        for (x = 0; x < copy.cols; x++) {
            colors_of(&copy.cells[y][x], &foreground, &background);
            ck_assert_int_eq(foreground, -1);
            ck_assert_str_eq(copy.cells[y][x].glyph, characters.cells[y][x].glyph);
        }
    }
    ck_assert_int_eq(copy.cells[TOP][LEFT + 1].glyph[0], '@');
    ck_assert(copy.cells[TOP][LEFT + 1].attributes & A_BOLD);
    screen_close();
}

START_TEST(without_greys_images_are_characters_alone)
{
    check_plain(SCREEN_PLAIN, THEME_DARK);
    check_plain(SCREEN_PLAIN, THEME_LIGHT);
    check_plain(SCREEN_MONO, THEME_DARK);
    check_plain(SCREEN_RICH, THEME_MONO);
}
END_TEST

START_TEST(without_half_blocks_images_are_characters)
{
    start(SCREEN_RICH, THEME_DARK);
    draw(small, DIGITS_SHADE, GLYPHS_ASCII);
    ck_assert_int_eq(copy.cells[TOP][LEFT + 1].glyph[0], '@');
    ck_assert_int_eq(copy.cells[TOP][LEFT].glyph[0], ' ');
    screen_close();
}
END_TEST

/* ---- the key ---- */

static bool
has_picture(enum glyph_set glyphs)
{
    stage_read(&copy, &theme, glyphs);
    return screen_find(&copy, half, NULL, NULL);
}

START_TEST(d_changes_how_train_and_images_draw)
{
    stage_open(SCREEN_RICH, 24, 80);
    theme_init(&theme, THEME_DARK, true);
    stage_start(&sample_new()->look);
    ck_assert(!has_picture(GLYPHS_ASCII));
    ck_assert(!has_picture(GLYPHS_BRAILLE));
    stage_key('d');
    ck_assert(has_picture(GLYPHS_BRAILLE));
    stage_key('2');
    ck_assert(has_picture(GLYPHS_BRAILLE));
    stage_key('d');
    ck_assert(!has_picture(GLYPHS_BRAILLE));
    stage_key('1');
    ck_assert(!has_picture(GLYPHS_BRAILLE));
    stage_close();
}
END_TEST

START_TEST(d_says_why_it_can_do_nothing)
{
    stage_open(SCREEN_RICH, 24, 120);
    theme_init(&theme, THEME_DARK, true);
    stage_start(&sample_new()->look);
    ck_assert(!has_picture(GLYPHS_ASCII));
    stage_key('d');
    ck_assert(!has_picture(GLYPHS_ASCII));
    ck_assert(screen_find(&copy, "Pictures need UTF-8 and 256 colours", NULL, NULL));
    stage_key('5');
    ck_assert(!has_picture(GLYPHS_BRAILLE));
    stage_key('d');
    stage_read(&copy, &theme, GLYPHS_BRAILLE);
    ck_assert(screen_find(&copy, "Train and Images show an image", NULL, NULL));
    stage_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_picture_shows_every_pixel_in_half_a_cell,
        fewer_pairs_are_fewer_shades,
        each_character_is_in_the_grey_of_its_ink,
        without_greys_images_are_characters_alone,
        without_half_blocks_images_are_characters,
        d_changes_how_train_and_images_draw,
        d_says_why_it_can_do_nothing,
        NULL,
    };

    return suite_run("picture", tests, 0);
}
