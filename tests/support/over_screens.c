#include "config.h"

#include "support/over_screens.h"

#include <stddef.h>

#include "ui/screens/layers.h"

const struct screen *const over_screens[] = {
    &screen_help,
    &question_screens[QUESTION_QUIT],
    &question_screens[QUESTION_RESTART],
    &question_screens[QUESTION_FORK],
    &question_screens[QUESTION_RACE],
    &question_screens[QUESTION_AGAIN],
    &question_screens[QUESTION_DELETE],
    &screen_loading,
    &screen_download,
    NULL,
};
