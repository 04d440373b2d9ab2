#include "config.h"

#include "ui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"

enum { TEXT_MAX = 512 };

static void
use_role(const struct canvas *canvas, enum role role)
{
    wattr_set(canvas->window, canvas->theme->attributes[role], canvas->theme->pairs[role],
              NULL);
}

void
canvas_glyph(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
             const char *glyph)
{
    if (y < 0 || y >= r.rows || x < 0 || x >= r.cols)
        return;
    use_role(canvas, role);
    mvwaddstr(canvas->window, r.y + y, r.x + x, glyph);
}

static void
put(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
    const char *text)
{
    if (y < 0 || y >= r.rows || x < 0 || x >= r.cols)
        return;
    use_role(canvas, role);
    mvwaddnstr(canvas->window, r.y + y, r.x + x, text, r.cols - x);
}

int
canvas_text(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
            const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    put(canvas, r, y, x, role, text);
    return x + (int)strlen(text);
}

int
canvas_text_right(const struct canvas *canvas, struct rect r, int y, enum role role,
                  const char *format, ...)
{
    char text[TEXT_MAX];
    const char *shown = text;
    va_list args;
    int length;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    length = (int)strlen(text);
    if (length > r.cols) {
        shown += length - r.cols;
        length = r.cols;
    }
    put(canvas, r, y, r.cols - length, role, shown);
    return r.cols - length;
}

void
canvas_title(const struct canvas *canvas, struct rect r, const char *title)
{
    int x, end;

    if (rect_is_empty(r))
        return;
    end = canvas_text(canvas, r, 0, 0, ROLE_TITLE, "%s", title);
    for (x = end > 0 ? end + 1 : 0; x < r.cols; x++)
        canvas_glyph(canvas, r, 0, x, ROLE_RULE, canvas->glyphs->rule);
}

void
canvas_bar(const struct canvas *canvas, struct rect r, int y, int x, int cols,
           double share, enum role role)
{
    int eighths = format_filled(share, 8 * cols), i;

    for (i = 0; i < cols; i++) {
        int filled = eighths - 8 * i;

        if (filled > 0)
            canvas_glyph(canvas, r, y, x + i, role,
                         canvas->glyphs->bar[filled < 8 ? filled : 8]);
        else
            canvas_glyph(canvas, r, y, x + i, ROLE_RULE, canvas->glyphs->bar_rest);
    }
}

void
canvas_clear(const struct canvas *canvas, struct rect r)
{
    int y;

    for (y = 0; y < r.rows; y++)
        canvas_text(canvas, r, y, 0, ROLE_TEXT, "%*s", r.cols, "");
}
