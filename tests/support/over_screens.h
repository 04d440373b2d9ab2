/* All that can lie over a screen, for the tests that go through every screen. */
#ifndef MNISTUI_TESTS_OVER_SCREENS_H
#define MNISTUI_TESTS_OVER_SCREENS_H

#include "ui/screen.h"

/* Ended by NULL. What ui/screens/layers.h gets belongs here, too. */
extern const struct screen *const over_screens[];

#endif
