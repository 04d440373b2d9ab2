/* The table of actions, and what is made from it. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/screen.h"
#include "support/suite.h"
#include "ui/action.h"
#include "ui/screens/screen.h"

START_TEST(every_action_has_a_key_a_group_and_a_help)
{
    char keys[ACTION_KEY_TEXT], key[ACTION_KEY_TEXT];
    int action, i;

    for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
        const struct action_info *info = action_info((enum action)action);

        ck_assert_int_ne(info->keys[0], 0);
        ck_assert_int_lt((int)info->group, ACTION_GROUPS);
        ck_assert_ptr_nonnull(info->help);
        ck_assert_ptr_nonnull(action_group_title(info->group));
        for (i = 0; i < ACTION_KEYS && info->keys[i] != 0; i++)
            ck_assert_int_eq(action_of_key(info->keys[i]), action);
        action_hint_key((enum action)action, key);
        action_key_text((enum action)action, keys);
        ck_assert_uint_gt(strlen(key), 0);
        ck_assert_int_eq(strncmp(keys, key, strlen(key)), 0);
        for (i = 0; keys[i] != '\0'; i++)
            ck_assert_msg(keys[i] >= ' ' && keys[i] <= '~', "action %d", action);
    }
}
END_TEST

START_TEST(no_key_does_two_things)
{
    int key, action, i;

    for (key = 1; key < KEY_MAX; key++) {
        int uses = 0;

        for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
            for (i = 0; i < ACTION_KEYS; i++)
                uses += action_info((enum action)action)->keys[i] == key;
        }
        ck_assert_int_le(uses, 1);
        if (uses == 0)
            ck_assert_int_eq(action_of_key(key), ACTION_NONE);
    }
    ck_assert_int_eq(action_of_key(0), ACTION_NONE);
    ck_assert_int_eq(action_of_key(ERR), ACTION_NONE);
    ck_assert_int_eq(action_of_key(KEY_RESIZE), ACTION_NONE);
}
END_TEST

START_TEST(the_help_lists_every_key_as_it_is_scrolled)
{
    static struct screen_copy copy;
    struct canvas canvas;
    struct rect body = {1, 0, 14, 120};
    bool listed[ACTIONS] = {false};
    char line[ACTION_KEY_TEXT + 256], keys[ACTION_KEY_TEXT];
    int scroll, action;

    screen_open(SCREEN_RICH, 16, 120);
    canvas = screen_canvas(NULL, GLYPHS_ASCII);
    for (scroll = 0; scroll <= help_max_scroll(body); scroll++) {
        werase(stdscr);
        help_draw(&canvas, body, scroll);
        screen_read(&copy);
        for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
            action_key_text((enum action)action, keys);
            snprintf(line, sizeof line, " %-10s %s", keys,
                     action_info((enum action)action)->help);
            listed[action] |= screen_find(&copy, line, NULL, NULL);
        }
    }
    screen_close();
    for (action = ACTION_NONE + 1; action < ACTIONS; action++)
        ck_assert_msg(listed[action], "%s is not listed",
                      action_info((enum action)action)->help);
}
END_TEST

START_TEST(the_hints_of_the_footer_have_a_word)
{
    static const struct screen *const screens[] = {&screen_train, &screen_images};
    const enum action *hint;
    size_t i;

    for (i = 0; i < MEM_COUNT(screens); i++) {
        for (hint = screens[i]->hints; *hint != ACTION_NONE; hint++)
            ck_assert_ptr_nonnull(action_info(*hint)->hint);
    }
    ck_assert_ptr_nonnull(action_info(ACTION_HELP)->hint);
    ck_assert_ptr_nonnull(action_info(ACTION_QUIT)->hint);
}
END_TEST

START_TEST(the_man_page_has_an_item_for_every_action)
{
    char *text = NULL, *item;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    int items = 0;

    ck_assert_ptr_nonnull(stream);
    action_print_man(stream);
    ck_assert_int_eq(fclose(stream), 0);
    for (item = strstr(text, "\n.It "); item != NULL; item = strstr(item + 1, "\n.It "))
        items++;
    ck_assert_int_eq(items, ACTIONS - 1);
    free(text);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        every_action_has_a_key_a_group_and_a_help,  no_key_does_two_things,
        the_help_lists_every_key_as_it_is_scrolled, the_hints_of_the_footer_have_a_word,
        the_man_page_has_an_item_for_every_action,  NULL,
    };

    return suite_run("actions", tests, 0);
}
