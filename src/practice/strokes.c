#include "config.h"

#include "practice/strokes.h"

#include "practice/strokes_table.h" /* made by the build: tools/strokes-table */

const struct style *
strokes_styles(int digit, size_t *count)
{
    const unsigned short *first = &first_styles[digit];

    *count = (size_t)(first[1] - first[0]);
    return &styles[first[0]];
}

const struct stroke_point *
strokes_points(const struct style *style, unsigned stroke, size_t *count)
{
    const unsigned short *first = &first_points[style->first + stroke];

    *count = (size_t)(first[1] - first[0]);
    return &points[first[0]];
}
