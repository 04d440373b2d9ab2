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

/* The same for what went wrong; returns EXIT_FAILURE. */
int message_fail(const char *text);

/* Flushes standard output: what was printed may still be on its way to a full disk.
 * Returns EXIT_SUCCESS once it has arrived, or else EXIT_FAILURE after a message. */
int message_flush_output(void);

#endif
