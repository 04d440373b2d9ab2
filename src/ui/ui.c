#include "config.h"

#include "ui/ui.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/wake.h"
#include "ui/action.h"
#include "ui/app.h"
#include "ui/draw.h"
#include "ui/term.h"

enum { CONTROL_C = 3, FINISH_POLL_MS = 20, EXIT_SIGNAL = 128 };

/* Seconds: keys typed this soon are not meant for what is just shown; how long after a
 * signal. */
static const double finish_grace = 0.5, finish_patience = 2;
static const double stop_patience = 0.3;

bool
ui_is_possible(void)
{
    const char *type = getenv("TERM");

    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && type != NULL &&
           type[0] != '\0' && strcmp(type, "dumb") != 0;
}

static void
draw(const struct canvas *canvas, struct app *app)
{
    app->rows = getmaxy(canvas->window);
    draw_view(canvas, &app->view);
    refresh();
    app->dirty = false;
}

static void
read_keys(struct app *app)
{
    int key;

    /* KEY_RESIZE, too, comes this way: curses has the new size then, and the key draws
     * the screen anew */
    while ((key = getch()) != ERR)
        app_key(app, key);
}

/* Stops the process, the run paused before, if that is quick: the time until somebody
 * lets us go on is not training time. */
static void
stop(struct app *app, int wake_fd)
{
    struct pollfd fd = {wake_fd, POLLIN, 0};
    double until = clock_now() + stop_patience;

    app_hold(app, true);
    while (!app_is_held(app) && clock_now() < until) {
        poll(&fd, 1, FINISH_POLL_MS);
        wake_drain(wake_fd);
        app_update(app);
    }
    term_stop();
    app_hold(app, false);
}

/* SIGINT asks like q, SIGTSTP stops; the others leave at once. Returns the signal that
 * ends the UI, or 0. */
static int
handle_signals(struct app *app, int wake_fd)
{
    int number;

    while ((number = term_take_signal()) != 0) {
        if (number != SIGINT && number != SIGTSTP)
            return number;
        if (number == SIGINT)
            app_key(app, CONTROL_C);
        else
            stop(app, wake_fd);
        app->dirty = true;
    }
    return 0;
}

static int
loop(const struct canvas *canvas, struct app *app, int wake_fd)
{
    struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {wake_fd, POLLIN, 0}};
    int ended_by = 0;

    while (!app->leaving && ended_by == 0) {
        int timeout = app_tick(app);

        if (app->dirty)
            draw(canvas, app);
        if (poll(fds, 2, timeout) < 0 && errno != EINTR)
            return SIGHUP;
        if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
            return SIGHUP; /* the terminal is gone */
        if (wake_drain(wake_fd))
            app_update(app);
        ended_by = handle_signals(app, wake_fd);
        read_keys(app);
    }
    return ended_by;
}

/* Another q, Ctrl-C or signal says that the run is not worth the wait; after a signal
 * that asked for the end, so does time. */
static bool
is_impatient(int ended_by, double waited)
{
    bool impatient = term_take_signal() != 0;
    int key;

    while ((key = getch()) != ERR)
        impatient |= action_of_key(key) == ACTION_QUIT;
    return (impatient && waited > finish_grace) ||
           (ended_by != 0 && waited > finish_patience);
}

/* The trainer is in the middle of something long, and cannot be waited for: no result, no
 * file. */
static void
give_up(int ended_by)
{
    term_restore();
    _exit(EXIT_SIGNAL + (ended_by != 0 ? ended_by : SIGINT));
}

/* A run that is on ends as stopped, and is kept. */
static void
finish(const struct canvas *canvas, struct app *app, int wake_fd, int ended_by)
{
    struct pollfd fd = {wake_fd, POLLIN, 0};
    double begun = clock_now();

    while (!app_finish(app)) {
        app_say(app, "Stopping the run. q quits at once, without its result.");
        draw(canvas, app);
        poll(&fd, 1, FINISH_POLL_MS);
        wake_drain(wake_fd);
        if (is_impatient(ended_by, clock_now() - begun))
            give_up(ended_by);
    }
}

static int
run_app(const struct ui_config *config, struct run_list *runs, const struct wake *wake,
        struct error *err)
{
    struct canvas canvas;
    struct theme theme;
    struct app app;
    int ended_by;

    /* what takes long is begun first; it is taken up after the first frame */
    if (app_init(&app, config, runs, wake->write_fd, err) != 0 ||
        term_open(&canvas, &theme, &config->looks, wake->write_fd, err) != 0) {
        app_done(&app);
        return -1;
    }
    ended_by = loop(&canvas, &app, wake->read_fd);
    finish(&canvas, &app, wake->read_fd, ended_by);
    term_restore();
    if (app.load_failed)
        ended_by = error_set(err, "%s", app.load_error.text);
    if (app.save_failed)
        ended_by = error_set(err, "%s", app.save_error.text);
    app_done(&app);
    return ended_by;
}

int
ui_run(const struct ui_config *config, struct run_list *runs, struct error *err)
{
    struct wake wake;
    int ended_by;

    if (wake_init(&wake, err) != 0)
        return -1;
    ended_by = run_app(config, runs, &wake, err);
    wake_done(&wake);
    return ended_by;
}
