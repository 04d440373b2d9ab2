#include "config.h"

#include "base/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int
wake_init(struct wake *wake, struct error *err)
{
    int fds[2], i;

    if (pipe(fds) != 0)
        return error_set(err, "a pipe cannot be made: %s", strerror(errno));
    for (i = 0; i < 2; i++) {
        fcntl(fds[i], F_SETFL, O_NONBLOCK);
        fcntl(fds[i], F_SETFD, FD_CLOEXEC);
    }
    wake->read_fd = fds[0];
    wake->write_fd = fds[1];
    return 0;
}

void
wake_done(struct wake *wake)
{
    close(wake->read_fd);
    close(wake->write_fd);
}

void
wake_send(int write_fd)
{
    int before = errno;

    if (write_fd >= 0 && write(write_fd, "", 1) < 0)
        errno = before; /* it is full, which wakes as well */
}

bool
wake_drain(int read_fd)
{
    char bytes[256];
    bool any = false;

    while (read(read_fd, bytes, sizeof bytes) > 0)
        any = true;
    return any;
}
