/* Ctrl-C and similar signals, for commands that stop early and keep what they have. */
#ifndef MNISTUI_CLI_SIGNALS_H
#define MNISTUI_CLI_SIGNALS_H

/* From now on the first SIGINT, SIGTERM or SIGHUP is only noted; a second one has its
 * default effect. Signals that are ignored stay ignored, so that nohup works. */
void signals_take(void);

/* The number of the signal that came, or 0. */
int signals_caught(void);

#endif
