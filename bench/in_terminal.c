/*
 * Runs mnistui in a pseudo-terminal and measures what its user feels. Prints a line for
 * each measurement: its name, a blank, and the number.
 *
 *     in_terminal start SECONDS MNISTUI
 *         first_frame, first_batch (seconds from before the fork), paused (share of a
 *         core over SECONDS while the run is paused), resident (the most MB of memory
 *         that it had)
 *     in_terminal ui EPOCHS SECONDS MNISTUI
 *         ui_epoch (seconds), frames (a second), idle (share of a core over SECONDS after
 *         the end of the run; not measured for 0)
 *     in_terminal headless EPOCHS MNISTUI
 *         headless_epoch (seconds), of mnistui train
 *     in_terminal keys COUNT MNISTUI
 *         key (seconds from a key to the end of the frame that shows what it did), COUNT
 *         times, while four runs race at full speed
 *
 * It knows what is on the screen from words that arrive in one piece, and from silence:
 * while mnistui trains, it draws the dashboard all the time.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/parse.h"

enum { ROWS = 24, COLS = 80, TAIL = 512, MAX_EPOCHS = 100000, MAX_KEYS = 10000 };

/* Seconds: the longest that anything may take; the silence that means that nothing is
 * going on; the silence that separates two frames. */
static const double patience = 120, silence = 0.5, frame_gap = 0.004;

enum word {
    WORD_FRAME, /* in the bottom row, which is drawn last */
    WORD_RUN,   /* in the progress of a run */
    WORD_BATCH, /* above the image that was trained last */
    WORDS
};

/* No word has a letter in common with what was in its place before, since curses would
 * not draw that letter again. */
static const char *const words[WORDS] = {"quit", "Epoch", "label"};

struct session {
    pid_t pid;
    int master;
    bool ended;
    double begun;       /* before the fork */
    double seen[WORDS]; /* when each word was first seen; 0 before */
    const char *wanted; /* a text that is waited for, or NULL once it was seen */
    double last;        /* when the last output arrived */
    long frames, lines; /* so far */
    char tail[TAIL + 1];
    size_t tail_count;
};

static void
stop_with(const struct session *session, const char *what)
{
    fprintf(stderr, "in_terminal: %s; the last that came is:\n%s\n", what, session->tail);
    if (!session->ended)
        kill(session->pid, SIGKILL);
    exit(EXIT_FAILURE);
}

static void
fail(const char *what)
{
    fprintf(stderr, "in_terminal: %s: %s\n", what, strerror(errno));
    exit(EXIT_FAILURE);
}

/* ---- the process ---- */

static void
become_program(const char *slave_name, char *const *argv)
{
    static const char *const unwanted[] = {"NO_COLOR", "LINES", "COLUMNS", "ESCDELAY"};
    size_t i;
    int slave;

    setsid();
    slave = open(slave_name, O_RDWR);
    if (slave < 0)
        _exit(127);
#ifdef TIOCSCTTY
    ioctl(slave, TIOCSCTTY, 0);
#endif
    for (i = 0; i < 3; i++)
        dup2(slave, (int)i);
    if (slave > 2)
        close(slave);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    for (i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
        unsetenv(unwanted[i]);
    execv(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

static void
session_start(struct session *session, char *const *argv)
{
    const struct winsize size = {ROWS, COLS, 0, 0};
    const char *slave_name;

    memset(session, 0, sizeof *session);
    session->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (session->master < 0 || grantpt(session->master) != 0 ||
        unlockpt(session->master) != 0 ||
        ioctl(session->master, TIOCSWINSZ, &size) != 0 ||
        (slave_name = ptsname(session->master)) == NULL)
        fail("there is no pseudo-terminal");
    session->begun = clock_now();
    session->pid = fork();
    if (session->pid < 0)
        fail("fork");
    if (session->pid == 0)
        become_program(slave_name, argv);
}

/* ---- its output ---- */

/* Looks for the words in the tail, which ends with the newest output. */
static void
look_for_words(struct session *session)
{
    int i;

    for (i = 0; i < WORDS; i++) {
        if (session->seen[i] <= 0 && strstr(session->tail, words[i]) != NULL)
            session->seen[i] = session->last;
    }
    if (session->wanted != NULL && strstr(session->tail, session->wanted) != NULL)
        session->wanted = NULL;
}

static void
take_byte(struct session *session, char byte)
{
    if (session->tail_count == TAIL) { /* the second half may have the start of a word */
        memmove(session->tail, session->tail + TAIL / 2, TAIL / 2);
        session->tail_count = TAIL / 2;
    }
    session->tail[session->tail_count++] = byte;
    session->tail[session->tail_count] = '\0';
    if (session->tail_count == TAIL)
        look_for_words(session);
    session->lines += byte == '\n';
}

/* Waits for output, at most this long, and reads it. False if there was none. */
static bool
take_output(struct session *session, double seconds)
{
    struct pollfd fd = {session->master, POLLIN, 0};
    char bytes[4096];
    ssize_t count, i;
    double now;

    if (poll(&fd, 1, (int)(1000 * seconds) + 1) <= 0)
        return false;
    count = read(session->master, bytes, sizeof bytes);
    if (count <= 0) {
        session->ended = true;
        return false;
    }
    now = clock_now();
    session->frames += now - session->last > frame_gap;
    session->last = now;
    for (i = 0; i < count; i++) {
        if (bytes[i] != '\0')
            take_byte(session, bytes[i]);
    }
    look_for_words(session);
    return true;
}

static void
wait_for_word(struct session *session, enum word word)
{
    double until = clock_now() + patience;
    char what[64];

    while (session->seen[word] <= 0) {
        take_output(session, 0.1);
        snprintf(what, sizeof what, "the word \"%s\" did not come", words[word]);
        if (session->ended || clock_now() > until)
            stop_with(session, what);
    }
}

static void
type(struct session *session, const char *keys)
{
    if (write(session->master, keys, strlen(keys)) != (ssize_t)strlen(keys))
        fail("a key cannot be typed");
}

/* Types the keys and waits for a text that comes after them in one piece. */
static void
type_and_wait(struct session *session, const char *keys, const char *text)
{
    double until = clock_now() + patience;
    char what[64];

    session->tail_count = 0;
    session->tail[0] = '\0';
    session->wanted = text;
    type(session, keys);
    while (session->wanted != NULL) {
        take_output(session, 0.1);
        snprintf(what, sizeof what, "\"%s\" did not come", text);
        if (session->ended || clock_now() > until)
            stop_with(session, what);
    }
}

static void
wait_for_lines(struct session *session, long lines)
{
    while (session->lines < lines) {
        if (!take_output(session, patience))
            stop_with(session, "a line did not come");
    }
}

static void
wait_for_silence(struct session *session)
{
    while (take_output(session, silence))
        continue;
    if (session->ended)
        stop_with(session, "it ended too early");
}

/* ---- what is measured ---- */

/* The processor seconds that another process has used, or -1 if the system does not tell.
 */
static double
processor_seconds(pid_t pid)
{
#if defined _POSIX_CPUTIME && _POSIX_CPUTIME >= 0
    clockid_t clock;
    struct timespec used;

    if (clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &used) == 0)
        return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
#else
    (void)pid;
#endif
    return -1;
}

static void
read_for(struct session *session, double seconds)
{
    double until = clock_now() + seconds, now;

    while ((now = clock_now()) < until && !session->ended)
        take_output(session, until - now);
}

/* The share of a core that it takes during these seconds, while nobody types. */
static void
print_share(struct session *session, const char *name, double seconds)
{
    double begun = clock_now(), used = processor_seconds(session->pid);

    read_for(session, seconds);
    if (used >= 0)
        printf("%s %.6f\n", name,
               (processor_seconds(session->pid) - used) / (clock_now() - begun));
}

/* Types the keys that end it. Returns its peak memory in MB. */
static double
quit(struct session *session, const char *keys)
{
    double until = clock_now() + patience;
    struct rusage usage;
    int status;

    type(session, keys);
    while (!session->ended && clock_now() < until)
        take_output(session, 0.1);
    if (!session->ended)
        stop_with(session, "it does not quit");
    if (wait4(session->pid, &status, 0, &usage) < 0)
        fail("wait4");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        stop_with(session, "it did not end well");
    close(session->master);
#ifdef __APPLE__
    return (double)usage.ru_maxrss / 1e6;
#else
    return (double)usage.ru_maxrss * 1024 / 1e6;
#endif
}

static void
measure_start(char *program, double seconds)
{
    char *argv[] = {program, "--speed=full", "--epochs=1000000", NULL};
    struct session session;

    session_start(&session, argv);
    wait_for_word(&session, WORD_FRAME);
    printf("first_frame %.6f\n", session.seen[WORD_FRAME] - session.begun);
    wait_for_word(&session, WORD_BATCH);
    printf("first_batch %.6f\n", session.seen[WORD_BATCH] - session.begun);
    type(&session, " ");
    wait_for_silence(&session);
    print_share(&session, "paused", seconds);
    printf("resident %.1f\n",
           quit(&session, "qq")); /* the second q answers its question */
}

static void
measure_ui(char *program, long epochs, double seconds)
{
    char option[32];
    char *argv[] = {program, "--speed=full", option, NULL};
    struct session session;
    double took;
    long frames;

    snprintf(option, sizeof option, "--epochs=%ld", epochs);
    session_start(&session, argv);
    wait_for_word(&session, WORD_RUN);
    frames = session.frames;
    wait_for_silence(&session);
    /* the last frame shows the end, and is drawn at once */
    took = session.last - session.seen[WORD_RUN];
    if (took > 0) { /* else the run ended within the first frame, and there is nothing to
                       measure */
        printf("ui_epoch %.6f\n", took / (double)epochs);
        printf("frames %.2f\n", (double)(session.frames - frames) / took);
    }
    if (seconds > 0)
        print_share(&session, "idle", seconds);
    quit(&session, "q");
}

static void
measure_headless(char *program, long epochs)
{
    char option[32];
    char *argv[] = {program, "train", "--format=csv", option, NULL};
    struct session session;
    double begun;

    snprintf(option, sizeof option, "--epochs=%ld", epochs);
    session_start(&session, argv);
    wait_for_lines(&session, 2); /* the columns, and the net before the first epoch */
    begun = session.last;
    wait_for_lines(&session, epochs + 2);
    if (session.last > begun)
        printf("headless_epoch %.6f\n", (session.last - begun) / (double)epochs);
    quit(&session, "");
}

/* ---- keys while four runs race ---- */

#define HOME "\033OH"
#define DOWN "\033OB"
#define ESCAPE "\033"
#define REDRAW "\f"

/* Four runs with other settings, each paused where it is, are marked and race. Leaves the
 * Train screen shown. */
static void
start_race(struct session *session)
{
    static const char *const keys[] = {
        " ", "xrr ", "mrr ", "xrr ", "5" HOME "t" DOWN "t" DOWN "t" DOWN "t", "VV",
    };
    size_t i, count = sizeof keys / sizeof *keys;

    wait_for_word(session, WORD_BATCH);
    for (i = 0; i < count; i++) {
        type(session, keys[i]);
        if (i + 1 < count)
            wait_for_silence(session);
    }
    read_for(session, silence);
    type_and_wait(session, "q" REDRAW, "Runs 5, 6, 7 and 8 are on");
    type(session, ESCAPE);
    read_for(session, silence);
    type_and_wait(session, REDRAW, "1 Train"); /* which shows a race */
}

/* Keys that redraw much, or go to another moment or image; and a text that only the
 * frame of that key has. It comes in one piece, since it was not there before, or in
 * other colours. */
static const struct {
    const char *key, *text;
} steps[] = {
    {"2", "2 Images"}, {"?", "close"},       {"q", "next wrong"}, {"/", "Go to image"},
    {"7", "7_"},       {"\r", "next wrong"}, {"5", "5 Runs"},     {"1", "1 Train"},
    {"[", "run 5 at"}, {"}", "run 5"},       {"{", "run 5 at"},   {"2", "2 Images"},
    {"}", "run 5"},    {"/", "Go to image"}, {"4", "4_"},         {"\r", "next wrong"},
    {"1", "1 Train"},
};

static void
measure_keys(char *program, long count)
{
    char *argv[] = {program, "--speed=full", "--epochs=1000000", NULL};
    struct session session;
    double begun;
    long i;

    session_start(&session, argv);
    start_race(&session);
    for (i = 0; i < count; i++) {
        size_t which = (size_t)i % (sizeof steps / sizeof *steps);

        read_for(&session, 0.02 + 0.001 * (double)(37 * i % 101)); /* at no fixed time */
        begun = clock_now();
        type_and_wait(&session, steps[which].key, steps[which].text);
        while (take_output(&session, frame_gap)) /* to the end of the frame */
            continue;
        printf("key %.6f\n", session.last - begun);
    }
    quit(&session, "qq");
}

int
main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    double seconds = 0;
    long epochs = 0, count = 0;

    if (argc == 4 && strcmp(what, "start") == 0 && parse_double(argv[2], &seconds) == 0)
        measure_start(argv[3], seconds);
    else if (argc == 5 && strcmp(what, "ui") == 0 &&
             parse_int(argv[2], 1, MAX_EPOCHS, &epochs) == 0 &&
             parse_double(argv[3], &seconds) == 0)
        measure_ui(argv[4], epochs, seconds);
    else if (argc == 4 && strcmp(what, "headless") == 0 &&
             parse_int(argv[2], 1, MAX_EPOCHS, &epochs) == 0)
        measure_headless(argv[3], epochs);
    else if (argc == 4 && strcmp(what, "keys") == 0 &&
             parse_int(argv[2], 1, MAX_KEYS, &count) == 0)
        measure_keys(argv[3], count);
    else {
        fputs("usage: in_terminal start SECONDS MNISTUI\n"
              "       in_terminal ui EPOCHS SECONDS MNISTUI\n"
              "       in_terminal headless EPOCHS MNISTUI\n"
              "       in_terminal keys COUNT MNISTUI\n",
              stderr);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
