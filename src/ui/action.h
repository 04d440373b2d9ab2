/*
 * Everything that a key can do, in one table: key handling, the help, the hints in the
 * footer and the man page's keys are all made from it.
 */
#ifndef MNISTUI_UI_ACTION_H
#define MNISTUI_UI_ACTION_H

#include <stddef.h>
#include <stdio.h>

enum action {
    ACTION_NONE,
    ACTION_XAVIER,
    ACTION_MOMENTUM,
    ACTION_BATCH_UP,
    ACTION_BATCH_DOWN,
    ACTION_ALPHA_UP,
    ACTION_ALPHA_DOWN,
    ACTION_GAMMA_UP,
    ACTION_GAMMA_DOWN,
    ACTION_EPOCHS_UP,
    ACTION_EPOCHS_DOWN,
    ACTION_SEED,
    ACTION_PRESET,
    ACTION_START,
    ACTION_PAUSE,
    ACTION_STEP,
    ACTION_SLOWER,
    ACTION_FASTER,
    ACTION_FULL_SPEED,
    ACTION_SCREEN_TRAIN,
    ACTION_SCREEN_IMAGES,
    ACTION_SCREEN_NEXT,
    ACTION_SCREEN_PREVIOUS,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_GO_TO,
    ACTION_NEXT_WRONG,
    ACTION_PREVIOUS_WRONG,
    ACTION_RANDOM,
    ACTION_HELP,
    ACTION_BACK,
    ACTION_REDRAW,
    ACTION_QUIT,
    ACTIONS
};

enum action_group {
    GROUP_NEXT_RUN,
    GROUP_RUN,
    GROUP_SCREENS,
    GROUP_IMAGES,
    GROUP_OTHER,
    ACTION_GROUPS
};

enum { ACTION_KEYS = 3 };

struct action_info {
    enum action_group group;
    int keys[ACTION_KEYS]; /* curses key codes; 0 for none */
    const char *hint; /* a word for the footer; NULL where it is not worth the room */
    const char *help;
};

const struct action_info *action_info(enum action action);
const char *action_group_title(enum action_group group);

/* ACTION_NONE for a key that does nothing. */
enum action action_of_key(int key);

/* The keys of an action as people read them: "PgUp", "b", "space, .". */
enum { ACTION_KEY_TEXT = 32 };
void action_key_text(enum action action, char text[ACTION_KEY_TEXT]);

/* The first key alone, for a hint. */
void action_hint_key(enum action action, char text[ACTION_KEY_TEXT]);

/* The table as the keys part of the man page. */
void action_print_man(FILE *stream);

#endif
