/*
 * The UI without threads, on a terminal that is not there (screen.h): it is given looks
 * and keys, and what it shows is read. There is one at a time. Keys that drive a run are
 * not for it: they need an engine.
 */
#ifndef MNISTUI_TESTS_STAGE_H
#define MNISTUI_TESTS_STAGE_H

#include "support/screen.h"
#include "ui/look.h"

/* As screen_open; the UI comes with stage_start. */
void stage_open(const char *type, int rows, int cols);
void stage_close(void);

/* A UI that has just been started, with this look. */
void stage_start(const struct look *look);

/* Shows it another one. */
void stage_show(const struct look *look);

/* A key as curses names it; a text, of which each character is a key. */
void stage_key(int key);
void stage_keys(const char *keys);

/* A message, as what the user did may leave one. */
void stage_say(const char *message);

/* Draws and reads the screen; theme may be NULL for screen_roles. */
void stage_read(struct screen_copy *copy, const struct theme *theme,
                enum glyph_set glyphs);

#endif
