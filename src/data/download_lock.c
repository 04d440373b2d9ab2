#include "config.h"

#include "data/download_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "data/download_folder.h"

static int
open_lock(const char *folder, struct error *err)
{
    char path[sizeof err->text];
    int lock, length = snprintf(path, sizeof path, "%s/" DOWNLOAD_LOCK_NAME, folder);

    if (length < 0 || (size_t)length >= sizeof path) {
        error_set(err, "the name of the folder is too long: take a shorter one");
        return -2;
    }
    lock = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0666);
    if (lock >= 0)
        return lock;
    error_set(err, "%s cannot be written: %s: %s", folder, strerror(errno),
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
