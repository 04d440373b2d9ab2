#include "config.h"

#include "runs/run_text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/translation.h"

enum { RUN_TEXT = 1024 };

/* ---- settings ---- */

const char *
setting_title(enum hparam which)
{
    switch (which) {
    case HPARAM_HIDDEN:
        return N_("hidden");
    case HPARAM_ALPHA:
        return N_("rate");
    default:
        return hparam_info(which)->label;
    }
}

void
setting_words(const struct hparams *hparams, enum hparam which, char *text, size_t size)
{
    char value[HPARAM_TEXT];

    hparam_format(hparams, which, value);
    if (hparam_info(which)->words != NULL)
        snprintf(text, size, "%s", value);
    else
        snprintf(text, size, "%s %s", _(setting_title(which)), value);
}

/* ---- labels ---- */

/* The preset that says more than one setting; -1 if there is none. */
static int
preset_for(const struct hparams *hparams, const bool differs[HPARAMS])
{
    int preset = hparams_find_preset(hparams), said = 0;
    enum hparam which;

    for (which = 0; which < HPARAMS && preset >= 0; which++)
        said += differs[which] && which != HPARAM_SEED &&
                hparams_preset_value((size_t)preset, which) != NULL;
    return said > 1 ? preset : -1;
}

static void
append_settings(const struct hparams *hparams, const bool differs[HPARAMS], char *text,
                size_t size)
{
    int preset = preset_for(hparams, differs);
    enum hparam which;
    char words[HPARAM_TEXT * 2];

    if (preset >= 0)
        text_append(text, size, " %s", hparams_preset_name((size_t)preset));
    for (which = 0; which < HPARAMS; which++) {
        if (!differs[which] || (preset >= 0 && which != HPARAM_SEED &&
                                hparams_preset_value((size_t)preset, which) != NULL))
            continue;
        setting_words(hparams, which, words, sizeof words);
        text_append(text, size, " %s", words);
    }
}

void
run_label(const struct run *run, const bool differs[HPARAMS], char *text, size_t size)
{
    snprintf(text, size, "%zu", run->now.run);
    if (run->parent != 0)
        text_append(text, size, _(" from %zu"), run->parent);
    if (run->name != NULL)
        text_append(text, size, " %s", run->name);
    else
        append_settings(&run->now.hparams, differs, text, size);
}

/* ---- filter ---- */

static void
lower(char *text)
{
    for (; *text != '\0'; text++)
        *text = (char)tolower((unsigned char)*text);
}

static void
describe(const struct run *run, char *text, size_t size)
{
    enum hparam which;
    char value[HPARAM_TEXT];

    snprintf(text, size, "%zu %s %s %s", run->now.run, run->name != NULL ? run->name : "",
             run->note != NULL ? run->note : "", _(run_status_name(run->now.status)));
    for (which = 0; which < HPARAMS; which++) {
        hparam_format(&run->now.hparams, which, value);
        text_append(text, size, " %s=%s %s %s", _(setting_title(which)), value,
                    _(setting_title(which)), value);
    }
    text_append(text, size, " ");
    lower(text);
}

/* "batch=1" is the whole of a word: not the beginning of "batch=12". */
static bool
has_word(const char *text, const char *word)
{
    char whole[RUN_TEXT];

    if (strchr(word, '=') == NULL)
        return strstr(text, word) != NULL;
    snprintf(whole, sizeof whole, " %s ", word);
    return strstr(text, whole) != NULL;
}

bool
run_matches(const struct run *run, const char *filter)
{
    char text[RUN_TEXT], words[RUN_TEXT], *next = words, *word;

    if (filter == NULL || filter[0] == '\0')
        return true;
    describe(run, text, sizeof text);
    snprintf(words, sizeof words, "%s", filter);
    lower(words);
    while ((word = strsep(&next, " ")) != NULL) {
        if (!has_word(text, word))
            return false;
    }
    return true;
}
