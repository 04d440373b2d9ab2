/* What a mnistui without libcurl can do: say how to do it without mnistui. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "data/download.h"

/* Text that is cut where the buffer ends. */
static void __attribute__((format(printf, 3, 4)))
append(char *text, size_t size, const char *format, ...)
{
    size_t length = strlen(text);
    va_list args;

    va_start(args, format);
    vsnprintf(text + length, size - length, format, args);
    va_end(args);
}

/* Between the quotes of a word. */
static void
append_escaped(char *text, size_t size, const char *word)
{
    for (; *word != '\0'; word++)
        append(text, size, *word == '\'' ? "'\\''" : "%c", *word);
}

/* One word for the shell, whatever is in it. */
static void
append_quoted(char *text, size_t size, const char *word)
{
    append(text, size, "'");
    append_escaped(text, size, word);
    append(text, size, "'");
}

void
download_by_hand(const struct download *download, char *text, size_t size)
{
    const char *mirror =
        download->mirror_count > 0 ? download->mirrors[0] : "https://MIRROR/";
    size_t i;

    text[0] = '\0';
    append(text, size, "  cd ");
    append_quoted(text, size, download->folder);
    for (i = 0; i < download->file_count; i++) {
        append(text, size, "\n  curl -fLO '");
        append_escaped(text, size, mirror);
        append(text, size, "%s'", download->files[i].name);
    }
}
