#include "config.h"

#include "fetch/download_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "data/download_folder.h"

/* By its status, because a socket, a folder or a link cannot be opened, each for a reason
 * of its own. */
static bool
is_something_else(const char *path, int lock)
{
    struct stat status;
    int result = lock >= 0 ? fstat(lock, &status) : lstat(path, &status);

    return result == 0 && !S_ISREG(status.st_mode);
}

/* Does not wait at a FIFO, nor follow a link. */
static int
open_lock(const char *folder, struct error *err)
{
    char path[sizeof err->text];
    int lock, reason,
        length = snprintf(path, sizeof path, "%s/" DOWNLOAD_LOCK_NAME, folder);

    if (length < 0 || (size_t)length >= sizeof path) {
        error_set(err, "the name of the folder is too long: take a shorter one");
        return -2;
    }
    lock = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0666);
    reason = errno;
    if (is_something_else(path, lock)) {
        if (lock >= 0)
            close(lock);
        error_set(err,
                  "%s is not a plain file: remove it, and the next download makes one",
                  path);
        return -2;
    }
    if (lock >= 0)
        return lock;
    error_set(err, "%s cannot be written: %s: %s", folder, strerror(reason),
              download_folder_advice(folder, getenv));
    return -2;
}

int
download_lock(const char *folder, bool (*go_on)(void *context), void *context,
              struct error *err)
{
    static const struct timespec pause = {.tv_nsec = 50000000};
    int lock = open_lock(folder, err);

    if (lock < 0)
        return lock;
    while (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK) {
            error_set(err, "%s/" DOWNLOAD_LOCK_NAME " cannot be locked: %s: %s", folder,
                      strerror(errno), download_folder_advice(folder, getenv));
            close(lock);
            return -2;
        }
        if (!go_on(context)) {
            close(lock);
            return -1;
        }
        nanosleep(&pause, NULL);
    }
    return lock;
}

void
download_unlock(int lock)
{
    close(lock);
}
