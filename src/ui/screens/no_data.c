/* How far the loading is: it lies over the screens while there is no data yet. It draws
 * nothing over a screen that needs no data, and shows the progress itself. */
#include "config.h"

#include "base/translation.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"
#include "ui/ui.h"
#include "ui/widgets/waiting.h"

enum { STAGE_ROWS = 4 };

static void
draw_stage(const struct canvas *canvas, struct rect r, const struct look *look,
           const void *state)
{
    waiting_draw(canvas, r, look->loading);
}

static void
draw_download(const struct canvas *canvas, struct rect r, const struct look *look,
              const void *state)
{
    waiting_draw_download(canvas, r, look->loading, screen_download.actions);
}

static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    if (!look->screen->needs_data)
        return;
    rect_take_left(&body, 1);
    rect_take_right(&body, 1);
    panels_add(panels, "stage", rect_take_top(&body, STAGE_ROWS), draw_stage);
    panels_add(panels, "download", body, draw_download);
}

const struct screen screen_loading = {
    .name = "loading",
    .title = N_("Loading"),
    .place = place,
};

/* ---- a download can be stopped ---- */

static void
skip(struct ui *ui, void *state, int argument)
{
    control_skip_download(ui->control);
}

static const struct action download_actions[] = {
    {"skip-download",
     {KEYS_ESCAPE},
     N_("practice digits"),
     100,
     N_("stop the download: practice digits instead"),
     .act = skip},
    {.name = NULL},
};

const struct screen screen_download = {
    .name = "download",
    .title = N_("Download"),
    .actions = download_actions,
    .place = place,
};
