/* The bytes are what a terminal sends, the first of them the charset and the pauses. */
#include "config.h"

#include "fuzz/fuzz.h"

#include <curses.h>

#include "ui/input.h"
#include "ui/keys.h"

enum { LAST_CHARACTER = 0x10ffff };

static void
check_event(const struct event *event)
{
    int character = event->key - KEYS_CHARACTER;

    switch (event->kind) {
    case EVENT_KEY:
        FUZZ_CHECK((event->key >= 0 && event->key < 0x80) ||
                   (event->key > KEY_MIN && event->key < KEY_MAX) ||
                   (character >= 0xa0 && character <= LAST_CHARACTER));
        break;
    case EVENT_TEXT:
        FUZZ_CHECK((event->key >= ' ' && event->key < 0x7f) ||
                   (character >= 0xa0 && character <= LAST_CHARACTER));
        break;
    case EVENT_PRESS:
        FUZZ_CHECK(event->button >= 1 && event->button <= 3 && event->x >= 0 &&
                   event->y >= 0);
        break;
    case EVENT_DRAG:
        FUZZ_CHECK(event->x >= 0 && event->y >= 0);
        break;
    case EVENT_WHEEL:
        FUZZ_CHECK(event->step * event->step == 1 && event->x >= 0 && event->y >= 0);
        break;
    case EVENT_NONE:
        FUZZ_CHECK(event->kind != EVENT_NONE);
    }
}

static void
check_events(const struct event *events, size_t count)
{
    size_t i;

    FUZZ_CHECK(count <= INPUT_EVENTS);
    for (i = 0; i < count; i++)
        check_event(&events[i]);
}

/* Whatever came before: when nothing has come for a while, a key is the key. */
static void
check_next_key(struct input *input, double now)
{
    struct event events[INPUT_EVENTS];
    size_t count;

    while (input_due(input, now) >= 0) {
        now += input_due(input, now) + 1e-6;
        check_events(events, input_time(input, now, events));
    }
    count = input_byte(input, 'q', now, events);
    FUZZ_CHECK(count == 1 && events[0].kind == EVENT_KEY && events[0].key == 'q');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct event events[INPUT_EVENTS];
    struct input input;
    double now = 0;
    size_t i;

    if (size == 0)
        return 0;
    input_init(&input, (enum input_charset)(data[0] % 3), 0.025);
    input.mouse = true;
    input_add_key(&input, "\033[[A", KEY_F(1));
    input_add_key(&input, "\033A", KEY_UP);
    input_add_key(&input, "\013", KEY_UP);
    for (i = 1; i < size; i++) {
        /* now and then a pause, of one of several lengths */
        if ((data[0] & 4) != 0 && data[i] % 7 == 0)
            now += (double)(data[i] / 7) / 50;
        check_events(events, input_byte(&input, data[i], now, events));
    }
    check_next_key(&input, now);
    return 0;
}
