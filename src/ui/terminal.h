/*
 * The terminal: starts and ends curses, and handles the signals that would leave the
 * terminal in a mess. One thread owns it. curses and signal handlers need global state,
 * which is all in terminal.c.
 */
#ifndef MNISTUI_UI_TERMINAL_H
#define MNISTUI_UI_TERMINAL_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/appearance.h"
#include "ui/canvas.h"

/* Starts curses and takes the signals over: each writes a byte to wake_fd. Fills canvas,
 * which points into theme. -1 with err when the terminal cannot show the UI; it is then
 * as it was. */
int terminal_open(struct canvas *canvas, struct theme *theme,
                  const struct appearance *appearance, int wake_fd, struct error *err);

/* Whether the terminal has been asked for reports of its mouse. */
bool terminal_has_mouse(void);

/* Every way out leads here. Does nothing if the terminal is restored already. */
void terminal_restore(void);

/* A signal that came and was not taken yet, or 0. SIGTSTP asks the process to stop, the
 * others ask it to end. */
int terminal_take_signal(void);

/* Whether the terminal has another size since the last call: curses has it then, too. */
bool terminal_take_resize(void);

/* Gives the terminal back and stops the process; returns when it goes on. The next
 * refresh() draws the whole screen. */
void terminal_stop(void);

#endif
