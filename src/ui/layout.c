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

    OUTPUTS_ROWS = 11, /* a title and ten bars */
    OUTPUTS_COLS = 18,
    SETTINGS_ROWS = 7,
    PROGRESS_WIDE_ROWS = 2,
    PROGRESS_NARROW_ROWS = 4,
    PROGRESS_SHORT_ROWS = 2,
    SETTINGS_SHORT_ROWS = 5, /* down to the momentum */
    PROGRESS_WIDE_COLS = 58,
    SIDE_BY_SIDE_COLS = 58, /* settings beside the outputs */
};

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

/* Digit right; plot, progress, then settings and outputs left of it; statistics below
 * both. */
static void
train_large(struct train_layout *layout, struct rect body, int table)
{
    struct rect left, right, row;
    int spare = body.rows - LARGE_ROWS;
    bool wide;

    layout->layers = rect_take_bottom(&body, table < spare ? table : spare);
    right = rect_take_right(&body, LARGE_COLS);
    rect_take_right(&body, 1);
    left = body;
    wide = left.cols >= SIDE_BY_SIDE_COLS;
    place_digit(&right, DIGIT_LARGE, &layout->caption, &layout->digit);
    row = rect_take_bottom(&left, OUTPUTS_ROWS);
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
train_small(struct train_layout *layout, struct rect body, int table)
{
    struct rect digit, outputs = {0, 0, 0, 0};
    int spare = body.rows - SMALL_ROWS - 1 - PROGRESS_WIDE_ROWS; /* 1 for the captions */

    if (spare >= 2)
        layout->layers = rect_take_bottom(&body, table < spare ? table : spare);
    if (spare >= 0)
        layout->progress = rect_take_bottom(&body, PROGRESS_WIDE_ROWS);
    if (body.cols >= LARGE_SCREEN_COLS) {
        int cols = body.cols / 5;

        outputs = rect_take_right(&body, cols > OUTPUTS_COLS ? cols : OUTPUTS_COLS);
        drop_cols(&outputs, 1);
        rect_take_right(&body, 1);
    }
    digit = rect_take_right(&body, SMALL_COLS);
    rect_take_right(&body, 1);
    place_digit(&digit, DIGIT_SMALL, &layout->caption, &layout->digit);
    if (rect_is_empty(layout->caption) && rect_is_empty(outputs))
        layout->caption = rect_take_top(&body, 1);
    if (rect_is_empty(outputs) && digit.rows >= OUTPUTS_ROWS)
        outputs = digit; /* under the digit, on a narrow and high screen */
    outputs.rows = outputs.rows < OUTPUTS_ROWS ? outputs.rows : OUTPUTS_ROWS;
    layout->outputs = outputs;
    layout->settings =
        rect_take_bottom(&body, spare >= 0 ? SETTINGS_ROWS : SETTINGS_SHORT_ROWS);
    if (spare < 0)
        layout->progress = rect_take_bottom(&body, PROGRESS_SHORT_ROWS);
    layout->plot = body;
}

void
layout_train(struct train_layout *layout, struct rect body, size_t layers)
{
    int table = (int)layers + 1;

    memset(layout, 0, sizeof *layout);
    layout->size = digit_size(body);
    if (layout->size == DIGIT_LARGE)
        train_large(layout, body, table);
    else
        train_small(layout, body, table);
}

void
layout_images(struct images_layout *layout, struct rect body)
{
    struct rect left;

    memset(layout, 0, sizeof *layout);
    layout->size = digit_size(body);
    left = rect_take_left(&body, digit_cols(layout->size));
    drop_cols(&body, 2);
    place_digit(&left, layout->size, &layout->caption, &layout->digit);
    if (body.cols >= 2 * OUTPUTS_COLS + SMALL_COLS) {
        layout->outputs = rect_take_left(&body, body.cols / 2);
        layout->outputs.rows = OUTPUTS_ROWS;
        drop_cols(&body, 2);
    } else {
        layout->outputs = rect_take_top(&body, OUTPUTS_ROWS);
    }
    layout->info = body;
}
