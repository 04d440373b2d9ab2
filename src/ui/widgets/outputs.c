#include "config.h"

#include "ui/widgets/outputs.h"

#include <stdio.h>
#include <string.h>

enum {
    NUMBER_COLS = 4, /* "0.93" */
    LEAST_BAR = 4,   /* of which a name leaves so much */
    GOOD_BAR = 8,    /* so wide that there may be another column of bars beside it */
    COLUMN_GAP = 2,
    TITLE_ROWS = 1,
};

/* Where the bars stand: in columns of the same width, from top to bottom and from left to
 * right. */
struct grid {
    struct rect r; /* without the title */
    int columns, rows, cols;
    int name; /* columns for it */
};

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* Of all names, not only of those that are shown: else the bars would jump with every
 * image. */
static int
longest_name(const struct dataset *dataset)
{
    size_t longest = 1, k;

    for (k = 0; k < dataset->classes; k++) {
        size_t length = strlen(dataset->class_names[k]);

        longest = length > longest ? length : longest;
    }
    return (int)longest;
}

/* Of one output: name, bar and number with a space between them. */
static int
output_cols(int name, int bar)
{
    return name + 1 + bar + 1 + NUMBER_COLS;
}

struct outputs_wish
outputs_wish(const struct dataset *dataset)
{
    bool known = dataset != NULL && dataset->classes > 0;
    struct outputs_wish wish = {TITLE_ROWS +
                                    (known ? (int)dataset->classes : DIGIT_CLASSES),
                                output_cols(known ? longest_name(dataset) : 1, GOOD_BAR)};

    return wish;
}

/* ---- the verdict ---- */

/* Two names share the room that there is: what one of them leaves is the other's. */
static void
draw_short_verdict(const struct canvas *canvas, struct rect r, int x, const char *label,
                   const char *answer)
{
    int room = r.cols - x - (int)strlen(":  wrong");
    int label_cols = (int)strlen(label), answer_cols = (int)strlen(answer);

    if (label == answer) {
        x = canvas_text(canvas, r, 0, x, ROLE_TEXT, "%.*s: ", room + 1, label);
        canvas_text(canvas, r, 0, x, ROLE_GOOD, "right");
        return;
    }
    if (label_cols > room / 2)
        label_cols = least(label_cols, room - least(answer_cols, (room + 1) / 2));
    answer_cols = least(answer_cols, room - label_cols);
    x = canvas_text(canvas, r, 0, x, ROLE_TEXT, "%.*s: ", label_cols, label);
    canvas_text(canvas, r, 0, x, ROLE_BAD, "%.*s wrong", answer_cols, answer);
}

/* Which form it has depends on the data set's names, not on the two that are shown, so
 * that it is the same from image to image. */
void
outputs_verdict(const struct canvas *canvas, struct rect r, int x,
                const struct dataset *dataset, size_t label, size_t answer)
{
    const char *label_name = dataset->class_names[label];
    const char *answer_name = dataset->class_names[answer];
    int cols = (int)strlen("label  answer  right") + 2 * longest_name(dataset);

    if (x + cols > r.cols) {
        draw_short_verdict(canvas, r, x, label_name, answer_name);
        return;
    }
    x = canvas_text(canvas, r, 0, x, ROLE_TEXT, "label %s answer ", label_name);
    canvas_text(canvas, r, 0, x, label == answer ? ROLE_GOOD : ROLE_BAD, "%s %s",
                answer_name, label == answer ? "right" : "wrong");
}

/* ---- the bars ---- */

static void
grid_fit(struct grid *grid, struct rect r, const struct dataset *dataset)
{
    int classes = (int)dataset->classes, name = longest_name(dataset), fitting;

    grid->r = r;
    grid->rows = r.rows;
    grid->columns = (classes + r.rows - 1) / r.rows;
    fitting = (r.cols + COLUMN_GAP) / (output_cols(name, GOOD_BAR) + COLUMN_GAP);
    grid->columns = least(grid->columns, fitting > 1 ? fitting : 1);
    if (grid->columns * grid->rows > classes) /* columns of about the same height */
        grid->rows = (classes + grid->columns - 1) / grid->columns;
    grid->cols = (r.cols - COLUMN_GAP * (grid->columns - 1)) / grid->columns;
    grid->name = least(name, grid->cols - output_cols(0, LEAST_BAR));
}

static struct rect
grid_cell(const struct grid *grid, int place)
{
    struct rect cell = {grid->r.y + place % grid->rows,
                        grid->r.x + place / grid->rows * (grid->cols + COLUMN_GAP), 1,
                        grid->cols};

    return cell;
}

/* Shows the class with the largest output of those that are not shown. */
static void
show_strongest(bool shown[DATASET_MAX_CLASSES], const float *outputs, size_t classes)
{
    size_t best = classes, k;

    for (k = 0; k < classes; k++) {
        if (!shown[k] && (best == classes || outputs[k] > outputs[best]))
            best = k;
    }
    shown[best] = true;
}

/* As many as there is room for. They are drawn in the order of the classes, not of the
 * outputs: so a class stays about where it was, and where all are shown exactly there. */
static void
choose(bool shown[DATASET_MAX_CLASSES], const float *outputs, size_t classes,
       size_t label, size_t answer, size_t room)
{
    size_t k, count;

    for (k = 0; k < classes; k++)
        shown[k] = room >= classes;
    if (room >= classes || room == 0)
        return;
    shown[label] = true;
    if (room > 1)
        shown[answer] = true;
    for (count = shown[answer] && answer != label ? 2 : 1; count < room; count++)
        show_strongest(shown, outputs, classes);
}

static enum role
bar_role(size_t k, size_t label, size_t answer)
{
    if (k == label)
        return ROLE_GOOD;
    return k == answer ? ROLE_BAD : ROLE_BAR;
}

/* "7 ======---- 0.93": the label's class and the answer's are strong. */
static void
draw_output(const struct canvas *canvas, struct rect r, const char *name, int name_cols,
            double output, enum role role)
{
    enum role text = role == ROLE_BAR ? ROLE_DIM : role;

    canvas_text(canvas, r, 0, 0, text, "%.*s", name_cols, name);
    canvas_bar(canvas, r, 0, name_cols + 1, r.cols - output_cols(name_cols, 0), output,
               role);
    canvas_text(canvas, r, 0, r.cols - NUMBER_COLS, text, "%4.2f", output);
}

static void
draw_outputs(const struct canvas *canvas, const struct grid *grid,
             const struct dataset *dataset, const float *outputs, size_t label,
             size_t answer)
{
    bool shown[DATASET_MAX_CLASSES];
    int place = 0;
    size_t k;

    choose(shown, outputs, dataset->classes, label, answer,
           (size_t)(grid->columns * grid->rows));
    for (k = 0; k < dataset->classes; k++) {
        if (shown[k])
            draw_output(canvas, grid_cell(grid, place++), dataset->class_names[k],
                        grid->name, (double)outputs[k], bar_role(k, label, answer));
    }
}

static bool
grid_holds_all(const struct grid *grid, const struct dataset *dataset)
{
    return grid->columns * grid->rows >= (int)dataset->classes;
}

/* "Outputs 15 of 47"; where the verdict is the title, "9 of 47" has a row of its own at
 * the bottom. */
static void
draw_known(const struct canvas *canvas, struct rect r, const struct dataset *dataset,
           const float *outputs, size_t label, size_t answer, bool verdict)
{
    struct rect title = rect_take_top(&r, TITLE_ROWS), count;
    char text[32] = "Outputs";
    struct grid grid;

    if (verdict)
        outputs_verdict(canvas, title, 0, dataset, label, answer);
    if (!rect_is_empty(r)) {
        grid_fit(&grid, r, dataset);
        if (verdict && !grid_holds_all(&grid, dataset) && r.rows > 1) {
            count = rect_take_bottom(&r, 1);
            grid_fit(&grid, r, dataset);
            canvas_text(canvas, count, 0, 0, ROLE_DIM, "%d of %zu",
                        grid.columns * grid.rows, dataset->classes);
        }
        if (!grid_holds_all(&grid, dataset))
            snprintf(text, sizeof text, "Outputs %d of %zu", grid.columns * grid.rows,
                     dataset->classes);
        draw_outputs(canvas, &grid, dataset, outputs, label, answer);
    }
    if (!verdict)
        canvas_title(canvas, title, text);
}

void
outputs_draw(const struct canvas *canvas, struct rect r, const struct dataset *dataset,
             const float *outputs, size_t label, size_t answer, bool verdict)
{
    if (rect_is_empty(r))
        return;
    if (outputs != NULL) {
        draw_known(canvas, r, dataset, outputs, label, answer, verdict);
        return;
    }
    canvas_title(canvas, r, "Outputs");
    canvas_text(canvas, r, 1, 0, ROLE_DIM, "none yet");
}
