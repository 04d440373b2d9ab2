/* The command line, from argv to the exit status: 0 done, 1 failed, 2 wrong usage, 128+N
 * ended by signal N. */
#ifndef MNISTUI_CLI_CLI_H
#define MNISTUI_CLI_CLI_H

enum { EXIT_USAGE = 2, EXIT_SIGNAL = 128 };

int cli_main(int argc, char **argv);

/* "mnistui: text" on standard error; returns EXIT_FAILURE. */
int cli_fail(const char *text);

/* What was printed may still be on its way to a full disk: EXIT_SUCCESS when it has
 * arrived; else EXIT_FAILURE, and the message is printed. */
int cli_flush(void);

#endif
