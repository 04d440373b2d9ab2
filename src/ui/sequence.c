#include "config.h"

#include "ui/sequence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/keys.h"

static int
letter_key(char letter)
{
    static const struct {
        char letter;
        int key;
    } keys[] = {
        {'A', KEY_UP},   {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT},
        {'H', KEY_HOME}, {'F', KEY_END},  {'Z', KEY_BTAB},  {'P', KEY_F(1)},
        {'Q', KEY_F(2)}, {'R', KEY_F(3)}, {'S', KEY_F(4)},  {'M', KEY_ENTER},
    };
    size_t i;

    for (i = 0; i < MEM_COUNT(keys); i++) {
        if (keys[i].letter == letter)
            return keys[i].key;
    }
    return 0;
}

static int
number_key(int number)
{
    static const int keys[] = {
        0,       KEY_HOME, KEY_IC, KEY_DC,   KEY_END,  KEY_PPAGE, KEY_NPAGE, KEY_HOME,
        KEY_END, 0,        0,      KEY_F(1), KEY_F(2), KEY_F(3),  KEY_F(4),  KEY_F(5),
    };

    return number >= 0 && number < (int)MEM_COUNT(keys) ? keys[number] : 0;
}

/* The keys with Shift that somebody asks for. */
static int
shifted_key(char letter)
{
    switch (letter) {
    case 'C':
        return KEY_SRIGHT;
    case 'D':
        return KEY_SLEFT;
    case 'H':
        return KEY_SHOME;
    case 'F':
        return KEY_SEND;
    default:
        return 0;
    }
}

static enum sequence_meaning
read_key(struct event *event, int key)
{
    event->kind = EVENT_KEY;
    event->key = key;
    return key != 0 ? SEQUENCE_KEY : SEQUENCE_NOTHING;
}

/* With Alt or Ctrl a key is another one, which nobody asks for. */
static enum sequence_meaning
read_numbered(const char *parameters, struct event *event)
{
    enum { PASTE_BEGINS = 200, PASTE_ENDS = 201 };
    char *end;
    long number = strtol(parameters, &end, 10);

    if (strcmp(end, "~") != 0)
        return SEQUENCE_NOTHING;
    if (number == PASTE_BEGINS)
        return SEQUENCE_PASTE_BEGINS;
    if (number == PASTE_ENDS)
        return SEQUENCE_PASTE_ENDS;
    return read_key(event, number_key((int)number));
}

enum {
    MOUSE_MOTION = 32,
    MOUSE_WHEEL = 64,
    MOUSE_NO_BUTTON = 3,
};

/* "ESC [ < button ; x ; y M", cells from 1. What comes with Shift, Alt or Ctrl, a motion
 * with another button than the left, and the release ("m"), is not asked for. */
static enum sequence_meaning
read_mouse(const char *parameters, struct event *event)
{
    int code, end = 0;

    if (sscanf(parameters, "<%3d;%5d;%5dM%n", &code, &event->x, &event->y, &end) != 3 ||
        end == 0 || parameters[end] != '\0' || event->x < 1 || event->y < 1)
        return SEQUENCE_NOTHING;
    event->kind = EVENT_PRESS;
    if (code == MOUSE_WHEEL || code == MOUSE_WHEEL + 1) {
        event->kind = EVENT_WHEEL;
        event->step = code == MOUSE_WHEEL ? -1 : 1;
    } else if (code == MOUSE_MOTION) {
        event->kind = EVENT_DRAG;
        code = 0;
    } else if (code < 0 || code >= MOUSE_NO_BUTTON) {
        return SEQUENCE_NOTHING;
    }
    event->button = code + 1;
    event->x--;
    event->y--;
    return SEQUENCE_MOUSE;
}

enum sequence_meaning
sequence_read(const char *parameters, struct event *event)
{
    static const char shifted[] = "1;2"; /* "ESC [ 1 ; 2 D" */
    size_t length = strlen(parameters), before = sizeof shifted - 1;
    char final = length > 0 ? parameters[length - 1] : '\0';

    memset(event, 0, sizeof *event);
    if (*parameters == '<')
        return read_mouse(parameters, event);
    if (final == '~')
        return read_numbered(parameters, event);
    if (length == 1)
        return read_key(event, letter_key(final));
    if (length == before + 1 && strncmp(parameters, shifted, before) == 0)
        return read_key(event, shifted_key(final));
    return SEQUENCE_NOTHING;
}
