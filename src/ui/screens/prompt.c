#include "config.h"

#include "ui/screens/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/translation.h"
#include "ui/keys.h"
#include "ui/ui.h"

enum { DIGITS = 7, QUESTION_SIZE = 128 };

struct prompt_state {
    const struct prompt *prompt;
    void *asker;
    char input[PROMPT_TEXT]; /* digits, or UTF-8 */
};

static const struct screen screen_prompt;

void
prompt_open_text(struct ui *ui, const struct prompt *prompt, void *state,
                 const char *initial)
{
    struct prompt_state *mine = ui_open(ui, &screen_prompt);

    if (mine == NULL)
        return;
    mine->prompt = prompt;
    mine->asker = state;
    if (strlen(initial) < sizeof mine->input)
        strcpy(mine->input, initial);
}

void
prompt_open(struct ui *ui, const struct prompt *prompt, void *state)
{
    prompt_open_text(ui, prompt, state, "");
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
is_text(const struct prompt *prompt)
{
    return prompt->answer_text != NULL;
}

/* Removes the last character. */
static void
rub_out(char *input)
{
    char *last = input, *next;

    for (next = input; *next != '\0'; next = (char *)text_next(next))
        last = next;
    *last = '\0';
}

static bool
type(void *state, int key)
{
    struct prompt_state *prompt = state;
    size_t length = strlen(prompt->input);
    bool digit = key >= '0' && key <= '9' && length < DIGITS;

    if (key == KEY_BACKSPACE && length > 0)
        rub_out(prompt->input);
    else if (is_text(prompt->prompt) ? keys_is_text(key) : digit)
        keys_append(prompt->input, sizeof prompt->input, key);
    else
        return false;
    return true;
}

static void
accept(struct ui *ui, void *state, int argument)
{
    const struct prompt_state prompt = *(const struct prompt_state *)state;

    if (prompt.input[0] == '\0' && !is_text(prompt.prompt))
        return;
    ui_close(ui, &screen_prompt);
    if (is_text(prompt.prompt))
        prompt.prompt->answer_text(ui, prompt.asker, prompt.input);
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
