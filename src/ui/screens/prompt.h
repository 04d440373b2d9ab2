/* Asks for a whole number or a text, in the footer. */
#ifndef MNISTUI_UI_SCREENS_PROMPT_H
#define MNISTUI_UI_SCREENS_PROMPT_H

#include "ui/look.h"

struct ui;

enum { PROMPT_TEXT = 256 };

/* What it asks, and what becomes of the answer. One of answer and answer_text is set. */
struct prompt {
    /* Writes the question: "Go to image (1 to 10 000):". state is that of prompt_open. */
    void (*question)(const struct look *look, const void *state, char *text, size_t size);
    /* Take the user's answer, once the prompt is closed. */
    void (*answer)(struct ui *ui, void *state, unsigned long number);
    void (*answer_text)(struct ui *ui, void *state, const char *text); /* may be "" */
};

/* state must last as long as the prompt; that of a screen with a tab does. */
void prompt_open(struct ui *ui, const struct prompt *prompt, void *state);

/* The same for a text, which begins as `initial`. */
void prompt_open_text(struct ui *ui, const struct prompt *prompt, void *state,
                      const char *initial);

#endif
