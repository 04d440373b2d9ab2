/* Asks for the words of a filter, in the footer: what is filtered follows each key. */
#ifndef MNISTUI_UI_SCREENS_FILTER_H
#define MNISTUI_UI_SCREENS_FILTER_H

#include <stddef.h>

struct ui;

/* text must last as long as the layer; the state of a screen with a tab does. */
void filter_open(struct ui *ui, char *text, size_t size);

#endif
