#include "config.h"

#include "ui/widgets/outputs.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/text.h"
#include "base/translation.h"

enum {
    NUMBER_COLS = 4, /* "0.93" */
    LEAST_BAR = 4,   /* what a long name leaves of a bar */
    GOOD_BAR = 8,    /* wide enough to have another column of bars beside it */
    TITLE_ROWS = 1,
};

/* Where the bars are: in columns of the same width, from top to bottom and from left to
 * right. */
struct grid {
    struct rect r; /* without the title */
    int columns, rows, cols;
    int name; /* columns for it */
};

/* Of all names, not only of those shown: else the bars would jump from image to image. */
int
outputs_name_cols(const struct dataset *dataset)
{
    int longest = 1;
    size_t k;

    for (k = 0; k < dataset->classes; k++)
        longest = max_int(longest, text_columns(dataset->class_names[k]));
    return longest;
}

/* For one output: name, bar and number, with blanks between them. */
static int
output_cols(int name, int bar)
{
    return name + 1 + bar + 1 + NUMBER_COLS;
}

struct outputs_size
outputs_size(const struct dataset *dataset)
{
    bool known = dataset != NULL && dataset->classes > 0;
    int rows = known ? (int)dataset->classes : DIGIT_CLASSES;
    int name = known ? outputs_name_cols(dataset) : 1;
    struct outputs_size size = {TITLE_ROWS + rows, output_cols(name, GOOD_BAR)};

    return size;
}

int
outputs_rows(struct outputs_size size, int cols)
{
    int columns = max_int((cols + OUTPUTS_GAP) / (size.cols + OUTPUTS_GAP), 1);

    return TITLE_ROWS + (size.rows - TITLE_ROWS + columns - 1) / columns;
}

/* ---- the verdict ---- */

/* The bytes of a name that fit in that many columns, for "%.*s". */
static int
fit(const char *name, int columns)
{
    return (int)text_fit(name, max_int(columns, 0));
}

/* Label and answer; the short forms are for names that are too long for the others. */
#define RIGHT N_("label %s answer [%s right]")
#define WRONG N_("label %s answer [%s wrong]")
#define SHORT_RIGHT N_("%.*s: [right]")
#define SHORT_WRONG N_("%.*s: [%.*s wrong]")

/* Two names share the room: what one leaves goes to the other. */
static void
draw_short_verdict(const struct canvas *canvas, struct rect r, int x, const char *label,
                   const char *answer)
{
    int room_for_one = r.cols - x - canvas_marked_columns(_(SHORT_RIGHT), 0, "");
    int room = r.cols - x - canvas_marked_columns(_(SHORT_WRONG), 0, "", 0, "");
    int label_cols = text_columns(label), answer_cols = text_columns(answer);

    if (label == answer) {
        canvas_marked(canvas, r, 0, x, ROLE_TEXT, ROLE_GOOD, _(SHORT_RIGHT),
                      fit(label, room_for_one), label);
        return;
    }
    if (label_cols > room / 2)
        label_cols = min_int(label_cols, room - min_int(answer_cols, (room + 1) / 2));
    answer_cols = min_int(answer_cols, room - label_cols);
    canvas_marked(canvas, r, 0, x, ROLE_TEXT, ROLE_BAD, _(SHORT_WRONG),
                  fit(label, label_cols), label, fit(answer, answer_cols), answer);
}

/* The form depends on all names of the data set, not on the two that are shown, so that
 * it stays the same from image to image. */
void
outputs_verdict(const struct canvas *canvas, struct rect r, int x,
                const struct dataset *dataset, size_t label, size_t answer)
{
    const char *label_name = dataset->class_names[label];
    const char *answer_name = dataset->class_names[answer];
    int cols = max_int(canvas_marked_columns(_(RIGHT), "", ""),
                       canvas_marked_columns(_(WRONG), "", "")) +
               2 * outputs_name_cols(dataset);

    if (x + cols > r.cols)
        draw_short_verdict(canvas, r, x, label_name, answer_name);
    else if (label == answer)
        canvas_marked(canvas, r, 0, x, ROLE_TEXT, ROLE_GOOD, _(RIGHT), label_name,
                      answer_name);
    else
        canvas_marked(canvas, r, 0, x, ROLE_TEXT, ROLE_BAD, _(WRONG), label_name,
                      answer_name);
}

/* ---- the bars ---- */

static void
grid_fit(struct grid *grid, struct rect r, const struct dataset *dataset)
{
    int classes = (int)dataset->classes, name = outputs_name_cols(dataset), fitting;

    grid->r = r;
    grid->rows = r.rows;
    grid->columns = (classes + r.rows - 1) / r.rows;
    fitting = (r.cols + OUTPUTS_GAP) / (output_cols(name, GOOD_BAR) + OUTPUTS_GAP);
    grid->columns = min_int(grid->columns, max_int(fitting, 1));
    if (grid->columns * grid->rows > classes) /* columns of about the same height */
        grid->rows = (classes + grid->columns - 1) / grid->columns;
    grid->cols = (r.cols - OUTPUTS_GAP * (grid->columns - 1)) / grid->columns;
    grid->name = min_int(name, grid->cols - output_cols(0, LEAST_BAR));
}

static struct rect
grid_cell(const struct grid *grid, int place)
{
    struct rect cell = {grid->r.y + place % grid->rows,
                        grid->r.x + place / grid->rows * (grid->cols + OUTPUTS_GAP), 1,
                        grid->cols};

    return cell;
}

/* Of the classes that are not shown yet, shows the one with the largest output. */
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

/* Shows as many as there is room for. They are drawn in the order of the classes, not of
 * the outputs, so that a class stays about where it was, or exactly there if all fit. */
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

/* "7 ======---- 0.93": the classes of the label and of the answer stand out. */
static void
draw_output(const struct canvas *canvas, struct rect r, const char *name, int name_cols,
            double output, enum role role)
{
    enum role text = role == ROLE_BAR ? ROLE_DIM : role;

    canvas_text(canvas, r, 0, 0, text, "%.*s", fit(name, name_cols), name);
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

/* The title is "Outputs 15 of 47". Where it is the verdict, "9 of 47" has its own row at
 * the bottom. */
static void
draw_known(const struct canvas *canvas, struct rect r, const struct dataset *dataset,
           const float *outputs, size_t label, size_t answer, bool verdict)
{
    struct rect title = rect_take_top(&r, TITLE_ROWS), count;
    char text[64];
    struct grid grid;

    snprintf(text, sizeof text, "%s", _("Outputs"));
    if (verdict)
        outputs_verdict(canvas, title, 0, dataset, label, answer);
    if (!rect_is_empty(r)) {
        grid_fit(&grid, r, dataset);
        if (verdict && !grid_holds_all(&grid, dataset) && r.rows > 1) {
            count = rect_take_bottom(&r, 1);
            grid_fit(&grid, r, dataset);
            canvas_text(canvas, count, 0, 0, ROLE_DIM, _("%d of %zu"),
                        grid.columns * grid.rows, dataset->classes);
        }
        if (!grid_holds_all(&grid, dataset))
            snprintf(text, sizeof text, _("Outputs %d of %zu"), grid.columns * grid.rows,
                     dataset->classes);
        draw_outputs(canvas, &grid, dataset, outputs, label, answer);
    }
    if (!verdict)
        canvas_title(canvas, title, text);
}

static void
draw_none(const struct canvas *canvas, struct rect r, const char *why)
{
    canvas_title(canvas, r, _("Outputs"));
    canvas_text(canvas, r, 1, 0, ROLE_DIM, "%s", why);
}

void
outputs_draw_not_kept(const struct canvas *canvas, struct rect r)
{
    if (!rect_is_empty(r))
        draw_none(canvas, r, _("not kept"));
}

void
outputs_draw(const struct canvas *canvas, struct rect r, const struct dataset *dataset,
             const float *outputs, size_t label, size_t answer, bool verdict)
{
    if (rect_is_empty(r))
        return;
    if (outputs != NULL)
        draw_known(canvas, r, dataset, outputs, label, answer, verdict);
    else
        draw_none(canvas, r, _("none yet"));
}
