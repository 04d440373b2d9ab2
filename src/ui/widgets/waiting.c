#include "config.h"

#include "ui/widgets/waiting.h"

#include "base/format.h"
#include "base/translation.h"

enum { WIDE_COLS = 58 };

void
waiting_draw(const struct canvas *canvas, struct rect r, const struct loading *loading)
{
    static const char *const titles[] = {
        [LOADING_NOTHING] = "",
        [LOADING_FETCHING] = N_("Downloading MNIST"),
        [LOADING_READING] = N_("Reading the data"),
        [LOADING_DRAWING] = N_("Drawing the digits"),
    };
    bool wide = r.cols >= WIDE_COLS;
    int x, y = wide ? 0 : 1;

    if (rect_is_empty(r) || loading->stage == LOADING_NOTHING)
        return;
    x = canvas_text(canvas, r, 0, 0, ROLE_STRONG, "%s", _(titles[loading->stage]));
    x = wide ? x + 1 : 0;
    canvas_bar(canvas, r, y, x, r.cols - x - (wide ? 7 : 0), loading->share, ROLE_BAR);
    canvas_text_right(canvas, r, 0, ROLE_TEXT, "%3.0f %%", 100 * loading->share);
    canvas_text(canvas, r, y + 1, 0, ROLE_TEXT, "%s", _("then run 1 starts"));
}

static void
draw_speed(const struct canvas *canvas, struct rect r, int y,
           const struct fetching *fetch)
{
    if (fetch->waiting)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "%s", _("another mnistui does it"));
    else if (fetch->bytes_per_second > 0)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, _("%s/s  %s left"),
                    format_bytes(fetch->bytes_per_second).text,
                    format_time(fetch->seconds_left).text);
    else if (fetch->checking)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "%s", _("checking it"));
    else
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "%s", _("waiting for bytes"));
}

void
waiting_draw_download(const struct canvas *canvas, struct rect r,
                      const struct loading *loading, const struct action *skip)
{
    const struct fetching *fetch = &loading->fetch;
    char key[ACTION_KEY_TEXT];
    int x;

    if (rect_is_empty(r) || loading->stage != LOADING_FETCHING)
        return;
    canvas_title(canvas, r, _("Download"));
    action_first_key(skip, key);
    x = canvas_text(canvas, r, 1, 0, ROLE_KEY, "%s", key);
    canvas_text(canvas, r, 1, x + 1, ROLE_TEXT, "%s", _(skip->hint));
    if (fetch->total > 0)
        canvas_text(canvas, r, 2, 0, ROLE_TEXT, _("%s of %s"),
                    format_bytes((double)fetch->done).text,
                    format_bytes((double)fetch->total).text);
    draw_speed(canvas, r, 3, fetch);
    canvas_text(canvas, r, 4, 0, ROLE_TEXT, "%s", fetch->file);
    if (fetch->host[0] != '\0')
        canvas_text(canvas, r, 5, 0, ROLE_TEXT, _("from %s"), fetch->host);
    canvas_wrapped(canvas, r, 6, ROLE_DIM, fetch->note);
}
