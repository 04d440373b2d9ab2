/* What the user can choose about the looks of the UI. It needs no curses, so that the
 * command line can name it. */
#ifndef MNISTUI_UI_APPEARANCE_H
#define MNISTUI_UI_APPEARANCE_H

#include <stdbool.h>
#include <stddef.h>

enum theme_name { THEME_DARK, THEME_LIGHT, THEME_MONO, THEMES };

enum glyph_set { GLYPHS_ASCII, GLYPHS_BLOCK, GLYPHS_BRAILLE, GLYPH_SETS };

enum color_choice {
    COLOR_AUTO, /* if the terminal has colours and NO_COLOR is not set */
    COLOR_ALWAYS_ON,
    COLOR_NEVER,
    COLOR_CHOICES
};

/* How images are drawn. */
enum digits {
    DIGITS_ASCII, /* with characters */
    DIGITS_SHADE, /* as pictures, where the terminal can */
    DIGITS_CHOICES
};

enum mouse_choice { MOUSE_YES, MOUSE_NO, MOUSE_CHOICES };

struct appearance {
    enum theme_name theme;
    enum glyph_set glyphs;
    bool glyphs_given; /* else terminal and locale decide */
    enum color_choice color;
    enum digits digits;
    enum mouse_choice mouse; /* no: it stays the terminal's own */
};

/* The words of the command line, in the order of the enums above. */
extern const char *const appearance_themes[THEMES];
extern const char *const appearance_glyphs[GLYPH_SETS];
extern const char *const appearance_colors[COLOR_CHOICES];
extern const char *const appearance_digits[DIGITS_CHOICES];
extern const char *const appearance_mouse[MOUSE_CHOICES];

#endif
