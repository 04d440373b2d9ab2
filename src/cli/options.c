#include "config.h"

#include "cli/options.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "fetch/mirrors.h"
#include "ui/roff.h"
#include "ui/ui.h"

enum scope {
    FOR_UI = 1 << COMMAND_UI,
    FOR_TRAIN = 1 << COMMAND_TRAIN,
    FOR_TEST = 1 << COMMAND_TEST,
    FOR_FETCH = 1 << COMMAND_FETCH,
    FOR_RUNS = FOR_UI | FOR_TRAIN,
    FOR_NETS = FOR_RUNS | FOR_TEST,
    FOR_ALL = FOR_NETS | FOR_FETCH,
};

enum option_id {
    OPTION_DATA,
    OPTION_PRESET,
    OPTION_HPARAM, /* option.hparam says which */
    OPTION_LOAD,
    OPTION_SAVE,
    OPTION_EVAL_TRAIN,
    OPTION_FORMAT,
    OPTION_SPEED,
    OPTION_THEME,
    OPTION_GLYPHS,
    OPTION_COLOR,
    OPTION_TO,
    OPTION_MIRROR,
    OPTION_HELP,
    OPTION_VERSION,
};

struct option {
    enum option_id id;
    enum hparam hparam;
    const char *name;
    char letter;         /* -h for --help; 0 for none */
    const char *metavar; /* NULL: it takes no value */
    int scope;
    const char *range;   /* what is right, in words */
    const char *initial; /* the default, in words; NULL for none */
    const char *help;
};

/* The rows of hyperparameters take their words from train/hparams.c: see option_words. */
#define HPARAM_ROW(which)                                         \
    {                                                             \
        .id = OPTION_HPARAM, .hparam = (which), .scope = FOR_RUNS \
    }

static const struct option options[] = {
    {.id = OPTION_DATA,
     .name = "data",
     .metavar = "DIR",
     .scope = FOR_NETS,
     .range = "a folder, a .npz file or practice",
     .help = "folder with the IDX files, packed or not, or a .npz file; practice: digits "
             "that mnistui draws; also $MNISTUI_DATA"},
    {.id = OPTION_PRESET,
     .name = "preset",
     .metavar = "NAME",
     .scope = FOR_RUNS,
     .range = "sgd, minibatch, xavier, momentum or sgd-xavier",
     .initial = "sgd",
     .help = "the course's settings: sgd, minibatch, xavier, momentum or sgd-xavier; "
             "later options override it"},
    HPARAM_ROW(HPARAM_HIDDEN),
    HPARAM_ROW(HPARAM_BATCH),
    HPARAM_ROW(HPARAM_ALPHA),
    HPARAM_ROW(HPARAM_GAMMA),
    HPARAM_ROW(HPARAM_INIT),
    HPARAM_ROW(HPARAM_EPOCHS),
    HPARAM_ROW(HPARAM_SEED),
    HPARAM_ROW(HPARAM_ORDER),
    {.id = OPTION_LOAD,
     .name = "load",
     .metavar = "FILE.npz",
     .scope = FOR_NETS,
     .range = "a file",
     .help = "start from the parameters in this file; test: measure them"},
    {.id = OPTION_SAVE,
     .name = "save",
     .metavar = "FILE.npz",
     .scope = FOR_RUNS,
     .range = "a file",
     .help = "keep the parameters of the run (in the UI: of the last run)"},
    {.id = OPTION_EVAL_TRAIN,
     .name = "eval-train",
     .scope = FOR_TRAIN,
     .help = "also measure the error on the training images after each epoch"},
    {.id = OPTION_FORMAT,
     .name = "format",
     .metavar = "FORMAT",
     .scope = FOR_TRAIN | FOR_TEST,
     .range = "text, json or csv",
     .initial = "text",
     .help = "how results are printed: text, json or csv"},
    {.id = OPTION_SPEED,
     .name = "speed",
     .metavar = "N",
     .scope = FOR_UI,
     .range = "full, or 1 or more images per second",
     .initial = "60000",
     .help = "UI: images per second, or full"},
    {.id = OPTION_THEME,
     .name = "theme",
     .metavar = "NAME",
     .scope = FOR_UI,
     .range = "dark, light or mono",
     .initial = "dark",
     .help = "UI: dark, light or mono"},
    {.id = OPTION_GLYPHS,
     .name = "glyphs",
     .metavar = "SET",
     .scope = FOR_UI,
     .range = "ascii, block or braille",
     .initial = "block in a UTF-8 locale, else ascii",
     .help = "UI: ascii, block or braille"},
    {.id = OPTION_COLOR,
     .name = "color",
     .metavar = "WHEN",
     .scope = FOR_UI,
     .range = "auto, always or never",
     .initial = "auto",
     .help = "UI: auto (no colour if NO_COLOR is set), always or never"},
    {.id = OPTION_TO,
     .name = "to",
     .metavar = "DIR",
     .scope = FOR_FETCH,
     .range = "a folder",
     .initial = "the cache, where mnistui looks for it",
     .help = "fetch: the folder for the files"},
    {.id = OPTION_MIRROR,
     .name = "mirror",
     .metavar = "URL",
     .scope = FOR_FETCH,
     .range = "the URL of a folder",
     .help = "fetch: ask this mirror first; may be given several times"},
    {.id = OPTION_HELP,
     .name = "help",
     .letter = 'h',
     .scope = FOR_ALL,
     .help = "print this help"},
    {.id = OPTION_VERSION,
     .name = "version",
     .letter = 'V',
     .scope = FOR_ALL,
     .help = "print the version"},
};

static const char *const command_names[COMMANDS] = {
    [COMMAND_TRAIN] = "train",
    [COMMAND_TEST] = "test",
    [COMMAND_FETCH] = "fetch",
};

static const char *const format_names[] = {"text", "json", "csv"};

/* A copy of the row with the words of its hyperparameter filled in. initial needs room of
 * its own. */
static struct option
option_words(const struct option *row, char initial[HPARAM_TEXT])
{
    struct option option = *row;

    if (row->id == OPTION_HPARAM) {
        const struct hparam_info *info = hparam_info(row->hparam);
        struct hparams defaults;

        hparams_init(&defaults);
        hparam_format(&defaults, row->hparam, initial);
        option.name = info->option;
        option.metavar = info->metavar;
        option.range = info->range;
        option.initial = initial;
        option.help = info->help;
    }
    return option;
}

/* ---- parsing ---- */

static int
find_name(const char *text, const char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (names[i] != NULL && strcmp(text, names[i]) == 0)
            return (int)i;
    }
    return -1;
}

static int
wrong_value(const struct option *option, const char *value, struct error *err)
{
    return error_set(err, "--%s=%s: it takes %s", option->name, value, option->range);
}

static int
parse_preset(struct options *out, const struct option *option, const char *value,
             struct error *err)
{
    size_t preset;

    for (preset = 0; hparams_preset_name(preset) != NULL; preset++) {
        if (strcmp(value, hparams_preset_name(preset)) == 0) {
            hparams_apply_preset(&out->hparams, preset);
            return 0;
        }
    }
    return wrong_value(option, value, err);
}

static int
parse_speed(struct options *out, const struct option *option, const char *value,
            struct error *err)
{
    double speed;

    if (strcmp(value, "full") == 0) {
        out->speed = 0;
        return 0;
    }
    if (parse_double(value, &speed) != 0 || !(speed >= 1) || !isfinite(speed))
        return wrong_value(option, value, err);
    out->speed = speed;
    return 0;
}

static int
parse_look(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    int name;

    if (option->id == OPTION_THEME) {
        if ((name = find_name(value, looks_themes, THEMES)) >= 0)
            out->looks.theme = (enum theme_name)name;
    } else if (option->id == OPTION_GLYPHS) {
        out->looks.glyphs_given = true;
        if ((name = find_name(value, looks_glyphs, GLYPH_SETS)) >= 0)
            out->looks.glyphs = (enum glyph_set)name;
    } else {
        if ((name = find_name(value, looks_colors, COLOR_CHOICES)) >= 0)
            out->looks.color = (enum color_choice)name;
    }
    return name < 0 ? wrong_value(option, value, err) : 0;
}

static int
add_mirror(struct options *out, const char *value, struct error *err)
{
    if (out->mirror_count == OPTIONS_MIRRORS)
        return error_set(err, "--mirror=%s: %d mirrors are enough", value,
                         OPTIONS_MIRRORS);
    out->mirrors[out->mirror_count++] = value;
    return mirrors_check("--mirror", value, strlen(value), err);
}

static int
set_option(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    int name;

    switch (option->id) {
    case OPTION_DATA:
        out->data = value;
        return value[0] != '\0' ? 0 : wrong_value(option, value, err);
    case OPTION_PRESET:
        return parse_preset(out, option, value, err);
    case OPTION_HPARAM:
        out->hidden_given |= option->hparam == HPARAM_HIDDEN;
        return hparam_parse(&out->hparams, option->hparam, value, err);
    case OPTION_LOAD:
        out->load = value;
        return value[0] != '\0' ? 0 : wrong_value(option, value, err);
    case OPTION_SAVE:
        out->save = value;
        return value[0] != '\0' ? 0 : wrong_value(option, value, err);
    case OPTION_EVAL_TRAIN:
        out->eval_train = true;
        return 0;
    case OPTION_FORMAT:
        if ((name = find_name(value, format_names, MEM_COUNT(format_names))) < 0)
            return wrong_value(option, value, err);
        out->format = (enum format)name;
        return 0;
    case OPTION_SPEED:
        return parse_speed(out, option, value, err);
    case OPTION_THEME:
    case OPTION_GLYPHS:
    case OPTION_COLOR:
        return parse_look(out, option, value, err);
    case OPTION_TO:
        out->to = value;
        return value[0] != '\0' ? 0 : wrong_value(option, value, err);
    case OPTION_MIRROR:
        return add_mirror(out, value, err);
    case OPTION_HELP:
        out->help = true;
        return 0;
    case OPTION_VERSION:
        out->version = true;
        return 0;
    }
    return 0;
}

/* The row of the option whose name is the first length characters of name, or NULL. */
static const struct option *
find_option(const char *name, size_t length)
{
    char initial[HPARAM_TEXT];
    size_t i;

    for (i = 0; i < MEM_COUNT(options); i++) {
        struct option option = option_words(&options[i], initial);

        if (strlen(option.name) == length && memcmp(option.name, name, length) == 0)
            return &options[i];
    }
    return NULL;
}

/* The arguments, and which options were among them. */
struct parser {
    int argc, at;
    char **argv;
    bool given[MEM_COUNT(options)]; /* by row of the table */
};

/* The argument begins with "--". Takes its value from it or from the next one. */
static int
parse_option(struct options *out, struct parser *parser, struct error *err)
{
    const char *name = parser->argv[parser->at] + 2, *equals = strchr(name, '=');
    size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    const struct option *row = find_option(name, length);
    char initial[HPARAM_TEXT];
    struct option option;

    if (row == NULL)
        return error_set(err, "unknown option --%.*s: see mnistui --help", (int)length,
                         name);
    parser->given[row - options] = true;
    option = option_words(row, initial);
    if (option.metavar == NULL && equals != NULL)
        return error_set(err, "--%s takes no value", option.name);
    if (option.metavar == NULL)
        return set_option(out, &option, NULL, err);
    if (equals != NULL)
        return set_option(out, &option, equals + 1, err);
    if (parser->at + 1 >= parser->argc)
        return error_set(err, "--%s needs a value: --%s=%s", option.name, option.name,
                         option.metavar);
    return set_option(out, &option, parser->argv[++parser->at], err);
}

/* The commands of a scope as one types them: "mnistui train and mnistui test". */
static void
scope_text(int scope, char *text, size_t size)
{
    const char *separator = "";
    int command;

    text[0] = '\0';
    for (command = 0; command < COMMANDS; command++) {
        size_t used = strlen(text);

        if ((scope & 1 << command) == 0)
            continue;
        if (used > 0) /* whether others follow */
            separator = scope >> (command + 1) != 0 ? ", " : " and ";
        snprintf(text + used, size - used, "%smnistui%s%s", separator,
                 command_names[command] != NULL ? " " : "",
                 command_names[command] != NULL ? command_names[command]
                                                : " without a command");
    }
}

/* Options are for some commands only: one that would do nothing is a mistake that should
 * be seen. */
static int
check_scopes(const struct options *out, const struct parser *parser, struct error *err)
{
    char initial[HPARAM_TEXT], commands[100];
    size_t i;

    for (i = 0; i < MEM_COUNT(options); i++) {
        if (!parser->given[i] || (options[i].scope & 1 << out->command) != 0)
            continue;
        scope_text(options[i].scope, commands, sizeof commands);
        return error_set(err, "--%s is for %s only",
                         option_words(&options[i], initial).name, commands);
    }
    return 0;
}

static int
parse_command(struct options *out, const char *word, struct error *err)
{
    int command = find_name(word, command_names, COMMANDS);

    if (command < 0)
        return error_set(err,
                         "unknown command %s: the commands are train, test and fetch",
                         word[0] != '\0' ? word : "''");
    if (out->command != COMMAND_UI)
        return error_set(err, "one command is enough: %s came after %s", word,
                         command_names[out->command]);
    out->command = (enum command)command;
    return 0;
}

static int
parse_argument(struct options *out, struct parser *parser, struct error *err)
{
    const char *argument = parser->argv[parser->at];
    size_t i;

    if (strncmp(argument, "--", 2) == 0)
        return parse_option(out, parser, err);
    if (argument[0] == '-') {
        for (i = 0; i < MEM_COUNT(options); i++) {
            if (options[i].letter != 0 && argument[1] == options[i].letter &&
                argument[2] == '\0')
                return set_option(out, &options[i], NULL, err);
        }
        return error_set(err, "unknown option %s: see mnistui --help", argument);
    }
    return parse_command(out, argument, err);
}

int
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    struct parser parser = {.argc = argc, .argv = argv};

    memset(out, 0, sizeof *out);
    hparams_init(&out->hparams);
    out->speed = UI_DEFAULT_SPEED;
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

/* ---- help ---- */

enum { HELP_COLUMN = 23, HELP_WIDTH = 79 };

/* Words, with a new line where the next one would pass the right edge. column: where they
 * begin. */
static void
print_wrapped(FILE *stream, const char *text, int column)
{
    const char *word = text;

    while (*word != '\0') {
        int length = (int)strcspn(word, " ");

        if (column + 1 + length > HELP_WIDTH) {
            fprintf(stream, "\n%*s", HELP_COLUMN - 1, "");
            column = HELP_COLUMN - 1;
        }
        fprintf(stream, " %.*s", length, word);
        column += 1 + length;
        word += length + (word[length] == ' ');
    }
    fputc('\n', stream);
}

static void
print_option_help(FILE *stream, const struct option *row)
{
    char initial[HPARAM_TEXT], text[300];
    struct option option = option_words(row, initial);
    const char *equals = option.metavar != NULL ? "=" : "";
    const char *metavar = option.metavar != NULL ? option.metavar : "";
    int column;

    if (option.letter != 0)
        column = fprintf(stream, "  -%c, --%s%s%s", option.letter, option.name, equals,
                         metavar);
    else
        column = fprintf(stream, "      --%s%s%s", option.name, equals, metavar);
    fprintf(stream, "%*s", HELP_COLUMN - 1 - column, "");
    snprintf(
        text, sizeof text, "%s%s%s%s", option.help, option.initial != NULL ? " [" : "",
        option.initial != NULL ? option.initial : "", option.initial != NULL ? "]" : "");
    print_wrapped(stream, text, HELP_COLUMN - 1);
}

void
options_print_help(FILE *stream)
{
    size_t i;

    fputs(
        "Usage: mnistui [COMMAND] [OPTION]...\n"
        "\n"
        "Trains a small neural network on MNIST and shows it learning.\n"
        "\n"
        "Commands:\n"
        "  (none)               the terminal UI; plain lines where there is no terminal\n"
        "  train                train without a UI, a line per epoch\n"
        "  test                 the error of a net: mnistui test --load=net.npz\n"
        "  fetch                download MNIST\n"
        "\n"
        "Options, each with its default in brackets:\n",
        stream);
    for (i = 0; i < MEM_COUNT(options); i++)
        print_option_help(stream, &options[i]);
    fputs("\n"
          "Press ? in the UI for its keys; man mnistui says more.\n",
          stream);
}

/* ---- the man page ---- */

static void
print_option_man(FILE *stream, const struct option *row)
{
    char initial[HPARAM_TEXT], text[200];
    struct option option = option_words(row, initial);

    fputs(".It ", stream);
    if (option.letter != 0)
        fprintf(stream, "Fl %c , ", option.letter);
    fputs("Fl \\-", stream);
    roff_word(stream, option.name);
    if (option.metavar != NULL) {
        fputs(" Ns = Ns Ar ", stream);
        roff_word(stream, option.metavar);
    }
    fputc('\n', stream);
    roff_sentence(stream, option.help);
    if ((option.id == OPTION_HPARAM || option.id == OPTION_SPEED) &&
        strstr(option.help, option.range) == NULL) {
        snprintf(text, sizeof text, "it takes %s", option.range);
        roff_sentence(stream, text);
    }
    if (option.initial != NULL) {
        snprintf(text, sizeof text, "default: %s", option.initial);
        roff_sentence(stream, text);
    }
}

static void
print_scope_man(FILE *stream, int scope)
{
    char commands[100];
    size_t i;

    scope_text(scope, commands, sizeof commands);
    fprintf(stream, ".Ss For %s\n.Bl -tag -width Ds\n",
            scope == FOR_ALL ? "every command" : commands);
    for (i = 0; i < MEM_COUNT(options); i++) {
        if (options[i].scope == scope)
            print_option_man(stream, &options[i]);
    }
    fputs(".El\n", stream);
}

void
options_print_man(FILE *stream)
{
    size_t i, before;

    for (i = 0; i < MEM_COUNT(options); i++) {
        for (before = 0; options[before].scope != options[i].scope; before++)
            ;
        if (before == i)
            print_scope_man(stream, options[i].scope);
    }
}
