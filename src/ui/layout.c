#include "config.h"

#include "ui/layout.h"

#include <string.h>

enum {
    SMALL_ROWS = 14,
    SMALL_COLS = 28,
    LARGE_ROWS = 28,
    LARGE_COLS = 56,
    LARGE_SCREEN_ROWS = 34, /* from here on, with LARGE_SCREEN_COLS, the digit is large */
    LARGE_SCREEN_COLS = 80,
    FRAME_ROWS = 2,

    OUTPUTS_ROWS = 11, /* a title and ten bars: more only where there is room to spare */
    OUTPUTS_COLS = 18,
    OUTPUTS_GAP = 2, /* between two columns of bars */
    PLOT_COLS = 28,  /* a panel that grows leaves the plot so much */
    INFO_ROWS = 10,  /* of the Images screen, with all keys */
    INFO_NARROW_ROWS = 16,
    INFO_WIDE_COLS = 44, /* from here on two keys are side by side */
    SETTINGS_ROWS = 7,
    PROGRESS_WIDE_ROWS = 2,
    PROGRESS_NARROW_ROWS = 4,
    PROGRESS_SHORT_ROWS = 2,
    SETTINGS_SHORT_ROWS = 5, /* down to the momentum */
    PROGRESS_WIDE_COLS = 58,
    SIDE_BY_SIDE_COLS = 58, /* settings beside the outputs */
};

/* How an image of 28x28 pixels is drawn. */
enum digit_size {
    DIGIT_SMALL, /* 14 rows of 28 columns: two pixels in a cell */
    DIGIT_LARGE, /* 28 rows of 56 columns: two cells for a pixel */
};

static int
least(int a, int b)
{
    return a < b ? a : b;
}

static int
most(int a, int b)
{
    return a > b ? a : b;
}

bool
layout_frame(struct frame *frame, int rows, int cols)
{
    struct rect all = {0, 0, rows, cols};

    memset(frame, 0, sizeof *frame);
    if (rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS)
        return false;
    frame->header = rect_take_top(&all, 1);
    frame->footer = rect_take_bottom(&all, 1);
    frame->body = all;
    return true;
}

static enum digit_size
digit_size(struct rect body)
{
    return body.rows + FRAME_ROWS >= LARGE_SCREEN_ROWS && body.cols >= LARGE_SCREEN_COLS
               ? DIGIT_LARGE
               : DIGIT_SMALL;
}

static int
digit_rows(enum digit_size size)
{
    return size == DIGIT_LARGE ? LARGE_ROWS : SMALL_ROWS;
}

static int
digit_cols(enum digit_size size)
{
    return size == DIGIT_LARGE ? LARGE_COLS : SMALL_COLS;
}

/* Takes the digit, with a caption over it when there is a row for it, off the top of
 * column. */
static void
place_digit(struct rect *column, enum digit_size size, struct rect *caption,
            struct rect *digit)
{
    int rows = digit_rows(size);

    if (column->rows > rows)
        *caption = rect_take_top(column, 1);
    *digit = rect_take_top(column, rows);
    digit->cols = digit_cols(size);
}

static void
drop_cols(struct rect *r, int gap)
{
    rect_take_left(r, gap);
}

/* As many rows as all outputs need in that many columns, which may hold several bars side
 * by side. */
static int
outputs_rows(struct outputs_wish wish, int cols)
{
    int columns = most((cols + OUTPUTS_GAP) / (wish.cols + OUTPUTS_GAP), 1);

    return 1 + (wish.rows - 1 + columns - 1) / columns;
}

/* For a panel beside the small digit and the plot, with a column between: wide enough for
 * the names, and for several columns of bars as long as there are outputs without a place
 * and the plot keeps two fifths of the screen. */
static int
outputs_cols(struct outputs_wish wish, struct rect body)
{
    int spare = body.cols - SMALL_COLS - 2 - PLOT_COLS, columns = 1;
    int spare_for_more = least(spare, body.cols * 3 / 5 - SMALL_COLS - 2);
    int cols = most(most(body.cols / 5, OUTPUTS_COLS), least(1 + wish.cols, spare));

    while (outputs_rows(wish, cols - 1) > body.rows) {
        int wanted = 1 + ++columns * (wish.cols + OUTPUTS_GAP) - OUTPUTS_GAP;

        if (wanted > spare_for_more)
            break;
        cols = most(cols, wanted);
    }
    return cols;
}

/* Digit right; plot, progress, then settings and outputs left of it; statistics below
 * both. */
static void
train_large(struct train_layout *layout, struct rect body, int table,
            struct outputs_wish wish)
{
    struct rect left, right, row;
    int spare = body.rows - LARGE_ROWS, rows;
    bool wide;

    layout->layers = rect_take_bottom(&body, least(table, spare));
    right = rect_take_right(&body, LARGE_COLS);
    rect_take_right(&body, 1);
    left = body;
    wide = left.cols >= SIDE_BY_SIDE_COLS;
    place_digit(&right, DIGIT_LARGE, &layout->caption, &layout->digit);
    rows = outputs_rows(wish, wide ? left.cols / 2 - OUTPUTS_GAP : left.cols);
    /* more than ten bars have at most half of what they share with the plot */
    spare =
        left.rows - (wide ? PROGRESS_WIDE_ROWS : PROGRESS_NARROW_ROWS + SETTINGS_ROWS);
    rows = most(OUTPUTS_ROWS, least(rows, spare / 2));
    row = rect_take_bottom(&left, wide ? rows : least(rows, wish.rows));
    if (wide) {
        layout->settings = rect_take_left(&row, row.cols / 2);
        drop_cols(&row, 2);
    } else {
        layout->settings = rect_take_bottom(&left, SETTINGS_ROWS);
    }
    layout->outputs = row;
    layout->progress =
        rect_take_bottom(&left, wide ? PROGRESS_WIDE_ROWS : PROGRESS_NARROW_ROWS);
    layout->plot = left;
}

/* Plot and settings left, digit in the middle, outputs right; progress and statistics
 * below, or, on the lowest screens, the progress above the settings. */
static void
train_small(struct train_layout *layout, struct rect body, int table,
            struct outputs_wish wish)
{
    struct rect digit, outputs = {0, 0, 0, 0};
    int spare = body.rows - SMALL_ROWS - 1 - PROGRESS_WIDE_ROWS; /* 1 for the captions */

    if (spare >= 2)
        layout->layers = rect_take_bottom(&body, least(table, spare));
    if (spare >= 0)
        layout->progress = rect_take_bottom(&body, PROGRESS_WIDE_ROWS);
    if (body.cols >= LARGE_SCREEN_COLS) {
        outputs = rect_take_right(&body, outputs_cols(wish, body));
        drop_cols(&outputs, 1);
        rect_take_right(&body, 1);
    }
    digit = rect_take_right(&body, SMALL_COLS);
    rect_take_right(&body, 1);
    place_digit(&digit, DIGIT_SMALL, &layout->caption, &layout->digit);
    if (rect_is_empty(layout->caption) && rect_is_empty(outputs))
        layout->caption = rect_take_top(&body, 1);
    if (rect_is_empty(outputs) && digit.rows >= least(wish.rows, OUTPUTS_ROWS))
        outputs = digit; /* under the digit, on a narrow and high screen */
    outputs.rows = least(outputs.rows, wish.rows);
    layout->outputs = outputs;
    layout->settings =
        rect_take_bottom(&body, spare >= 0 ? SETTINGS_ROWS : SETTINGS_SHORT_ROWS);
    if (spare < 0)
        layout->progress = rect_take_bottom(&body, PROGRESS_SHORT_ROWS);
    layout->plot = body;
}

void
layout_train(struct train_layout *layout, struct rect body, size_t layers,
             struct outputs_wish wish)
{
    int table = (int)layers + 1;

    memset(layout, 0, sizeof *layout);
    if (digit_size(body) == DIGIT_LARGE)
        train_large(layout, body, table, wish);
    else
        train_small(layout, body, table, wish);
}

void
layout_images(struct images_layout *layout, struct rect body, struct outputs_wish wish)
{
    enum digit_size size = digit_size(body);
    struct rect left;
    int info;

    memset(layout, 0, sizeof *layout);
    left = rect_take_left(&body, digit_cols(size));
    drop_cols(&body, 2);
    place_digit(&left, size, &layout->caption, &layout->digit);
    if (body.cols >= 2 * OUTPUTS_COLS + SMALL_COLS) {
        layout->outputs = rect_take_left(&body, body.cols / 2);
        layout->outputs.rows = least(wish.rows, layout->outputs.rows);
        drop_cols(&body, 2);
    } else {
        info = body.cols >= INFO_WIDE_COLS ? INFO_ROWS : INFO_NARROW_ROWS;
        layout->outputs =
            rect_take_top(&body, least(wish.rows, most(OUTPUTS_ROWS, body.rows - info)));
    }
    layout->info = body;
}
