/*
 * What the axes of a chart show, as keys choose it: the same two keys on every screen
 * that has a chart. The choice is the first member of such a screen's state.
 */
#ifndef MNISTUI_UI_WIDGETS_SCALES_H
#define MNISTUI_UI_WIDGETS_SCALES_H

#include "base/translation.h"
#include "ui/action.h"
#include "ui/widgets/chart.h"

/* Begins as zeros: what the screen begins with. */
struct scales {
    int x, y; /* how often the user has gone on */
};

enum chart_x scales_x(const struct scales *scales, enum chart_x first);
enum chart_y scales_y(const struct scales *scales, enum chart_y first);

/* What the keys do: state begins with a struct scales. */
void scales_next_x(struct ui *ui, void *state, int argument);
void scales_next_y(struct ui *ui, void *state, int argument);

/* Their rows in the table of a screen. */
#define SCALES_ACTIONS                                                         \
    {.name = "next-x",                                                         \
     .keys = {'X'},                                                            \
     .help = N_("x axis: log images, images, epochs, seconds"),                \
     .act = scales_next_x},                                                    \
    {                                                                          \
        .name = "next-y", .keys = {'y'},                                       \
        .help = N_("y axis: accuracy, error, log error"), .act = scales_next_y \
    }

#endif
