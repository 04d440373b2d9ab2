#include "config.h"

#include "ui/keys.h"

#include <stdio.h>

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
    {KEY_DC, N_("Delete")},
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
