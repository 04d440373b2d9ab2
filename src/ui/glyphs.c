#include "config.h"

#include "ui/glyphs.h"

#include <langinfo.h>
#include <string.h>

#define BLOCK_TABLE                                                                      \
    .column = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},                             \
    .bar = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}, .bar_rest = "─", .range = "▒", \
    .rule = "─", .axis = "│", .corner = "└", .arrow = "→", .down = "↓", .up = "↑",       \
    .tick_y = "┤", .tick_x = "┴", .half = "▀"

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
            .up = "^",
            .tick_y = "+",
            .tick_x = "+",
            .grid = ".",
            .moment = ":",
            .dot = "*",
            .branch = "o",
            .kept = "=",
            .epoch = "+",
            .now = "|",
            .selected = ">",
            .dots_across = 1,
            .dots_up = 3,
            .dots = {" ", ".", "-", "|", "'", ":", "|", "|"},
        },
    /* what the console of Linux has */
    [GLYPHS_BLOCK] =
        {
            BLOCK_TABLE,
            .grid = "·",
            .moment = "│",
            .dot = "•",
            .branch = "○",
            .kept = "═",
            .epoch = "╧",
            .now = "│",
            .selected = "►",
            .dots_across = 1,
            .dots_up = 2,
            .dots = {" ", "▄", "▀", "█"},
        },
    [GLYPHS_BRAILLE] =
        {
            BLOCK_TABLE,
            .grid = "·",
            .moment = "┊",
            .dot = "●",
            .branch = "○",
            .kept = "━",
            .epoch = "┷",
            .now = "┃",
            .selected = "▸",
            .braille = true,
            .dots_across = 2,
            .dots_up = 4,
        },
};

const struct glyphs *
glyphs_table(enum glyph_set set)
{
    return &tables[set];
}

enum glyph_set
glyphs_for_terminal(const char *type)
{
    static const char console[] = "linux"; /* and linux-16color, and others */

    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        return GLYPHS_ASCII;
    return strncmp(type, console, strlen(console)) == 0 ? GLYPHS_BLOCK : GLYPHS_BRAILLE;
}
