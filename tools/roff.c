#include "config.h"

#include "tools/roff.h"

#include <ctype.h>
#include <string.h>

enum { LINE_WIDTH = 72 };

/* A hyphen can be copied, and a backslash begins no escape. */
static void
print_character(FILE *stream, char c)
{
    if (c == '\\')
        fputs("\\e", stream);
    else if (c == '-')
        fputs("\\-", stream);
    else if (c == '"')
        fputs("\\(dq", stream);
    else
        fputc(c, stream);
}

void
roff_word(FILE *stream, const char *text)
{
    fputs("\\&", stream);
    for (; *text != '\0'; text++)
        print_character(stream, *text);
}

void
roff_sentence(FILE *stream, const char *text)
{
    const char *c = text;
    size_t column = 0;

    for (; *c != '\0'; c++) {
        if (*c == ' ' && column + 1 + strcspn(c + 1, " ") > LINE_WIDTH) {
            fputc('\n', stream);
            column = 0;
            continue;
        }
        if (column++ == 0 && (*c == '.' || *c == '\''))
            fputs("\\&", stream);
        print_character(stream, c == text ? (char)toupper((unsigned char)*c) : *c);
    }
    fputs(".\n", stream);
}
