/*
 * What the UI does, without a terminal: keys become commands to the trainer, snapshots
 * become the view that is drawn.
 */
#ifndef MNISTUI_UI_APP_H
#define MNISTUI_UI_APP_H

#include "base/error.h"
#include "base/rng.h"
#include "nn/backprop.h"
#include "runs/run_list.h"
#include "train/trainer.h"
#include "ui/ui.h"
#include "ui/view.h"

struct app {
    const struct ui_config *config; /* borrowed */
    struct run_list *runs;          /* borrowed */
    bool told_practice;             /* that practice digits take the place of MNIST */
    bool load_failed;               /* there is no data set */
    struct error load_error;
    struct trainer *trainer;
    struct view view;
    struct net *net;      /* the newest parameters that were wanted, or NULL */
    struct workspace *ws; /* for single images through net */
    double speed;         /* asked of the trainer: images per second, 0 = full speed */
    double limited_speed; /* what `f` comes back to */
    bool paused;          /* asked of the trainer */
    size_t started_run;   /* the run that was asked for last: it may not have begun yet */
    size_t saved_run;     /* the last run whose parameters were kept */
    bool save_failed;
    struct error save_error;
    double message_until; /* clock_now() at which the message goes */
    int rows;             /* of the terminal, for scrolling */
    struct rng rng;
    bool dirty;     /* the view changed since it was drawn */
    bool leaving;   /* the user wants to */
    bool finishing; /* app_finish was called */
};

/* Starts the trainer, and the first run or the reading that comes before it. wake_fd as
 * for trainer_new and supply_start. */
int app_init(struct app *app, const struct ui_config *config, struct run_list *runs,
             int wake_fd, struct error *err);
void app_done(struct app *app);

/* A key, as curses names it. */
void app_key(struct app *app, int key);

/* Takes up what the trainer published, and how far the data is: once it is there, the
 * first run starts. */
void app_update(struct app *app);

/* Lets the message go when its time is over. Returns the milliseconds until then, or -1.
 */
int app_tick(struct app *app);

/* Ends the run that is on; true once it has ended and its result is kept. */
bool app_finish(struct app *app);

/* Pauses the run while the process is stopped, and lets it go on as the user has it. */
void app_hold(struct app *app, bool held);
bool app_is_held(const struct app *app);

/* ---- for the parts that carry out keys: browse.c and commands.c ---- */

/* A message in the footer, for a few seconds. */
void app_say(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The data is not there yet. */
bool app_is_loading(const struct app *app);

/* A run that was asked for counts, though it may not have begun. */
bool app_run_is_on(const struct app *app);

/* Lays something over the screen, or OVER_NOTHING. */
void app_open_over(struct app *app, enum layer_over over);

#endif
