#include "config.h"

#include "base/clock.h"

double
clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct timespec
clock_timespec(double seconds)
{
    struct timespec when;

    when.tv_sec = (time_t)seconds;
    when.tv_nsec = (long)((seconds - (double)when.tv_sec) * 1e9);
    return when;
}
