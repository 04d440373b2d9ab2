/* The screens that lie over others. They have no tab. */
#ifndef MNISTUI_UI_SCREENS_LAYERS_H
#define MNISTUI_UI_SCREENS_LAYERS_H

#include "ui/screen.h"

extern const struct screen screen_help;

/* Each asks before the run is stopped, and does what the user answers. */
extern const struct screen screen_quit_question, screen_restart_question,
    screen_fork_question, screen_race_question;

/* While there is no data yet. A download can be stopped, the rest cannot. */
extern const struct screen screen_loading, screen_download;

#endif
