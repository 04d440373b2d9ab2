#include "config.h"

#include "ui/widgets/loading_panel.h"

#include <ctype.h>
#include <string.h>

#include "base/format.h"
#include "ui/action.h"

enum { WIDE_COLS = 58 };

const char *
loading_name(enum loading_stage stage)
{
    static const char *const names[] = {
        [LOADING_NOTHING] = "",
        [LOADING_FETCHING] = "downloading MNIST",
        [LOADING_READING] = "reading the data",
        [LOADING_DRAWING] = "drawing the digits",
    };

    return names[stage];
}

void
loading_draw(const struct canvas *canvas, struct rect r, const struct loading *loading)
{
    const char *name = loading_name(loading->stage);
    bool wide = r.cols >= WIDE_COLS;
    int x, y = wide ? 0 : 1;

    if (rect_is_empty(r) || loading->stage == LOADING_NOTHING)
        return;
    x = canvas_text(canvas, r, 0, 0, ROLE_STRONG, "%c%s", toupper(name[0]), name + 1);
    x = wide ? x + 1 : 0;
    canvas_bar(canvas, r, y, x, r.cols - x - (wide ? 7 : 0), loading->share, ROLE_BAR);
    canvas_text_right(canvas, r, 0, ROLE_TEXT, "%3.0f %%", 100 * loading->share);
    canvas_text(canvas, r, y + 1, 0, ROLE_TEXT, "then run 1 starts");
}

/* Words, a new row where the next one would pass the right edge, and in the middle of one
 * that is longer than a row. */
static void
draw_wrapped(const struct canvas *canvas, struct rect r, int y, const char *text)
{
    int x = 0, length;

    for (; *text != '\0'; text += length + (text[length] == ' ')) {
        length = (int)strcspn(text, " ");
        if (x > 0 && x + length > r.cols) {
            x = 0;
            y++;
        }
        length = length > r.cols ? r.cols : length;
        x = canvas_text(canvas, r, y, x, ROLE_DIM, "%.*s", length, text) + 1;
    }
}

static void
draw_speed(const struct canvas *canvas, struct rect r, int y,
           const struct fetching *fetch)
{
    if (fetch->waiting)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "another mnistui does it");
    else if (fetch->bytes_per_second > 0)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "%s/s  %s left",
                    format_bytes(fetch->bytes_per_second).text,
                    format_time(fetch->seconds_left).text);
    else if (fetch->checking)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "checking it");
    else
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "waiting for bytes");
}

void
download_draw(const struct canvas *canvas, struct rect r, const struct loading *loading)
{
    const struct fetching *fetch = &loading->fetch;
    char key[ACTION_KEY_TEXT];
    int x;

    if (rect_is_empty(r) || loading->stage != LOADING_FETCHING)
        return;
    canvas_title(canvas, r, "Download");
    action_hint_key(ACTION_BACK, key);
    x = canvas_text(canvas, r, 1, 0, ROLE_KEY, "%s", key);
    canvas_text(canvas, r, 1, x + 1, ROLE_TEXT, "practice digits");
    canvas_text(canvas, r, 2, 0, ROLE_TEXT, "%s of %s",
                format_bytes((double)fetch->done).text,
                format_bytes((double)fetch->total).text);
    draw_speed(canvas, r, 3, fetch);
    canvas_text(canvas, r, 4, 0, ROLE_TEXT, "%s", fetch->file);
    if (fetch->host[0] != '\0')
        canvas_text(canvas, r, 5, 0, ROLE_TEXT, "from %s", fetch->host);
    draw_wrapped(canvas, r, 6, fetch->note);
}
