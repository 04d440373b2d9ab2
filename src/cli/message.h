/* What mnistui says on standard error, and the exit statuses: 0 done, 1 failed, and
 * these.
 */
#ifndef MNISTUI_CLI_MESSAGE_H
#define MNISTUI_CLI_MESSAGE_H

enum {
    EXIT_USAGE = 2,
    EXIT_SIGNAL = 128, /* + the number of the signal that ended it */
};

/* Prints "mnistui: text". */
void message_print(const char *text);

/* The same for a failure: returns EXIT_FAILURE. */
int message_fail(const char *text);

/* Flushes standard output, since what was printed may still be on its way to a full disk.
 * Returns EXIT_SUCCESS if all of it arrived; otherwise prints a message and returns
 * EXIT_FAILURE. */
int message_flush_output(void);

#endif
