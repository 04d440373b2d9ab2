/* The keys that work on every screen, by subject. */
#ifndef MNISTUI_UI_ACTIONS_ACTIONS_H
#define MNISTUI_UI_ACTIONS_ACTIONS_H

#include "ui/action.h"
#include "ui/look.h"

/* Whether r starts the next run on the screen that is shown, which may have an r of its
 * own: then it does on Train. */
bool actions_r_starts(const struct look *look);

extern const struct action actions_next_run[]; /* its hyperparameters */
/* Why no run can go on from the moment that is looked at; NULL if one can. */
const char *unless_forkable(const struct look *look, const void *state);

extern const struct action actions_this_run[]; /* start, pause, speed */
extern const struct action actions_moment[];   /* which one is looked at */
extern const struct action actions_screens[];  /* from one to another */
extern const struct action actions_other[];    /* help, quit */

#endif
