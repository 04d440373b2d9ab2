/* The rows of keys: those that hold everywhere, those of each screen and of what lies
 * over screens; and what is made from them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/over_screens.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "ui/catalog.h"
#include "ui/keys.h"
#include "ui/screens/layers.h"

/* ---- the tables ---- */

/* Calls check for every table of the program. */
static void
for_each_table(void (*check)(const struct action *table))
{
    const struct action_section *section;
    size_t i;

    for (section = catalog_sections; section->title != NULL; section++)
        check(section->actions);
    for (i = 0; i < catalog_screens(); i++)
        check(catalog_screen(i)->actions);
    for (i = 0; over_screens[i] != NULL; i++)
        check(over_screens[i]->actions);
}

/* How many rows of a table have this key. */
static int
count_key(const struct action *table, int key)
{
    int count = 0, k;

    for (; table != NULL && table->name != NULL; table++) {
        for (k = 0; k < ACTION_KEYS && table->keys[k] != 0; k++)
            count += table->keys[k] == key;
    }
    return count;
}

static void
check_key_text(const struct action *row)
{
    char keys[ACTION_KEY_TEXT], first[ACTION_KEY_TEXT];
    size_t i;

    action_keys(row, keys);
    action_first_key(row, first);
    ck_assert_uint_gt(strlen(first), 0);
    ck_assert_int_eq(strncmp(keys, first, strlen(first)), 0);
    for (i = 0; keys[i] != '\0'; i++)
        ck_assert_msg(keys[i] >= ' ' && keys[i] <= '~', "%s: the key is %s", row->name,
                      keys);
}

static void
check_row(const struct action *row)
{
    char help[ACTION_HELP_TEXT];
    int k;

    ck_assert_msg(row->keys[0] != 0 && row->act != NULL, "%s", row->name);
    for (k = 0; k < ACTION_KEYS && row->keys[k] != 0; k++)
        ck_assert_msg(keys_normal(row->keys[k]) == row->keys[k], "%s: no key comes as %d",
                      row->name, row->keys[k]);
    check_key_text(row);
    action_help(row, help);
    ck_assert_msg(help[0] != '\0', "%s has no help", row->name);
    if (row->hint != NULL)
        ck_assert_msg(row->hint[0] != '\0' && row->weight != 0, "%s: the hint",
                      row->name);
}

static void
check_rows(const struct action *table)
{
    for (; table != NULL && table->name != NULL; table++)
        check_row(table);
}

START_TEST(every_row_has_a_key_a_help_and_something_to_do)
{
    for_each_table(check_rows);
}
END_TEST

static void
check_names_and_keys(const struct action *table)
{
    const struct action *row, *other;
    int k;

    for (row = table; row != NULL && row->name != NULL; row++) {
        for (other = table; other != row; other++)
            ck_assert_str_ne(row->name, other->name);
        for (k = 0; k < ACTION_KEYS && row->keys[k] != 0; k++) {
            ck_assert_msg(count_key(table, row->keys[k]) == 1, "%s: its key %d",
                          row->name, row->keys[k]);
            ck_assert_ptr_eq(action_find(table, row->keys[k]), row);
        }
    }
}

START_TEST(no_table_has_a_name_or_a_key_twice)
{
    for_each_table(check_names_and_keys);
    ck_assert_ptr_null(action_find(NULL, 'x'));
    ck_assert_ptr_null(action_find(screen_help.actions, 0));
}
END_TEST

START_TEST(a_key_that_holds_everywhere_does_one_thing)
{
    const struct action_section *section;
    int key, digit;

    for (key = 1; key < KEY_MAX; key++) {
        int count = 0;

        for (section = catalog_sections; section->title != NULL; section++)
            count += count_key(section->actions, key);
        ck_assert_msg(count <= 1, "key %d does two things", key);
        ck_assert(count == (catalog_find(key) != NULL));
    }
    for (digit = '0'; digit <= '9'; digit++)
        ck_assert_ptr_null(catalog_find(digit)); /* digits are screens */
    ck_assert_ptr_null(catalog_find(0));
    ck_assert_int_eq(catalog_find_screen('0'), -1);
    ck_assert_ptr_null(catalog_find(ERR));
    ck_assert_ptr_null(catalog_find(KEY_RESIZE));
}
END_TEST

static bool
is_free(int key)
{
    return catalog_find(key) == NULL && (key < '0' || key > '9');
}

/* r starts a run: the selected one on Runs, the next one elsewhere. */
static bool
means_the_same(const struct action *row, int key)
{
    return key == 'r' && strcmp(row->name, "again") == 0;
}

START_TEST(no_screen_hides_a_key_that_holds_everywhere)
{
    size_t i;
    int k;

    for (i = 0; i < catalog_screens(); i++) {
        const struct action *row = catalog_screen(i)->actions;

        for (; row != NULL && row->name != NULL; row++) {
            for (k = 0; k < ACTION_KEYS && row->keys[k] != 0; k++)
                ck_assert_msg(is_free(row->keys[k]) || means_the_same(row, row->keys[k]),
                              "%s: %s", catalog_screen(i)->name, row->name);
        }
    }
}
END_TEST

START_TEST(keys_that_are_always_taken_are_few)
{
    ck_assert(catalog_find(KEYS_CONTROL('l'))->always);
    ck_assert(!catalog_find('q')->always);
    ck_assert(!catalog_find('r')->always);
}
END_TEST

/* ---- what is made from them ---- */

enum { MAX_ROWS = 128, ROW_TEXT = ACTION_KEY_TEXT + ACTION_HELP_TEXT + 8 };

/* The lines of the help, or the titles over them. */
struct lines {
    size_t count;
    char text[MAX_ROWS][ROW_TEXT];
    bool seen[MAX_ROWS];
};

static void
add(struct lines *lines, const char *text)
{
    ck_assert_uint_lt(lines->count, MAX_ROWS);
    snprintf(lines->text[lines->count++], ROW_TEXT, "%s", text);
}

static void
add_title(void *context, const char *title)
{
    char text[ROW_TEXT];

    snprintf(text, sizeof text, "\n %s\n", title);
    add(context, text);
}

static void
add_row(void *context, const struct action *action)
{
    char text[ROW_TEXT], keys[ACTION_KEY_TEXT], help[ACTION_HELP_TEXT];

    action_keys(action, keys);
    action_help(action, help);
    snprintf(text, sizeof text, "\n   %-13s %s", keys, help);
    add(context, text);
}

static const struct lines *
all_lines(void)
{
    static const struct catalog_reader reader = {add_title, add_row};
    static struct lines lines;

    catalog_read(&reader, &lines);
    return &lines;
}

/* Each screen with a tab stands in the help with its digit, and its rows do. */
START_TEST(the_catalog_lists_every_row)
{
    const struct lines *lines = all_lines();
    const struct action_section *section;
    size_t expected = catalog_screens(), i;
    const struct action *row;

    for (section = catalog_sections; section->title != NULL; section++, expected++) {
        for (row = section->actions; row->name != NULL; row++)
            expected++;
    }
    for (i = 0; i < catalog_screens(); i++) {
        row = catalog_screen(i)->actions;
        expected += row != NULL;
        for (; row != NULL && row->name != NULL; row++)
            expected++;
    }
    ck_assert_uint_eq(lines->count, expected);
}
END_TEST

START_TEST(the_help_lists_every_key_as_it_is_scrolled)
{
    struct lines lines = *all_lines();
    char before[FIXTURE_TEXT];
    size_t i;

    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_resize(16, 60);
    fixture_keys(" ?");
    fixture_wait_for("paused");
    do {
        snprintf(before, sizeof before, "%s", fixture_text());
        for (i = 0; i < lines.count; i++)
            lines.seen[i] |= strstr(before, lines.text[i]) != NULL;
        fixture_key(KEY_DOWN);
    } while (strcmp(fixture_text(), before) != 0);
    for (i = 0; i < lines.count; i++)
        ck_assert_msg(lines.seen[i], "the help does not have%s", lines.text[i]);
    fixture_finish();
}
END_TEST

START_TEST(a_digit_opens_the_screen_of_that_number)
{
    char tab[64];
    size_t i;

    fixture_start_usual();
    for (i = catalog_screens(); i-- > 0;) {
        ck_assert_int_eq(catalog_find_screen(catalog_key(i)), (long)i);
        ck_assert(catalog_key(i) >= '1' && catalog_key(i) <= '9');
        fixture_key(catalog_key(i));
        snprintf(tab, sizeof tab, " %c %s ", catalog_key(i), catalog_screen(i)->title);
        fixture_sees_as(ROLE_TAB, tab);
    }
    fixture_finish();
}
END_TEST

/* Those that are only there in the past, in a race, and where there is an image. */
static bool
is_away(const struct action *action, const struct screen *screen)
{
    return strcmp(action->name, "now") == 0 || strcmp(action->name, "lane-below") == 0 ||
           (strcmp(action->name, "digits") == 0 && !screen->has_image);
}

/* The rows with a hint, all of which fit on a wide terminal; but for those whose key the
 * screen has itself. */
static void
see_hints(const struct action *table, const struct screen *screen)
{
    char hint[ROW_TEXT], key[ACTION_KEY_TEXT];

    for (; table != NULL && table->name != NULL; table++) {
        const struct action *own = action_find(screen->actions, table->keys[0]);

        if (table->hint == NULL || is_away(table, screen) ||
            (own != NULL && own != table))
            continue;
        action_first_key(table, key);
        snprintf(hint, sizeof hint, " %s %s ", key, table->hint);
        fixture_sees(hint);
    }
}

START_TEST(the_footer_has_every_hint)
{
    const struct action_section *section;
    size_t i;

    fixture_new()->speed = 1;
    fixture_start();
    fixture_wait_for("answer ");
    fixture_resize(24, SCREEN_COLS);
    for (i = 0; i < catalog_screens(); i++) {
        fixture_key(catalog_key(i));
        see_hints(catalog_screen(i)->actions, catalog_screen(i));
        for (section = catalog_sections; section->title != NULL; section++)
            see_hints(section->actions, catalog_screen(i));
    }
    fixture_keys("?");
    see_hints(screen_help.actions, &screen_help);
    fixture_sees_no("? help");
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        every_row_has_a_key_a_help_and_something_to_do,
        no_table_has_a_name_or_a_key_twice,
        a_key_that_holds_everywhere_does_one_thing,
        no_screen_hides_a_key_that_holds_everywhere,
        keys_that_are_always_taken_are_few,
        the_catalog_lists_every_row,
        the_help_lists_every_key_as_it_is_scrolled,
        a_digit_opens_the_screen_of_that_number,
        the_footer_has_every_hint,
        NULL,
    };

    return suite_run("keys", tests, 300);
}
