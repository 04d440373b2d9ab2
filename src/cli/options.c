#include "config.h"

#include "cli/options.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/text.h"
#include "base/thread.h"
#include "fetch/mirrors.h"
#include "train/engine.h"
#include "ui/ui_run.h"

enum scope {
    FOR_UI = 1 << COMMAND_UI,
    FOR_TRAIN = 1 << COMMAND_TRAIN,
    FOR_TEST = 1 << COMMAND_TEST,
    FOR_FETCH = 1 << COMMAND_FETCH,
    FOR_RUNS = FOR_UI | FOR_TRAIN,
    FOR_NETS = FOR_RUNS | FOR_TEST,
    FOR_ALL = FOR_NETS | FOR_FETCH,
};

struct option {
    const char *name;
    char letter;         /* -h for --help; 0 for none */
    const char *metavar; /* NULL: it takes no value */
    int scope;           /* the commands that it is for */

    /* Stores the value; -1 with err if it is wrong. */
    int (*set)(struct options *out, const struct option *option, const char *value,
               struct error *err);
    size_t offset;      /* of the field that set_text, set_flag or set_word sets */
    enum hparam hparam; /* the one that set_hparam sets */

    /* What it takes: one of some words, or else a range, described. */
    const char *(*word)(size_t i);
    const char *range;
    long max;            /* of set_number, which takes whole numbers from 1 on */
    const char *initial; /* the default; NULL for the first word, or none */
    const char *help;    /* followed by the words that it takes */
    const char *note;    /* appended to them */
};

static const char *const command_names[COMMANDS] = {
    [COMMAND_TRAIN] = "train",
    [COMMAND_TEST] = "test",
    [COMMAND_FETCH] = "fetch",
};

/* ---- the words that options take; NULL past the last one ---- */

static const char *
format_word(size_t i)
{
    static const char *const words[FORMATS] = {"text", "json", "csv"};

    return i < FORMATS ? words[i] : NULL;
}

static const char *
theme_word(size_t i)
{
    return i < THEMES ? appearance_themes[i] : NULL;
}

static const char *
glyphs_word(size_t i)
{
    return i < GLYPH_SETS ? appearance_glyphs[i] : NULL;
}

static const char *
color_word(size_t i)
{
    return i < COLOR_CHOICES ? appearance_colors[i] : NULL;
}

static const char *
mouse_word(size_t i)
{
    return i < MOUSE_CHOICES ? appearance_mouse[i] : NULL;
}

/* "a, b or c" */
static void
list_words(const char *(*word)(size_t i), char *text, size_t size)
{
    size_t count = 0, i;

    while (word(count) != NULL)
        count++;
    text[0] = '\0';
    for (i = 0; i < count; i++)
        text_append_item(text, size, word(i), i, count, " or ");
}

/* -1 when value is none of them. */
static int
find_word(const char *(*word)(size_t i), const char *value)
{
    size_t i;

    for (i = 0; word(i) != NULL; i++) {
        if (strcmp(value, word(i)) == 0)
            return (int)i;
    }
    return -1;
}

/* ---- taking a value ---- */

static int
wrong_value(const struct option *option, const char *value, struct error *err)
{
    char words[HPARAM_RANGE_TEXT] = "";

    if (option->word != NULL)
        list_words(option->word, words, sizeof words);
    return error_set(err, "--%s=%s: it takes %s", option->name, value,
                     option->word != NULL ? words : option->range);
}

static void *
field_to_set(struct options *out, const struct option *option)
{
    return (char *)out + option->offset;
}

static int
set_text(struct options *out, const struct option *option, const char *value,
         struct error *err)
{
    *(const char **)field_to_set(out, option) = value;
    return value[0] != '\0' ? 0 : wrong_value(option, value, err);
}

static int
set_flag(struct options *out, const struct option *option, const char *value,
         struct error *err)
{
    (void)value;
    (void)err;
    *(bool *)field_to_set(out, option) = true;
    return 0;
}

_Static_assert(sizeof(enum format) == sizeof(int) &&
                   sizeof(enum theme_name) == sizeof(int) &&
                   sizeof(enum glyph_set) == sizeof(int) &&
                   sizeof(enum color_choice) == sizeof(int),
               "set_word takes the fields for int");

static int
set_word(struct options *out, const struct option *option, const char *value,
         struct error *err)
{
    int word = find_word(option->word, value);

    if (word < 0)
        return wrong_value(option, value, err);
    memcpy(field_to_set(out, option), &word, sizeof word);
    return 0;
}

static int
set_glyphs(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    out->appearance.glyphs_given = true;
    return set_word(out, option, value, err);
}

static int
set_preset(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    int preset = find_word(option->word, value);

    if (preset < 0)
        return wrong_value(option, value, err);
    hparams_apply_preset(&out->hparams, (size_t)preset);
    return 0;
}

static int
set_hparam(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    out->hidden_given |= option->hparam == HPARAM_HIDDEN;
    return hparam_parse(&out->hparams, option->hparam, value, err);
}

static int
set_speed(struct options *out, const struct option *option, const char *value,
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
set_number(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    long number;

    if (parse_int(value, 1, option->max, &number) != 0)
        return wrong_value(option, value, err);
    *(size_t *)field_to_set(out, option) = (size_t)number;
    return 0;
}

static int
add_mirror(struct options *out, const struct option *option, const char *value,
           struct error *err)
{
    (void)option;
    if (out->mirror_count == OPTIONS_MIRRORS)
        return error_set(err, "--mirror=%s: %d mirrors are enough", value,
                         OPTIONS_MIRRORS);
    out->mirrors[out->mirror_count++] = value;
    return mirrors_check("--mirror", value, strlen(value), err);
}

/* ---- the table ---- */

#define FIELD(name) .offset = offsetof(struct options, name)

static const struct option table[] = {
    {.name = "data",
     .metavar = "DIR",
     .scope = FOR_NETS,
     .set = set_text,
     FIELD(data),
     .range = "a folder, a .npz file or practice",
     .help = "folder with the IDX files, packed or not, or a .npz file; practice: digits "
             "that mnistui draws; also $MNISTUI_DATA"},
    {.name = "preset",
     .metavar = "NAME",
     .scope = FOR_RUNS,
     .set = set_preset,
     .word = hparams_preset_name,
     .help = "the course's settings",
     .note = "later options override it"},
    {.set = set_hparam}, /* one for each hyperparameter: see option_at */
    {.name = "load",
     .metavar = "FILE.npz",
     .scope = FOR_NETS,
     .set = set_text,
     FIELD(load),
     .range = "a file",
     .help = "start from the parameters in this file; test: measure them"},
    {.name = "save",
     .metavar = "FILE.npz",
     .scope = FOR_RUNS,
     .set = set_text,
     FIELD(save),
     .range = "a file",
     .help = "keep the parameters of the run (in the UI: of the last run)"},
    {.name = "eval-train",
     .scope = FOR_TRAIN,
     .set = set_flag,
     FIELD(eval_train),
     .help = "also measure the error on the training images after each epoch"},
    {.name = "format",
     .metavar = "FORMAT",
     .scope = FOR_TRAIN | FOR_TEST,
     .set = set_word,
     FIELD(format),
     .word = format_word,
     .help = "how results are printed"},
    {.name = "speed",
     .metavar = "N",
     .scope = FOR_UI,
     .set = set_speed,
     .range = "full, or 1 or more images per second",
     .initial = "60000",
     .help = "UI: images per second, or full"},
    {.name = "jobs",
     .metavar = "N",
     .scope = FOR_UI,
     .set = set_number,
     FIELD(jobs),
     .range = "a whole number from 1 to 256",
     .max = ENGINE_MAX_JOBS,
     .initial = "one for each processor",
     .help = "UI: threads that train and measure"},
    {.name = "memory",
     .metavar = "MB",
     .scope = FOR_UI,
     .set = set_number,
     FIELD(megabytes),
     .range = "a whole number from 1 to 2047",
     .max = 2047, /* so that bytes fit into 32 bits */
     .initial = "64",
     .help = "UI: memory for the moments of all runs that one can go back to"},
    {.name = "theme",
     .metavar = "NAME",
     .scope = FOR_UI,
     .set = set_word,
     FIELD(appearance.theme),
     .word = theme_word,
     .help = "theme of the UI"},
    {.name = "glyphs",
     .metavar = "SET",
     .scope = FOR_UI,
     .set = set_glyphs,
     FIELD(appearance.glyphs),
     .word = glyphs_word,
     .initial = "braille in a UTF-8 locale, block on the Linux console, else ascii",
     .help = "characters that the UI draws with"},
    {.name = "color",
     .metavar = "WHEN",
     .scope = FOR_UI,
     .set = set_word,
     FIELD(appearance.color),
     .word = color_word,
     .help = "colours in the UI",
     .note = "auto: none if NO_COLOR is set"},
    {.name = "mouse",
     .metavar = "CHOICE",
     .scope = FOR_UI,
     .set = set_word,
     FIELD(appearance.mouse),
     .word = mouse_word,
     .help = "the mouse in the UI"},
    {.name = "to",
     .metavar = "DIR",
     .scope = FOR_FETCH,
     .set = set_text,
     FIELD(to),
     .range = "a folder",
     .initial = "the cache, where mnistui looks for it",
     .help = "fetch: the folder for the files"},
    {.name = "mirror",
     .metavar = "URL",
     .scope = FOR_FETCH,
     .set = add_mirror,
     .help = "fetch: ask this mirror first; may be given several times"},
    {.name = "help",
     .letter = 'h',
     .scope = FOR_ALL,
     .set = set_flag,
     FIELD(help),
     .help = "print this help"},
    {.name = "version",
     .letter = 'V',
     .scope = FOR_ALL,
     .set = set_flag,
     FIELD(version),
     .help = "print the version"},
};

enum { HPARAMS_ROW = 2, OPTIONS = MEM_COUNT(table) - 1 + HPARAMS };

static void
take_hparam(struct option *option, enum hparam which)
{
    const struct hparam_info *info = hparam_info(which);

    option->scope = FOR_RUNS;
    option->hparam = which;
    option->name = info->name;
    option->metavar = info->metavar;
    option->help = info->help;
}

/* Option i of all: the one row for hyperparameters stands for an option each. */
static struct option
option_at(size_t i)
{
    struct option option;

    if (i < HPARAMS_ROW)
        return table[i];
    if (i >= HPARAMS_ROW + HPARAMS)
        return table[i - HPARAMS + 1];
    option = table[HPARAMS_ROW];
    take_hparam(&option, (enum hparam)(i - HPARAMS_ROW));
    return option;
}

/* ---- parsing ---- */

/* The number of the option whose name is the first length characters of name, or OPTIONS
 * if there is none. */
static size_t
find_option(const char *name, size_t length)
{
    size_t i;

    for (i = 0; i < OPTIONS; i++) {
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
    bool given[OPTIONS];
};

/* The argument begins with "--". The option's value is in it or in the next one. */
static int
parse_option(struct options *out, struct parser *parser, struct error *err)
{
    const char *name = parser->argv[parser->at] + 2, *equals = strchr(name, '=');
    size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    size_t found = find_option(name, length);
    struct option option;

    if (found == OPTIONS)
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

    for (i = 0; i < OPTIONS; i++) {
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

    for (i = 0; i < OPTIONS; i++) {
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

    list_words(option->word, list, sizeof list);
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

    if (i >= OPTIONS)
        return false;
    option = option_at(i);
    memset(words, 0, sizeof *words);
    words->name = option.name;
    words->letter = option.letter;
    words->metavar = option.metavar;
    text_append(words->help, sizeof words->help, "%s", option.help);
    if (option.initial != NULL)
        text_append(words->initial, sizeof words->initial, "%s", option.initial);
    if (option.set == set_speed || option.set == set_number)
        text_append(words->range, sizeof words->range, "%s", option.range);
    if (option.set == set_hparam)
        describe_hparam(option.hparam, words);
    else if (option.word != NULL)
        describe_words(&option, words);
    list_scope(option.scope, words->commands, sizeof words->commands);
    words->for_all = option.scope == FOR_ALL;
    return true;
}
