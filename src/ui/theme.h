/*
 * Colours by what they mean, not by where they are: one table of roles and themes
 * (theme.c). The background is the terminal's own, but for pictures. Nothing is told by
 * colour alone, so the monochrome theme loses nothing.
 */
#ifndef MNISTUI_UI_THEME_H
#define MNISTUI_UI_THEME_H

#include <curses.h>
#include <stdbool.h>

#include "ui/appearance.h"

enum role {
    ROLE_TEXT,
    ROLE_DIM,    /* labels, hints, axes */
    ROLE_RULE,   /* lines between panels */
    ROLE_TITLE,  /* panel titles, the program's name */
    ROLE_STRONG, /* the numbers that matter most */
    ROLE_TAB,    /* the screen that is shown */
    ROLE_GOOD,   /* right answers, a run that is done */
    ROLE_BAD,    /* wrong answers, a run that diverged */
    ROLE_PAUSED,
    ROLE_NEXT, /* what the next run changes */
    ROLE_LOSS,
    ROLE_BAR,
    ROLE_KEY, /* the name of a key */
    ROLE_MESSAGE,
    ROLE_LINE_1, /* lines of a chart; they can be told apart without seeing red or green
                  */
    ROLE_LINE_2,
    ROLE_LINE_3,
    ROLE_LINE_4,
    ROLE_LINE_OLD, /* those of the past */
    ROLE_SELECTED, /* the row of a table that is selected */
    ROLES
};

/* Of the characters that images are drawn with, from the faintest on. */
enum { THEME_INKS = 24 };

struct theme {
    attr_t attributes[ROLES];
    short pairs[ROLES];
    attr_t ink_attributes[THEME_INKS];
    short ink_pairs[THEME_INKS]; /* greys on the terminal's background, or all 0 */
    int shades; /* of a half block, from paper to ink; 0 where there are no greys */
};

/* Makes the colour pairs; curses has started before. Without color every role is
 * monochrome. */
void theme_init(struct theme *theme, enum theme_name name, bool color);

/* How many shades there are where curses has that many pairs: any two of them need a
 * pair, and all THEME_INKS need 620 with all others; 256 pairs are enough for 14. 0 when
 * there were fewer than 8. */
int theme_shades(int pairs);

/* The pair of a half block: the shade of its upper half is the foreground, that of the
 * lower half the background. Both are 0 to theme->shades - 1. */
short theme_shade_pair(const struct theme *theme, int above, int below);

#endif
