/* Asks for a whole number or a text, in the footer. */
#ifndef MNISTUI_UI_SCREENS_PROMPT_H
#define MNISTUI_UI_SCREENS_PROMPT_H

#include "ui/look.h"

struct ui;

/* What it asks, and what becomes of the answer. */
struct prompt {
    /* Writes the question: "Go to image (1 to 10 000):". state is that of prompt_open. */
    void (*question)(const struct look *look, const void *state, char *text, size_t size);
    /* Takes the user's answer, once the prompt is closed. */
    void (*answer)(struct ui *ui, void *state, unsigned long number);

    bool text; /* it asks for a text, which may be empty: the answer goes here instead, */
    void (*text_answer)(struct ui *ui, void *state, const char *text);
    /* and this writes what it is at first; NULL for nothing. */
    void (*initial)(const struct look *look, const void *state, char *text, size_t size);
};

/* state must last as long as the prompt; that of a screen with a tab does. */
void prompt_open(struct ui *ui, const struct prompt *prompt, void *state);

#endif
