/* The help: every key, from the tables of all screens, and what the panels mean. */
#include "config.h"

#include <string.h>

#include "base/bounds.h"
#include "base/text.h"
#include "base/translation.h"
#include "ui/catalog.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"
#include "ui/ui.h"

struct help_state {
    int scroll; /* the line at the top */
};

/* ---- its lines ---- */

enum { KEY_X = 2, TEXT_X = 16 };

/* Where the next line goes. Without a canvas, lines are only counted. */
struct lines {
    const struct canvas *canvas;
    struct rect r;
    int count, scroll;
};

static void
put(const struct lines *lines, int x, enum role role, const char *text, int length)
{
    if (lines->canvas != NULL && lines->count >= lines->scroll)
        canvas_text(lines->canvas, lines->r, lines->count - lines->scroll, x, role,
                    "%.*s", length, text);
}

static void
put_title(void *context, const char *title)
{
    struct lines *lines = context;

    if (lines->count > 0)
        lines->count++;
    put(lines, 0, ROLE_TITLE, title, ACTION_HELP_TEXT);
    lines->count++;
}

static void
put_action(void *context, const struct action *action)
{
    struct lines *lines = context;
    char keys[ACTION_KEY_TEXT], help[ACTION_HELP_TEXT];

    action_keys(action, keys);
    action_help(action, help);
    put(lines, KEY_X, ROLE_KEY, keys, ACTION_KEY_TEXT);
    put(lines, max_int(TEXT_X, KEY_X + text_columns(keys) + 1), ROLE_TEXT, help,
        ACTION_HELP_TEXT);
    lines->count++;
}

/* What the panels of one screen mean, a paragraph each. */
static void
put_explained(struct lines *lines, const char *const *texts)
{
    size_t length;

    for (; texts != NULL && *texts != NULL; texts++) {
        const char *text = _(*texts);

        for (; *text != '\0'; text += length, text += strspn(text, " ")) {
            length = text_wrap(text, lines->r.cols);
            put(lines, 0, ROLE_TEXT, text, (int)length);
            lines->count++;
        }
    }
}

static const char *const mouse[] = {
    N_("The mouse: a click on a tab or on a hint in the last row is the same as its key; "
       "the wheel scrolls the help and moves through images; the slider can be dragged. "
       "Hold Shift and drag to "
       "select text."),
    NULL,
};

/* Returns how many lines there are. */
static int
put_lines(const struct canvas *canvas, struct rect r, int scroll)
{
    static const struct catalog_reader reader = {put_title, put_action};
    struct lines lines = {canvas, r, 0, scroll};
    size_t i;

    catalog_read(&reader, &lines);
    put_title(&lines, _("What is shown"));
    for (i = 0; i < catalog_screens(); i++)
        put_explained(&lines, catalog_screen(i)->explained);
    put_explained(&lines, mouse);
    return lines.count;
}

/* The part of the body that scrolls. */
static struct rect
text_place(struct rect body)
{
    rect_take_top(&body, 1);
    rect_take_left(&body, 1);
    return body;
}

/* The largest scroll that still shows something new. */
static int
max_scroll(struct rect body)
{
    struct rect text = text_place(body);

    return max_int(put_lines(NULL, text, 0) - text.rows, 0);
}

/* ---- drawing ---- */

static void
draw_help(const struct canvas *canvas, struct rect r, const struct look *look,
          const void *state)
{
    const struct help_state *help = state;
    int most = max_scroll(r), scroll = min_int(help->scroll, most);
    struct rect title = r, text = text_place(r);

    canvas_clear(canvas, r);
    rect_take_left(&title, 1);
    canvas_title(canvas, title, _("Help (Esc closes, arrows scroll)"));
    put_lines(canvas, text, scroll);
    if (scroll < most)
        canvas_glyph(canvas, text, text.rows - 1, text.cols - 2, ROLE_KEY,
                     canvas->glyphs->down);
}

static void
place(struct panels *panels, struct rect body, const struct look *look, const void *state)
{
    panels_add(panels, "help", body, draw_help);
}

/* ---- keys ---- */

/* By any number of lines, at most to either end. */
static void
scroll_by(struct ui *ui, void *state, int lines)
{
    struct help_state *help = state;
    int most = max_scroll(ui_body(ui));

    help->scroll = max_int(min_int(min_int(help->scroll, most) + lines, most), 0);
}

static void
scroll_pages(struct ui *ui, void *state, int pages)
{
    scroll_by(ui, state, pages * (ui_body(ui).rows - 2));
}

static void
wheel(struct ui *ui, void *state, int step)
{
    enum { WHEEL_LINES = 3 };

    scroll_by(ui, state, step * WHEEL_LINES);
}

static void
close_help(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_help);
}

enum { ALL_LINES = 1 << 20 };

static const struct action actions[] = {
    {"close",
     {KEYS_ESCAPE, '?', KEY_F(1), 'q', KEYS_CONTROL('c'), KEY_ENTER},
     N_("close"),
     10,
     N_("close the help"),
     .act = close_help},
    {"up", {KEY_UP}, .help = N_("a line up"), .act = scroll_by, .argument = -1},
    {"down",
     {KEY_DOWN},
     N_("scroll"),
     5,
     N_("a line down"),
     .act = scroll_by,
     .argument = 1},
    {"page-up",
     {KEY_PPAGE},
     .help = N_("a page up"),
     .act = scroll_pages,
     .argument = -1},
    {"page-down",
     {KEY_NPAGE, ' '},
     N_("page down"),
     4,
     N_("a page down"),
     .act = scroll_pages,
     .argument = 1},
    {"top",
     {KEY_HOME},
     .help = N_("to the top"),
     .act = scroll_by,
     .argument = -ALL_LINES},
    {"bottom",
     {KEY_END},
     .help = N_("to the end"),
     .act = scroll_by,
     .argument = ALL_LINES},
    {.name = NULL},
};

const struct screen screen_help = {
    .name = "help",
    .title = N_("Help"),
    .state_size = sizeof(struct help_state),
    .modal = true,
    .actions = actions,
    .place = place,
    .wheel = wheel,
};
