#include "config.h"

#include "support/stage.h"

#include "support/suite.h"
#include "ui/ui.h"

static struct ui ui;
static bool started;

static void
end(void)
{
    if (started)
        ui_done(&ui);
    started = false;
}

void
stage_open(const char *type, int rows, int cols)
{
    screen_open(type, rows, cols);
}

void
stage_close(void)
{
    end();
    screen_close();
}

void
stage_start(const struct look *look)
{
    struct error err;

    end();
    ck_assert_msg(ui_init(&ui, NULL, &err) == 0, "%s", err.text);
    started = true;
    stage_show(look);
}

void
stage_show(const struct look *look)
{
    ui_show_look(&ui, look);
}

void
stage_key(int key)
{
    ui_key(&ui, key);
}

void
stage_keys(const char *keys)
{
    for (; *keys != '\0'; keys++)
        stage_key(*keys);
}

void
stage_say(const char *message)
{
    ui_say(&ui, "%s", message);
}

void
stage_read(struct screen_copy *copy, const struct theme *theme, enum glyph_set glyphs)
{
    struct canvas canvas = screen_canvas(theme, glyphs);

    ui_draw(&ui, &canvas);
    screen_read(copy);
}
