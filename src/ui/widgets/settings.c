#include "config.h"

#include "ui/widgets/settings.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/translation.h"

enum { LABEL_COLS = 14 };

/* Those that keys change come first; the others are shown if there is room. */
static const enum hparam rows[] = {HPARAM_BATCH,  HPARAM_INIT,   HPARAM_ALPHA,
                                   HPARAM_GAMMA,  HPARAM_EPOCHS, HPARAM_SEED,
                                   HPARAM_HIDDEN, HPARAM_ORDER};

/* "momentum 0 -> 0.4". Where there is no room for both, only the next value: if it were
 * cut, it would be another number. */
static void
draw_row(const struct canvas *canvas, struct rect r, int y, const char *label,
         const char *current, const char *next)
{
    int x = LABEL_COLS;

    canvas_text(canvas, r, y, 0, ROLE_DIM, "%s", label);
    if (next == NULL || x + text_columns(current) + 3 + text_columns(next) <= r.cols)
        x = canvas_text(canvas, r, y, x, ROLE_TEXT, "%s", current) + 1;
    if (next == NULL)
        return;
    canvas_glyph(canvas, r, y, x, ROLE_NEXT, canvas->glyphs->arrow);
    canvas_text(canvas, r, y, x + 2, ROLE_NEXT, "%s", next);
}

static const char *
preset_name(const struct hparams *hparams)
{
    int preset = hparams_find_preset(hparams);

    return preset < 0 ? _("custom") : hparams_preset_name((size_t)preset);
}

void
settings_draw(const struct canvas *canvas, struct rect r, const struct hparams *current,
              const struct hparams *next)
{
    const char *this_preset = preset_name(current), *next_preset = preset_name(next);
    char text[HPARAM_TEXT], next_text[HPARAM_TEXT];
    size_t i;

    if (rect_is_empty(r))
        return;
    draw_row(canvas, r, 0, _("preset"), this_preset,
             strcmp(this_preset, next_preset) != 0 ? next_preset : NULL);
    for (i = 0; i < MEM_COUNT(rows); i++) {
        hparam_format(current, rows[i], text);
        hparam_format(next, rows[i], next_text);
        draw_row(canvas, r, 1 + (int)i, _(hparam_info(rows[i])->label), text,
                 hparam_equal(current, next, rows[i]) ? NULL : next_text);
    }
}
