/* Reads what the terminal sends. One thread owns it, that of curses. */
#ifndef MNISTUI_UI_KEYBOARD_H
#define MNISTUI_UI_KEYBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/input.h"

struct keyboard {
    int fd;
    struct input input;
    unsigned char bytes[256]; /* read, but not yet given to input */
    size_t next, count;
    struct event events[INPUT_EVENTS]; /* of input, but not yet taken */
    size_t next_event, event_count;
};

/* The terminal at fd, which curses has opened: its keys come from terminfo, the charset
 * from the locale. */
void keyboard_init(struct keyboard *keyboard, int fd);

/* The next event, if there is one. Never waits. */
bool keyboard_next(struct keyboard *keyboard, struct event *event);

/* The milliseconds after which keyboard_next may have an event though no byte came; -1
 * when it will have none. */
int keyboard_due(const struct keyboard *keyboard);

#endif
