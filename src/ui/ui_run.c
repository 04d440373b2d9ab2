#include "config.h"

#include "ui/ui_run.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/translation.h"
#include "base/wake.h"
#include "ui/catalog.h"
#include "ui/keys.h"
#include "ui/terminal.h"
#include "ui/ui.h"

enum { FINISH_POLL_MS = 20, EXIT_SIGNAL = 128 };

/* Seconds. Keys that come sooner were typed before the user could see that the run is
 * ending. */
static const double finish_grace = 0.5;
/* How long to wait for the end of a run after a signal that asks the process to end, and
 * for the pause of a run before the process stops. */
static const double finish_patience = 2, stop_patience = 0.3;

bool
ui_is_possible(void)
{
    const char *type = getenv("TERM");

    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && type != NULL &&
           type[0] != '\0' && strcmp(type, "dumb") != 0;
}

static void
draw(const struct canvas *canvas, struct ui *ui)
{
    ui_draw(ui, canvas);
    refresh();
}

static void
read_keys(struct ui *ui)
{
    int key;

    /* KEY_RESIZE comes this way, too: curses has the new size by then, and after any key
     * the screen is drawn again */
    while ((key = getch()) != ERR)
        ui_key(ui, key);
}

/* Stops the process. First pauses the run, if that is quick: the time until the process
 * goes on is not training time. */
static void
stop(struct ui *ui, int wake_fd)
{
    struct pollfd fd = {wake_fd, POLLIN, 0};
    double until = clock_now() + stop_patience;

    control_hold(ui->control, true);
    while (!control_is_held(ui->control) && clock_now() < until) {
        poll(&fd, 1, FINISH_POLL_MS);
        wake_drain(wake_fd);
        ui_update(ui);
    }
    terminal_stop();
    control_hold(ui->control, false);
}

/* SIGINT asks like q, SIGTSTP stops the process; the others leave at once. Returns the
 * signal that ends the UI, or 0. */
static int
handle_signals(struct ui *ui, int wake_fd)
{
    int number;

    while ((number = terminal_take_signal()) != 0) {
        if (number != SIGINT && number != SIGTSTP)
            return number;
        if (number == SIGINT)
            ui_key(ui, KEYS_CONTROL('c'));
        else
            stop(ui, wake_fd);
        ui->dirty = true;
    }
    return 0;
}

static int
loop(const struct canvas *canvas, struct ui *ui, int wake_fd)
{
    struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {wake_fd, POLLIN, 0}};
    int ended_by = 0;

    while (!ui->leaving && ended_by == 0) {
        int timeout = ui_tick(ui);

        if (ui->dirty)
            draw(canvas, ui);
        if (poll(fds, 2, timeout) < 0 && errno != EINTR)
            return SIGHUP;
        if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
            return SIGHUP; /* the terminal is gone */
        if (wake_drain(wake_fd))
            ui_update(ui);
        ended_by = handle_signals(ui, wake_fd);
        read_keys(ui);
    }
    return ended_by;
}

/* Another q, Ctrl-C or signal says that the run is not worth waiting for; after a signal
 * that asks the process to end, time says so, too. */
static bool
is_impatient(int ended_by, double waited)
{
    bool impatient = terminal_take_signal() != 0;
    int key;

    while ((key = getch()) != ERR)
        impatient |= key == 'q' || key == KEYS_CONTROL('c');
    return (impatient && waited > finish_grace) ||
           (ended_by != 0 && waited > finish_patience);
}

/* The trainer is in the middle of something long: leaves without its result, and without
 * the file. */
static void
give_up(int ended_by)
{
    terminal_restore();
    _exit(EXIT_SIGNAL + (ended_by != 0 ? ended_by : SIGINT));
}

/* A run that is on ends as stopped, and is kept. */
static void
finish(const struct canvas *canvas, struct ui *ui, int wake_fd, int ended_by)
{
    struct pollfd fd = {wake_fd, POLLIN, 0};
    double begun = clock_now();

    while (!control_finish(ui->control)) {
        ui_say(ui, _("Stopping the run. q quits at once, without its result."));
        draw(canvas, ui);
        poll(&fd, 1, FINISH_POLL_MS);
        wake_drain(wake_fd);
        if (is_impatient(ended_by, clock_now() - begun))
            give_up(ended_by);
    }
}

/* What went wrong, the worst first. */
static int
end(const struct control *control, int ended_by, struct error *err)
{
    if (control->save_failed)
        return error_set(err, "%s", control->save_error.text);
    if (control->load_failed)
        return error_set(err, "%s", control->load_error.text);
    return ended_by;
}

static int
run_in_terminal(struct ui *ui, const struct appearance *appearance,
                const struct wake *wake, struct error *err)
{
    struct canvas canvas;
    struct theme theme;
    int ended_by;

    if (terminal_open(&canvas, &theme, appearance, wake->write_fd, err) != 0)
        return -1;
    ended_by = loop(&canvas, ui, wake->read_fd);
    finish(&canvas, ui, wake->read_fd, ended_by);
    terminal_restore();
    return end(ui->control, ended_by, err);
}

/* Starts first what takes long; its news are taken up after the first frame. */
static int
run(struct ui *ui, const struct ui_config *config, struct run_list *runs,
    const struct wake *wake, struct error *err)
{
    struct control *control = ui->control;
    struct look look;
    int ended_by = -1;

    if (control_init(control, config, runs, &ui->notice, wake->write_fd, err) == 0) {
        look = control_look(control);
        ui_show_look(ui, &look);
        ended_by = run_in_terminal(ui, &config->appearance, wake, err);
    }
    control_done(control);
    return ended_by;
}

int
ui_run(const struct ui_config *config, struct run_list *runs, struct error *err)
{
    struct control control;
    struct wake wake;
    struct ui ui;
    int ended_by = -1;

    if (wake_init(&wake, err) != 0)
        return -1;
    if (ui_init(&ui, &control, err) == 0)
        ended_by = run(&ui, config, runs, &wake, err);
    ui_done(&ui);
    wake_done(&wake);
    return ended_by;
}
