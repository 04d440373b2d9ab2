#include "config.h"

#include "base/thread.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

int
thread_start(pthread_t *thread, void *(*run)(void *), void *argument, const char *what,
             struct error *err)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(thread, NULL, run, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed == 0)
        return 0;
    return error_set(err, "the %s thread cannot be started: %s", what, strerror(failed));
}

size_t
thread_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count > 0 ? (size_t)count : 1;
}
