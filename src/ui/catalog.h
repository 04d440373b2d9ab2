/* All screens with a tab, and all keys. */
#ifndef MNISTUI_UI_CATALOG_H
#define MNISTUI_UI_CATALOG_H

#include <stddef.h>

#include "ui/action.h"
#include "ui/screen.h"

/* In the order of their tabs. */
size_t catalog_screens(void);
const struct screen *catalog_screen(size_t number);

/* The key that shows the screen: its digit. */
int catalog_key(size_t number);

/* The number of the screen that this key shows, or -1. */
long catalog_find_screen(int key);

/* The row of a key that works on every screen, or NULL. */
const struct action *catalog_find(int key);

/* The keys that work on every screen, by subject; a section without a title ends them. */
extern const struct action_section catalog_sections[];

/* What lists all keys: the help, or the manual. */
struct catalog_reader {
    void (*section)(void *context, const char *title);
    void (*row)(void *context, const struct action *action);
};

/* Calls reader for every key: those that work everywhere, and those of each screen. A row
 * is valid until the call for it returns. */
void catalog_read(const struct catalog_reader *reader, void *context);

#endif
