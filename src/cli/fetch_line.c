#include "config.h"

#include "cli/fetch_line.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/parse.h"
#include "base/text.h"

enum { LINE_MAX_COLS = 400, USUAL_COLS = 80, BAR_MIN = 4, BYTES_OF_GLYPH = 3 };

static int shown; /* columns of the line that is on the terminal */

bool
fetch_line_is_possible(FILE *stream)
{
    const char *term = getenv("TERM");

    return isatty(fileno(stream)) && term != NULL && term[0] != '\0' &&
           strcmp(term, "dumb") != 0;
}

/* One less than the terminal has: in its last column some would begin a new line. */
static int
usable_cols(FILE *stream)
{
    const char *variable = getenv("COLUMNS");
    struct winsize size;
    long cols = 0;

    if (variable == NULL || parse_int(variable, 1, 10000, &cols) != 0)
        cols = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    if (cols == 0)
        cols = USUAL_COLS;
    return cols <= LINE_MAX_COLS ? (int)cols - 1 : LINE_MAX_COLS;
}

/* Appends a bar. */
static void
add_bar(char *text, size_t size, int cols, double share)
{
    bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    const char *full = utf8 ? "\u2588" : "#", *empty = utf8 ? "\u2500" : "-";
    int filled = format_filled(share, cols), i;

    for (i = 0; i < cols; i++)
        text_append(text, size, "%s", i < filled ? full : empty);
}

/* Fits into cols, and gives up the bar, then the name, then what is on the right. */
static int
compose(char *text, size_t size, const struct download_state *state, int cols)
{
    double share = state->total > 0 ? (double)state->done / (double)state->total : 1;
    double speed = state->bytes_per_second;
    char numbers[200];
    int name = (int)strlen(state->name), used, bar;

    snprintf(numbers, sizeof numbers, "%3.0f %%  %s  %s/s  %s left", 100 * share,
             format_part_of_bytes((double)state->done, (double)state->total).text,
             speed > 0 ? format_bytes(speed).text : "- MB",
             format_time(state->seconds_left).text);
    used = (int)strlen(numbers);
    bar = cols - name - used - 2;
    if (bar >= BAR_MIN) {
        snprintf(text, size, "%s ", state->name);
        add_bar(text, size, bar, share);
        text_append(text, size, " %s", numbers);
        return cols;
    }
    if (cols > name + used)
        return snprintf(text, size, "%s %s", state->name, numbers);
    used = min_int(used, cols);
    snprintf(text, size, "%.*s", used, numbers);
    return used;
}

void
fetch_line_show(FILE *stream, const struct download_state *state)
{
    static const char waiting[] = "waiting for another mnistui that downloads this";
    char text[BYTES_OF_GLYPH * LINE_MAX_COLS + 1] = "";
    int cols = usable_cols(stream), used = (int)strlen(waiting);

    if (state->step == DOWNLOAD_WAITING) {
        used = min_int(used, cols);
        snprintf(text, sizeof text, "%.*s", used, waiting);
    } else {
        used = compose(text, sizeof text, state, cols);
    }
    /* back to the beginning, where the ^C that a terminal shows breaks no line */
    fprintf(stream, "%s%*s\r", text, shown > used ? shown - used : 0, "");
    fflush(stream);
    shown = used;
}

void
fetch_line_clear(FILE *stream)
{
    if (shown > 0)
        fprintf(stream, "%*s\r", shown, "");
    fflush(stream);
    shown = 0;
}
