/* What a whole control sequence means: ECMA-48, section 5.4, and the keys and mouse
 * reports of xterm. */
#ifndef MNISTUI_UI_SEQUENCE_H
#define MNISTUI_UI_SEQUENCE_H

#include "ui/event.h"

enum sequence_meaning {
    SEQUENCE_NOTHING, /* that anyone asks for */
    SEQUENCE_KEY,     /* the event is that key */
    SEQUENCE_MOUSE,   /* the event is what the mouse did */
    SEQUENCE_PASTE_BEGINS,
    SEQUENCE_PASTE_ENDS,
};

/* parameters: what comes after ESC [, up to the final byte and with it. */
enum sequence_meaning sequence_read(const char *parameters, struct event *event);

#endif
