/*
 * The UI without a terminal: a stack of screens, where keys go, and what is drawn.
 *
 * At the bottom of the stack is one of the screens with a tab. What was opened over it
 * lies above: the help, a question, a prompt, the loading. A key goes to the topmost
 * screen that has it, then to the keys that work everywhere; a modal screen lets none
 * pass.
 */
#ifndef MNISTUI_UI_UI_H
#define MNISTUI_UI_UI_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/control.h"
#include "ui/event.h"
#include "ui/notice.h"
#include "ui/screen.h"

enum { UI_LAYERS = 4 };

struct ui_layer {
    const struct screen *screen;
    void *state; /* owned; NULL for a screen that has none */
};

struct ui {
    struct control *control; /* borrowed */
    struct look look;
    struct notice notice;
    enum digits digits;       /* how images are drawn, */
    bool has_shades;          /* and whether the terminal can show them as pictures */
    struct ui_layer *screens; /* one for each tab; their states last */
    size_t current;           /* the screen that is shown */
    size_t layer_count;
    struct ui_layer layers[UI_LAYERS]; /* over the screen, the topmost last */
    int rows, cols;                    /* of the terminal, when it was last drawn */
    bool dragging;                     /* the mouse has the slider */
    bool dirty;                        /* there is something to draw */
    bool leaving;                      /* the user wants to leave, or there is no data */
};

/* Call ui_update or ui_show_look before anything is drawn. control may be initialised
 * later, with &ui->notice; it is NULL if no key drives a run. -1 with err when memory is
 * short; call ui_done then, too. */
int ui_init(struct ui *ui, struct control *control, struct error *err);
void ui_done(struct ui *ui);

/* A key. */
void ui_key(struct ui *ui, int key);

/* Anything that the terminal sent. */
void ui_event(struct ui *ui, const struct event *event);

/* Takes up what control has to say. */
void ui_update(struct ui *ui);

/* The same when the user leaves: ends the runs that are on. True once they have ended and
 * their results are kept; until then there is something to draw. */
bool ui_finish(struct ui *ui);

/* Shows a look that does not come from control. */
void ui_show_look(struct ui *ui, const struct look *look);

/* Fills canvas->window; the caller brings it to the terminal. */
void ui_draw(struct ui *ui, const struct canvas *canvas);

/* Removes the message when its time is over. Returns the milliseconds until then, or -1.
 */
int ui_tick(struct ui *ui);

/* ---- for actions ---- */

/* A message in the footer, for a few seconds. */
#define ui_say(ui, ...) notice_say(&(ui)->notice, __VA_ARGS__)

/* Shows the screen of that number; the layers stay over it. Numbers wrap around: -1 is
 * the last screen. */
void ui_show(struct ui *ui, long number);

/* Lays a screen over all others and returns its state. NULL for a screen that has none,
 * and when memory is short or there are UI_LAYERS layers already. */
void *ui_open(struct ui *ui, const struct screen *screen);

/* Draws images in this way from now on. */
void ui_set_digits(struct ui *ui, enum digits digits);

/* Removes this layer, wherever in the stack it is. */
void ui_close(struct ui *ui, const struct screen *screen);

/* The part of the terminal that screens draw in, as it was last drawn. */
struct rect ui_body(const struct ui *ui);

#endif
