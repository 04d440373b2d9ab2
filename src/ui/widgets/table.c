#include "config.h"

#include "ui/widgets/table.h"

#include <curses.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/text.h"
#include "base/translation.h"

enum { TITLE_LINES = 1, CUE_LINES = 3, GAP = 2, SELECTED_COLS = 2, MARK_COLS = 2 };

/* ---- lines ---- */

/* Below the titles. */
static size_t
body_lines(struct rect r)
{
    return (size_t)max_int(r.rows - TITLE_LINES, 0);
}

/* Whether lines say how many rows are hidden: not where they would leave none. */
static bool
has_cues(struct rect r)
{
    return body_lines(r) >= CUE_LINES;
}

static bool
hides_above(const struct table_state *state, struct rect r)
{
    return has_cues(r) && state->top > 0;
}

static bool
hides_below(const struct table_state *state, const struct table *table, struct rect r)
{
    return has_cues(r) && state->top + body_lines(r) < table->rows;
}

/* ---- state ---- */

static size_t
last_top(const struct table *table, struct rect r)
{
    return table->rows > body_lines(r) ? table->rows - body_lines(r) : 0;
}

void
table_follow(struct table_state *state, const struct table *table, struct rect r)
{
    size_t lines = body_lines(r), cue = has_cues(r) ? 1 : 0;

    if (state->selected >= table->rows)
        state->selected = table->rows > 0 ? table->rows - 1 : 0;
    state->top = min_size(state->top, last_top(table, r));
    if (lines == 0)
        return;
    /* the cue above hides row top, the one below hides row top + lines - 1 */
    if (state->top > 0 && state->selected < state->top + cue)
        state->top = state->selected > cue ? state->selected - cue : 0;
    if (state->selected + 1 + (hides_below(state, table, r) ? 1 : 0) > state->top + lines)
        state->top = min_size(state->selected + 1 + cue - lines, last_top(table, r));
}

static void
move_selection(struct table_state *state, const struct table *table, size_t by, bool down)
{
    if (down)
        state->selected = min_size(state->selected + by, table->rows - 1);
    else
        state->selected -= min_size(by, state->selected);
}

bool
table_key(struct table_state *state, const struct table *table, struct rect r, int key)
{
    size_t page = max_size(body_lines(r), CUE_LINES) - CUE_LINES + 1;
    bool down = key == KEY_DOWN || key == KEY_NPAGE || key == KEY_END;
    size_t by = 1;

    table_follow(state, table, r);
    switch (key) {
    case KEY_UP:
    case KEY_DOWN:
        break;
    case KEY_PPAGE:
    case KEY_NPAGE:
        by = page;
        break;
    case KEY_HOME:
    case KEY_END:
        by = table->rows;
        break;
    default:
        return false;
    }
    if (table->rows > 0)
        move_selection(state, table, by, down);
    table_follow(state, table, r);
    return true;
}

void
table_removed(struct table_state *state, size_t row)
{
    if (row < state->selected)
        state->selected--;
    if (row < state->top)
        state->top--;
}

void
table_inserted(struct table_state *state, size_t row)
{
    if (row <= state->selected)
        state->selected++;
    if (row < state->top)
        state->top++;
}

void
table_scroll(struct table_state *state, const struct table *table, struct rect r,
             int lines)
{
    size_t by = (size_t)(lines < 0 ? -lines : lines), first, last;

    table_follow(state, table, r);
    if (table->rows == 0 || body_lines(r) == 0)
        return;
    if (lines < 0)
        state->top -= min_size(by, state->top);
    else
        state->top = min_size(state->top + by, last_top(table, r));
    first = state->top + (hides_above(state, r) ? 1 : 0);
    last = state->top + body_lines(r) - 1 - (hides_below(state, table, r) ? 1 : 0);
    state->selected = min_size(max_size(state->selected, first), last);
    table_follow(state, table, r);
}

void
table_sort_by(struct table_state *state, size_t column)
{
    state->descending = state->sorted == column && !state->descending;
    state->sorted = column;
}

bool
table_row_at(const struct table_state *state, const struct table *table, struct rect r,
             int y, size_t *row)
{
    int last = r.rows - 1;

    if (y < TITLE_LINES || y > last || (y == TITLE_LINES && hides_above(state, r)) ||
        (y == last && hides_below(state, table, r)))
        return false;
    *row = state->top + (size_t)(y - TITLE_LINES);
    return *row < table->rows;
}

/* ---- columns ---- */

struct columns {
    size_t count;
    size_t number[TABLE_COLUMNS];
    int x[TABLE_COLUMNS];
};

static int
start_of_columns(const struct table *table)
{
    return SELECTED_COLS + (table->is_marked != NULL ? MARK_COLS : 0);
}

static int
width_of(const struct table *table, const struct columns *columns)
{
    int width = start_of_columns(table) - GAP;
    size_t i;

    for (i = 0; i < columns->count; i++)
        width += GAP + table->column[columns->number[i]].width;
    return width;
}

/* Leaves out the least important column; of several, the one farthest right. */
static void
leave_one_out(const struct table *table, struct columns *columns)
{
    size_t least = 0, i;

    for (i = 1; i < columns->count; i++) {
        if (table->column[columns->number[i]].rank >=
            table->column[columns->number[least]].rank)
            least = i;
    }
    columns->count--;
    for (i = least; i < columns->count; i++)
        columns->number[i] = columns->number[i + 1];
}

/* Those that fit; at least one, which may be cut. */
static struct columns
choose_columns(const struct table *table, struct rect r)
{
    struct columns columns = {.count = min_size(table->columns, TABLE_COLUMNS)};
    int x = start_of_columns(table);
    size_t i;

    for (i = 0; i < columns.count; i++)
        columns.number[i] = i;
    while (columns.count > 1 && width_of(table, &columns) > r.cols)
        leave_one_out(table, &columns);
    for (i = 0; i < columns.count; i++) {
        columns.x[i] = x;
        x += table->column[columns.number[i]].width + GAP;
    }
    return columns;
}

bool
table_column_at(const struct table *table, struct rect r, int x, size_t *column)
{
    struct columns columns = choose_columns(table, r);
    size_t i;

    for (i = 0; i < columns.count; i++) {
        *column = columns.number[i];
        if (x >= columns.x[i] &&
            x < min_int(columns.x[i] + table->column[*column].width, r.cols))
            return true;
    }
    return false;
}

/* ---- drawing ---- */

/* The part of a line that belongs to a column. */
static struct rect
cell_of(struct rect r, int y, int x, int width)
{
    struct rect cell = {r.y + y, r.x + x, 1, min_int(width, r.cols - x)};

    return cell;
}

static void
draw_cell(const struct canvas *canvas, struct rect cell, bool right, enum role role,
          const char *text)
{
    if (right)
        canvas_text_right(canvas, cell, 0, role, "%s", text);
    else
        canvas_text(canvas, cell, 0, 0, role, "%s", text);
}

/* The title is cut so that the arrow of the column that sorts stays. */
static void
draw_title(const struct canvas *canvas, struct rect cell, const struct table *table,
           const struct table_state *state, size_t number)
{
    const struct table_column *column = &table->column[number];
    bool sorted = table->sorts && state->sorted == number;
    const char *arrow = state->descending ? canvas->glyphs->down : canvas->glyphs->up;
    char text[TABLE_TEXT];
    int fit = (int)text_fit(column->title, cell.cols - (sorted ? 1 : 0));

    snprintf(text, sizeof text, "%.*s%s", fit, column->title, sorted ? arrow : "");
    draw_cell(canvas, cell, column->right, sorted ? ROLE_TITLE : ROLE_DIM, text);
}

static void
draw_titles(const struct canvas *canvas, struct rect r, const struct table *table,
            const struct table_state *state, const struct columns *columns)
{
    size_t i;

    for (i = 0; i < columns->count; i++) {
        size_t number = columns->number[i];
        struct rect cell = cell_of(r, 0, columns->x[i], table->column[number].width);

        draw_title(canvas, cell, table, state, number);
    }
}

/* The selected row is reversed over its whole width, and has an arrow. */
static void
draw_row(const struct canvas *canvas, struct rect r, int y, const struct table *table,
         const struct columns *columns, size_t row, bool selected)
{
    enum role role = selected ? ROLE_SELECTED : ROLE_TEXT;
    char text[TABLE_TEXT];
    size_t i;
    int x;

    for (x = 0; selected && x < r.cols; x++)
        canvas_glyph(canvas, r, y, x, role, " ");
    if (selected)
        canvas_glyph(canvas, r, y, 0, role, canvas->glyphs->selected);
    if (table->is_marked != NULL && table->is_marked(table->data, row))
        canvas_glyph(canvas, r, y, SELECTED_COLS, selected ? role : ROLE_STRONG,
                     canvas->glyphs->dot);
    for (i = 0; i < columns->count; i++) {
        const struct table_column *column = &table->column[columns->number[i]];

        text[0] = '\0';
        column->format(text, sizeof text, table->data, row);
        draw_cell(canvas, cell_of(r, y, columns->x[i], column->width), column->right,
                  selected ? role : column->role, text);
    }
}

/* "12 more", with an arrow to where they are. */
static void
draw_cue(const struct canvas *canvas, struct rect r, int y, const struct table *table,
         const char *arrow, size_t rows)
{
    int x = start_of_columns(table);

    canvas_glyph(canvas, r, y, 0, ROLE_DIM, arrow);
    canvas_text(canvas, r, y, x, ROLE_DIM, _("%zu more"), rows);
}

void
table_draw(const struct canvas *canvas, struct rect r, const struct table *table,
           const struct table_state *state)
{
    struct columns columns = choose_columns(table, r);
    struct table_state now = *state;
    size_t row;
    int y;

    table_follow(&now, table, r);
    draw_titles(canvas, r, table, &now, &columns);
    if (table->rows == 0 && table->empty != NULL)
        canvas_text(canvas, r, TITLE_LINES, start_of_columns(table), ROLE_DIM, "%s",
                    table->empty);
    for (y = TITLE_LINES; y < r.rows; y++) {
        if (table_row_at(&now, table, r, y, &row))
            draw_row(canvas, r, y, table, &columns, row, row == now.selected);
    }
    if (hides_above(&now, r))
        draw_cue(canvas, r, TITLE_LINES, table, canvas->glyphs->up, now.top + 1);
    if (hides_below(&now, table, r))
        draw_cue(canvas, r, r.rows - 1, table, canvas->glyphs->down,
                 table->rows - now.top - body_lines(r) + 1);
}
