/*
 * What a key does. One row of a table gives the key, its hint in the footer, and its line
 * in the help and in the manual. Each screen has its own table; those of the keys that
 * work on every screen are in actions/.
 */
#ifndef MNISTUI_UI_ACTION_H
#define MNISTUI_UI_ACTION_H

#include <stdbool.h>
#include <stddef.h>

struct look;
struct ui;

enum { ACTION_KEYS = 6, ACTION_KEY_TEXT = 48, ACTION_HELP_TEXT = 128 };

/* The weight of a hint that always has its place, at the end of the footer. */
#define ACTION_HINT_ALWAYS (-1)

struct action {
    const char *name;      /* "next-wrong"; NULL in the row that ends a table */
    int keys[ACTION_KEYS]; /* see keys.h; 0 for none */
    const char *hint;      /* N_("next wrong"), or NULL for none */
    int weight;       /* of the hint: the heavier, the earlier, and the longer it stays */
    const char *help; /* N_("go to the next wrong answer") */

    /* Writes the help where it has values from other tables in it; help is then its
     * format. NULL when help is the whole text. */
    void (*describe)(const struct action *action, char text[ACTION_HELP_TEXT]);

    /* Says why it cannot be done now, or NULL if it can. NULL for an action that always
     * can. One that cannot be done has no hint. */
    const char *(*unavailable)(const struct look *look, const void *state);

    /* state is that of the screen, NULL for a key that works everywhere. */
    void (*act)(struct ui *ui, void *state, int argument);
    int argument;
    bool always; /* even while a modal screen takes all other keys */
};

/* The rows on one subject. */
struct action_section {
    const char *title; /* N_("The next run") */
    const struct action *actions;
};

/* The row that has this key, or NULL. table may be NULL. */
const struct action *action_find(const struct action *table, int key);

/* All keys of the action: "q Ctrl-C". */
void action_keys(const struct action *action, char text[ACTION_KEY_TEXT]);

/* The first key alone, for a hint. */
void action_first_key(const struct action *action, char text[ACTION_KEY_TEXT]);

void action_help(const struct action *action, char text[ACTION_HELP_TEXT]);

#endif
