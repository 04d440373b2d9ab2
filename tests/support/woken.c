#include "config.h"

#include "support/woken.h"

#include <poll.h>

#include "support/suite.h"

enum { PATIENCE_MS = 60000 }; /* sanitizers are slow */

void
woken_open(struct wake *wake)
{
    struct error err;

    ck_assert_msg(wake_init(wake, &err) == 0, "%s", err.text);
}

void
woken_wait(const struct wake *wake)
{
    struct pollfd fd = {wake->read_fd, POLLIN, 0};

    ck_assert_int_eq(poll(&fd, 1, PATIENCE_MS), 1);
    ck_assert(wake_drain(wake->read_fd));
}
