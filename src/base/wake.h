/*
 * A pipe that wakes a thread which waits in poll(): others send a byte, whose value means
 * nothing, when there is something new to look at.
 *
 * Neither end blocks: to a pipe that is full nothing is added, as it wakes all the same.
 * Both ends close on exec.
 */
#ifndef MNISTUI_BASE_WAKE_H
#define MNISTUI_BASE_WAKE_H

#include <stdbool.h>

#include "base/error.h"

struct wake {
    int read_fd;  /* to wait at, for POLLIN, and to drain */
    int write_fd; /* to send to */
};

/* -1 with the reason in err when there is no file descriptor left. */
int wake_init(struct wake *wake, struct error *err);

/* Nobody may send to it afterwards. */
void wake_done(struct wake *wake);

/* write_fd: that of a struct wake, or -1 for nobody. Any thread and any signal handler
 * may call it; errno stays as it is. */
void wake_send(int write_fd);

/* Takes all bytes out. Returns whether there were any. */
bool wake_drain(int read_fd);

#endif
