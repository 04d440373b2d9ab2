#include "config.h"

#include "ui/widgets/outputs.h"

#include <string.h>

void
outputs_verdict(const struct canvas *canvas, struct rect r, int x,
                const struct dataset *dataset, size_t label, size_t answer)
{
    enum role role = label == answer ? ROLE_GOOD : ROLE_BAD;

    x = canvas_text(canvas, r, 0, x, ROLE_TEXT, "label %s answer ",
                    dataset->class_names[label]);
    canvas_text(canvas, r, 0, x, role, "%s %s", dataset->class_names[answer],
                label == answer ? "right" : "wrong");
}

static enum role
bar_role(size_t digit, size_t label, size_t answer)
{
    if (digit == label)
        return ROLE_GOOD;
    return digit == answer ? ROLE_BAD : ROLE_BAR;
}

/* "7 ======---- 0.93": the label's digit and the answer's are strong. */
static void
draw_output(const struct canvas *canvas, struct rect r, int y, size_t digit,
            double output, enum role role)
{
    enum role text = role == ROLE_BAR ? ROLE_DIM : role;
    int bar = r.cols - 2 - 5;

    canvas_text(canvas, r, y, 0, text, "%zu", digit);
    canvas_bar(canvas, r, y, 2, bar, output, role);
    canvas_text(canvas, r, y, r.cols - 4, text, "%4.2f", output);
}

void
outputs_draw(const struct canvas *canvas, struct rect r, const struct dataset *dataset,
             const float *outputs, size_t label, size_t answer, bool verdict)
{
    size_t digit;

    if (rect_is_empty(r))
        return;
    if (verdict && outputs != NULL)
        outputs_verdict(canvas, r, 0, dataset, label, answer);
    else
        canvas_title(canvas, r, "Outputs");
    if (outputs == NULL) {
        canvas_text(canvas, r, 1, 0, ROLE_DIM, "none yet");
        return;
    }
    for (digit = 0; digit < dataset->classes; digit++)
        draw_output(canvas, r, 1 + (int)digit, digit, (double)outputs[digit],
                    bar_role(digit, label, answer));
}
