#include "config.h"

#include "support/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

#include "base/clock.h"
#include "support/job.h"
#include "support/modes.h"
#include "support/suite.h"

/* Nothing takes so long, not even with sanitizers on a busy machine. */
static const double wait_seconds = 120;

enum { MAX_TEXTS = 16, CELL_BYTES = 6 * 4 };

struct terminal {
    int master, slave; /* -1 when hung up */
    int reports;       /* what the leader tells: the program's pid, then wait statuses */
    pid_t leader, program;
    pid_t finger; /* the process that holds a key down, or 0 */
    struct termios before;
    VTerm *vterm;
    VTermScreen *screen;
    bool alternate, cursor_hidden;
    char *bytes;
    size_t count, room;
    size_t marks; /* that were read and not waited for */
    char *text;
    char *errors;
    char *errors_path;
    struct terminal *next;
};

static void pump(struct terminal *terminal, double seconds);

/* All that were started: reachable for a leak checker, and killed at the end. */
static struct terminal *terminals;

/* ---- the processes ---- */

/* Waits for a report, reading the terminal meanwhile. */
static int
take_report(struct terminal *terminal)
{
    double until = clock_now() + wait_seconds;
    struct pollfd fd = {terminal->reports, POLLIN, 0};
    int value;

    while (poll(&fd, 1, 0) == 0) {
        ck_assert_msg(clock_now() < until, "it goes on; the screen is:\n%s",
                      terminal_screen(terminal));
        pump(terminal, 0.01);
    }
    ck_assert_int_eq(read(terminal->reports, &value, sizeof value), sizeof value);
    return value;
}

static void
kill_all(void)
{
    struct terminal *terminal;

    for (terminal = terminals; terminal != NULL; terminal = terminal->next) {
        if (terminal->program > 0)
            kill(terminal->program, SIGKILL);
        if (terminal->finger > 0)
            kill(terminal->finger, SIGKILL);
    }
}

/* ---- the terminal ---- */

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
    struct terminal *terminal = user;

    if (property == VTERM_PROP_ALTSCREEN)
        terminal->alternate = value->boolean;
    else if (property == VTERM_PROP_CURSORVISIBLE)
        terminal->cursor_hidden = !value->boolean;
    return 1;
}

static void
set_size(struct terminal *terminal, int rows, int cols)
{
    const struct winsize size = {(unsigned short)rows, (unsigned short)cols, 0, 0};

    ck_assert_int_eq(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

static void
open_pty(struct terminal *terminal, const struct terminal_setup *setup)
{
    terminal->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    ck_assert_int_ge(terminal->master, 0);
    ck_assert_int_eq(grantpt(terminal->master), 0);
    ck_assert_int_eq(unlockpt(terminal->master), 0);
    terminal->slave = open(ptsname(terminal->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    ck_assert_int_ge(terminal->slave, 0);
    ck_assert_int_eq(tcgetattr(terminal->slave, &terminal->before), 0);
    ck_assert_int_eq(fcntl(terminal->master, F_SETFL, O_NONBLOCK), 0);
    set_size(terminal, setup->rows, setup->cols);
}

static void
open_vterm(struct terminal *terminal, const struct terminal_setup *setup)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

    terminal->vterm = vterm_new(setup->rows, setup->cols);
    ck_assert_ptr_nonnull(terminal->vterm);
    vterm_set_utf8(terminal->vterm, 1);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
    vterm_screen_reset(terminal->screen, 1);
}

/* In a forked process: as long as it held them, none could be hung up. */
static void
close_all(void)
{
    const struct terminal *terminal;

    for (terminal = terminals; terminal != NULL; terminal = terminal->next) {
        close(terminal->master);
        close(terminal->slave);
    }
}

struct terminal *
terminal_start(const struct terminal_setup *setup)
{
    const char *slave_name;
    struct terminal *terminal = calloc(1, sizeof *terminal);
    char errors_name[32];
    int reports[2];
    size_t others = 0;
    const struct terminal *other;

    ck_assert_ptr_nonnull(terminal);
    for (other = terminals; other != NULL; other = other->next)
        others++;
    if (terminals == NULL)
        atexit(kill_all);
    terminal->next = terminals;
    terminals = terminal;
    snprintf(errors_name, sizeof errors_name, "stderr.%zu", others);
    terminal->errors_path = suite_path(setup->folder, errors_name);
    open_pty(terminal, setup);
    open_vterm(terminal, setup);
    slave_name = ptsname(terminal->master);
    ck_assert_int_eq(pipe(reports), 0);
    fcntl(reports[0], F_SETFD, FD_CLOEXEC);
    fcntl(reports[1], F_SETFD, FD_CLOEXEC);
    terminal->reports = reports[0];
    terminal->leader = fork();
    ck_assert_int_ge(terminal->leader, 0);
    if (terminal->leader == 0) {
        close_all();
        job_lead(setup, terminal->errors_path, slave_name, reports[1]);
    }
    close(reports[1]);
    terminal->program = take_report(terminal);
    return terminal;
}

static void
take_bytes(struct terminal *terminal, const char *bytes, size_t count)
{
    const char *mark;

    while ((mark = memchr(bytes, JOB_MARK, count)) != NULL) {
        take_bytes(terminal, bytes, (size_t)(mark - bytes));
        terminal->marks++;
        count -= (size_t)(mark - bytes) + 1;
        bytes = mark + 1;
    }
    if (terminal->count + count >= terminal->room) {
        terminal->room = 2 * (terminal->room + count) + 1;
        terminal->bytes = realloc(terminal->bytes, terminal->room);
        ck_assert_ptr_nonnull(terminal->bytes);
    }
    memcpy(terminal->bytes + terminal->count, bytes, count);
    terminal->count += count;
    terminal->bytes[terminal->count] = '\0';
    vterm_input_write(terminal->vterm, bytes, count);
}

/* Reads all that is there, after waiting at most that long. */
static void
pump(struct terminal *terminal, double seconds)
{
    struct pollfd fd = {terminal->master, POLLIN, 0}; /* -1 is passed over */
    char bytes[16384];
    ssize_t count;

    if (poll(&fd, 1, (int)(1000 * seconds) + 1) <= 0)
        return;
    while ((count = read(terminal->master, bytes, sizeof bytes)) > 0)
        take_bytes(terminal, bytes, (size_t)count);
}

/* True when nothing comes for a moment: what is on the screen is no half of a picture. */
static bool
is_quiet(const struct terminal *terminal)
{
    struct pollfd fd = {terminal->master, POLLIN, 0};

    return poll(&fd, 1, 2) == 0;
}

/* ---- what a user does ---- */

void
terminal_send(struct terminal *terminal, const char *keys)
{
    size_t count = strlen(keys);

    while (count > 0) {
        ssize_t written = write(terminal->master, keys, count);

        if (written < 0) {
            ck_assert_int_eq(errno, EAGAIN);
            pump(terminal, 0.01);
            continue;
        }
        keys += written;
        count -= (size_t)written;
    }
}

void
terminal_hold_key(struct terminal *terminal, char key)
{
    terminal->finger = fork();
    ck_assert_int_ge(terminal->finger, 0);
    if (terminal->finger == 0)
        job_hold_key(terminal->master, key);
}

void
terminal_release_key(struct terminal *terminal)
{
    kill(terminal->finger, SIGKILL);
    ck_assert_int_eq(waitpid(terminal->finger, NULL, 0), terminal->finger);
    terminal->finger = 0;
}

void
terminal_resize(struct terminal *terminal, int rows, int cols)
{
    vterm_set_size(terminal->vterm, rows, cols);
    set_size(terminal, rows, cols);
}

/* The program may be on its way out, for another reason: then its end says the rest. */
void
terminal_signal(struct terminal *terminal, int number)
{
    ck_assert(kill(terminal->program, number) == 0 || errno == ESRCH);
}

void
terminal_hang_up(struct terminal *terminal)
{
    close(terminal->slave);
    close(terminal->master);
    terminal->slave = terminal->master = -1;
}

/* ---- what a user sees ---- */

void
terminal_wait(struct terminal *terminal, bool (*condition)(struct terminal *, void *),
              void *argument, const char *what)
{
    double until = clock_now() + (terminal->program > 0 ? wait_seconds : 0);

    while (!condition(terminal, argument) ||
           (terminal->program > 0 && !is_quiet(terminal))) {
        ck_assert_msg(clock_now() < until, "%s did not come; the screen is:\n%s", what,
                      terminal_screen(terminal));
        pump(terminal, 0.1);
    }
}

struct texts {
    const char *text[MAX_TEXTS];
    size_t count;
};

static bool
shows_all(struct terminal *terminal, void *argument)
{
    const struct texts *texts = argument;
    size_t i;

    for (i = 0; i < texts->count; i++) {
        if (!terminal_shows(terminal, texts->text[i]))
            return false;
    }
    return true;
}

static bool
shows_no(struct terminal *terminal, void *argument)
{
    return !terminal_shows(terminal, argument);
}

void
terminal_see_all(struct terminal *terminal, ...)
{
    struct texts texts = {.count = 0};
    char what[512] = "";
    const char *text;
    va_list list;

    va_start(list, terminal);
    while ((text = va_arg(list, const char *)) != NULL) {
        ck_assert_uint_lt(texts.count, MAX_TEXTS);
        texts.text[texts.count++] = text;
        snprintf(what + strlen(what), sizeof what - strlen(what), "\"%s\" ", text);
    }
    va_end(list);
    terminal_wait(terminal, shows_all, &texts, what);
}

void
terminal_see(struct terminal *terminal, const char *text)
{
    terminal_see_all(terminal, text, (const char *)NULL);
}

void
terminal_see_no(struct terminal *terminal, const char *text)
{
    char what[512];

    snprintf(what, sizeof what, "the end of \"%s\"", text);
    terminal_wait(terminal, shows_no, (void *)(size_t)text, what);
}

void
terminal_idle(struct terminal *terminal, double seconds)
{
    double until = clock_now() + seconds, now;

    while ((now = clock_now()) < until)
        pump(terminal, until - now);
}

static size_t
put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

/* Returns the bytes of the cell's text, which need CELL_BYTES of room. */
static size_t
cell_text(const VTermScreenCell *cell, char *out)
{
    size_t used = 0, i;

    for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
        used += put_utf8(out + used, cell->chars[i]);
    if (used == 0)
        out[used++] = ' ';
    return used;
}

static char *
draw_row(const struct terminal *terminal, int row, int cols, char *out)
{
    VTermPos position = {row, 0};
    VTermScreenCell cell;
    char *end = out;

    for (; position.col < cols; position.col++) {
        vterm_screen_get_cell(terminal->screen, position, &cell);
        out += cell_text(&cell, out);
        if (out[-1] != ' ')
            end = out;
    }
    *end++ = '\n';
    *end = '\0';
    return end;
}

const char *
terminal_screen(struct terminal *terminal)
{
    int rows, cols, row;
    char *out;

    vterm_get_size(terminal->vterm, &rows, &cols);
    free(terminal->text);
    terminal->text = malloc((size_t)rows * ((size_t)cols * CELL_BYTES + 1) + 1);
    ck_assert_ptr_nonnull(terminal->text);
    out = terminal->text;
    for (row = 0; row < rows; row++)
        out = draw_row(terminal, row, cols, out);
    return terminal->text;
}

bool
terminal_shows(struct terminal *terminal, const char *text)
{
    return strstr(terminal_screen(terminal), text) != NULL;
}

/* The column of a byte of the screen's text, and its row. */
static VTermPos
position_of(const char *screen, const char *at)
{
    VTermPos position = {0, 0};

    for (; screen < at; screen++) {
        if (*screen == '\n') {
            position.row++;
            position.col = 0;
        } else if (((unsigned char)*screen & 0xc0) != 0x80) {
            position.col++;
        }
    }
    return position;
}

struct terminal_cell
terminal_find(struct terminal *terminal, const char *text)
{
    const char *screen = terminal_screen(terminal), *at = strstr(screen, text);
    struct terminal_cell found = {.color = -1};
    char bytes[CELL_BYTES + 1] = "";
    VTermScreenCell cell;

    ck_assert_msg(at != NULL, "\"%s\" is not on the screen:\n%s", text, screen);
    vterm_screen_get_cell(terminal->screen, position_of(screen, at), &cell);
    cell_text(&cell, bytes);
    snprintf(found.text, sizeof found.text, "%.7s", bytes);
    found.bold = cell.attrs.bold;
    found.reverse = cell.attrs.reverse;
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_INDEXED(&cell.fg))
        found.color = cell.fg.indexed.idx;
    return found;
}

const char *
terminal_bytes(const struct terminal *terminal, size_t *count)
{
    *count = terminal->count;
    return terminal->bytes != NULL ? terminal->bytes : "";
}

/* ---- the program ---- */

double
terminal_cpu(const struct terminal *terminal)
{
    char path[64], text[1024], *fields;
    unsigned long user, system;
    FILE *file;
    size_t count;

    snprintf(path, sizeof path, "/proc/%ld/stat", (long)terminal->program);
    file = fopen(path, "r");
    if (file == NULL)
        return -1;
    count = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[count] = '\0';
    /* after the name, which may hold anything, come the state and ten numbers */
    fields = strrchr(text, ')');
    if (fields == NULL ||
        sscanf(fields, ") %*c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lu %lu", &user,
               &system) != 2)
        return -1;
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

/* Returns the wait status of the program, with all that it wrote before read. */
static int
wait_change(struct terminal *terminal)
{
    double until = clock_now() + wait_seconds;
    int status = take_report(terminal);

    while (terminal->master >= 0 && terminal->marks == 0) {
        ck_assert_msg(clock_now() < until, "the terminal does not take the mark");
        pump(terminal, 0.1);
    }
    if (terminal->marks > 0)
        terminal->marks--;
    return status;
}

void
terminal_wait_stop(struct terminal *terminal)
{
    int status = wait_change(terminal);

    ck_assert_msg(WIFSTOPPED(status), "it ended, with wait status %#x, saying:\n%s",
                  (unsigned)status, terminal_errors(terminal));
}

int
terminal_wait_exit(struct terminal *terminal)
{
    int status = wait_change(terminal);

    ck_assert_msg(!WIFSTOPPED(status), "it stopped instead of ending");
    waitpid(terminal->leader, NULL, 0);
    terminal->program = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

const char *
terminal_errors(struct terminal *terminal)
{
    FILE *file = fopen(terminal->errors_path, "r");
    enum { ROOM = 65536 };
    size_t count;

    free(terminal->errors);
    terminal->errors = calloc(1, ROOM);
    ck_assert_ptr_nonnull(terminal->errors);
    if (file == NULL)
        return terminal->errors;
    count = fread(terminal->errors, 1, ROOM - 1, file);
    terminal->errors[count] = '\0';
    fclose(file);
    return terminal->errors;
}

void
terminal_check_restored(struct terminal *terminal)
{
    const struct termios *before = &terminal->before;
    struct termios now;

    ck_assert_int_eq(tcgetattr(terminal->slave, &now), 0);
    ck_assert_uint_eq(now.c_iflag, before->c_iflag);
    ck_assert_uint_eq(now.c_oflag, before->c_oflag);
    ck_assert_uint_eq(now.c_cflag, before->c_cflag);
    ck_assert_uint_eq(now.c_lflag, before->c_lflag);
    ck_assert_mem_eq(now.c_cc, before->c_cc, sizeof now.c_cc);
    ck_assert_uint_eq(cfgetispeed(&now), cfgetispeed(before));
    ck_assert_uint_eq(cfgetospeed(&now), cfgetospeed(before));
    ck_assert_msg(!terminal->alternate, "the alternate screen is still shown");
    ck_assert_msg(!terminal->cursor_hidden, "the cursor is still hidden");
    modes_check_off(terminal->bytes);
}
