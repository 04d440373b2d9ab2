/* The bottom row: hints at what keys do now, as many as fit. */
#ifndef MNISTUI_UI_FOOTER_H
#define MNISTUI_UI_FOOTER_H

#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/look.h"

enum { FOOTER_HINTS = 32, FOOTER_TABLES = 16 };

/* All zeros: no hints. */
struct footer {
    size_t count;
    const struct action *hints[FOOTER_HINTS]; /* the heaviest first */
    size_t table_count;
    const struct action *tables[FOOTER_TABLES]; /* that were added */
};

/* Adds the hints of a table, which may be NULL, but for keys that a table added before
 * has: they mean something else. */
void footer_add(struct footer *footer, const struct action *table,
                const struct look *look, const void *state);

/* The action whose hint is in column x of a footer of that many columns, or NULL. */
const struct action *footer_find(const struct footer *footer, int cols, int x);

void footer_draw(const struct canvas *canvas, struct rect r, const struct footer *footer);

#endif
