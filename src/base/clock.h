/* Time that only goes forward, and the processor time of a thread. */
#ifndef MNISTUI_BASE_CLOCK_H
#define MNISTUI_BASE_CLOCK_H

#include <time.h>

/* Seconds since some fixed moment (CLOCK_MONOTONIC). */
double clock_now(void);

/* Seconds of processor time that the calling thread has used. */
double clock_thread(void);

/* The clock that pthread_cond_timedwait is to use, where it can be chosen. */
#ifdef HAVE_PTHREAD_CONDATTR_SETCLOCK
#define CLOCK_FOR_WAITING CLOCK_MONOTONIC
#else
#define CLOCK_FOR_WAITING CLOCK_REALTIME
#endif

/* A moment of clock_now() as the timespec of CLOCK_FOR_WAITING. */
struct timespec clock_deadline(double moment);

#endif
