/*
 * A program in a terminal of its own: a pseudo-terminal whose output libvterm draws, with
 * a session leader between, as a shell would be, so that job control works. Nothing is
 * inherited from the environment that the tests are run in.
 *
 * All waiting ends when what is waited for is there. The limit is a bound against hanging
 * for ever and fails the test; no test measures time.
 */
#ifndef MNISTUI_TESTS_TERMINAL_H
#define MNISTUI_TESTS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

struct terminal;

struct terminal_setup {
    int rows, cols;
    const char *const *argv;        /* ended by NULL */
    const char *const *environment; /* "NAME=VALUE" adds or replaces, "NAME" removes;
                                       ended by NULL; NULL for none */
    const char *folder;             /* scratch: HOME, the working folder and stderr */
    const char *output;             /* standard output goes to this file; NULL for the
                                       terminal */
};

/* Starts the program, or fails the test. It is killed when the test's process ends. */
struct terminal *terminal_start(const struct terminal_setup *setup);

/* ---- what a user does ---- */

void terminal_send(struct terminal *terminal, const char *keys);
/* Between these two calls the key comes faster than any program can take it. */
void terminal_hold_key(struct terminal *terminal, char key);
void terminal_release_key(struct terminal *terminal);
void terminal_resize(struct terminal *terminal, int rows, int cols);
void terminal_signal(struct terminal *terminal, int number);

/* Closes the window: the program's terminal is gone. */
void terminal_hang_up(struct terminal *terminal);

/* ---- what a user sees ---- */

/* Reads what the program writes until condition holds, or fails the test showing the
 * screen; what says in words what was waited for. */
void terminal_wait(struct terminal *terminal,
                   bool (*condition)(struct terminal *, void *), void *argument,
                   const char *what);

/* Waits until all these texts are on the screen at once, or none of them is. The list
 * ends with NULL. */
void terminal_see_all(struct terminal *terminal, ...) __attribute__((sentinel));
void terminal_see(struct terminal *terminal, const char *text);
void terminal_see_no(struct terminal *terminal, const char *text);

/* Reads what the program writes for this many seconds: for what should stay as it is. */
void terminal_idle(struct terminal *terminal, double seconds);

/* The rows, without the blanks at their ends, each ended by a newline. The text is valid
 * until the next call. */
const char *terminal_screen(struct terminal *terminal);
bool terminal_shows(struct terminal *terminal, const char *text);

struct terminal_cell {
    char text[8];
    bool bold, reverse;
    int color; /* an index; -1 is the terminal's own */
};

/* The first cell of a text that is on the screen. Fails the test when it is not. */
struct terminal_cell terminal_find(struct terminal *terminal, const char *text);

/* All bytes that the program wrote, ended by a 0 that does not count. */
const char *terminal_bytes(const struct terminal *terminal, size_t *count);

/* ---- the program ---- */

/* Processor seconds so far, or -1 where the system does not tell. */
double terminal_cpu(const struct terminal *terminal);

/* Waits until a signal has stopped the program. */
void terminal_wait_stop(struct terminal *terminal);

/* Waits for the end. Returns the exit status, or -N when signal N killed it. */
int terminal_wait_exit(struct terminal *terminal);

/* What it wrote to standard error so far. */
const char *terminal_errors(struct terminal *terminal);

/* Fails the test unless the modes are as they were before the program, the main screen is
 * shown and the cursor visible. */
void terminal_check_restored(struct terminal *terminal);

#endif
