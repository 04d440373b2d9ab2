#include "config.h"

#include "ui/footer.h"

#include "base/text.h"
#include "base/translation.h"

enum { GAP = 2 };

/* Whether its key means something else. */
static bool
is_hidden(const struct footer *footer, const struct action *action)
{
    size_t i;

    for (i = 0; i < footer->table_count; i++) {
        if (action_find(footer->tables[i], action->keys[0]) != NULL)
            return true;
    }
    return false;
}

static bool
is_shown(const struct footer *footer, const struct action *action,
         const struct look *look, const void *state)
{
    return action->hint != NULL && !is_hidden(footer, action) &&
           (action->unavailable == NULL || action->unavailable(look, state) == NULL);
}

/* After those of the same weight. */
static void
insert(struct footer *footer, const struct action *action)
{
    size_t i;

    if (footer->count == FOOTER_HINTS)
        return;
    for (i = footer->count++; i > 0 && footer->hints[i - 1]->weight < action->weight; i--)
        footer->hints[i] = footer->hints[i - 1];
    footer->hints[i] = action;
}

void
footer_add(struct footer *footer, const struct action *table, const struct look *look,
           const void *state)
{
    const struct action *row;

    for (row = table; row != NULL && row->name != NULL; row++) {
        if (is_shown(footer, row, look, state))
            insert(footer, row);
    }
    if (footer->table_count < FOOTER_TABLES)
        footer->tables[footer->table_count++] = table;
}

static int
hint_cols(const struct action *action)
{
    char key[ACTION_KEY_TEXT];

    action_first_key(action, key);
    return text_columns(key) + 1 + text_columns(_(action->hint));
}

/* The columns of the hints; -1 for those that do not fit beside what is always shown. */
static void
place(const struct footer *footer, int cols, int x[FOOTER_HINTS])
{
    int reserved = 0, next = 1;
    size_t i;

    for (i = 0; i < footer->count; i++)
        if (footer->hints[i]->weight == ACTION_HINT_ALWAYS)
            reserved += hint_cols(footer->hints[i]) + GAP;
    for (i = 0; i < footer->count; i++) {
        bool always = footer->hints[i]->weight == ACTION_HINT_ALWAYS;
        int end = next + hint_cols(footer->hints[i]);

        x[i] = end <= cols - (always ? 0 : reserved) ? next : -1;
        next = x[i] < 0 ? next : end + GAP;
    }
}

const struct action *
footer_find(const struct footer *footer, int cols, int x)
{
    int at[FOOTER_HINTS];
    size_t i;

    place(footer, cols, at);
    for (i = 0; i < footer->count; i++) {
        if (at[i] >= 0 && x >= at[i] && x < at[i] + hint_cols(footer->hints[i]))
            return footer->hints[i];
    }
    return NULL;
}

void
footer_draw(const struct canvas *canvas, struct rect r, const struct footer *footer)
{
    char key[ACTION_KEY_TEXT];
    int at[FOOTER_HINTS], x;
    size_t i;

    place(footer, r.cols, at);
    for (i = 0; i < footer->count; i++) {
        if (at[i] < 0)
            continue;
        action_first_key(footer->hints[i], key);
        x = canvas_text(canvas, r, 0, at[i], ROLE_KEY, "%s", key);
        canvas_text(canvas, r, 0, x + 1, ROLE_DIM, "%s", _(footer->hints[i]->hint));
    }
}
