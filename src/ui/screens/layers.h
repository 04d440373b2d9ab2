/* The screens that lie over others. They have no tab. */
#ifndef MNISTUI_UI_SCREENS_LAYERS_H
#define MNISTUI_UI_SCREENS_LAYERS_H

#include "ui/screen.h"

extern const struct screen screen_help;

/* Each does what the user answers. All but the last ask before what is on is stopped. */
enum question {
    QUESTION_QUIT,
    QUESTION_RESTART, /* starts the next run */
    QUESTION_FORK,
    QUESTION_RACE,
    QUESTION_AGAIN,
    QUESTION_DELETE,
    QUESTIONS
};

extern const struct screen question_screens[QUESTIONS];

/* Any but those of the functions below. */
void question_ask(struct ui *ui, enum question which);

/* Whether a run is started again, with these settings. The number of the new one goes to
 * *started, which must last as long as the question; the state of a screen with a tab
 * does. */
void question_again(struct ui *ui, size_t number, const struct hparams *hparams,
                    size_t *started);

/* Whether a run is forgotten. */
void question_delete(struct ui *ui, size_t number);

/* While there is no data yet. A download can be stopped, the rest cannot. */
extern const struct screen screen_loading, screen_download;

#endif
