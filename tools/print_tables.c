/*
 * Prints a part of the manual or of README.md that is made from a table: print_tables
 * options|presets|keys|readme-keys. See tools/update-tables.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command_line.h"
#include "tools/roff.h"
#include "train/hparams.h"
#include "ui/catalog.h"
#include "ui/keys.h"

/* ---- options ---- */

static void
print_option(const struct option_words *option)
{
    char text[200];

    fputs(".It ", stdout);
    if (option->letter != 0)
        printf("Fl %c , ", option->letter);
    fputs("Fl \\-", stdout);
    roff_word(stdout, option->name);
    if (option->metavar != NULL) {
        fputs(" Ns = Ns Ar ", stdout);
        roff_word(stdout, option->metavar);
    }
    putchar('\n');
    roff_sentence(stdout, option->help);
    if (option->range[0] != '\0') {
        snprintf(text, sizeof text, "it takes %s", option->range);
        roff_sentence(stdout, text);
    }
    if (option->initial[0] != '\0') {
        snprintf(text, sizeof text, "default: %s", option->initial);
        roff_sentence(stdout, text);
    }
}

/* The options for the same commands as the given one. */
static void
print_group(const struct option_words *first)
{
    struct option_words option;
    size_t i;

    printf(".Ss For %s\n.Bl -tag -width Ds\n",
           first->for_all ? "every command" : first->commands);
    for (i = 0; options_describe(i, &option); i++) {
        if (strcmp(option.commands, first->commands) == 0)
            print_option(&option);
    }
    fputs(".El\n", stdout);
}

static void
print_options(void)
{
    struct option_words option, before;
    size_t i, j;

    for (i = 0; options_describe(i, &option); i++) {
        j = 0;
        while (options_describe(j, &before) &&
               strcmp(before.commands, option.commands) != 0)
            j++;
        if (j == i)
            print_group(&option);
    }
}

/* ---- presets ---- */

static const char *
longer(const char *a, const char *b)
{
    return strlen(b) > strlen(a) ? b : a;
}

/* The columns: a name, and what presets set. */
static void
print_widths(void)
{
    const char *widest = "preset";
    enum hparam which;
    size_t i;

    for (i = 0; hparams_preset_name(i) != NULL; i++)
        widest = longer(widest, hparams_preset_name(i));
    printf(".Bl -column \"%s\"", widest);
    for (which = 0; which < HPARAMS; which++) {
        if (hparams_preset_value(0, which) == NULL)
            continue;
        widest = hparam_info(which)->label;
        for (i = 0; hparams_preset_name(i) != NULL; i++)
            widest = longer(widest, hparams_preset_value(i, which));
        printf(" \"%s\"", widest);
    }
    putchar('\n');
}

static void
print_titles(void)
{
    enum hparam which;

    fputs(".It Em preset", stdout);
    for (which = 0; which < HPARAMS; which++) {
        if (hparams_preset_value(0, which) != NULL)
            printf(" Ta Em %s", hparam_info(which)->label);
    }
    putchar('\n');
}

static void
print_preset(size_t preset)
{
    enum hparam which;

    fputs(".It ", stdout);
    roff_word(stdout, hparams_preset_name(preset));
    for (which = 0; which < HPARAMS; which++) {
        const char *value = hparams_preset_value(preset, which);

        if (value == NULL)
            continue;
        fputs(" Ta ", stdout);
        roff_word(stdout, value);
    }
    putchar('\n');
}

static void
print_presets(void)
{
    size_t i;

    print_widths();
    print_titles();
    for (i = 0; hparams_preset_name(i) != NULL; i++)
        print_preset(i);
    fputs(".El\n", stdout);
}

/* ---- keys ---- */

static void
print_section(void *context, const char *title)
{
    bool *any = context;

    if (*any)
        puts(".El");
    *any = true;
    printf(".Ss %s\n.Bl -tag -width \"Shift-Tab\" -compact\n", title);
}

static void
print_action(void *context, const struct action *action)
{
    char help[ACTION_HELP_TEXT], name[KEYS_NAME];
    int k;

    fputs(".It", stdout);
    for (k = 0; k < ACTION_KEYS && action->keys[k] != 0; k++) {
        keys_name(action->keys[k], name);
        fputs(k > 0 ? " No or Ic " : " Ic ", stdout);
        roff_word(stdout, name);
    }
    putchar('\n');
    action_help(action, help);
    roff_sentence(stdout, help);
}

static void
print_keys(void)
{
    static const struct catalog_reader reader = {print_section, print_action};
    bool any = false;

    catalog_read(&reader, &any);
    puts(".El");
}

/* ---- keys, in Markdown ---- */

static void
print_readme_section(void *context, const char *title)
{
    (void)context;
    printf("\n%s:\n\n| Key | |\n|---|---|\n", title);
}

static void
print_readme_action(void *context, const struct action *action)
{
    char help[ACTION_HELP_TEXT], name[KEYS_NAME];
    int k;

    (void)context;
    fputs("|", stdout);
    for (k = 0; k < ACTION_KEYS && action->keys[k] != 0; k++) {
        keys_name(action->keys[k], name);
        printf(" `%s`", name);
    }
    action_help(action, help);
    printf(" | %s |\n", help);
}

static void
print_readme_keys(void)
{
    static const struct catalog_reader reader = {print_readme_section,
                                                 print_readme_action};

    catalog_read(&reader, NULL);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } parts[] = {
        {"options", print_options},
        {"presets", print_presets},
        {"keys", print_keys},
        {"readme-keys", print_readme_keys},
    };
    size_t i;

    for (i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (argc == 2 && strcmp(argv[1], parts[i].name) == 0) {
            parts[i].print();
            return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
        }
    }
    fputs("print_tables: it takes options, presets, keys or readme-keys\n", stderr);
    return EXIT_FAILURE;
}
