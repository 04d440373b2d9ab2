#include "config.h"

#include "ui/text_field.h"

#include <limits.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"
#include "ui/keys.h"

/* The last character goes with those that combine with it. */
static void
take_last(char *text)
{
    size_t at = 0, length;

    while (text[at] != '\0') {
        length = text_fit(text + at, 1);
        if (length == 0)
            length = text_fit(text + at, 2);
        if (length == 0 || text[at + length] == '\0')
            break;
        at += length;
    }
    text[at] = '\0';
}

/* Of the locale; a character that it does not have is none. */
static void
append(char *text, size_t size, wchar_t character)
{
    char bytes[MB_LEN_MAX];
    mbstate_t state;
    size_t length, used = strlen(text);

    memset(&state, 0, sizeof state);
    length = wcrtomb(bytes, character, &state);
    if (length == (size_t)-1 || used + length >= size)
        return;
    memcpy(text + used, bytes, length);
    text[used + length] = '\0';
}

bool
text_field_type(char *text, size_t size, int key)
{
    if (key == KEY_BACKSPACE)
        take_last(text);
    else if (keys_is_text(key))
        append(text, size, (wchar_t)(key & (KEYS_CHARACTER - 1)));
    else
        return false;
    return true;
}
