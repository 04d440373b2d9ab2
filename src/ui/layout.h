/*
 * Where everything stands: pure functions from the terminal's size to rectangles. What
 * does not fit has an empty rectangle.
 */
#ifndef MNISTUI_UI_LAYOUT_H
#define MNISTUI_UI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/rect.h"

enum {
    LAYOUT_MIN_ROWS = 16,
    LAYOUT_MIN_COLS = 60,
};

/* What all screens share. False when the terminal is too small for any. */
struct frame {
    struct rect header; /* one row */
    struct rect body;
    struct rect footer; /* one row */
};
bool layout_frame(struct frame *frame, int rows, int cols);

/* What the panel of the outputs would like, and gets as far as nothing else suffers. */
struct outputs_wish {
    int rows; /* a title and a row for each class */
    int cols; /* a name and a bar */
};

/* The Train screen's panels. A panel whose rows allow it begins with a row for its title.
 */
struct train_layout {
    struct rect digit;   /* the pixels alone: 14 rows of 28 columns, or twice as many */
    struct rect caption; /* the title over the digit; empty when there is no room */
    struct rect plot;
    struct rect progress;
    struct rect settings;
    struct rect outputs;
    struct rect layers; /* the statistics: a row of titles, then a row per layer */
};
void layout_train(struct train_layout *layout, struct rect body, size_t layers,
                  struct outputs_wish wish);

/* The Images screen's panels. */
struct images_layout {
    struct rect digit;
    struct rect caption;
    struct rect outputs;
    struct rect info;
};
void layout_images(struct images_layout *layout, struct rect body,
                   struct outputs_wish wish);

#endif
