/* A message to the user, which disappears after a few seconds. */
#ifndef MNISTUI_UI_NOTICE_H
#define MNISTUI_UI_NOTICE_H

#include <stdbool.h>

enum { NOTICE_SIZE = 256 };

/* All zeros: no message. */
struct notice {
    char text[NOTICE_SIZE]; /* "" for none */
    double until;           /* clock_now() when it disappears */
};

void notice_say(struct notice *notice, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void notice_clear(struct notice *notice);

/* Removes the message when its time is over. Returns the milliseconds until then, 0 when
 * it has just been removed, or -1 when there is none. */
int notice_tick(struct notice *notice);

#endif
