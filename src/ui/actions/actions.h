/* The keys that work on every screen, by subject. */
#ifndef MNISTUI_UI_ACTIONS_ACTIONS_H
#define MNISTUI_UI_ACTIONS_ACTIONS_H

#include "ui/action.h"

extern const struct action actions_next_run[]; /* its hyperparameters */
extern const struct action actions_this_run[]; /* start, pause, speed */
extern const struct action actions_moment[];   /* which one is looked at */
extern const struct action actions_screens[];  /* from one to another */
extern const struct action actions_other[];    /* help, quit */

#endif
