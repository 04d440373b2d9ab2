#include "config.h"

#include "ui/action.h"

#include <stdio.h>

#include "base/text.h"
#include "base/translation.h"
#include "ui/keys.h"

static bool
is_on_key(const struct action *action, int key)
{
    int k;

    for (k = 0; k < ACTION_KEYS && action->keys[k] != 0; k++) {
        if (action->keys[k] == key)
            return true;
    }
    return false;
}

const struct action *
action_find(const struct action *table, int key)
{
    if (table == NULL)
        return NULL;
    for (; table->name != NULL; table++) {
        if (is_on_key(table, key))
            return table;
    }
    return NULL;
}

void
action_first_key(const struct action *action, char text[ACTION_KEY_TEXT])
{
    char name[KEYS_NAME];

    keys_name(action->keys[0], name);
    snprintf(text, ACTION_KEY_TEXT, "%s", name);
}

void
action_keys(const struct action *action, char text[ACTION_KEY_TEXT])
{
    char name[KEYS_NAME];
    int k;

    text[0] = '\0';
    for (k = 0; k < ACTION_KEYS && action->keys[k] != 0; k++) {
        keys_name(action->keys[k], name);
        text_append(text, ACTION_KEY_TEXT, "%s%s", k > 0 ? " " : "", name);
    }
}

void
action_help(const struct action *action, char text[ACTION_HELP_TEXT])
{
    if (action->describe != NULL)
        action->describe(action, text);
    else
        snprintf(text, ACTION_HELP_TEXT, "%s", _(action->help));
}
