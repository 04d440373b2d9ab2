#include "config.h"

#include "ui/widgets/scales.h"

#include "base/mem.h"

enum chart_x
scales_x(const struct scales *scales, enum chart_x first)
{
    static const enum chart_x order[] = {CHART_EPOCHS, CHART_SECONDS, CHART_IMAGES_LOG,
                                         CHART_IMAGES};
    size_t i = 0;

    while (i + 1 < MEM_COUNT(order) && order[i] != first)
        i++;
    return order[(i + (size_t)scales->x) % MEM_COUNT(order)];
}

enum chart_y
scales_y(const struct scales *scales, enum chart_y first)
{
    return (enum chart_y)(((int)first + scales->y) % CHART_YS);
}

void
scales_next_x(struct ui *ui, void *state, int argument)
{
    struct scales *scales = state;

    scales->x = (scales->x + 1) % CHART_XS;
}

void
scales_next_y(struct ui *ui, void *state, int argument)
{
    struct scales *scales = state;

    scales->y = (scales->y + 1) % CHART_YS;
}
