/*
 * How bright a cell is: its character, the ink of the character, and the shade of a half
 * block. Brightness is 0 (paper) to 255 (full ink).
 *
 * A character is chosen by how much of a cell it covers, above and below, as
 * tools/glyph-coverage measures it in the common monospaced fonts.
 */
#ifndef MNISTUI_UI_WIDGETS_SHADING_H
#define MNISTUI_UI_WIDGETS_SHADING_H

/* The characters of a cell that is equally bright above and below, by their coverage. */
#define SHADING_RAMP " .:~+=oaS$@"
enum { SHADING_RAMP_STEPS = sizeof SHADING_RAMP - 1 };

/* The character for a cell whose halves have these brightnesses. A blank only if both are
 * 0. */
char shading_character(int above, int below);

/* Its ink (theme.h). */
int shading_ink(int above, int below);

/* One of this many shades. */
int shading_shade(int brightness, int shades);

#endif
