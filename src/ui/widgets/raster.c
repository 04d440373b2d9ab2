#include "config.h"

#include "ui/widgets/raster.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct raster_cell {
    unsigned char dots, shade; /* bits; see dot_bit */
    unsigned char role, shade_role;
};

bool
raster_init(struct raster *raster, const struct glyphs *glyphs, int rows, int cols)
{
    raster->glyphs = glyphs;
    raster->rows = rows;
    raster->cols = cols;
    raster->width = cols * glyphs->dots_across;
    raster->height = rows * glyphs->dots_up;
    raster->cells = mem_zeroed((size_t)rows * (size_t)cols, sizeof *raster->cells);
    return raster->cells != NULL;
}

void
raster_done(struct raster *raster)
{
    free(raster->cells);
    raster->cells = NULL;
}

int
raster_row(const struct raster *raster, int y)
{
    return raster->rows - 1 - y / raster->glyphs->dots_up;
}

int
raster_col(const struct raster *raster, int x)
{
    return x / raster->glyphs->dots_across;
}

/* ---- dots ---- */

/* In braille the bits are those of Unicode; else bit 0 is the lowest dot. */
static unsigned char
dot_bit(const struct glyphs *glyphs, int x, int y)
{
    static const unsigned char braille[2][4] = {{0x40, 0x04, 0x02, 0x01},
                                                {0x80, 0x20, 0x10, 0x08}};

    if (glyphs->braille)
        return braille[x % 2][y % 4];
    return (unsigned char)(1 << y % glyphs->dots_up);
}

static struct raster_cell *
cell_of_dot(struct raster *raster, int x, int y)
{
    if (x < 0 || x >= raster->width || y < 0 || y >= raster->height)
        return NULL;
    return &raster->cells[raster_row(raster, y) * raster->cols + raster_col(raster, x)];
}

void
raster_dot(struct raster *raster, int x, int y, enum role role)
{
    struct raster_cell *cell = cell_of_dot(raster, x, y);

    if (cell == NULL)
        return;
    cell->dots |= dot_bit(raster->glyphs, x, y);
    cell->role = (unsigned char)role;
}

/* Every other dot of every other column, so that a shade is not taken for a line. */
void
raster_shade(struct raster *raster, int x, int low, int high, enum role role)
{
    int y;

    if (raster->glyphs->braille && x % 2 != 0)
        return;
    low = low > 0 ? low : 0;
    for (y = low; y <= high && y < raster->height; y++) {
        struct raster_cell *cell = cell_of_dot(raster, x, y);

        if (cell == NULL || (raster->glyphs->braille && y % 2 != x / 2 % 2))
            continue;
        cell->shade |= dot_bit(raster->glyphs, x, y);
        cell->shade_role = (unsigned char)role;
    }
}

bool
raster_has_no_dots(const struct raster *raster, int row, int col, int cols)
{
    int i;

    for (i = col; i < col + cols; i++) {
        bool outside = row < 0 || row >= raster->rows || i < 0 || i >= raster->cols;

        if (!outside && raster->cells[row * raster->cols + i].dots != 0)
            return false;
    }
    return true;
}

/* ---- cells ---- */

static struct raster_glyph
braille_glyph(unsigned char bits)
{
    /* U+2800 + bits in UTF-8 */
    struct raster_glyph glyph = {
        {(char)0xe2, (char)(0xa0 | (bits >> 6)), (char)(0x80 | (bits & 0x3f)), '\0'}};

    return glyph;
}

static struct raster_glyph
glyph_of(const struct glyphs *glyphs, unsigned char bits)
{
    struct raster_glyph glyph = {""};

    if (glyphs->braille)
        return braille_glyph(bits);
    memcpy(glyph.text, glyphs->dots[bits], strlen(glyphs->dots[bits]) + 1);
    return glyph;
}

static void
draw_cell(const struct raster *raster, const struct canvas *canvas, struct rect r, int y,
          int x)
{
    const struct raster_cell *cell = &raster->cells[y * raster->cols + x];

    if (cell->dots != 0)
        canvas_glyph(canvas, r, y, x, (enum role)cell->role,
                     glyph_of(raster->glyphs, cell->dots).text);
    else if (cell->shade != 0)
        canvas_glyph(canvas, r, y, x, (enum role)cell->shade_role,
                     raster->glyphs->braille ? braille_glyph(cell->shade).text
                                             : raster->glyphs->range);
}

void
raster_draw(const struct raster *raster, const struct canvas *canvas, struct rect r)
{
    int y, x;

    for (y = 0; y < raster->rows; y++) {
        for (x = 0; x < raster->cols; x++)
            draw_cell(raster, canvas, r, y, x);
    }
}

struct raster_glyph
raster_mark(const struct raster *raster, int y)
{
    struct raster_glyph glyph = {""};

    if (raster->glyphs->braille)
        return braille_glyph(dot_bit(raster->glyphs, 0, y));
    memcpy(glyph.text, raster->glyphs->grid, strlen(raster->glyphs->grid) + 1);
    return glyph;
}
