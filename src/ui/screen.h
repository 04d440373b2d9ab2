/*
 * A screen is one file in screens/: its state, its panels, how they are drawn, its keys,
 * and at the end a struct that names all of these. What lies over a screen, such as the
 * help or a question, is a screen, too (a layer). HACKING lists what a new screen needs.
 */
#ifndef MNISTUI_UI_SCREEN_H
#define MNISTUI_UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/look.h"
#include "ui/rect.h"

/* A part of the body that shows one thing. */
struct panel {
    const char *name;
    struct rect r;
    void (*draw)(const struct canvas *canvas, struct rect r, const struct look *look,
                 const void *state);
};

enum { PANELS_MAX = 8, SCREEN_RUNS = 64 };

struct panels {
    size_t count;
    struct panel at[PANELS_MAX]; /* apart from each other, none empty */
};

/* Adds a panel, unless r is empty. */
void panels_add(struct panels *panels, const char *name, struct rect r,
                void (*draw)(const struct canvas *, struct rect, const struct look *,
                             const void *));

/* A screen does without any member that is NULL or false. */
struct screen {
    const char *name;    /* "images" */
    int digit;           /* 1 to 9: the key that shows it, if it has a tab */
    const char *title;   /* N_("Images"): in its tab, and over its keys in the help */
    const char *purpose; /* N_("browse the test images") */
    size_t state_size;   /* of its memory, which begins as zeros */
    bool modal;          /* it takes all keys: none goes to what lies below */
    bool has_image;      /* that d draws in another way */
    bool needs_data;     /* neither drawn nor used while the data is loading */
    const struct action *actions; /* ended by a row without a name; NULL for none */
    const char *const *explained; /* N_() sentences on its panels, for the help, ended by
                                     NULL; NULL for none */

    /* Where its panels are in the body. A pure function of its arguments. */
    void (*place)(struct panels *panels, struct rect body, const struct look *look,
                  const void *state);

    /* Called when there is another look, and when the screen is opened. */
    void (*follow)(const struct look *look, void *state);

    /* The runs whose kept moments get their answers while the screen is shown, since it
     * has their curves, or more of them. Returns how many. */
    size_t (*wants)(const struct look *look, const void *state,
                    const struct run *runs[SCREEN_RUNS]);

    /* Frees what the state owns, but not the state. */
    void (*done)(void *state);

    /* A click into a panel, at its row y and column x. */
    void (*press)(struct ui *ui, void *state, const struct panel *panel, int y, int x);

    /* The mouse's wheel: -1 up, 1 down. */
    void (*wheel)(struct ui *ui, void *state, int step);

    /* Takes a key as text. False when it is not text: then it may be an action. */
    bool (*type)(void *state, int key);

    /* Draws the footer in place of the hints. */
    void (*footer)(const struct canvas *canvas, struct rect r, const struct look *look,
                   const void *state);
};

#endif
