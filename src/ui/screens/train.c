/* The Train screen: the dashboard of the run that is on. */
#include "config.h"

#include "base/format.h"
#include "ui/layout.h"
#include "ui/screens/screen.h"
#include "ui/widgets/digit.h"
#include "ui/widgets/layers.h"
#include "ui/widgets/loading_panel.h"
#include "ui/widgets/outputs.h"
#include "ui/widgets/plot.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/settings.h"

/* "Image 12 345  label 7  answer 7 right" as far as it fits. */
static void
draw_caption(const struct canvas *canvas, struct rect r, const struct dataset *dataset,
             const struct shown_image *image)
{
    int x = 0;

    if (!image->known) {
        canvas_text(canvas, r, 0, 0, ROLE_DIM, "no image yet");
        return;
    }
    if (r.cols >= 40)
        x = canvas_text(canvas, r, 0, 0, ROLE_DIM, "training image %s  ",
                        format_count((double)image->number + 1).text);
    outputs_verdict(canvas, r, x, dataset, image->label, image->answer);
}

static void
train_draw(const struct canvas *canvas, struct rect body, const struct view *view)
{
    const struct snapshot *shot = &view->shot;
    const struct shown_image *image = &shot->image;
    bool reading = view->loading.stage != LOADING_NOTHING;
    struct train_layout layout;

    layout_train(&layout, body,
                 shot->layers > 0 ? shot->layers : view->next.hidden_count + 1,
                 outputs_wish(reading ? NULL : view->dataset));
    if (view->loading.stage == LOADING_FETCHING)
        download_draw(canvas, layout.plot, &view->loading);
    else
        plot_draw(canvas, layout.plot, shot);
    settings_draw(canvas, layout.settings, shot->run > 0 ? &shot->hparams : &view->first,
                  &view->next);
    progress_draw(canvas, layout.progress, shot);
    loading_draw(canvas, layout.progress, &view->loading);
    draw_caption(canvas, layout.caption, view->dataset, image);
    if (image->known)
        digit_draw(canvas, layout.digit, &view->dataset->train, image->number);
    outputs_draw(canvas, layout.outputs, view->dataset,
                 image->known ? image->outputs : NULL, image->label, image->answer,
                 rect_is_empty(layout.caption));
    layers_draw(canvas, layout.layers, shot->stats, shot->layers);
}

static const enum action hints[] = {
    ACTION_START,    ACTION_PAUSE,  ACTION_XAVIER,     ACTION_MOMENTUM,
    ACTION_BATCH_UP, ACTION_PRESET, ACTION_FULL_SPEED, ACTION_NONE,
};

const struct screen screen_train = {
    .title = "Train",
    .draw = train_draw,
    .hints = hints,
};
