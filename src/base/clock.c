#include "config.h"

#include "base/clock.h"

static double
read_clock(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double
clock_now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

double
clock_thread(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

struct timespec
clock_deadline(double moment)
{
    double when = moment - clock_now() + read_clock(CLOCK_FOR_WAITING);
    struct timespec deadline;

    deadline.tv_sec = (time_t)when;
    deadline.tv_nsec = (long)((when - (double)deadline.tv_sec) * 1e9);
    return deadline;
}
