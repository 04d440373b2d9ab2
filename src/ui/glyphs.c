#include "config.h"

#include "ui/glyphs.h"

#include <langinfo.h>
#include <string.h>

#define BLOCK_TABLE                                                                      \
    .column = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},                             \
    .bar = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}, .bar_rest = "─", .range = "▒", \
    .rule = "─", .axis = "│", .corner = "└", .arrow = "→", .down = "↓"

static const struct glyphs tables[GLYPH_SETS] = {
    [GLYPHS_ASCII] =
        {
            .column = {" ", ".", ".", ":", ":", "+", "+", "#", "#"},
            .bar = {"-", "-", "-", "-", "=", "=", "=", "=", "="},
            .bar_rest = "-",
            .range = ":",
            .rule = "-",
            .axis = "|",
            .corner = "+",
            .arrow = ">",
            .down = "v",
        },
    [GLYPHS_BLOCK] = {BLOCK_TABLE},
    [GLYPHS_BRAILLE] = {BLOCK_TABLE, .braille = true},
};

const struct glyphs *
glyphs_table(enum glyph_set set)
{
    return &tables[set];
}

enum glyph_set
glyphs_for_locale(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? GLYPHS_BLOCK : GLYPHS_ASCII;
}
