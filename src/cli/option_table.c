#include "config.h"

#include "cli/option_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "base/text.h"
#include "fetch/mirrors.h"
#include "train/engine.h"

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
digits_word(size_t i)
{
    return i < DIGITS_CHOICES ? appearance_digits[i] : NULL;
}

static const char *
mouse_word(size_t i)
{
    return i < MOUSE_CHOICES ? appearance_mouse[i] : NULL;
}

void
option_list_words(const char *(*word)(size_t i), char *text, size_t size)
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
        option_list_words(option->word, words, sizeof words);
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
                   sizeof(enum color_choice) == sizeof(int) &&
                   sizeof(enum digits) == sizeof(int),
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
     .scope = FOR_RUNS,
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
    {.name = "digits",
     .metavar = "STYLE",
     .scope = FOR_UI,
     .set = set_word,
     FIELD(appearance.digits),
     .word = digits_word,
     .help = "images drawn with characters, or as pictures in greys",
     .note = "shade needs UTF-8 and 256 colours, else it is ascii"},
    {.name = "mouse",
     .metavar = "CHOICE",
     .scope = FOR_UI,
     .set = set_word,
     FIELD(appearance.mouse),
     .word = mouse_word,
     .help = "the mouse in the UI",
     .note = "no leaves it to the terminal, to select text"},
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

_Static_assert((int)OPTIONS <= (int)OPTION_ROOM, "OPTION_ROOM is too small");

size_t
option_count(void)
{
    return OPTIONS;
}

static void
take_hparam(struct option *option, enum hparam which)
{
    const struct hparam_info *info = hparam_info(which);

    option->scope = FOR_RUNS;
    option->is_hparam = true;
    option->hparam = which;
    option->name = info->name;
    option->metavar = info->metavar;
    option->help = info->help;
}

/* The one row for hyperparameters stands for an option each. */
struct option
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
