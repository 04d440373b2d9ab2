/* What mnistui can do without libcurl: say how to download by hand. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "fetch/download.h"

/* Between the quotes of a word. */
static void
append_escaped(char *text, size_t size, const char *word)
{
    for (; *word != '\0'; word++)
        text_append(text, size, *word == '\'' ? "'\\''" : "%c", *word);
}

/* One word for the shell, whatever is in it. */
static void
append_quoted(char *text, size_t size, const char *word)
{
    text_append(text, size, "'");
    append_escaped(text, size, word);
    text_append(text, size, "'");
}

void
download_by_hand(const struct download *download, char *text, size_t size)
{
    const char *mirror =
        download->mirror_count > 0 ? download->mirrors[0] : "https://MIRROR/";
    size_t i;

    text[0] = '\0';
    text_append(text, size, "  cd ");
    append_quoted(text, size, download->folder);
    for (i = 0; i < download->file_count; i++) {
        text_append(text, size, "\n  curl -fLO '");
        append_escaped(text, size, mirror);
        text_append(text, size, "%s'", download->files[i].name);
    }
}
