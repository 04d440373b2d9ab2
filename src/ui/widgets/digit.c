#include "config.h"

#include "ui/widgets/digit.h"

static void
draw_cell(const struct canvas *canvas, struct rect r, int y, int x, int brightness)
{
    static const char ramp[] = GLYPHS_RAMP;
    int step = brightness * (GLYPHS_RAMP_STEPS - 1) / 255;
    char glyph[2] = {ramp[step], '\0'};
    enum role role = step < 4 ? ROLE_FAINT : step < 8 ? ROLE_MIDDLE : ROLE_BRIGHT;

    /* what is not black is always seen */
    if (step == 0 && brightness > 0)
        glyph[0] = ramp[1];
    canvas_glyph(canvas, r, y, x, role, glyph);
}

static int
pixel(const struct images *images, size_t number, size_t row, size_t col)
{
    if (row >= images->rows)
        return 0;
    return images->pixels[(number * images->rows + row) * images->cols + col];
}

void
digit_draw(const struct canvas *canvas, struct rect r, enum digit_size size,
           const struct images *images, size_t number)
{
    size_t row, col;

    for (col = 0; col < images->cols; col++) {
        if (size == DIGIT_SMALL) {
            for (row = 0; row < images->rows; row += 2)
                draw_cell(canvas, r, (int)row / 2, (int)col,
                          (pixel(images, number, row, col) +
                           pixel(images, number, row + 1, col)) /
                              2);
            continue;
        }
        for (row = 0; row < images->rows; row++) {
            int brightness = pixel(images, number, row, col);

            draw_cell(canvas, r, (int)row, 2 * (int)col, brightness);
            draw_cell(canvas, r, (int)row, 2 * (int)col + 1, brightness);
        }
    }
}
