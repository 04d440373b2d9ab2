/* A text that the user types, at whose end characters are added and taken away. */
#ifndef MNISTUI_UI_TEXT_FIELD_H
#define MNISTUI_UI_TEXT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the key if it is a character or Backspace; false if it is neither. What does not
 * fit into size bytes changes nothing. */
bool text_field_type(char *text, size_t size, int key);

#endif
