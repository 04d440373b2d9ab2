#include "config.h"

#include "ui/terminal.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"
#include "base/wake.h"

#include <term.h> /* last: it defines common words such as columns */

/* How long Esc may be the beginning of another key, which a terminal sends at once. */
enum { ESCAPE_DELAY_MS = 25 };

static SCREEN *screen;
static struct termios found;     /* the terminal's modes when we came */
static char leave_sequence[128]; /* what ends the full screen, for a crash */
static volatile sig_atomic_t signal_fd = -1;

/* In the order in which they are taken. SIGINT only asks, so it must not hide another. */
static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGINT};
static volatile sig_atomic_t pending[MEM_COUNT(signals)];
static bool ours[MEM_COUNT(signals)]; /* not ignored when we came */

static void
on_signal(int number)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(signals); i++) {
        if (signals[i] == number)
            pending[i] = 1;
    }
    wake_send(signal_fd);
}

#ifndef SANITIZED
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

/* Gives the terminal back, then dies of the same signal. Does only what is safe in a
 * handler. */
static void
on_crash(int number)
{
    static const char text[] =
        "mnistui: it crashed, which is a bug; the terminal is restored\n";

    if (write(STDOUT_FILENO, leave_sequence, strlen(leave_sequence)) < 0 ||
        write(STDERR_FILENO, text, sizeof text - 1) < 0)
        errno = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &found);
    raise(number); /* SA_RESETHAND has removed the handler */
}
#endif

static void
set_handler(int number, void (*handler)(int), int flags)
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/* Called before curses starts, which then leaves SIGTSTP alone: its own handler draws in
 * the middle of other work, and it ignores the signal while it draws the screen. A signal
 * that was ignored when we came, as by nohup, stays ignored. */
static void
look_at_signals(void)
{
    struct sigaction action;
    size_t i;

    for (i = 0; i < MEM_COUNT(signals); i++) {
        ours[i] =
            sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN;
        if (ours[i] && signals[i] == SIGTSTP)
            set_handler(SIGTSTP, on_signal, SA_RESTART);
    }
}

static void
take_signals(int wake_fd)
{
    size_t i;

    signal_fd = wake_fd;
    for (i = 0; i < MEM_COUNT(signals); i++) {
        if (ours[i])
            set_handler(signals[i], on_signal, SA_RESTART);
    }
#ifndef SANITIZED
    for (i = 0; i < MEM_COUNT(crash_signals); i++)
        set_handler(crash_signals[i], on_crash, (int)SA_RESETHAND | SA_NODEFER);
#endif
}

static void
give_signals_back(void)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(signals); i++) {
        if (ours[i])
            set_handler(signals[i], SIG_DFL, 0);
    }
#ifndef SANITIZED
    for (i = 0; i < MEM_COUNT(crash_signals); i++)
        set_handler(crash_signals[i], SIG_DFL, 0);
#endif
    signal_fd = -1;
}

static void
append_capability(const char *value)
{
    if (value != NULL && value != (char *)-1)
        text_append(leave_sequence, sizeof leave_sequence, "%s", value);
}

static void
prepare_leave_sequence(void)
{
    leave_sequence[0] = '\0';
    append_capability(exit_attribute_mode);
    append_capability(cursor_normal);
    append_capability(keypad_local);
    append_capability(exit_ca_mode);
}

/* As a signal, it would overtake the keys typed before it, and the terminal would drop
 * them and a part of what is being drawn. */
static void
make_control_c_a_key(void)
{
    struct termios modes;

    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_cc[VINTR] = _POSIX_VDISABLE;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    def_prog_mode();
}

static void
set_modes(void)
{
    if (getenv("ESCDELAY") == NULL)
        set_escdelay(ESCAPE_DELAY_MS);
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    make_control_c_a_key();
}

static bool
wants_color(enum color_choice choice)
{
    const char *no_color = getenv("NO_COLOR");

    if (choice == COLOR_AUTO)
        return no_color == NULL || no_color[0] == '\0';
    return choice == COLOR_ALWAYS_ON;
}

int
terminal_open(struct canvas *canvas, struct theme *theme,
              const struct appearance *appearance, int wake_fd, struct error *err)
{
    const char *type = getenv("TERM");

    tcgetattr(STDIN_FILENO, &found);
    look_at_signals();
    screen = newterm(NULL, stdout, stdin);
    if (screen == NULL) {
        give_signals_back();
        return error_set(
            err,
            _("the terminal type %s is not known here: set TERM to one that is, such "
              "as xterm-256color or vt100"),
            type != NULL ? type : _("(none)"));
    }
    if (cursor_address == NULL) {
        terminal_restore();
        return error_set(
            err, _("the terminal type %s cannot move its cursor: use mnistui train"),
            type);
    }
    prepare_leave_sequence();
    take_signals(wake_fd);
    set_modes();
    theme_init(theme, appearance->theme, wants_color(appearance->color));
    canvas->window = stdscr;
    canvas->theme = theme;
    canvas->glyphs =
        glyphs_table(appearance->glyphs_given ? appearance->glyphs : glyphs_for_locale());
    return 0;
}

void
terminal_restore(void)
{
    if (screen == NULL)
        return;
    endwin();
    give_signals_back();
    delscreen(screen);
    screen = NULL;
}

void
terminal_stop(void)
{
    endwin();
    set_handler(SIGTSTP, SIG_DFL, 0);
    raise(SIGTSTP);
    /* the process goes on */
    set_handler(SIGTSTP, on_signal, SA_RESTART);
}

int
terminal_take_signal(void)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(signals); i++) {
        if (pending[i] != 0) {
            pending[i] = 0;
            return signals[i];
        }
    }
    return 0;
}
