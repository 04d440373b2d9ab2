/* Images on the screen: where their pixels are, at any size of an image. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/widgets/digit.h"
#include "ui/widgets/shading.h"

enum { SIDE = 64 };

static struct screen_copy copy;

/* The two places for images, with a cell around them. */
static const struct rect places[] = {{1, 1, 14, 28}, {1, 1, 28, 56}};

/* Check's own assertions are too slow for each cell. */
static void
hold(bool condition, int y, int x)
{
    if (!condition)
        ck_abort_msg("row %d, column %d is \"%s\"", y, x, copy.cells[y][x].glyph);
}

static unsigned char pixels[SIDE * SIDE];

static struct images
image_of(size_t rows, size_t cols)
{
    struct images images = {.count = 1, .rows = rows, .cols = cols, .pixels = pixels};

    return images;
}

/* Of a cell that is the same above and below; test_shading has what it looks like. */
static char
even(int brightness)
{
    return shading_character(brightness, brightness);
}

static char
cell(int y, int x)
{
    return copy.cells[y][x].glyph[0];
}

static void
draw_digit(struct rect r, const struct images *images)
{
    struct canvas canvas = screen_canvas(NULL, GLYPHS_BLOCK);

    werase(stdscr);
    digit_draw(&canvas, r, images, 0, DIGITS_ASCII);
    screen_read(&copy);
}

START_TEST(a_small_digit_has_two_pixels_in_a_cell)
{
    struct rect r = {3, 5, 14, 28};
    struct images images = image_of(28, 28);
    int y, x;

    screen_open(SCREEN_RICH, 40, 100);
    for (y = 0; y < 28 * 28; y++)
        pixels[y] = (unsigned char)(y * 37 % 256);
    draw_digit(r, &images);
    for (y = 0; y < 14; y++) {
        for (x = 0; x < 28; x++) {
            char want =
                shading_character(pixels[2 * y * 28 + x], pixels[(2 * y + 1) * 28 + x]);

            hold(cell(3 + y, 5 + x) == want, 3 + y, 5 + x);
        }
    }
    screen_close();
}
END_TEST

/* What lies behind it in memory is the next image. */
START_TEST(below_an_odd_row_there_is_black)
{
    struct rect r = {3, 5, 14, 28};
    struct images images = image_of(27, 28);

    screen_open(SCREEN_RICH, 40, 100);
    memset(pixels, 200, 27 * 28);
    memset(pixels + 27 * 28, 255, sizeof pixels - 27 * 28);
    draw_digit(r, &images);
    ck_assert_int_eq(cell(3 + 12, 5), even(200));
    ck_assert_int_eq(cell(3 + 13, 5), shading_character(200, 0));
    screen_close();
}
END_TEST

START_TEST(a_large_digit_has_two_cells_for_a_pixel)
{
    struct rect r = {3, 5, 28, 56};
    struct images images = image_of(28, 28);
    int y, x;

    screen_open(SCREEN_RICH, 40, 100);
    memset(pixels, 0, sizeof pixels);
    pixels[4 * 28 + 7] = 255;
    pixels[27 * 28 + 27] = 128;
    pixels[0] = 1;
    draw_digit(r, &images);
    for (y = 0; y < 40; y++) {
        for (x = 0; x < 100; x++) {
            bool white = y == 3 + 4 && (x == 5 + 14 || x == 5 + 15);
            bool grey = y == 3 + 27 && (x == 5 + 54 || x == 5 + 55);
            bool nearly_black = y == 3 && (x == 5 || x == 6);
            char want = white ? '@' : grey ? even(128) : nearly_black ? '.' : ' ';

            hold(cell(y, x) == want, y, x);
        }
    }
    screen_close();
}
END_TEST

/* What is not blank of the whole screen; how many cells that are. */
static struct rect
drawn(int *count)
{
    struct rect r = {SCREEN_ROWS, SCREEN_COLS, 0, 0};
    int y, x;

    *count = 0;
    for (y = 0; y < copy.rows; y++) {
        for (x = 0; x < copy.cols; x++) {
            if (cell(y, x) == ' ')
                continue;
            r.y = y < r.y ? y : r.y;
            r.x = x < r.x ? x : r.x;
            r.rows = y + 1 - r.y;
            r.cols = x + 1 > r.x + r.cols ? x + 1 - r.x : r.cols;
            (*count)++;
        }
    }
    return r;
}

/* With no hole in it. */
static struct rect
drawn_block(void)
{
    int count;
    struct rect r = drawn(&count);

    ck_assert_int_eq(count, r.rows * r.cols);
    return r;
}

/* A pixel in columns: the same along both sides but for the rounding to whole cells. */
static void
check_place(struct rect place, struct rect r, int rows, int cols)
{
    double widest = fmin(1.0 * place.cols / cols, 2.0 * place.rows / rows);
    double low = fmax((r.cols - 0.5) / cols, (2 * r.rows - 2.0) / rows);
    double high = fmin((r.cols + 0.5) / cols, (2 * r.rows + 1.0) / rows);
    int left = r.x - place.x, top = r.y - place.y;
    int right = place.cols - left - r.cols, bottom = place.rows - top - r.rows;

    if (left < 0 || top < 0 || right < 0 || bottom < 0)
        ck_abort_msg("%dx%d: outside of its place", rows, cols);
    if (right - left < 0 || right - left > 1 || bottom - top < 0 || bottom - top > 1)
        ck_abort_msg("%dx%d: not in the middle", rows, cols);
    if (high < 0.75 * widest)
        ck_abort_msg("%dx%d: %dx%d cells are too small", rows, cols, r.rows, r.cols);
    if (low > high && r.rows > 1 && r.cols > 1)
        ck_abort_msg("%dx%d: %dx%d cells are not its form", rows, cols, r.rows, r.cols);
}

/* All but the half row that may be left below are white. */
static void
check_white(struct rect r)
{
    int y, x;

    for (y = r.y; y < r.y + r.rows; y++) {
        for (x = r.x; x < r.x + r.cols; x++)
            hold(cell(y, x) == '@' ||
                     (y == r.y + r.rows - 1 && cell(y, x) == shading_character(255, 0)),
                 y, x);
    }
}

START_TEST(images_of_any_size_fill_their_place_and_stay_in_it)
{
    size_t i;
    int rows, cols;

    screen_open(SCREEN_RICH, 30, 58);
    memset(pixels, 255, sizeof pixels);
    for (i = 0; i < MEM_COUNT(places); i++) {
        screen_resize(places[i].rows + 2, places[i].cols + 2);
        for (rows = 1; rows <= SIDE; rows++) {
            for (cols = 1; cols <= SIDE; cols++) {
                struct images images = image_of((size_t)rows, (size_t)cols);
                struct rect r;

                draw_digit(places[i], &images);
                r = drawn_block();
                check_place(places[i], r, rows, cols);
                check_white(r);
            }
        }
    }
    screen_close();
}
END_TEST

/* The place may have any form, too. */
START_TEST(no_place_is_too_small)
{
    static const size_t sides[] = {1, 8, 28, 64};
    struct rect place = {1, 1, 0, 0}, r;
    size_t i, j;

    screen_open(SCREEN_RICH, 12, 22);
    memset(pixels, 255, sizeof pixels);
    for (place.rows = 0; place.rows <= 10; place.rows++) {
        for (place.cols = 0; place.cols <= 20; place.cols++) {
            for (i = 0; i < MEM_COUNT(sides); i++) {
                for (j = 0; j < MEM_COUNT(sides); j++) {
                    struct images images = image_of(sides[i], sides[j]);

                    draw_digit(place, &images);
                    r = drawn_block();
                    ck_assert_int_eq(r.rows > 0, !rect_is_empty(place));
                    if (!rect_is_empty(place))
                        check_place(place, r, (int)sides[i], (int)sides[j]);
                }
            }
        }
    }
    screen_close();
}
END_TEST

START_TEST(a_bright_pixel_is_never_lost)
{
    static const size_t shapes[][2] = {{64, 64}, {29, 29}, {37, 53}, {64, 20}, {1, 64}};
    size_t i, j, at;

    screen_open(SCREEN_RICH, 30, 58);
    memset(pixels, 0, sizeof pixels);
    for (i = 0; i < MEM_COUNT(places); i++) {
        screen_resize(places[i].rows + 2, places[i].cols + 2);
        for (j = 0; j < MEM_COUNT(shapes); j++) {
            struct images images = image_of(shapes[j][0], shapes[j][1]);

            for (at = 0; at < images.rows * images.cols; at++) {
                struct rect r;
                int count;

                pixels[at] = 255;
                draw_digit(places[i], &images);
                r = drawn(&count);
                if (r.rows < 1 || r.rows > 3 || r.cols < 1 || r.cols > 3)
                    ck_abort_msg("%zux%zu: pixel %zu is in %dx%d cells", images.rows,
                                 images.cols, at, r.rows, r.cols);
                pixels[at] = 0;
            }
        }
    }
    screen_close();
}
END_TEST

/* Of the half y of a cell. The sum over a grid so fine that both the halves and the
 * pixels are whole numbers of its steps: as many as halves to a pixel, as pixels to a
 * half. */
static int
mean_of(const struct images *images, struct rect cells, int y, int x)
{
    int rows = (int)images->rows, cols = (int)images->cols, sum = 0, row, col;

    for (row = y * rows; row < (y + 1) * rows; row++) {
        for (col = x * cols; col < (x + 1) * cols; col++)
            sum += images->pixels[row / (2 * cells.rows) * cols + col / cells.cols];
    }
    return sum / (rows * cols);
}

START_TEST(a_cell_of_a_large_image_shows_the_mean_of_its_pixels)
{
    /* as many cells as 64 rows of 40 pixels get, worked out by hand: 2 * 14 / 64 of a
     * column for a pixel */
    static const struct rect cells = {1, 1 + 5, 14, 18};
    struct images images = image_of(64, 40);
    struct rng rng;
    size_t i;
    int y, x, shades = 0;

    screen_open(SCREEN_RICH, 16, 30);
    rng_init(&rng, 64, 0);
    for (i = 0; i < images.rows * images.cols; i++)
        pixels[i] = (unsigned char)(i % 900 < 450 ? rng_below(&rng, 256) : i / 11);
    draw_digit(places[0], &images);
    for (y = 0; y < cells.rows; y++) {
        for (x = 0; x < cells.cols; x++) {
            int above = mean_of(&images, cells, 2 * y, x);
            int below = mean_of(&images, cells, 2 * y + 1, x);
            char want = shading_character(above, below);

            hold(cell(cells.y + y, cells.x + x) == want, cells.y + y, cells.x + x);
            shades |= 1 << (above / 26);
        }
    }
    ck_assert_int_ne(shades & (shades - 1), 0); /* they are not all the same */
    screen_close();
}
END_TEST

START_TEST(a_pixel_of_a_little_image_is_a_block)
{
    struct images images = image_of(8, 8);
    int y, x;

    screen_open(SCREEN_RICH, 30, 58);
    for (y = 0; y < 8 * 8; y++)
        pixels[y] = (unsigned char)(y * 97 % 256);
    draw_digit(places[1], &images);
    for (y = 0; y < 24; y++) {
        for (x = 0; x < 48; x++) {
            hold(cell(3 + y, 5 + x) == even(pixels[y / 3 * 8 + x / 6]), 3 + y, 5 + x);
        }
    }
    screen_close();
}
END_TEST

/* Three columns and one and a half rows: every other row of cells is half in each. */
START_TEST(a_half_row_shows_both_pixels)
{
    struct images images = image_of(8, 8);

    screen_open(SCREEN_RICH, 16, 30);
    memset(pixels, 0, sizeof pixels);
    memset(pixels + 8, 255, 8);
    draw_digit(places[0], &images);
    ck_assert_int_eq(cell(1 + 1, 1 + 2), ' ');
    ck_assert_int_eq(cell(1 + 2, 1 + 2), shading_character(0, 255));
    ck_assert_int_eq(cell(1 + 3, 1 + 2), '@');
    ck_assert_int_eq(cell(1 + 3, 1 + 1), ' ');
    ck_assert_int_eq(cell(1 + 3, 1 + 25), '@');
    ck_assert_int_eq(cell(1 + 3, 1 + 26), ' ');
    ck_assert_int_eq(cell(1 + 4, 1 + 2), ' ');
    screen_close();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_small_digit_has_two_pixels_in_a_cell,
        below_an_odd_row_there_is_black,
        a_large_digit_has_two_cells_for_a_pixel,
        images_of_any_size_fill_their_place_and_stay_in_it,
        no_place_is_too_small,
        a_bright_pixel_is_never_lost,
        a_cell_of_a_large_image_shows_the_mean_of_its_pixels,
        a_pixel_of_a_little_image_is_a_block,
        a_half_row_shows_both_pixels,
        NULL,
    };

    return suite_run("digit", tests, 60);
}
