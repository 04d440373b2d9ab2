#include "config.h"

#include "ui/terminal.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"
#include "base/wake.h"

#include <term.h> /* last: it defines macros with names of one word */

#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"

static SCREEN *screen;
static struct termios found; /* the terminal's modes before us */
static char enter_modes[64]; /* what curses does not know: paste and mouse */
static char leave_modes[64];
static char leave_sequence[192]; /* what ends the full screen, for a crash */
static volatile sig_atomic_t signal_fd = -1;

/* In the order in which they are taken. SIGINT only asks, so it must not hide another. */
static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGINT};
static volatile sig_atomic_t pending[MEM_COUNT(signals)];
static bool ours[MEM_COUNT(signals)]; /* not ignored when we came */
static volatile sig_atomic_t resized;

static void
on_signal(int number)
{
    size_t i;

    if (number == SIGWINCH)
        resized = 1;
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
    set_handler(SIGWINCH, on_signal, SA_RESTART); /* in place of that of curses */
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
    set_handler(SIGWINCH, SIG_DFL, 0);
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
    snprintf(leave_sequence, sizeof leave_sequence, "%s", leave_modes);
    append_capability(exit_attribute_mode);
    append_capability(cursor_normal);
    append_capability(keypad_local);
    append_capability(exit_ca_mode);
}

/* Pasted text comes in brackets, and the mouse reports its buttons and drags (xterm's
 * modes 2004, 1002 and 1006): only where the terminal speaks that language, and has a
 * mouse. */
static void
prepare_modes(bool mouse)
{
    char name[] = "kmous";
    const char *report = tigetstr(name);

    enter_modes[0] = leave_modes[0] = '\0';
    if (strncmp(cursor_address, "\033[", 2) != 0)
        return;
    mouse = mouse && report != NULL && report != (char *)-1;
    text_append(enter_modes, sizeof enter_modes, "\033[?2004h%s", mouse ? MOUSE_ON : "");
    text_append(leave_modes, sizeof leave_modes, "%s\033[?2004l", mouse ? MOUSE_OFF : "");
}

/* Past curses, which has nothing left to send then. */
static void
send_modes(const char *modes)
{
    size_t length = strlen(modes);

    fflush(stdout);
    while (length > 0) {
        ssize_t sent = write(STDOUT_FILENO, modes, length);

        if (sent <= 0)
            return;
        modes += sent;
        length -= (size_t)sent;
    }
}

/* Ctrl-C as a signal would overtake the keys before it, and the terminal would drop these
 * and a part of what is being drawn. Ctrl-S would stop the screen for good. */
static void
make_controls_keys(void)
{
    struct termios modes;

    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_cc[VINTR] = _POSIX_VDISABLE;
    modes.c_iflag &= ~(tcflag_t)IXON;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    def_prog_mode();
}

static void
set_modes(void)
{
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    typeahead(-1);
    curs_set(0);
    make_controls_keys();
    send_modes(enter_modes);
}

bool
terminal_has_mouse(void)
{
    return strstr(enter_modes, MOUSE_ON) != NULL;
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
    prepare_modes(appearance->mouse == MOUSE_YES);
    prepare_leave_sequence();
    take_signals(wake_fd);
    set_modes();
    theme_init(theme, appearance->theme, wants_color(appearance->color));
    canvas->window = stdscr;
    canvas->theme = theme;
    canvas->glyphs = glyphs_table(appearance->glyphs_given ? appearance->glyphs
                                                           : glyphs_for_terminal(type));
    return 0;
}

void
terminal_restore(void)
{
    if (screen == NULL)
        return;
    send_modes(leave_modes);
    endwin();
    give_signals_back();
    delscreen(screen);
    screen = NULL;
}

void
terminal_stop(void)
{
    send_modes(leave_modes);
    endwin();
    set_handler(SIGTSTP, SIG_DFL, 0);
    raise(SIGTSTP);
    /* the process goes on */
    set_handler(SIGTSTP, on_signal, SA_RESTART);
    reset_prog_mode();
    send_modes(enter_modes);
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

bool
terminal_take_resize(void)
{
    struct winsize size;

    if (resized == 0)
        return false;
    resized = 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
        size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    return true;
}
