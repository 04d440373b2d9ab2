#include "config.h"

#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/translation.h"
#include "ui/catalog.h"
#include "ui/footer.h"
#include "ui/frame.h"
#include "ui/header.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"
#include "ui/widgets/slider.h"

/* ---- start and end ---- */

static int
layer_init(struct ui_layer *layer, const struct screen *screen)
{
    layer->screen = screen;
    layer->state = screen->state_size > 0 ? calloc(1, screen->state_size) : NULL;
    return screen->state_size > 0 && layer->state == NULL ? -1 : 0;
}

static void
layer_done(struct ui_layer *layer)
{
    if (layer->state != NULL && layer->screen->done != NULL)
        layer->screen->done(layer->state);
    free(layer->state);
}

int
ui_init(struct ui *ui, struct control *control, struct error *err)
{
    size_t i;

    memset(ui, 0, sizeof *ui);
    ui->control = control;
    ui->dirty = true;
    ui->screens = calloc(catalog_screens(), sizeof *ui->screens);
    if (ui->screens == NULL)
        return error_memory(err, _("the screens"));
    for (i = 0; i < catalog_screens(); i++) {
        if (layer_init(&ui->screens[i], catalog_screen(i)) != 0)
            return error_memory(err, _("the screens"));
    }
    return 0;
}

void
ui_done(struct ui *ui)
{
    size_t i;

    while (ui->layer_count > 0)
        layer_done(&ui->layers[--ui->layer_count]);
    for (i = 0; ui->screens != NULL && i < catalog_screens(); i++)
        layer_done(&ui->screens[i]);
    free(ui->screens);
}

/* ---- the stack ---- */

/* Height 0 is the screen; the layers lie over it. */
static struct ui_layer *
layer_at(struct ui *ui, size_t height)
{
    return height == 0 ? &ui->screens[ui->current] : &ui->layers[height - 1];
}

static bool
is_usable(const struct ui *ui, const struct ui_layer *layer)
{
    return !(layer->screen->needs_data && look_is_loading(&ui->look));
}

static void
follow(struct ui *ui, struct ui_layer *layer)
{
    if (layer->screen->follow != NULL && is_usable(ui, layer))
        layer->screen->follow(&ui->look, layer->state);
}

/* Lays it over the first `height` layers. Returns what ui_open does. */
static void *
insert(struct ui *ui, size_t height, const struct screen *screen)
{
    struct ui_layer layer;

    if (ui->layer_count == UI_LAYERS) /* the keys leave room: all but one are modal */
        return NULL;
    if (layer_init(&layer, screen) != 0) {
        ui_say(ui, _("Not enough memory"));
        return NULL;
    }
    memmove(&ui->layers[height + 1], &ui->layers[height],
            (ui->layer_count++ - height) * sizeof layer);
    ui->layers[height] = layer;
    follow(ui, &ui->layers[height]);
    return layer.state;
}

void *
ui_open(struct ui *ui, const struct screen *screen)
{
    notice_clear(&ui->notice);
    return insert(ui, ui->layer_count, screen);
}

static size_t
find_layer(const struct ui *ui, const struct screen *screen)
{
    size_t i;

    for (i = 0; i < ui->layer_count && ui->layers[i].screen != screen; i++)
        continue;
    return i;
}

void
ui_close(struct ui *ui, const struct screen *screen)
{
    size_t i = find_layer(ui, screen);

    if (i == ui->layer_count)
        return;
    layer_done(&ui->layers[i]);
    memmove(&ui->layers[i], &ui->layers[i + 1],
            (--ui->layer_count - i) * sizeof *ui->layers);
}

void
ui_show(struct ui *ui, long number)
{
    long count = (long)catalog_screens();

    ui->current = (size_t)((number % count + count) % count);
    ui_update(ui);
}

/* ---- the look ---- */

/* The layer that is there while the data is loading is the lowest: what the user has
 * opened stays over it. */
static void
follow_loading(struct ui *ui)
{
    static const struct screen *const layers[] = {&screen_loading, &screen_download};
    bool fetching = ui->look.loading->stage == LOADING_FETCHING;
    const struct screen *wanted = layers[fetching];

    ui_close(ui, layers[!fetching]);
    if (!look_is_loading(&ui->look))
        ui_close(ui, wanted);
    else if (find_layer(ui, wanted) == ui->layer_count)
        insert(ui, 0, wanted);
}

static void
want_answers(struct ui *ui)
{
    const struct ui_layer *layer = layer_at(ui, 0);
    const struct run *runs[SCREEN_RUNS];

    if (ui->control != NULL && layer->screen->wants != NULL && is_usable(ui, layer))
        view_want_answers(&ui->control->view, runs,
                          layer->screen->wants(&ui->look, layer->state, runs));
}

void
ui_show_look(struct ui *ui, const struct look *look)
{
    size_t i;

    ui->look = *look;
    ui->look.screen = ui->screens[ui->current].screen;
    ui->look.digits = ui->digits;
    ui->look.has_shades = ui->has_shades;
    ui->dirty = true;
    follow_loading(ui);
    for (i = 0; i <= ui->layer_count; i++)
        follow(ui, layer_at(ui, i));
    want_answers(ui);
}

void
ui_update(struct ui *ui)
{
    struct look look = ui->look;

    if (ui->control != NULL) {
        control_update(ui->control);
        look = control_look(ui->control);
        ui->leaving |= ui->control->load_failed;
    }
    ui_show_look(ui, &look);
}

bool
ui_finish(struct ui *ui)
{
    control_finish(ui->control);
    ui_update(ui);
    return !ui->look.run_is_on;
}

void
ui_set_digits(struct ui *ui, enum digits digits)
{
    ui->digits = ui->look.digits = digits;
    ui->dirty = true;
}

/* The moment goes on while it plays. */
static int
tick_view(struct ui *ui)
{
    int left = ui->control != NULL ? view_tick(&ui->control->view) : -1;

    if (left == 0)
        ui_update(ui);
    return left;
}

int
ui_tick(struct ui *ui)
{
    int message = notice_tick(&ui->notice), moment = tick_view(ui);

    ui->dirty |= message == 0 || moment == 0;
    if (message < 0 || moment < 0)
        return max_int(message, moment);
    return min_int(message, moment);
}

static struct slider
look_slider(const struct look *look)
{
    const struct measures *now = look->now;
    struct slider slider = {
        .tape = &look->run->tape,
        .epoch = now->images,
        .total = (uint64_t)now->images * now->hparams.epochs,
        .now = run_images(look->run),
        .at = look->at != NULL ? look->at->images : 0,
        .away = look->away,
    };

    return slider;
}

/* ---- keys ---- */

/* What an action has changed counts for the next key, which may come before any news. */
static void
look_again(struct ui *ui)
{
    struct look look = ui->look;

    if (ui->control != NULL)
        look = control_look(ui->control);
    ui_show_look(ui, &look);
}

/* False when there is no such action. */
static bool
perform(struct ui *ui, const struct action *action, void *state)
{
    const char *reason;

    if (action == NULL)
        return false;
    reason = action->unavailable != NULL ? action->unavailable(&ui->look, state) : NULL;
    if (reason != NULL)
        ui_say(ui, "%s", reason);
    else
        action->act(ui, state, action->argument);
    look_again(ui);
    return true;
}

static bool
take_key(struct ui *ui, const struct ui_layer *layer, int key)
{
    const struct screen *screen = layer->screen;

    if (!is_usable(ui, layer))
        return false;
    if (screen->type != NULL && screen->type(layer->state, key)) {
        look_again(ui);
        return true;
    }
    return perform(ui, action_find(screen->actions, key), layer->state);
}

static void
take_key_everywhere(struct ui *ui, int key, bool modal)
{
    const struct action *action = catalog_find(key);

    if (modal && action != NULL && !action->always)
        return;
    if (!perform(ui, action, NULL) && !modal && catalog_find_screen(key) >= 0)
        ui_show(ui, catalog_find_screen(key));
}

/* A question cannot be read in a window that is too small for any screen: there it takes
 * only the keys that lead out of anything. */
static bool
is_unseen(struct ui *ui, int key)
{
    struct frame frame;
    bool seen = ui->rows == 0 || frame_place(&frame, ui->rows, ui->cols);

    return !seen && layer_at(ui, ui->layer_count)->screen->modal && key != 'q' &&
           key != KEYS_CONTROL('c') && key != KEYS_ESCAPE;
}

void
ui_key(struct ui *ui, int key)
{
    size_t height = ui->layer_count;
    bool modal = false, taken;

    key = keys_normal(key);
    if (is_unseen(ui, key))
        return;
    ui->dirty = true;
    do {
        struct ui_layer layer = *layer_at(ui, height); /* it may close itself */

        taken = take_key(ui, &layer, key);
        modal = layer.screen->modal;
    } while (!taken && !modal && height-- > 0);
    if (!taken)
        take_key_everywhere(ui, key, modal);
}

/* Pasted text reaches nothing but a text field. */
static void
take_text(struct ui *ui, int key)
{
    const struct ui_layer *top = layer_at(ui, ui->layer_count);

    if (top->screen->type != NULL && top->screen->type(top->state, key))
        look_again(ui);
}

/* ---- the mouse ---- */

static void
collect_hints(struct ui *ui, struct footer *footer)
{
    const struct action_section *section;
    size_t height = ui->layer_count;
    bool modal;

    do {
        const struct ui_layer *layer = layer_at(ui, height);

        if (is_usable(ui, layer))
            footer_add(footer, layer->screen->actions, &ui->look, layer->state);
        modal = layer->screen->modal;
    } while (!modal && height-- > 0);
    for (section = catalog_sections; !modal && section->title != NULL; section++)
        footer_add(footer, section->actions, &ui->look, NULL);
}

/* The footer shows hints: no message, and nothing of a screen's own. */
static bool
has_hints(struct ui *ui)
{
    return layer_at(ui, ui->layer_count)->screen->footer == NULL &&
           ui->notice.text[0] == '\0';
}

/* Whatever the key of the hint does. */
static void
press_footer(struct ui *ui, int x)
{
    struct footer footer = {0};
    const struct action *action;

    if (!has_hints(ui))
        return;
    collect_hints(ui, &footer);
    action = footer_find(&footer, ui->cols, x);
    if (action != NULL)
        ui_key(ui, action->keys[0]);
}

static void
press_header(struct ui *ui, int x)
{
    long number = header_find(ui->cols, x, ui->current, &ui->look);

    if (number >= 0 && !layer_at(ui, ui->layer_count)->screen->modal)
        ui_show(ui, number);
}

/* Nothing over the screen takes all keys, and there is a run. */
static bool
has_slider(struct ui *ui)
{
    return ui->look.at != NULL && ui->control != NULL &&
           !layer_at(ui, ui->layer_count)->screen->modal;
}

static void
drag(struct ui *ui, int x)
{
    struct slider slider = look_slider(&ui->look);
    struct frame frame;

    if (!ui->dragging || !has_slider(ui) || !frame_place(&frame, ui->rows, ui->cols))
        return;
    view_go_to(&ui->control->view, slider_images(&slider, frame.slider, x));
    look_again(ui);
}

/* The panels are placed as they were drawn. */
static void
press_panel(struct ui *ui, struct rect body, const struct event *event)
{
    struct ui_layer *top = layer_at(ui, ui->layer_count);
    struct panels panels = {0};
    size_t i;

    if (!top->screen->modal)
        top = layer_at(ui, 0);
    if (top->screen->press == NULL || !is_usable(ui, top))
        return;
    top->screen->place(&panels, body, &ui->look, top->state);
    for (i = 0; i < panels.count; i++) {
        struct rect r = panels.at[i].r;

        if (event->y >= r.y && event->y < r.y + r.rows && event->x >= r.x &&
            event->x < r.x + r.cols)
            top->screen->press(ui, top->state, &panels.at[i], event->y - r.y,
                               event->x - r.x);
    }
    look_again(ui);
}

static void
press(struct ui *ui, const struct event *event)
{
    struct frame frame;

    if (event->button != 1 || !frame_place(&frame, ui->rows, ui->cols))
        return;
    ui->dragging = !rect_is_empty(frame.slider) && event->y == frame.slider.y;
    if (ui->dragging)
        drag(ui, event->x);
    else if (event->y == frame.header.y)
        press_header(ui, event->x);
    else if (event->y == frame.footer.y)
        press_footer(ui, event->x);
    else
        press_panel(ui, frame.body, event);
}

static void
turn_wheel(struct ui *ui, int step)
{
    struct ui_layer *top = layer_at(ui, ui->layer_count);

    if (!top->screen->modal)
        top = layer_at(ui, 0);
    if (top->screen->wheel != NULL && is_usable(ui, top))
        top->screen->wheel(ui, top->state, step);
}

void
ui_event(struct ui *ui, const struct event *event)
{
    ui->dirty |= event->kind != EVENT_NONE;
    switch (event->kind) {
    case EVENT_NONE:
        break;
    case EVENT_KEY:
        ui_key(ui, event->key);
        break;
    case EVENT_TEXT:
        take_text(ui, event->key);
        break;
    case EVENT_PRESS:
        press(ui, event);
        break;
    case EVENT_DRAG:
        drag(ui, event->x);
        break;
    case EVENT_WHEEL:
        turn_wheel(ui, event->step);
        break;
    }
}

/* ---- drawing ---- */

static void
draw_layer(const struct ui *ui, const struct ui_layer *layer, const struct canvas *canvas,
           struct rect body)
{
    const struct screen *screen = layer->screen;
    struct panels panels = {0};
    size_t i;

    if (screen->place == NULL || !is_usable(ui, layer))
        return;
    screen->place(&panels, body, &ui->look, layer->state);
    for (i = 0; i < panels.count; i++)
        panels.at[i].draw(canvas, panels.at[i].r, &ui->look, layer->state);
}

static void
draw_footer(struct ui *ui, const struct canvas *canvas, struct rect r)
{
    const struct ui_layer *top = layer_at(ui, ui->layer_count);
    struct footer footer = {0};

    if (top->screen->footer != NULL) {
        top->screen->footer(canvas, r, &ui->look, top->state);
    } else if (has_hints(ui)) {
        collect_hints(ui, &footer);
        footer_draw(canvas, r, &footer);
    } else {
        canvas_text(canvas, r, 0, 1, ROLE_MESSAGE, "%s", ui->notice.text);
    }
}

static void
draw_slider(const struct ui *ui, const struct canvas *canvas, struct rect r)
{
    struct slider slider = look_slider(&ui->look);

    if (ui->look.at != NULL)
        slider_draw(canvas, r, &slider);
    else if (look_is_not_kept(&ui->look))
        slider_draw_not_kept(canvas, r);
}

struct rect
ui_body(const struct ui *ui)
{
    struct frame frame;

    frame_place(&frame, ui->rows, ui->cols);
    return frame.body;
}

void
ui_draw(struct ui *ui, const struct canvas *canvas)
{
    struct frame frame;
    size_t i;

    ui->dirty = false;
    getmaxyx(canvas->window, ui->rows, ui->cols);
    ui->has_shades = ui->look.has_shades = canvas_shades(canvas) > 0;
    werase(canvas->window);
    if (!frame_place(&frame, ui->rows, ui->cols)) {
        frame_draw_too_small(canvas, ui->rows, ui->cols);
        return;
    }
    header_draw(canvas, frame.header, ui->current, &ui->look);
    draw_slider(ui, canvas, frame.slider);
    for (i = 0; i <= ui->layer_count; i++)
        draw_layer(ui, layer_at(ui, i), canvas, frame.body);
    draw_footer(ui, canvas, frame.footer);
}
