#include "config.h"

#include "ui/widgets/shading.h"

#include "base/bounds.h"
#include "ui/theme.h"

enum { FULL = 255, LEVELS = 5, INK_FAINTEST = 4 };

/* A row for each level above, a column for each below. Where both are the same, the ramp
 * has more steps. */
static const char pairs[LEVELS][LEVELS + 1] = {
    " .,__", /* nothing above */
    "`:iuy", "'rzag", "^TXm&", "\"P9R@",
};

/* The lowest step is for 0 alone: what is not black can always be seen. */
static int
step_of(int brightness, int steps)
{
    return brightness == 0 ? 0 : 1 + (brightness - 1) * (steps - 1) / FULL;
}

/* The nearest level, but for what is nearly black. */
static int
level_of(int brightness)
{
    int level = (brightness * (LEVELS - 1) + FULL / 2) / FULL;

    return brightness == 0 ? 0 : max_int(level, 1);
}

char
shading_character(int above, int below)
{
    static const char ramp[] = SHADING_RAMP;
    int up = level_of(above), down = level_of(below);

    if (up == down)
        return ramp[step_of((above + below + 1) / 2, SHADING_RAMP_STEPS)];
    return pairs[up][down];
}

/* A pixel of value v (0..1) sends light of about v^2.2. The character covers a share of v
 * of the cell; the rest is up to the grey, whose value is then about the square root of
 * v. The faintest greys could not be seen in a character as small as a dot. */
int
shading_ink(int above, int below)
{
    enum { MOST = THEME_INKS - 1 };
    int brightness = max_int(above, below), ink = INK_FAINTEST;

    while (ink * ink * FULL < brightness * MOST * MOST)
        ink++;
    return ink;
}

int
shading_shade(int brightness, int shades)
{
    return (brightness * (shades - 1) + FULL / 2) / FULL;
}
