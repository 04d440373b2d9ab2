#include "config.h"

#include "ui/widgets/standing.h"

#include "base/bounds.h"
#include "base/format.h"
#include "base/text.h"
#include "base/translation.h"

enum {
    TITLE_ROWS = 1,
    LEAD_ROWS = 1,
    MARK_COLS = 2, /* before the run that is looked at */
    NUMBER_COLS = 3,
    ERROR_COLS = 8, /* "100.00 %" */
    RATE_COLS = 9,  /* "1 234 567" */
    VERDICT_COLS = 6,
    GAP = 2,
    BAR_MIN = 6,
};

/* Where the columns begin. */
struct columns {
    int difference, difference_cols, bar, bar_cols, error, rate, answer;
};

static int
longest_difference(const struct standing_table *standing)
{
    int longest = 0;
    size_t i;

    for (i = 0; i < standing->count; i++)
        longest = max_int(longest, text_columns(standing->rows[i].difference));
    return longest;
}

/* The bars get what the differences leave; less than a little is no bar. */
static struct columns
find_columns(struct rect r, const struct standing_table *standing)
{
    struct columns at;
    int room;

    at.answer = r.cols - standing->answer_cols - VERDICT_COLS;
    at.rate = at.answer - GAP - RATE_COLS;
    at.error = at.rate - GAP - ERROR_COLS;
    at.difference = MARK_COLS + NUMBER_COLS;
    room = max_int(at.error - GAP - at.difference - 1, 0);
    at.bar_cols = max_int(room - longest_difference(standing), 0);
    if (at.bar_cols < BAR_MIN)
        at.bar_cols = 0;
    at.bar = at.error - GAP - at.bar_cols;
    at.difference_cols = max_int(at.bar - 1 - at.difference, 0);
    return at;
}

/* A part of row y of r: `cols` columns from x on. */
static struct rect
part(struct rect r, int y, int x, int cols)
{
    rect_take_top(&r, y);
    rect_take_left(&r, x);
    r.rows = min_int(r.rows, 1);
    r.cols = min_int(r.cols, cols);
    return r;
}

/* Its end is where that of the column is. The rule stops before it. */
static void
draw_title(const struct canvas *canvas, struct rect r, int x, int cols, const char *title)
{
    int width = max_int(cols + GAP, text_columns(title) + 1);
    struct rect place = part(r, 0, x + cols - width, width + 1);

    canvas_clear(canvas, place);
    canvas_text_right(canvas, place, 0, ROLE_DIM, "%s ", title);
}

static void
draw_titles(const struct canvas *canvas, struct rect r, const struct columns *at,
            const char *title)
{
    canvas_title(canvas, r, title);
    draw_title(canvas, r, at->error, ERROR_COLS, _("test error"));
    draw_title(canvas, r, at->rate, RATE_COLS, _("images/s"));
    canvas_text(canvas, r, 0, at->answer - 1, ROLE_DIM, " %s ", _("answer"));
}

static void
draw_answer(const struct canvas *canvas, struct rect r, int y, int x,
            const struct standing_row *row)
{
    if (row->answer == NULL) {
        canvas_text(canvas, r, y, x, ROLE_DIM, "-");
        return;
    }
    x = canvas_text(canvas, r, y, x, ROLE_TEXT, "%s ", row->answer);
    canvas_text(canvas, r, y, x, row->right ? ROLE_GOOD : ROLE_BAD, "%s",
                row->right ? _("right") : _("wrong"));
}

static void
draw_rate(const struct canvas *canvas, struct rect r, const struct standing_row *row)
{
    if (row->status != NULL)
        canvas_text_right(canvas, r, 0, ROLE_DIM, "%s", row->status);
    else if (row->rate > 0)
        canvas_text_right(canvas, r, 0, ROLE_TEXT, "%s", format_count(row->rate).text);
    else
        canvas_text_right(canvas, r, 0, ROLE_DIM, "-");
}

static void
draw_row(const struct canvas *canvas, struct rect r, int y, const struct columns *at,
         const struct standing_row *row)
{
    if (row->shown)
        canvas_glyph(canvas, r, y, 0, ROLE_STRONG, canvas->glyphs->selected);
    canvas_text(canvas, r, y, MARK_COLS, row->role, "%zu", row->run);
    canvas_text(canvas, part(r, y, at->difference, at->difference_cols), 0, 0,
                row->shown ? ROLE_STRONG : ROLE_TEXT, "%s", row->difference);
    canvas_bar(canvas, r, y, at->bar, at->bar_cols, row->share, ROLE_BAR);
    canvas_text_right(canvas, part(r, y, at->error, ERROR_COLS), 0, ROLE_STRONG, "%s",
                      format_percent(row->test_error).text);
    draw_rate(canvas, part(r, y, at->rate, RATE_COLS), row);
    draw_answer(canvas, r, y, at->answer, row);
}

int
standing_rows(size_t runs)
{
    return TITLE_ROWS + (int)runs + LEAD_ROWS;
}

void
standing_draw(const struct canvas *canvas, struct rect r,
              const struct standing_table *standing)
{
    struct columns at = find_columns(r, standing);
    size_t i;

    if (rect_is_empty(r))
        return;
    draw_titles(canvas, r, &at, standing->title);
    for (i = 0; i < standing->count; i++)
        draw_row(canvas, r, TITLE_ROWS + (int)i, &at, &standing->rows[i]);
    canvas_text(canvas, r, TITLE_ROWS + (int)standing->count, 0, ROLE_STRONG, "%s",
                standing->lead);
}
