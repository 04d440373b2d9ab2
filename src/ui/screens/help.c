/* The help: every key, made from the action table. */
#include "config.h"

#include "ui/screens/screen.h"

/* Draws the lines from scroll on; with no canvas it only counts them. Returns how many
 * there are. */
static int
draw_lines(const struct canvas *canvas, struct rect r, int scroll)
{
    int y = 0, group, action;
    char keys[ACTION_KEY_TEXT];

    for (group = 0; group < ACTION_GROUPS; group++) {
        if (canvas != NULL && y >= scroll)
            canvas_text(canvas, r, y - scroll, 0, ROLE_TITLE, "%s",
                        action_group_title((enum action_group)group));
        y++;
        for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
            const struct action_info *info = action_info((enum action)action);

            if ((int)info->group != group)
                continue;
            action_key_text((enum action)action, keys);
            if (canvas != NULL && y >= scroll) {
                canvas_text(canvas, r, y - scroll, 2, ROLE_KEY, "%-10s", keys);
                canvas_text(canvas, r, y - scroll, 13, ROLE_TEXT, "%s", info->help);
            }
            y++;
        }
        y++;
    }
    return y - 1;
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
    canvas_title(canvas, title, "Keys (Esc closes, arrows scroll)");
    draw_lines(canvas, body, scroll);
    if (left > 0)
        canvas_glyph(canvas, body, body.rows - 1, body.cols - 2, ROLE_KEY,
                     canvas->glyphs->down);
}
