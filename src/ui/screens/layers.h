/* The screens that lie over others. They have no tab. */
#ifndef MNISTUI_UI_SCREENS_LAYERS_H
#define MNISTUI_UI_SCREENS_LAYERS_H

#include "ui/screen.h"

extern const struct screen screen_help;

/* Each asks before the run is stopped, and does what the user answers. */
extern const struct screen screen_quit_question, screen_restart_question,
    screen_fork_question, screen_race_question;

/* Asks whether a run is started again, with these settings, while one is on. */
void question_restart(struct ui *ui, size_t number, const struct hparams *hparams);

/* Asks whether a run is forgotten. */
extern const struct screen screen_delete_question;
void question_delete(struct ui *ui, size_t number);

/* While there is no data yet. A download can be stopped, the rest cannot. */
extern const struct screen screen_loading, screen_download;

#endif
