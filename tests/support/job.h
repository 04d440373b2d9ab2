/* The processes behind support/terminal.h: a session leader, as a shell would be, and the
 * program as its job in the foreground. */
#ifndef MNISTUI_TESTS_JOB_H
#define MNISTUI_TESTS_JOB_H

#include "support/terminal.h"

/* The leader writes it to the terminal when the program has stopped or ended: what comes
 * before it in the terminal's output is all that the program wrote. */
enum { JOB_MARK = 5 };

/* In the leader's process; never returns. Writes to reports, as ints, the program's pid
 * and then each wait status. It outlives a hang-up, unlike most shells: the program must
 * notice by itself. */
void job_lead(const struct terminal_setup *setup, const char *errors_path,
              const char *slave_name, int reports) __attribute__((noreturn));

/* In a process of its own; never returns. Writes the key to the terminal's master as fast
 * as that takes it. */
void job_hold_key(int fd, char key) __attribute__((noreturn));

#endif
