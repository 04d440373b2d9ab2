#include "config.h"

#include "support/placed.h"

#include <string.h>

struct rect
find_panel(const struct panels *panels, const char *name)
{
    const struct rect none = {0, 0, 0, 0};
    size_t i;

    for (i = 0; i < panels->count; i++) {
        if (strcmp(panels->at[i].name, name) == 0)
            return panels->at[i].r;
    }
    return none;
}

bool
is_within(struct rect inner, struct rect outer)
{
    return inner.y >= outer.y && inner.x >= outer.x &&
           inner.y + inner.rows <= outer.y + outer.rows &&
           inner.x + inner.cols <= outer.x + outer.cols;
}

bool
are_apart(struct rect a, struct rect b)
{
    return a.y + a.rows <= b.y || b.y + b.rows <= a.y || a.x + a.cols <= b.x ||
           b.x + b.cols <= a.x;
}
