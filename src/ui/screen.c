#include "config.h"

#include "ui/screen.h"

void
panels_add(struct panels *panels, const char *name, struct rect r,
           void (*draw)(const struct canvas *, struct rect, const struct look *,
                        const void *))
{
    struct panel panel = {name, r, draw};

    if (!rect_is_empty(r) && panels->count < PANELS_MAX)
        panels->at[panels->count++] = panel;
}
