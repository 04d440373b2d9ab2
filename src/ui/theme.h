/*
 * Colours by what they mean, not by where they are: one table of roles and themes
 * (theme.c). The background is always the terminal's own. Nothing is told by colour
 * alone, so the monochrome theme loses nothing.
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
    ROLE_FAINT, /* pixels, from dark to bright */
    ROLE_MIDDLE,
    ROLE_BRIGHT,
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

struct theme {
    attr_t attributes[ROLES];
    short pairs[ROLES];
};

/* Makes the colour pairs; curses has started before. Without color every role is
 * monochrome. */
void theme_init(struct theme *theme, enum theme_name name, bool color);

#endif
