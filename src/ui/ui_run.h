/* The whole terminal UI: from when it is known where the data is until the user leaves.
 */
#ifndef MNISTUI_UI_UI_RUN_H
#define MNISTUI_UI_UI_RUN_H

#include <stdbool.h>

#include "base/error.h"
#include "runs/session.h"
#include "ui/ui_config.h"

/* True when standard input and output are a terminal that can show the UI. */
bool ui_is_possible(void);

/* Shows the UI until the user leaves; the terminal is then as it was. session gets every
 * run that ended. Returns 0, or the number of the signal that ended it, or -1 with err
 * when the terminal cannot be used or the data cannot be read. */
int ui_run(const struct ui_config *config, struct session *session, struct error *err);

#endif
