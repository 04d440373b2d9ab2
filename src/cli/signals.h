/* Ctrl-C and its like, for the commands that stop their work and keep what there is of
 * it.
 */
#ifndef MNISTUI_CLI_SIGNALS_H
#define MNISTUI_CLI_SIGNALS_H

/* From now on the first SIGINT, SIGTERM or SIGHUP is only noted; a second one finds the
 * system's own handler. What is ignored stays so: nohup must go on working. */
void signals_take(void);

/* The number of the one that came, or 0. */
int signals_caught(void);

#endif
