/*
 * The UI's side of what other threads do: it tells the engine and the supply what the
 * user wants, takes up their news, and keeps the results. It needs no terminal.
 */
#ifndef MNISTUI_UI_CONTROL_H
#define MNISTUI_UI_CONTROL_H

#include <stdbool.h>

#include "base/error.h"
#include "runs/session.h"
#include "ui/look.h"
#include "ui/notice.h"
#include "ui/ui_config.h"
#include "ui/view.h"

struct control {
    const struct ui_config *config; /* borrowed */
    struct session *session;        /* borrowed */
    struct notice *notice;          /* borrowed: tells the user what happened */
    struct view view;

    struct loading loading;
    bool told_practice; /* the user knows that practice digits replace MNIST */
    bool load_failed;   /* there is no data set */
    struct error load_error;

    struct hparams first, next; /* of run 1, until it begins; of the next run */
    struct run none;            /* what is looked at before the first run begins */

    struct checkpoint *to_save; /* a moment that the user may save; or NULL */
    size_t run_to_save;         /* its run */

    double speed;         /* asked of the engine: images per second, 0 = full speed */
    double limited_speed; /* the last one that was not full speed */
    bool paused;          /* asked of the engine */
    bool save_failed;
    struct error save_error;
    bool finishing; /* control_finish was called */
};

/* Starts the engine, and the first run or the loading that comes before it. wake_fd is
 * that of engine_new and supply_start. Call control_done after -1, too. */
int control_init(struct control *control, const struct ui_config *config,
                 struct session *session, struct notice *notice, int wake_fd,
                 struct error *err);
void control_done(struct control *control);

/* Takes up the news of the engine and of the supply; starts the first run once the data
 * is complete. */
void control_update(struct control *control);

/* What there is to see now; valid until the next control_update. */
struct look control_look(const struct control *control);

/* Stops the download, if there is one: practice digits instead. */
void control_skip_download(struct control *control);

/* Starts the next run, or one with these settings; a run that is on is stopped, and its
 * result kept. Returns the number of the new run, or 0 if memory is short. */
void control_start_next(struct control *control);
size_t control_start(struct control *control, const struct hparams *hparams);

/* Starts a race (runs/race.h); what is on is stopped, and its result kept. False if there
 * can be none, after saying why. */
bool control_race(struct control *control);

/* Whether runs that race keep together by seconds of training or by images. */
void control_race_by_seconds(struct control *control, bool seconds);

void control_pause(struct control *control, bool paused);
void control_step(struct control *control); /* while paused: one batch */

/* The next faster (step 1) or slower (step -1) of a fixed scale; full speed comes after
 * the fastest. */
void control_step_speed(struct control *control, int step);

/* Full speed, or back to the speed before. */
void control_toggle_full_speed(struct control *control);

/* Keeps the moment that is looked at, to be saved. */
void control_hold_moment(struct control *control);

/* Saves the parameters of the moment that was kept last. */
void control_save(struct control *control, const char *path);

/* Starts a run that goes on from the moment that is looked at, with the settings of the
 * next run; a run that is on is stopped, and its result kept. */
void control_fork(struct control *control);

/* ---- the runs of the session: nothing happens if there is none of that number ---- */

/* Looks at it, on all screens. */
void control_show_run(struct control *control, size_t number);
void control_mark_run(struct control *control, size_t number, bool marked);

/* An empty text is none. */
void control_name_run(struct control *control, size_t number, const char *name);
void control_note_run(struct control *control, size_t number, const char *note);

/* Forgets it, unless it is on. */
void control_delete_run(struct control *control, size_t number);

/* ---- the end ---- */

/* Ends the runs that are on, and starts no more. Call it until control_look says that
 * none is on: then their results are kept. */
void control_finish(struct control *control);

/* Pauses the run while the process is stopped; then it goes on, unless the user has
 * paused it. */
void control_hold(struct control *control, bool held);
bool control_is_held(const struct control *control);

#endif
