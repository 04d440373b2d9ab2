/* Keys as numbers, and as people read them. */
#ifndef MNISTUI_UI_KEYS_H
#define MNISTUI_UI_KEYS_H

#include <curses.h>
#include <stddef.h>

#define KEYS_CONTROL(letter) ((letter)&0x1f)

/* A printable key is its character; the others have curses' numbers, or these. */
enum { KEYS_TAB = '\t', KEYS_ESCAPE = 27 };

/* The same number for the same key: terminals send Enter and Backspace in several ways.
 */
int keys_normal(int key);

/* The room that the name of a key takes. */
enum { KEYS_NAME = 16 };

/* "PgUp", "b", "Space". */
void keys_name(int key, char name[KEYS_NAME]);

#endif
