/* Keys as numbers, and as people read them. */
#ifndef MNISTUI_UI_KEYS_H
#define MNISTUI_UI_KEYS_H

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

#define KEYS_CONTROL(letter) ((letter)&0x1f)

/* Printable keys of ASCII are their characters; the others have the numbers of curses, or
 * these. A character beyond ASCII is KEYS_CHARACTER and its code. */
enum { KEYS_TAB = '\t', KEYS_ESCAPE = 27, KEYS_CHARACTER = 1 << 24 };

/* The same number for the same key: terminals send Enter and Backspace in several ways.
 */
int keys_normal(int key);

/* Whether the key is a character that text may have. */
bool keys_is_text(int key);

/* The room that the name of a key takes. */
enum { KEYS_NAME = 16 };

/* "PgUp", "b", "Space". */
void keys_name(int key, char name[KEYS_NAME]);

#endif
