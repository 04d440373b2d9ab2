#include "config.h"

#include "ui/keys.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/translation.h"

static const struct {
    int key;
    const char *name;
} names[] = {
    {' ', N_("Space")},
    {KEYS_TAB, N_("Tab")},
    {KEY_BTAB, N_("Shift-Tab")},
    {KEY_LEFT, N_("Left")},
    {KEY_RIGHT, N_("Right")},
    {KEY_UP, N_("Up")},
    {KEY_DOWN, N_("Down")},
    {KEY_PPAGE, N_("PgUp")},
    {KEY_NPAGE, N_("PgDn")},
    {KEY_HOME, N_("Home")},
    {KEY_END, N_("End")},
    {KEY_SLEFT, N_("Shift-Left")},
    {KEY_SRIGHT, N_("Shift-Right")},
    {KEY_SHOME, N_("Shift-Home")},
    {KEY_SEND, N_("Shift-End")},
    {KEY_F(1), N_("F1")},
    {KEY_ENTER, N_("Enter")},
    {KEYS_ESCAPE, N_("Esc")},
    {KEYS_CONTROL('l'), N_("Ctrl-L")},
    {KEYS_CONTROL('c'), N_("Ctrl-C")},
};

int
keys_normal(int key)
{
    switch (key) {
    case '\r':
    case '\n':
        return KEY_ENTER;
    case '\b':
    case 0x7f:
        return KEY_BACKSPACE;
    default:
        return key;
    }
}

bool
keys_is_text(int key)
{
    return (key >= ' ' && key < 0x7f) || key >= KEYS_CHARACTER;
}

/* The character in the locale's own bytes. Outside of UTF-8 its code is that byte. */
void
keys_append(char *text, size_t size, int key)
{
    int code = key >= KEYS_CHARACTER ? key - KEYS_CHARACTER : key;
    char bytes[MB_LEN_MAX] = {(char)code};
    size_t length = strlen(text), count = 1;
    mbstate_t state;

    memset(&state, 0, sizeof state);
    if (MB_CUR_MAX > 1)
        count = wcrtomb(bytes, (wchar_t)code, &state);
    if (count == (size_t)-1 || length + count >= size)
        return;
    memcpy(text + length, bytes, count);
    text[length + count] = '\0';
}

void
keys_name(int key, char name[KEYS_NAME])
{
    size_t i;

    for (i = 0; i < MEM_COUNT(names); i++) {
        if (names[i].key == key) {
            snprintf(name, KEYS_NAME, "%s", _(names[i].name));
            return;
        }
    }
    snprintf(name, KEYS_NAME, "%c", key);
}
