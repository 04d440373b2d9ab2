#include "config.h"

#include "ui/action.h"

#include <curses.h>
#include <string.h>

#include "base/mem.h"
#include "ui/roff.h"

#define CONTROL(letter) ((letter)&0x1f)
enum { KEY_ESCAPE = 27, KEY_TAB = '\t' };

static const struct action_info infos[ACTIONS] = {
    [ACTION_XAVIER] = {GROUP_NEXT_RUN, {'x'}, "Xavier", "Xavier init on or off"},
    [ACTION_MOMENTUM] = {GROUP_NEXT_RUN, {'m'}, "momentum", "momentum on (0.4) or off"},
    [ACTION_BATCH_UP] = {GROUP_NEXT_RUN,
                         {'b'},
                         "batch",
                         "larger batch: 1, 12, 32, 128, 512"},
    [ACTION_BATCH_DOWN] = {GROUP_NEXT_RUN, {'B'}, NULL, "smaller batch"},
    [ACTION_ALPHA_UP] = {GROUP_NEXT_RUN, {'a'}, NULL, "larger learning rate"},
    [ACTION_ALPHA_DOWN] = {GROUP_NEXT_RUN, {'A'}, NULL, "smaller learning rate"},
    [ACTION_GAMMA_UP] = {GROUP_NEXT_RUN, {'g'}, NULL, "more momentum"},
    [ACTION_GAMMA_DOWN] = {GROUP_NEXT_RUN, {'G'}, NULL, "less momentum"},
    [ACTION_EPOCHS_UP] = {GROUP_NEXT_RUN, {'e'}, NULL, "more epochs"},
    [ACTION_EPOCHS_DOWN] = {GROUP_NEXT_RUN, {'E'}, NULL, "fewer epochs"},
    [ACTION_SEED] = {GROUP_NEXT_RUN,
                     {'s'},
                     NULL,
                     "new seed: the same settings with other luck"},
    [ACTION_PRESET] = {GROUP_NEXT_RUN, {'p'}, "preset", "next preset of the course"},
    [ACTION_START] = {GROUP_RUN,
                      {'r'},
                      "start",
                      "start the next run, stop and keep this one"},
    [ACTION_PAUSE] = {GROUP_RUN, {' '}, "pause", "pause, go on"},
    [ACTION_STEP] = {GROUP_RUN, {'.'}, NULL, "while paused: train one batch"},
    [ACTION_SLOWER] = {GROUP_RUN, {'<'}, NULL, "slower"},
    [ACTION_FASTER] = {GROUP_RUN, {'>'}, NULL, "faster"},
    [ACTION_FULL_SPEED] = {GROUP_RUN, {'f'}, "full speed", "full speed, and back"},
    [ACTION_SCREEN_TRAIN] = {GROUP_SCREENS, {'1'}, NULL, "Train: watch it learn"},
    [ACTION_SCREEN_IMAGES] = {GROUP_SCREENS,
                              {'2'},
                              NULL,
                              "Images: browse the test images"},
    [ACTION_SCREEN_NEXT] = {GROUP_SCREENS, {KEY_TAB}, NULL, "next screen"},
    [ACTION_SCREEN_PREVIOUS] = {GROUP_SCREENS, {KEY_BTAB}, NULL, "previous screen"},
    [ACTION_LEFT] = {GROUP_IMAGES, {KEY_LEFT}, NULL, "previous image"},
    [ACTION_RIGHT] = {GROUP_IMAGES, {KEY_RIGHT}, NULL, "next image"},
    [ACTION_UP] = {GROUP_IMAGES, {KEY_UP}, NULL, "10 images back"},
    [ACTION_DOWN] = {GROUP_IMAGES, {KEY_DOWN}, NULL, "10 images on"},
    [ACTION_PAGE_UP] = {GROUP_IMAGES, {KEY_PPAGE}, NULL, "100 images back"},
    [ACTION_PAGE_DOWN] = {GROUP_IMAGES, {KEY_NPAGE}, NULL, "100 images on"},
    [ACTION_FIRST] = {GROUP_IMAGES, {KEY_HOME}, NULL, "first image"},
    [ACTION_LAST] = {GROUP_IMAGES, {KEY_END}, NULL, "last image"},
    [ACTION_GO_TO] = {GROUP_IMAGES, {'/'}, "go to", "go to a number"},
    [ACTION_NEXT_WRONG] = {GROUP_IMAGES, {'n'}, "next wrong", "next wrong"},
    [ACTION_PREVIOUS_WRONG] = {GROUP_IMAGES, {'N'}, NULL, "previous wrong"},
    [ACTION_RANDOM] = {GROUP_IMAGES, {'R'}, "random", "any image"},
    [ACTION_HELP] = {GROUP_OTHER, {'?', KEY_F(1)}, "help", "this help"},
    [ACTION_BACK] = {GROUP_OTHER, {KEY_ESCAPE}, NULL, "one layer back; stops a download"},
    [ACTION_REDRAW] = {GROUP_OTHER, {CONTROL('l')}, NULL, "draw the screen anew"},
    [ACTION_QUIT] = {GROUP_OTHER,
                     {'q', CONTROL('c')},
                     "quit",
                     "quit; asks while a run is on"},
};

static const char *const group_titles[ACTION_GROUPS] = {
    [GROUP_NEXT_RUN] = "The next run", [GROUP_RUN] = "This run",
    [GROUP_SCREENS] = "Screens",       [GROUP_IMAGES] = "Images",
    [GROUP_OTHER] = "Other",
};

static const struct {
    int key;
    const char *name;
} key_names[] = {
    {' ', "Space"},      {KEY_TAB, "Tab"},         {KEY_BTAB, "Shift-Tab"},
    {KEY_LEFT, "Left"},  {KEY_RIGHT, "Right"},     {KEY_UP, "Up"},
    {KEY_DOWN, "Down"},  {KEY_PPAGE, "PgUp"},      {KEY_NPAGE, "PgDn"},
    {KEY_HOME, "Home"},  {KEY_END, "End"},         {KEY_F(1), "F1"},
    {KEY_ESCAPE, "Esc"}, {CONTROL('l'), "Ctrl-L"}, {CONTROL('c'), "Ctrl-C"},
};

const struct action_info *
action_info(enum action action)
{
    return &infos[action];
}

const char *
action_group_title(enum action_group group)
{
    return group_titles[group];
}

enum action
action_of_key(int key)
{
    int action, k;

    for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
        for (k = 0; k < ACTION_KEYS && infos[action].keys[k] != 0; k++) {
            if (infos[action].keys[k] == key)
                return (enum action)action;
        }
    }
    return ACTION_NONE;
}

static void
key_text(int key, char text[ACTION_KEY_TEXT])
{
    size_t i;

    for (i = 0; i < MEM_COUNT(key_names); i++) {
        if (key_names[i].key == key) {
            snprintf(text, ACTION_KEY_TEXT, "%s", key_names[i].name);
            return;
        }
    }
    snprintf(text, ACTION_KEY_TEXT, "%c", key);
}

void
action_hint_key(enum action action, char text[ACTION_KEY_TEXT])
{
    key_text(infos[action].keys[0], text);
}

void
action_key_text(enum action action, char text[ACTION_KEY_TEXT])
{
    char one[ACTION_KEY_TEXT];
    size_t used = 0;
    int k;

    text[0] = '\0';
    for (k = 0; k < ACTION_KEYS && infos[action].keys[k] != 0; k++) {
        key_text(infos[action].keys[k], one);
        snprintf(text + used, ACTION_KEY_TEXT - used, "%s%s", k > 0 ? " " : "", one);
        used = strlen(text);
    }
}

static void
print_action_man(FILE *stream, enum action action)
{
    char text[ACTION_KEY_TEXT];
    int k;

    fputs(".It", stream);
    for (k = 0; k < ACTION_KEYS && infos[action].keys[k] != 0; k++) {
        fputs(k > 0 ? " No or Ic " : " Ic ", stream);
        key_text(infos[action].keys[k], text);
        roff_word(stream, text);
    }
    fputc('\n', stream);
    roff_sentence(stream, infos[action].help);
}

void
action_print_man(FILE *stream)
{
    int group, action;

    for (group = 0; group < ACTION_GROUPS; group++) {
        fprintf(stream, ".Ss %s\n.Bl -tag -width \"Shift-Tab\" -compact\n",
                group_titles[group]);
        for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
            if ((int)infos[action].group == group)
                print_action_man(stream, (enum action)action);
        }
        fputs(".El\n", stream);
    }
}
