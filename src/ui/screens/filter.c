#include "config.h"

#include "ui/screens/filter.h"

#include "base/translation.h"
#include "ui/keys.h"
#include "ui/text_field.h"
#include "ui/ui.h"

struct filter_state {
    char *text; /* borrowed */
    size_t size;
};

static const struct screen screen_filter;

void
filter_open(struct ui *ui, char *text, size_t size)
{
    struct filter_state *mine = ui_open(ui, &screen_filter);

    if (mine == NULL)
        return;
    mine->text = text;
    mine->size = size;
}

static bool
type(void *state, int key)
{
    struct filter_state *mine = state;

    return text_field_type(mine->text, mine->size, key);
}

static void
draw_footer(const struct canvas *canvas, struct rect r, const struct look *look,
            const void *state)
{
    const struct filter_state *mine = state;
    int x = canvas_text(canvas, r, 0, 1, ROLE_MESSAGE, _("Filter: %s_"), mine->text);

    canvas_text(canvas, r, 0, x + 2, ROLE_DIM, "%s", _("Enter keeps it, Esc shows all"));
}

static void
keep(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_filter);
}

static void
show_all(struct ui *ui, void *state, int argument)
{
    struct filter_state *mine = state;

    mine->text[0] = '\0';
    ui_close(ui, &screen_filter);
}

static const struct action actions[] = {
    {"keep", {KEY_ENTER}, .help = N_("keep the filter"), .act = keep},
    {"all", {KEYS_ESCAPE, KEYS_CONTROL('c')}, .help = N_("show all"), .act = show_all},
    {.name = NULL},
};

static const struct screen screen_filter = {
    .name = "filter",
    .title = N_("Filter"),
    .state_size = sizeof(struct filter_state),
    .modal = true,
    .actions = actions,
    .type = type,
    .footer = draw_footer,
};
