#include "config.h"

#include "ui/catalog.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/translation.h"
#include "ui/actions/actions.h"

/* A test adds its own screen here. */
#ifndef SCREEN_OF_TEST
#define SCREEN_OF_TEST
#endif

/* The screens in the order of their tabs. A new screen is one line here. */
#define SCREENS    \
    SCREEN(train)  \
    SCREEN(images) \
    SCREEN(runs)   \
    SCREEN_OF_TEST

#define SCREEN(name) extern const struct screen screen_##name;
SCREENS
#undef SCREEN

#define SCREEN(name) &screen_##name,
static const struct screen *const screens[] = {SCREENS};
#undef SCREEN

/* The keys of the screens are listed before the last section. */
const struct action_section catalog_sections[] = {
    {N_("The next run"), actions_next_run}, {N_("This run"), actions_this_run},
    {N_("The moment"), actions_moment},     {N_("Screens"), actions_screens},
    {N_("Other"), actions_other},           {NULL, NULL},
};

size_t
catalog_screens(void)
{
    return MEM_COUNT(screens);
}

const struct screen *
catalog_screen(size_t number)
{
    return screens[number];
}

int
catalog_key(size_t number)
{
    return '0' + screens[number]->digit;
}

long
catalog_find_screen(int key)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(screens); i++) {
        if (catalog_key(i) == key)
            return (long)i;
    }
    return -1;
}

const struct action *
catalog_find(int key)
{
    const struct action_section *section;
    const struct action *found = NULL;

    for (section = catalog_sections; section->title != NULL && found == NULL; section++)
        found = action_find(section->actions, key);
    return found;
}

/* ---- listing all keys ---- */

static void
read_rows(const struct catalog_reader *reader, void *context,
          const struct action *actions)
{
    for (; actions->name != NULL; actions++)
        reader->row(context, actions);
}

/* "2  Images: browse the test images": the digit of a screen has no row in a table. */
static void
read_tab(const struct catalog_reader *reader, void *context, size_t number)
{
    const struct screen *screen = screens[number];
    char help[ACTION_HELP_TEXT];
    const struct action action = {
        .name = screen->name, .keys = {catalog_key(number)}, .help = help};

    snprintf(help, sizeof help, _("%s: %s"), _(screen->title), _(screen->purpose));
    reader->row(context, &action);
}

static void
read_screens(const struct catalog_reader *reader, void *context)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(screens); i++) {
        if (screens[i]->actions == NULL)
            continue;
        reader->section(context, _(screens[i]->title));
        read_rows(reader, context, screens[i]->actions);
    }
}

void
catalog_read(const struct catalog_reader *reader, void *context)
{
    const struct action_section *section;
    size_t i;

    for (section = catalog_sections; section->title != NULL; section++) {
        if (section->actions == actions_other)
            read_screens(reader, context);
        reader->section(context, _(section->title));
        for (i = 0; section->actions == actions_screens && i < MEM_COUNT(screens); i++)
            read_tab(reader, context, i);
        read_rows(reader, context, section->actions);
    }
}
