#include "config.h"

#include "ui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/format.h"
#include "base/text.h"

enum { TEXT_MAX = 512 };

static void
use_role(const struct canvas *canvas, enum role role)
{
    wattr_set(canvas->window, canvas->theme->attributes[role], canvas->theme->pairs[role],
              NULL);
}

static void
put_glyph(const struct canvas *canvas, struct rect r, int y, int x, attr_t attributes,
          short pair, const char *glyph)
{
    if (y < 0 || y >= r.rows || x < 0 || x >= r.cols)
        return;
    wattr_set(canvas->window, attributes, pair, NULL);
    mvwaddstr(canvas->window, r.y + y, r.x + x, glyph);
}

void
canvas_glyph(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
             const char *glyph)
{
    put_glyph(canvas, r, y, x, canvas->theme->attributes[role],
              canvas->theme->pairs[role], glyph);
}

void
canvas_ink(const struct canvas *canvas, struct rect r, int y, int x, int ink,
           char character)
{
    const char glyph[2] = {character, '\0'};

    put_glyph(canvas, r, y, x, canvas->theme->ink_attributes[ink],
              canvas->theme->ink_pairs[ink], glyph);
}

int
canvas_shades(const struct canvas *canvas)
{
    return canvas->glyphs->half != NULL ? canvas->theme->shades : 0;
}

void
canvas_halves(const struct canvas *canvas, struct rect r, int y, int x, int above,
              int below)
{
    put_glyph(canvas, r, y, x, A_NORMAL, theme_shade_pair(canvas->theme, above, below),
              above == below ? " " : canvas->glyphs->half);
}

/* Only whole characters, and only those that fit. */
static void
put(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
    const char *text)
{
    if (y < 0 || y >= r.rows || x < 0 || x >= r.cols)
        return;
    use_role(canvas, role);
    mvwaddnstr(canvas->window, r.y + y, r.x + x, text, (int)text_fit(text, r.cols - x));
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
    text_clean(text);
    put(canvas, r, y, x, role, text);
    return x + text_columns(text);
}

int
canvas_text_right(const struct canvas *canvas, struct rect r, int y, enum role role,
                  const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    int x;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    text_clean(text);
    x = max_int(r.cols - text_columns(text), 0);
    put(canvas, r, y, x, role, text);
    return x;
}

/* They stand for the brackets once the text is formatted: a value may have brackets too.
 */
#define MARKS "\001\002"

static void
format_marked(char text[TEXT_MAX], const char *format, va_list args)
{
    char with_marks[TEXT_MAX], *c;

    snprintf(with_marks, sizeof with_marks, "%s", format);
    for (c = with_marks; *c != '\0'; c++) {
        if (*c == '[' || *c == ']')
            *c = MARKS[*c == ']'];
    }
    vsnprintf(text, TEXT_MAX, with_marks, args);
}

int
canvas_marked(const struct canvas *canvas, struct rect r, int y, int x, enum role role,
              enum role marked, const char *format, ...)
{
    char text[TEXT_MAX], *rest = text, *piece;
    enum role roles[] = {role, marked};
    va_list args;
    int i;

    va_start(args, format);
    format_marked(text, format, args);
    va_end(args);
    for (i = 0; (piece = strsep(&rest, MARKS)) != NULL; i++) {
        put(canvas, r, y, x, roles[i % 2], piece);
        x += text_columns(piece);
    }
    return x;
}

int
canvas_marked_columns(const char *format, ...)
{
    char text[TEXT_MAX], *rest = text, *piece;
    va_list args;
    int columns = 0;

    va_start(args, format);
    format_marked(text, format, args);
    va_end(args);
    while ((piece = strsep(&rest, MARKS)) != NULL)
        columns += text_columns(piece);
    return columns;
}

int
canvas_wrapped(const struct canvas *canvas, struct rect r, int y, enum role role,
               const char *text)
{
    size_t length;

    for (; *text != '\0'; text += length, text += strspn(text, " ")) {
        length = text_wrap(text, r.cols);
        canvas_text(canvas, r, y++, 0, role, "%.*s", (int)length, text);
    }
    return y;
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
                         canvas->glyphs->bar[min_int(filled, 8)]);
        else
            canvas_glyph(canvas, r, y, x + i, ROLE_RULE, canvas->glyphs->bar_rest);
    }
}

void
canvas_clear(const struct canvas *canvas, struct rect r)
{
    int y;

    if (rect_is_empty(r))
        return;
    use_role(canvas, ROLE_TEXT);
    for (y = 0; y < r.rows; y++)
        mvwhline(canvas->window, r.y + y, r.x, ' ', r.cols);
}
