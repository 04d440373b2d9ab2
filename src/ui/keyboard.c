#include "config.h"

#include "ui/keyboard.h"

#include <langinfo.h>
#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/keys.h"

#include <term.h> /* last: it defines macros with names of one word */

/* As short as sequences that begin with ESC allow; a terminal sends those at once. */
enum { ESCAPE_DELAY_MS = 25 };

static double
escape_seconds(void)
{
    const char *given = getenv("ESCDELAY");
    long ms = given != NULL ? strtol(given, NULL, 10) : 0;

    return (double)(ms > 0 ? ms : ESCAPE_DELAY_MS) / 1000;
}

static enum input_charset
charset_of_locale(void)
{
    const char *name = nl_langinfo(CODESET);

    if (strcmp(name, "UTF-8") == 0)
        return INPUT_UTF_8;
    return MB_CUR_MAX > 1 || strstr(name, "ANSI_X3.4") == name ? INPUT_ASCII
                                                               : INPUT_8_BIT;
}

void
keyboard_init(struct keyboard *keyboard, int fd, bool mouse)
{
    static const struct {
        const char *capability;
        int key;
    } keys[] = {
        {"kcuu1", KEY_UP},      {"kcud1", KEY_DOWN},  {"kcub1", KEY_LEFT},
        {"kcuf1", KEY_RIGHT},   {"khome", KEY_HOME},  {"kend", KEY_END},
        {"kpp", KEY_PPAGE},     {"knp", KEY_NPAGE},   {"kcbt", KEY_BTAB},
        {"kLFT", KEY_SLEFT},    {"kRIT", KEY_SRIGHT}, {"kHOM", KEY_SHOME},
        {"kEND", KEY_SEND},     {"kent", KEY_ENTER},  {"kf1", KEY_F(1)},
        {"kbs", KEY_BACKSPACE},
    };
    size_t i;

    memset(keyboard, 0, sizeof *keyboard);
    keyboard->fd = fd;
    input_init(&keyboard->input, charset_of_locale(), escape_seconds());
    keyboard->input.mouse = mouse;
    for (i = 0; i < MEM_COUNT(keys); i++) {
        char name[8];
        const char *bytes;

        strcpy(name, keys[i].capability);
        bytes = tigetstr(name);
        if (bytes != NULL && bytes != (const char *)-1)
            input_add_key(&keyboard->input, bytes, keys[i].key);
    }
}

/* False when no byte waits. */
static bool
read_bytes(struct keyboard *keyboard)
{
    struct pollfd fd = {keyboard->fd, POLLIN, 0};
    ssize_t count;

    if (poll(&fd, 1, 0) <= 0 || (fd.revents & POLLIN) == 0)
        return false;
    count = read(keyboard->fd, keyboard->bytes, sizeof keyboard->bytes);
    keyboard->next = 0;
    keyboard->count = count > 0 ? (size_t)count : 0;
    return count > 0;
}

/* Gives input what was read, up to the first event. */
static void
parse_bytes(struct keyboard *keyboard)
{
    keyboard->next_event = keyboard->event_count = 0;
    while (keyboard->next < keyboard->count && keyboard->event_count == 0)
        keyboard->event_count =
            input_byte(&keyboard->input, keyboard->bytes[keyboard->next++], clock_now(),
                       keyboard->events);
}

bool
keyboard_next(struct keyboard *keyboard, struct event *event)
{
    bool some = true;

    if (keyboard->next_event == keyboard->event_count) {
        some = keyboard->next < keyboard->count || read_bytes(keyboard);
        parse_bytes(keyboard);
        if (!some)
            keyboard->event_count =
                input_time(&keyboard->input, clock_now(), keyboard->events);
    }
    event->kind = EVENT_NONE;
    if (keyboard->next_event < keyboard->event_count)
        *event = keyboard->events[keyboard->next_event++];
    return some || event->kind != EVENT_NONE;
}

int
keyboard_due(const struct keyboard *keyboard)
{
    double seconds = input_due(&keyboard->input, clock_now());

    if (keyboard->next < keyboard->count)
        return 0;
    return seconds < 0 ? -1 : (int)ceil(1000 * seconds);
}
