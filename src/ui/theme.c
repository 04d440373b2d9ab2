#include "config.h"

#include "ui/theme.h"

#include <string.h>

struct style {
    short rich;  /* of 256 colours; -1 is the terminal's own foreground */
    short plain; /* of 8 colours */
    attr_t attributes;
};

static const struct style styles[THEMES][ROLES] =
    {
        [THEME_DARK] =
            {
                [ROLE_TEXT] = {-1, -1, A_NORMAL},
                [ROLE_DIM] = {245, -1, A_NORMAL},
                [ROLE_RULE] = {239, COLOR_BLUE, A_NORMAL},
                [ROLE_TITLE] = {110, COLOR_CYAN, A_BOLD},
                [ROLE_STRONG] = {-1, -1, A_BOLD},
                [ROLE_TAB] = {110, COLOR_CYAN, A_REVERSE | A_BOLD},
                [ROLE_GOOD] = {114, COLOR_GREEN, A_BOLD},
                [ROLE_BAD] = {203, COLOR_RED, A_BOLD},
                [ROLE_PAUSED] = {221, COLOR_YELLOW, A_BOLD},
                [ROLE_NEXT] = {221, COLOR_YELLOW, A_BOLD},
                [ROLE_LOSS] = {173, COLOR_MAGENTA, A_NORMAL},
                [ROLE_BAR] = {110, COLOR_CYAN, A_NORMAL},
                [ROLE_KEY] = {110, COLOR_CYAN, A_BOLD},
                [ROLE_MESSAGE] = {221, COLOR_YELLOW, A_NORMAL},
                [ROLE_LINE_1] = {81, COLOR_CYAN, A_NORMAL},
                [ROLE_LINE_2] = {214, COLOR_YELLOW, A_NORMAL},
                [ROLE_LINE_3] = {229, -1, A_NORMAL},
                [ROLE_LINE_4] = {135, COLOR_MAGENTA, A_NORMAL},
                [ROLE_LINE_OLD] = {243, COLOR_BLUE, A_NORMAL},
                [ROLE_SELECTED] = {-1, -1, A_REVERSE},
            },
        [THEME_LIGHT] =
            {
                [ROLE_TEXT] = {-1, -1, A_NORMAL},
                [ROLE_DIM] = {243, -1, A_NORMAL},
                [ROLE_RULE] = {250, COLOR_BLUE, A_NORMAL},
                [ROLE_TITLE] = {25, COLOR_BLUE, A_BOLD},
                [ROLE_STRONG] = {-1, -1, A_BOLD},
                [ROLE_TAB] = {25, COLOR_BLUE, A_REVERSE | A_BOLD},
                [ROLE_GOOD] = {28, COLOR_GREEN, A_BOLD},
                [ROLE_BAD] = {160, COLOR_RED, A_BOLD},
                [ROLE_PAUSED] = {130, COLOR_MAGENTA, A_BOLD},
                [ROLE_NEXT] = {130, COLOR_MAGENTA, A_BOLD},
                [ROLE_LOSS] = {130, COLOR_RED, A_NORMAL},
                [ROLE_BAR] = {25, COLOR_BLUE, A_NORMAL},
                [ROLE_KEY] = {25, COLOR_BLUE, A_BOLD},
                [ROLE_MESSAGE] = {130, COLOR_MAGENTA, A_NORMAL},
                [ROLE_LINE_1] = {25, COLOR_BLUE, A_NORMAL},
                [ROLE_LINE_2] = {166, COLOR_RED, A_NORMAL},
                [ROLE_LINE_3] = {93, COLOR_MAGENTA, A_NORMAL},
                [ROLE_LINE_4] = {52, -1, A_NORMAL},
                [ROLE_LINE_OLD] = {247, COLOR_CYAN, A_NORMAL},
                [ROLE_SELECTED] = {-1, -1, A_REVERSE},
            },
        [THEME_MONO] =
            {
                [ROLE_TEXT] = {-1, -1, A_NORMAL},
                [ROLE_DIM] = {-1, -1, A_NORMAL},
                [ROLE_RULE] = {-1, -1, A_NORMAL},
                [ROLE_TITLE] = {-1, -1, A_BOLD},
                [ROLE_STRONG] = {-1, -1, A_BOLD},
                [ROLE_TAB] = {-1, -1, A_REVERSE},
                [ROLE_GOOD] = {-1, -1, A_BOLD},
                [ROLE_BAD] = {-1, -1, A_REVERSE},
                [ROLE_PAUSED] = {-1, -1, A_BOLD},
                [ROLE_NEXT] = {-1, -1, A_BOLD},
                [ROLE_LOSS] = {-1, -1, A_NORMAL},
                [ROLE_BAR] = {-1, -1, A_NORMAL},
                [ROLE_KEY] = {-1, -1, A_BOLD},
                [ROLE_MESSAGE] = {-1, -1, A_BOLD},
                [ROLE_LINE_1] = {-1, -1, A_NORMAL},
                [ROLE_LINE_2] = {-1, -1, A_NORMAL},
                [ROLE_LINE_3] = {-1, -1, A_NORMAL},
                [ROLE_LINE_4] = {-1, -1, A_NORMAL},
                [ROLE_LINE_OLD] = {-1, -1, A_NORMAL},
                [ROLE_SELECTED] = {-1, -1, A_REVERSE},
            },
};

/* The greys of the 256 colours, from nearly black to nearly white. Terminals leave them
 * as they are when the user chooses other colours. */
enum { GREY_FIRST = 232, GREYS = 24 };

_Static_assert((int)THEME_INKS == (int)GREYS, "each ink has a grey of its own");

enum {
    INK_BOLD = 20,
    INK_FIRST = ROLES + 1, /* the first pair */
    SHADE_FIRST = INK_FIRST + THEME_INKS,
    SHADES_FEWEST = 8, /* with fewer, characters show more */
};

/* The grey of so much ink, of 0 to most: on a dark terminal ink is light. */
static short
grey_of(enum theme_name name, int ink, int most)
{
    int grey = ink * (GREYS - 1) / most;

    return (short)(GREY_FIRST + (name == THEME_LIGHT ? GREYS - 1 - grey : grey));
}

/* Without greys an ink is the terminal's own foreground, which can always be seen. */
static void
init_inks(struct theme *theme, enum theme_name name, bool greys)
{
    int ink;

    for (ink = 0; ink < THEME_INKS; ink++) {
        theme->ink_attributes[ink] = ink >= INK_BOLD ? A_BOLD : A_NORMAL;
        theme->ink_pairs[ink] = greys ? (short)(INK_FIRST + ink) : 0;
        if (greys)
            init_pair((short)(INK_FIRST + ink), grey_of(name, ink, THEME_INKS - 1), -1);
    }
}

/* How many pairs there are at most. A curses without extended colours keeps the number of
 * a pair in 8 bits, whatever the terminal says. */
static int
pairs_there_are(void)
{
#if defined NCURSES_EXT_COLORS && NCURSES_EXT_COLORS
    return COLOR_PAIRS;
#else
    return COLOR_PAIRS < 256 ? COLOR_PAIRS : 256;
#endif
}

int
theme_shades(int pairs)
{
    int shades = THEME_INKS;

    while (shades > 0 && SHADE_FIRST + shades * shades > pairs)
        shades--;
    return shades >= SHADES_FEWEST ? shades : 0;
}

/* A pair for each two shades: 576 for all greys. */
static void
init_shades(struct theme *theme, enum theme_name name)
{
    int most, above, below;

    theme->shades = theme_shades(pairs_there_are());
    most = theme->shades - 1;
    for (above = 0; above <= most; above++) {
        for (below = 0; below <= most; below++)
            init_pair(theme_shade_pair(theme, above, below), grey_of(name, above, most),
                      grey_of(name, below, most));
    }
}

short
theme_shade_pair(const struct theme *theme, int above, int below)
{
    return (short)(SHADE_FIRST + above * theme->shades + below);
}

/* Where colours are numbers of 24 bits, 239 is a blue. */
static bool
has_palette(void)
{
    return COLORS == 256;
}

void
theme_init(struct theme *theme, enum theme_name name, bool color)
{
    bool colors =
        color && has_colors() && start_color() == OK && use_default_colors() == OK;
    int role;

    memset(theme, 0, sizeof *theme);
    if (!colors)
        name = THEME_MONO;
    for (role = 0; role < ROLES; role++) {
        const struct style *style = &styles[name][role];
        short foreground = has_palette() ? style->rich : style->plain;

        theme->attributes[role] = style->attributes;
        if (colors && foreground >= 0) {
            theme->pairs[role] = (short)(role + 1);
            init_pair((short)(role + 1), foreground, -1);
        }
    }
    init_inks(theme, name, name != THEME_MONO && has_palette());
    if (name != THEME_MONO && has_palette())
        init_shades(theme, name);
}
