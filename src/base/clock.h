/* Time that only goes forward. */
#ifndef MNISTUI_BASE_CLOCK_H
#define MNISTUI_BASE_CLOCK_H

#include <time.h>

/* Seconds since some fixed moment (CLOCK_MONOTONIC). */
double clock_now(void);

/* The same moment as the timespec that pthread_cond_timedwait on CLOCK_MONOTONIC takes.
 */
struct timespec clock_timespec(double seconds);

#endif
