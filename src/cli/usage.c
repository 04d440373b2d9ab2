#include "config.h"

#include "cli/usage.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command_line.h"

enum { HELP_COLUMN = 23, HELP_WIDTH = 79 };

/* The line is already at HELP_COLUMN. */
static void
print_wrapped(FILE *stream, const char *text)
{
    size_t length;

    for (; *text != '\0'; text += length, text += strspn(text, " ")) {
        length = text_wrap(text, HELP_WIDTH - HELP_COLUMN);
        fprintf(stream, "%.*s\n", (int)length, text);
        if (text[length] != '\0')
            fprintf(stream, "%*s", HELP_COLUMN, "");
    }
}

static void
print_option(FILE *stream, const struct option_words *option)
{
    char name[HELP_COLUMN + 1] = "  ", help[300];

    if (option->letter != 0)
        text_append(name, sizeof name, "-%c, ", option->letter);
    else
        text_append(name, sizeof name, "    ");
    text_append(name, sizeof name, "--%s", option->name);
    if (option->metavar != NULL)
        text_append(name, sizeof name, "=%s", option->metavar);
    snprintf(help, sizeof help, "%s", option->help);
    if (option->initial[0] != '\0')
        text_append(help, sizeof help, " [%s]", option->initial);
    fprintf(stream, "%-*s", HELP_COLUMN, name);
    print_wrapped(stream, help);
}

void
usage_print(FILE *stream)
{
    struct option_words option;
    size_t i;

    fputs(
        "Usage: mnistui [COMMAND] [OPTION]...\n"
        "\n"
        "Trains a small neural network on MNIST and shows it learning.\n"
        "\n"
        "Commands:\n"
        "  (none)               the terminal UI; plain lines where there is no terminal\n"
        "  train                train without a UI, a line per epoch\n"
        "  test                 the error of a net: mnistui test --load=net.npz\n"
        "  fetch                download MNIST\n"
        "\n"
        "Options, each with its default in brackets:\n",
        stream);
    for (i = 0; options_describe(i, &option); i++)
        print_option(stream, &option);
    fputs("\n"
          "Press ? in the UI for its keys; man mnistui says more.\n",
          stream);
}
