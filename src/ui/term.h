/*
 * The terminal: curses from start to end, and the signals that must not leave it behind
 * in a mess. One thread owns it. curses and signal handlers have global state; it all
 * lies in term.c.
 */
#ifndef MNISTUI_UI_TERM_H
#define MNISTUI_UI_TERM_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/canvas.h"
#include "ui/looks.h"

/* Starts curses and takes the signals over: each writes a byte to wake_fd. Fills canvas,
 * which points into theme. -1 with err when the terminal cannot show the UI; it is then
 * as it was. */
int term_open(struct canvas *canvas, struct theme *theme, const struct looks *looks,
              int wake_fd, struct error *err);

/* Every way out passes here; does nothing when the terminal is restored already. */
void term_restore(void);

/* A signal that came and was not taken yet, or 0: SIGTSTP asks to stop, the others for
 * the end. */
int term_take_signal(void);

/* Gives the terminal back and stops the process; returns when it goes on. The next
 * refresh() draws everything anew. */
void term_stop(void);

#endif
