#include "config.h"

#include "ui/widgets/picture.h"

#include "base/bounds.h"
#include "ui/widgets/shading.h"

/* Along one side of the image, a cell covers num / den of a pixel. Counted in parts of
 * 1 / den of a pixel, all edges of pixels and cells are whole numbers. */
struct axis {
    int pixels;
    int cells, first; /* how many are used, and the leftmost or topmost of them */
    int num, den;
};

/* The pixels that a cell covers at least in part: from .. upto - 1. */
struct span {
    int from, upto;
};

static int
divide_up(int a, int b)
{
    return (a + b - 1) / b;
}

/* How many columns a pixel gets when at most num / den fit; 0 when only a fraction will
 * do. A whole number gives all pixels the same width, and an even one the same height,
 * too: that is worth a quarter of the size, but not more. */
static int
whole_scale(int num, int den)
{
    int whole = num / den, even = whole - whole % 2;

    if (4 * even * den >= 3 * num)
        return even;
    return 4 * whole * den >= 3 * num ? whole : 0;
}

/* A pixel is as many columns wide as half rows high. */
static void
enlarge(struct axis *rows, struct axis *cols, int scale)
{
    cols->num = 1;
    cols->den = scale;
    cols->cells = cols->pixels * scale;
    rows->num = 2;
    rows->den = scale;
    rows->cells = divide_up(rows->pixels * scale, 2);
}

/* Stretches the image to the nearest whole number of cells. */
static void
stretch(struct axis *axis, int num, int den)
{
    int cells = (2 * axis->pixels * num + den) / (2 * den);

    axis->cells = max_int(cells, 1);
    axis->num = axis->pixels;
    axis->den = axis->cells;
}

/* A column is as wide as half a row is high. */
static void
fit(struct axis *rows, struct axis *cols, struct rect r)
{
    bool wide = r.cols * rows->pixels <= 2 * r.rows * cols->pixels;
    int num = wide ? r.cols : 2 * r.rows;
    int den = wide ? cols->pixels : rows->pixels;
    int scale = whole_scale(num, den);

    if (scale > 0) {
        enlarge(rows, cols, scale);
    } else {
        stretch(cols, num, den);
        stretch(rows, num, 2 * den);
    }
    rows->first = (r.rows - rows->cells) / 2;
    cols->first = (r.cols - cols->cells) / 2;
}

static struct span
covered(const struct axis *axis, int cell)
{
    struct span span = {cell * axis->num / axis->den,
                        divide_up((cell + 1) * axis->num, axis->den)};

    /* what lies below the last pixels stays black */
    span.upto = min_int(span.upto, axis->pixels);
    return span;
}

/* How much of a pixel lies in a cell, in parts of 1 / den. */
static int
overlap(const struct axis *axis, int cell, int pixel)
{
    int from = cell * axis->num, upto = from + axis->num;
    int pixel_from = pixel * axis->den, pixel_upto = pixel_from + axis->den;

    return min_int(upto, pixel_upto) - max_int(from, pixel_from);
}

/* The mean over a half of a cell, each pixel weighted by its share of it. */
static int
brightness(const unsigned char *pixels, const struct axis *halves,
           const struct axis *cols, int half, int x)
{
    struct span down = covered(halves, half), across = covered(cols, x);
    int row, col, sum = 0;

    for (row = down.from; row < down.upto; row++) {
        for (col = across.from; col < across.upto; col++)
            sum += overlap(halves, half, row) * overlap(cols, x, col) *
                   pixels[row * cols->pixels + col];
    }
    return sum / (halves->num * cols->num);
}

static void
draw_cell(const struct canvas *canvas, struct rect r, int y, int x, enum digits style,
          int above, int below)
{
    int shades = canvas_shades(canvas);

    if (style == DIGITS_SHADE && shades > 0)
        canvas_halves(canvas, r, y, x, shading_shade(above, shades),
                      shading_shade(below, shades));
    else
        canvas_ink(canvas, r, y, x, shading_ink(above, below),
                   shading_character(above, below));
}

static struct axis
halves_of(const struct axis *rows)
{
    struct axis halves = *rows;

    halves.den = 2 * rows->den;
    return halves;
}

void
picture_draw(const struct canvas *canvas, struct rect r, const struct picture *picture,
             enum digits style)
{
    struct axis rows = {.pixels = picture->rows}, cols = {.pixels = picture->cols};
    struct axis halves;
    int y, x;

    if (rect_is_empty(r) || rows.pixels == 0 || cols.pixels == 0)
        return;
    fit(&rows, &cols, r);
    halves = halves_of(&rows);
    for (y = 0; y < rows.cells; y++) {
        for (x = 0; x < cols.cells; x++)
            draw_cell(canvas, r, rows.first + y, cols.first + x, style,
                      brightness(picture->pixels, &halves, &cols, 2 * y, x),
                      brightness(picture->pixels, &halves, &cols, 2 * y + 1, x));
    }
}
