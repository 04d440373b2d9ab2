/* Waiting for a byte in a wake pipe, as the UI does. */
#ifndef MNISTUI_TESTS_WOKEN_H
#define MNISTUI_TESTS_WOKEN_H

#include "base/wake.h"

/* Both ends of a pipe, or the test fails. */
void woken_open(struct wake *wake);

/* Until somebody has sent, or the test fails after a minute; takes all bytes out. */
void woken_wait(const struct wake *wake);

#endif
