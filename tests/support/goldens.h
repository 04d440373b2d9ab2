/* The golden screens: looks, and the keys that lead to what is shown of them. What they
 * show as text is in tests/data/screens; tests/ui/show shows one in colour. */
#ifndef MNISTUI_TESTS_GOLDENS_H
#define MNISTUI_TESTS_GOLDENS_H

#include "support/sample_look.h"
#include "support/screen.h"

enum { GOLDEN_CHANGES = 2, GOLDEN_KEYS = 8, GOLDEN_NAME = 64 };

struct golden {
    const char *state;
    int rows, cols;
    enum glyph_set glyphs;
    void (*change[GOLDEN_CHANGES])(struct sample_look *sample); /* NULL for none */
    int keys[GOLDEN_KEYS];                                      /* 0 for none */
    const char *message;                                        /* NULL for none */
};

/* The golden of that number, or NULL past the last one. */
const struct golden *goldens_at(size_t number);

/* "train-80x24", or "train-80x24-ascii" with other glyphs than most have. */
void golden_name(const struct golden *golden, char name[GOLDEN_NAME]);

/* Draws it on the stage, which is open, and reads it; theme and glyphs as stage_read. */
void golden_draw(const struct golden *golden, struct screen_copy *copy,
                 const struct theme *theme, enum glyph_set glyphs);

#endif
