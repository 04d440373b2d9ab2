#include "config.h"

#include "ui/widgets/digit.h"

#include "ui/widgets/picture.h"

enum { LARGE_BODY_ROWS = 32, LARGE_BODY_COLS = 80 };

enum digit_size
digit_size(struct rect body)
{
    return body.rows >= LARGE_BODY_ROWS && body.cols >= LARGE_BODY_COLS ? DIGIT_LARGE
                                                                        : DIGIT_SMALL;
}

int
digit_rows(enum digit_size size)
{
    return size == DIGIT_LARGE ? 28 : 14;
}

int
digit_cols(enum digit_size size)
{
    return size == DIGIT_LARGE ? 56 : 28;
}

void
digit_place(struct rect *column, enum digit_size size, struct rect *caption,
            struct rect *digit)
{
    if (column->rows > digit_rows(size))
        *caption = rect_take_top(column, 1);
    *digit = rect_take_top(column, digit_rows(size));
    digit->cols = digit_cols(size);
}

void
digit_draw(const struct canvas *canvas, struct rect r, const struct images *images,
           size_t number, enum digits style)
{
    size_t size = images->rows * images->cols;
    struct picture picture = {images->pixels + number * size, (int)images->rows,
                              (int)images->cols};

    picture_draw(canvas, r, &picture, style);
}
