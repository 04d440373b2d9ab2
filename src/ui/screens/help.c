/* The help: every key, made from the action table. */
#include "config.h"

#include "base/mem.h"
#include "ui/screens/screen.h"

/* What the keys do not tell. Each line fits the narrowest screen. */
static const char *const explained[] = {
    "Test accuracy: the higher, the finer the scale; from 90 to",
    "99 % is as far as from 0 to 90 %. Where a column is light",
    "its values lie between the light part's ends.",
    "loss: mean of the last 1000 images or so, logarithmic.",
    "grad: the weights' mean gradient over the last batch.",
    "saturated: neurons whose output is under 0.01 or over",
    "0.99, over the last batch.",
};

/* Line y of the help, when it is in r after scrolling. */
static void
draw_line(const struct canvas *canvas, struct rect r, int y, enum role role,
          const char *key, const char *text)
{
    if (canvas == NULL || y < 0)
        return;
    canvas_text(canvas, r, y, 0, role, "%s", key != NULL ? "" : text);
    if (key == NULL)
        return;
    canvas_text(canvas, r, y, 2, ROLE_KEY, "%-10s", key);
    canvas_text(canvas, r, y, 13, role, "%s", text);
}

/* Draws the lines from scroll on; with no canvas it only counts them. Returns how many.
 */
static int
draw_lines(const struct canvas *canvas, struct rect r, int scroll)
{
    int y = -scroll, group, action;
    char key[ACTION_KEY_TEXT];
    size_t i;

    for (group = 0; group < ACTION_GROUPS; group++) {
        draw_line(canvas, r, y++, ROLE_TITLE, NULL,
                  action_group_title((enum action_group)group));
        for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
            const struct action_info *info = action_info((enum action)action);

            if ((int)info->group != group)
                continue;
            action_key_text((enum action)action, key);
            draw_line(canvas, r, y++, ROLE_TEXT, key, info->help);
        }
        y++;
    }
    draw_line(canvas, r, y++, ROLE_TITLE, NULL, "What is shown");
    for (i = 0; i < MEM_COUNT(explained); i++)
        draw_line(canvas, r, y++, ROLE_TEXT, NULL, explained[i]);
    return y + scroll;
}

int
help_max_scroll(struct rect body)
{
    int lines = draw_lines(NULL, body, 0);

    return lines > body.rows - 1 ? lines - (body.rows - 1) : 0;
}

void
help_draw(const struct canvas *canvas, struct rect body, int scroll)
{
    struct rect title = rect_take_top(&body, 1);
    int left = help_max_scroll(body) - 1 - scroll;

    rect_take_left(&body, 1);
    rect_take_left(&title, 1);
    canvas_title(canvas, title, "Help (Esc closes, arrows scroll)");
    draw_lines(canvas, body, scroll);
    if (left > 0)
        canvas_glyph(canvas, body, body.rows - 1, body.cols - 2, ROLE_KEY,
                     canvas->glyphs->down);
}
