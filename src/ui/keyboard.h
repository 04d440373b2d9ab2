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
 * from the locale. mouse: whether its reports were asked for. */
void keyboard_init(struct keyboard *keyboard, int fd, bool mouse);

/* The next event, or EVENT_NONE after many bytes that make none. False when nothing
 * waits. Never waits itself, and never reads for long. */
bool keyboard_next(struct keyboard *keyboard, struct event *event);

/* The milliseconds after which keyboard_next may have an event though no byte came; -1
 * when it will have none. */
int keyboard_due(const struct keyboard *keyboard);

#endif
