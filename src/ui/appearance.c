#include "config.h"

#include "ui/appearance.h"

const char *const appearance_themes[THEMES] = {
    [THEME_DARK] = "dark",
    [THEME_LIGHT] = "light",
    [THEME_MONO] = "mono",
};

const char *const appearance_glyphs[GLYPH_SETS] = {
    [GLYPHS_ASCII] = "ascii",
    [GLYPHS_BLOCK] = "block",
    [GLYPHS_BRAILLE] = "braille",
};

const char *const appearance_colors[COLOR_CHOICES] = {
    [COLOR_AUTO] = "auto",
    [COLOR_ALWAYS_ON] = "always",
    [COLOR_NEVER] = "never",
};

const char *const appearance_digits[DIGITS_CHOICES] = {
    [DIGITS_ASCII] = "ascii",
    [DIGITS_SHADE] = "shade",
};

const char *const appearance_mouse[MOUSE_CHOICES] = {
    [MOUSE_YES] = "yes",
    [MOUSE_NO] = "no",
};
