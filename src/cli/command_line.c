#include "config.h"

#include "cli/command_line.h"

#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/text.h"
#include "base/thread.h"
#include "cli/option_table.h"
#include "train/engine.h"
#include "ui/ui_run.h"

static const char *const command_names[COMMANDS] = {
    [COMMAND_TRAIN] = "train",
    [COMMAND_TEST] = "test",
    [COMMAND_FETCH] = "fetch",
};

/* ---- parsing ---- */

/* The number of the option whose name is the first length characters of name, or
 * option_count() if there is none. */
static size_t
find_option(const char *name, size_t length)
{
    size_t i;

    for (i = 0; i < option_count(); i++) {
        struct option option = option_at(i);

        if (strlen(option.name) == length && memcmp(option.name, name, length) == 0)
            break;
    }
    return i;
}

/* The arguments, and which options have been among them. */
struct parser {
    int argc, at;
    char **argv;
    bool given[OPTION_ROOM];
};

/* The argument begins with "--". The option's value is in it or in the next one. */
static int
parse_option(struct options *out, struct parser *parser, struct error *err)
{
    const char *name = parser->argv[parser->at] + 2, *equals = strchr(name, '=');
    size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    size_t found = find_option(name, length);
    struct option option;

    if (found == option_count())
        return error_set(err, "unknown option --%.*s: see mnistui --help", (int)length,
                         name);
    parser->given[found] = true;
    option = option_at(found);
    if (option.metavar == NULL && equals != NULL)
        return error_set(err, "--%s takes no value", option.name);
    if (option.metavar == NULL)
        return option.set(out, &option, NULL, err);
    if (equals != NULL)
        return option.set(out, &option, equals + 1, err);
    if (parser->at + 1 >= parser->argc)
        return error_set(err, "--%s needs a value: --%s=%s", option.name, option.name,
                         option.metavar);
    return option.set(out, &option, parser->argv[++parser->at], err);
}

/* The commands of a scope as one types them: "mnistui train and mnistui test". */
static void
list_scope(int scope, char *text, size_t size)
{
    size_t count = (size_t)__builtin_popcount((unsigned)scope), listed = 0;
    char typed[40];
    int command;

    text[0] = '\0';
    for (command = 0; command < COMMANDS; command++) {
        if ((scope & 1 << command) == 0)
            continue;
        snprintf(typed, sizeof typed, "mnistui %s",
                 command == COMMAND_UI ? "without a command" : command_names[command]);
        text_append_item(text, size, typed, listed++, count, " and ");
    }
}

/* An option that the command does not use is a mistake that the user should hear about.
 */
static int
check_scopes(const struct options *out, const struct parser *parser, struct error *err)
{
    char commands[OPTION_COMMANDS_TEXT];
    size_t i;

    for (i = 0; i < option_count(); i++) {
        struct option option = option_at(i);

        if (!parser->given[i] || (option.scope & 1 << out->command) != 0)
            continue;
        list_scope(option.scope, commands, sizeof commands);
        return error_set(err, "--%s is for %s only", option.name, commands);
    }
    return 0;
}

static int
parse_command(struct options *out, const char *word, struct error *err)
{
    int command = COMMAND_UI + 1;

    while (command < COMMANDS && strcmp(word, command_names[command]) != 0)
        command++;
    if (command == COMMANDS)
        return error_set(err,
                         "unknown command %s: the commands are train, test and fetch",
                         word[0] != '\0' ? word : "''");
    if (out->command != COMMAND_UI)
        return error_set(err, "one command is enough: %s came after %s", word,
                         command_names[out->command]);
    out->command = (enum command)command;
    return 0;
}

/* The argument begins with one hyphen, so it is an option of one letter. */
static int
parse_letter(struct options *out, const char *argument, struct error *err)
{
    size_t i;

    for (i = 0; i < option_count(); i++) {
        struct option option = option_at(i);

        if (option.letter != 0 && argument[1] == option.letter && argument[2] == '\0')
            return option.set(out, &option, NULL, err);
    }
    return error_set(err, "unknown option %s: see mnistui --help", argument);
}

static int
parse_argument(struct options *out, struct parser *parser, struct error *err)
{
    const char *argument = parser->argv[parser->at];

    if (strncmp(argument, "--", 2) == 0)
        return parse_option(out, parser, err);
    if (argument[0] == '-')
        return parse_letter(out, argument, err);
    return parse_command(out, argument, err);
}

int
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    struct parser parser = {.argc = argc, .argv = argv};

    memset(out, 0, sizeof *out);
    hparams_init(&out->hparams);
    out->speed = UI_DEFAULT_SPEED;
    out->jobs = min_size(thread_processors(), ENGINE_MAX_JOBS);
    out->megabytes = TAPE_MEGABYTES;
    for (parser.at = 1; parser.at < argc; parser.at++) {
        if (parse_argument(out, &parser, err) != 0)
            return -1;
    }
    if (out->help || out->version)
        return 0;
    if (out->command == COMMAND_TEST && out->load == NULL)
        return error_set(err, "mnistui test needs --load=FILE.npz: the net to be tested");
    return check_scopes(out, &parser, err);
}

/* ---- in words ---- */

static void
describe_hparam(enum hparam which, struct option_words *words)
{
    struct hparams defaults;

    hparams_init(&defaults);
    hparam_format(&defaults, which, words->initial);
    hparam_range(which, words->range);
    if (hparam_info(which)->words != NULL) {
        text_append(words->help, sizeof words->help, ": %s", words->range);
        words->range[0] = '\0';
    }
}

static void
describe_words(const struct option *option, struct option_words *words)
{
    char list[HPARAM_RANGE_TEXT];

    option_list_words(option->word, list, sizeof list);
    text_append(words->help, sizeof words->help, ": %s", list);
    if (option->note != NULL)
        text_append(words->help, sizeof words->help, "; %s", option->note);
    if (option->initial == NULL)
        text_append(words->initial, sizeof words->initial, "%s", option->word(0));
}

bool
options_describe(size_t i, struct option_words *words)
{
    struct option option;

    if (i >= option_count())
        return false;
    option = option_at(i);
    memset(words, 0, sizeof *words);
    words->name = option.name;
    words->letter = option.letter;
    words->metavar = option.metavar;
    text_append(words->help, sizeof words->help, "%s", option.help);
    if (option.initial != NULL)
        text_append(words->initial, sizeof words->initial, "%s", option.initial);
    if (option.word == NULL && option.range != NULL)
        text_append(words->range, sizeof words->range, "%s", option.range);
    if (option.is_hparam)
        describe_hparam(option.hparam, words);
    else if (option.word != NULL)
        describe_words(&option, words);
    list_scope(option.scope, words->commands, sizeof words->commands);
    words->for_all = option.scope == FOR_ALL;
    return true;
}
