#include "config.h"

#include "ui/screens/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/translation.h"
#include "ui/keys.h"
#include "ui/text_field.h"
#include "ui/ui.h"

enum { INPUT_SIZE = 256, DIGITS = 7, QUESTION_SIZE = 128 };

struct prompt_state {
    const struct prompt *prompt;
    void *asker;
    char input[INPUT_SIZE]; /* digits, or any text */
};

static const struct screen screen_prompt;

void
prompt_open(struct ui *ui, const struct prompt *prompt, void *state)
{
    struct prompt_state *mine = ui_open(ui, &screen_prompt);

    if (mine == NULL)
        return;
    mine->prompt = prompt;
    mine->asker = state;
    if (prompt->initial != NULL)
        prompt->initial(&ui->look, state, mine->input, sizeof mine->input);
}

/* The end of a long answer is what the user sees, since that is where letters are added.
 */
static void
draw_footer(const struct canvas *canvas, struct rect r, const struct look *look,
            const void *state)
{
    const struct prompt_state *prompt = state;
    const char *input = prompt->input;
    char question[QUESTION_SIZE];
    int x;

    prompt->prompt->question(look, prompt->asker, question, sizeof question);
    x = canvas_text(canvas, r, 0, 1, ROLE_MESSAGE, "%s ", question);
    while (*input != '\0' && x + text_columns(input) + 1 > r.cols)
        input = text_next(input);
    canvas_text(canvas, r, 0, x, ROLE_MESSAGE, "%s_", input);
}

/* ---- keys ---- */

static bool
type(void *state, int key)
{
    struct prompt_state *prompt = state;
    size_t length = strlen(prompt->input);

    if (prompt->prompt->text)
        return text_field_type(prompt->input, sizeof prompt->input, key);
    if (key >= '0' && key <= '9' && length < DIGITS)
        prompt->input[length] = (char)key;
    else if (key == KEY_BACKSPACE && length > 0)
        prompt->input[length - 1] = '\0';
    else
        return false;
    return true;
}

static void
accept(struct ui *ui, void *state, int argument)
{
    const struct prompt_state prompt = *(const struct prompt_state *)state;

    if (prompt.input[0] == '\0' && !prompt.prompt->text)
        return;
    ui_close(ui, &screen_prompt);
    if (prompt.prompt->text)
        prompt.prompt->text_answer(ui, prompt.asker, prompt.input);
    else
        prompt.prompt->answer(ui, prompt.asker, strtoul(prompt.input, NULL, 10));
}

static void
cancel(struct ui *ui, void *state, int argument)
{
    ui_close(ui, &screen_prompt);
}

static void
empty(struct ui *ui, void *state, int argument)
{
    struct prompt_state *prompt = state;

    prompt->input[0] = '\0';
}

static const struct action actions[] = {
    {"accept", {KEY_ENTER}, .help = N_("take it"), .act = accept},
    {"clear", {KEYS_CONTROL('u')}, .help = N_("type another"), .act = empty},
    {"cancel", {KEYS_ESCAPE, 'q', KEYS_CONTROL('c')}, .help = N_("stay"), .act = cancel},
    {.name = NULL},
};

static const struct screen screen_prompt = {
    .name = "prompt",
    .title = N_("Prompt"),
    .state_size = sizeof(struct prompt_state),
    .modal = true,
    .actions = actions,
    .type = type,
    .footer = draw_footer,
};
