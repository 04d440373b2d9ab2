#include "config.h"

#include "ui/theme.h"

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
                [ROLE_FAINT] = {242, COLOR_BLUE, A_NORMAL},
                [ROLE_MIDDLE] = {250, -1, A_NORMAL},
                [ROLE_BRIGHT] = {231, COLOR_WHITE, A_BOLD},
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
                [ROLE_FAINT] = {248, COLOR_CYAN, A_NORMAL},
                [ROLE_MIDDLE] = {241, COLOR_BLUE, A_NORMAL},
                [ROLE_BRIGHT] = {16, -1, A_BOLD},
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
                [ROLE_FAINT] = {-1, -1, A_NORMAL},
                [ROLE_MIDDLE] = {-1, -1, A_NORMAL},
                [ROLE_BRIGHT] = {-1, -1, A_BOLD},
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

void
theme_init(struct theme *theme, enum theme_name name, bool color)
{
    bool colors =
        color && has_colors() && start_color() == OK && use_default_colors() == OK;
    int role;

    if (!colors)
        name = THEME_MONO;
    for (role = 0; role < ROLES; role++) {
        const struct style *style = &styles[name][role];
        short foreground = COLORS >= 256 ? style->rich : style->plain;

        theme->attributes[role] = style->attributes;
        theme->pairs[role] = 0;
        if (colors && foreground >= 0) {
            theme->pairs[role] = (short)(role + 1);
            init_pair((short)(role + 1), foreground, -1);
        }
    }
}
