#include "config.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

void
text_append(char *text, size_t size, const char *format, ...)
{
    size_t length = strlen(text);
    va_list args;

    va_start(args, format);
    vsnprintf(text + length, size - length, format, args);
    va_end(args);
}

void
text_append_item(char *text, size_t size, const char *item, size_t i, size_t count,
                 const char *last_joint)
{
    const char *joint = i == 0 ? "" : i + 1 == count ? last_joint : ", ";

    text_append(text, size, "%s%s", joint, item);
}

struct character {
    size_t bytes;
    int columns; /* -1: it cannot be shown */
};

/* The character that text, which is not empty, begins with. */
static struct character
first_character(const char *text)
{
    struct character c = {1, -1};
    mbstate_t state;
    wchar_t wide;
    size_t bytes;

    memset(&state, 0, sizeof state);
    bytes = mbrtowc(&wide, text, strnlen(text, MB_CUR_MAX), &state);
    if (bytes != (size_t)-1 && bytes != (size_t)-2) {
        c.bytes = bytes;
        c.columns = wcwidth(wide);
    }
    return c;
}

static int
columns_of(const struct character *c)
{
    return c->columns >= 0 ? c->columns : 1;
}

int
text_columns(const char *text)
{
    int columns = 0;

    while (*text != '\0') {
        struct character c = first_character(text);

        columns += columns_of(&c);
        text += c.bytes;
    }
    return columns;
}

const char *
text_next(const char *text)
{
    return text + first_character(text).bytes;
}

size_t
text_fit(const char *text, int columns)
{
    size_t used = 0;

    while (text[used] != '\0') {
        struct character c = first_character(text + used);

        columns -= columns_of(&c);
        if (columns < 0)
            break;
        used += c.bytes;
    }
    return used;
}

size_t
text_wrap(const char *text, int columns)
{
    size_t fitting = text_fit(text, columns), length = fitting;

    if (text[0] != '\0' && fitting == 0)
        return first_character(text).bytes;
    if (text[length] != '\0') {
        while (length > 0 && text[length] != ' ')
            length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length > 0 ? length : fitting;
}

void
text_clean(char *text)
{
    char *end = text;

    while (*text != '\0') {
        struct character c = first_character(text);

        if (c.columns < 0)
            *end = '?';
        else
            memmove(end, text, c.bytes);
        end += c.columns < 0 ? 1 : c.bytes;
        text += c.bytes;
    }
    *end = '\0';
}
