#include "config.h"

#include "ui/ui_run.h"

#include <curses.h>
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/clock.h"
#include "base/translation.h"
#include "base/wake.h"
#include "ui/keyboard.h"
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
/* However many keys wait, there is a frame this often. */
static const double frame_seconds = 0.05;
/* The least time between two frames that nothing but news asks for. */
static const double news_seconds = 1.0 / 60;

bool
ui_is_possible(void)
{
    const char *type = getenv("TERM");

    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && type != NULL &&
           type[0] != '\0' && strcmp(type, "dumb") != 0;
}

/* What the loop works with. */
struct loop {
    struct ui *ui;
    struct canvas canvas;
    struct theme theme;
    struct keyboard keyboard;
    int wake_fd;
    double drawn; /* clock_now() of the last frame */
    bool typed;   /* something since then that the user did */
};

static void
draw(struct loop *loop)
{
    ui_draw(loop->ui, &loop->canvas);
    refresh();
}

/* Takes what waits, but not for so long that the screen stands still. */
static void
read_events(struct loop *loop)
{
    double until = clock_now() + frame_seconds;
    struct event event;

    while (!loop->ui->leaving && clock_now() < until &&
           keyboard_next(&loop->keyboard, &event)) {
        ui_event(loop->ui, &event);
        loop->typed |= event.kind != EVENT_NONE;
    }
}

/* Stops the process. First pauses the run, if that is quick: the time until the process
 * goes on is not training time. */
static void
stop(struct loop *loop)
{
    struct pollfd fd = {loop->wake_fd, POLLIN, 0};
    double until = clock_now() + stop_patience;
    struct control *control = loop->ui->control;

    control_hold(control, true);
    while (!control_is_held(control) && clock_now() < until) {
        poll(&fd, 1, FINISH_POLL_MS);
        wake_drain(loop->wake_fd);
        ui_update(loop->ui);
    }
    terminal_stop();
    control_hold(control, false);
}

/* SIGINT asks like q, SIGTSTP stops the process; the others leave at once. Returns the
 * signal that ends the UI, or 0. */
static int
handle_signals(struct loop *loop)
{
    int number;

    while ((number = terminal_take_signal()) != 0) {
        if (number != SIGINT && number != SIGTSTP)
            return number;
        if (number == SIGINT)
            ui_key(loop->ui, KEYS_CONTROL('c'));
        else
            stop(loop);
        loop->ui->dirty = true;
    }
    return 0;
}

/* The smaller of two times in milliseconds, where -1 is never. */
static int
sooner(int a, int b)
{
    return a < 0 || b < 0 ? max_int(a, b) : min_int(a, b);
}

/* Draws what has changed: at once after a key, and else only so often, since runs that
 * are on together have news at any time. Returns for how many milliseconds to wait; -1:
 * for anything to happen. */
static int
draw_in_time(struct loop *loop)
{
    int tick = ui_tick(loop->ui);
    int rest = (int)ceil(1000 * (loop->drawn + news_seconds - clock_now()));

    if (loop->ui->dirty && !loop->typed && rest > 0)
        return sooner(sooner(tick, keyboard_due(&loop->keyboard)), rest);
    if (loop->ui->dirty) {
        draw(loop);
        loop->drawn = clock_now();
        loop->typed = false;
    }
    return sooner(tick, keyboard_due(&loop->keyboard));
}

static int
run_loop(struct loop *loop)
{
    struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {loop->wake_fd, POLLIN, 0}};
    struct ui *ui = loop->ui;
    int ended_by = 0;

    while (!ui->leaving && ended_by == 0) {
        int wait = draw_in_time(loop);

        if (poll(fds, 2, wait) < 0 && errno != EINTR)
            return SIGHUP;
        if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
            return SIGHUP; /* the terminal is gone */
        if (wake_drain(loop->wake_fd))
            ui_update(ui);
        if (terminal_take_resize())
            loop->typed = ui->dirty = true;
        ended_by = handle_signals(loop);
        read_events(loop);
    }
    return ended_by;
}

/* Another q, Ctrl-C or signal says that the run is not worth waiting for; after a signal
 * that asks the process to end, time says so, too. */
static bool
is_impatient(struct loop *loop, int ended_by, double waited)
{
    bool impatient = terminal_take_signal() != 0;
    double until = clock_now() + frame_seconds;
    struct event event;

    while (clock_now() < until && keyboard_next(&loop->keyboard, &event))
        impatient |= event.kind == EVENT_KEY &&
                     (event.key == 'q' || event.key == KEYS_CONTROL('c'));
    return (impatient && waited > finish_grace) ||
           (ended_by != 0 && waited > finish_patience);
}

/* The engine is in the middle of something long: leaves without its result, and without
 * the file. */
static void
give_up(int ended_by)
{
    terminal_restore();
    _exit(EXIT_SIGNAL + (ended_by != 0 ? ended_by : SIGINT));
}

/* A run that is on ends as stopped, and is kept. */
static void
finish(struct loop *loop, int ended_by)
{
    struct pollfd fd = {loop->wake_fd, POLLIN, 0};
    double begun = clock_now();

    while (!ui_finish(loop->ui)) {
        ui_say(loop->ui, _("Stopping the run. q quits at once, without its result."));
        terminal_take_resize();
        draw(loop);
        poll(&fd, 1, FINISH_POLL_MS);
        wake_drain(loop->wake_fd);
        if (is_impatient(loop, ended_by, clock_now() - begun))
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
run_in_terminal(struct ui *ui, const struct ui_config *config, const struct wake *wake,
                struct error *err)
{
    struct loop loop = {.ui = ui, .wake_fd = wake->read_fd};
    int ended_by;

    if (terminal_open(&loop.canvas, &loop.theme, &config->appearance, wake->write_fd,
                      err) != 0)
        return -1;
    keyboard_init(&loop.keyboard, STDIN_FILENO, terminal_has_mouse());
    ended_by = run_loop(&loop);
    finish(&loop, ended_by);
    terminal_restore();
    return end(ui->control, ended_by, err);
}

/* Starts first what takes long; its news are taken up after the first frame. */
static int
run(struct ui *ui, const struct ui_config *config, struct session *session,
    const struct wake *wake, struct error *err)
{
    struct control *control = ui->control;
    struct look look;
    int ended_by = -1;

    if (control_init(control, config, session, &ui->notice, wake->write_fd, err) == 0) {
        ui_set_digits(ui, config->appearance.digits);
        look = control_look(control);
        ui_show_look(ui, &look);
        ended_by = run_in_terminal(ui, config, wake, err);
    }
    control_done(control);
    return ended_by;
}

int
ui_run(const struct ui_config *config, struct session *session, struct error *err)
{
    struct control control;
    struct wake wake;
    struct ui ui;
    int ended_by = -1;

    if (wake_init(&wake, err) != 0)
        return -1;
    if (ui_init(&ui, &control, err) == 0)
        ended_by = run(&ui, config, session, &wake, err);
    ui_done(&ui);
    wake_done(&wake);
    return ended_by;
}
