#include "config.h"

#include "cli/message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* The text may contain the name of a file, and that may contain control characters that a
 * terminal would obey. */
void
message_print(const char *text)
{
    fputs("mnistui: ", stderr);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        fputc((c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? '?' : c, stderr);
    }
    fputc('\n', stderr);
}

int
message_fail(const char *text)
{
    message_print(text);
    return EXIT_FAILURE;
}

int
message_flush_output(void)
{
    struct error err;

    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_SUCCESS;
    error_set(&err, "standard output cannot be written: %s", strerror(errno));
    return message_fail(err.text);
}
