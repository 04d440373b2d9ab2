/* What the user does at the terminal. */
#ifndef MNISTUI_UI_EVENT_H
#define MNISTUI_UI_EVENT_H

enum event_kind {
    EVENT_NONE,
    EVENT_KEY,   /* key */
    EVENT_TEXT,  /* key: a character of pasted text, never a line end or a control */
    EVENT_PRESS, /* a mouse button went down: button, y, x */
    EVENT_DRAG,  /* the mouse moved while its left button is down: y, x */
    EVENT_WHEEL, /* step: -1 up, 1 down; y, x */
};

struct event {
    enum event_kind kind;
    int key;    /* see keys.h */
    int button; /* 1 left, 2 middle, 3 right */
    int step;
    int y, x; /* cells from 0 */
};

#endif
