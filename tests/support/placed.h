/* The panels that a screen has placed: which is where, and how they lie to each other. */
#ifndef MNISTUI_TESTS_PLACED_H
#define MNISTUI_TESTS_PLACED_H

#include <stdbool.h>

#include "ui/screen.h"

/* The panel of that name, empty when there is none. */
struct rect find_panel(const struct panels *panels, const char *name);

bool is_within(struct rect inner, struct rect outer);

/* Whether they share no cell. */
bool are_apart(struct rect a, struct rect b);

#endif
