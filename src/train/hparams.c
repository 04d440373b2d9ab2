#include "config.h"

#include "train/hparams.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "base/text.h"
#include "base/translation.h"

enum { LADDER_TEXT = 128 };

struct row;

/* How values of one type are read and written. text has HPARAM_TEXT bytes, range has
 * HPARAM_RANGE_TEXT. */
struct kind {
    int (*parse)(const struct row *row, struct hparams *hparams, const char *text);
    void (*format)(const struct row *row, const struct hparams *hparams, char *text);
    void (*range)(const struct row *row, char *text);
    size_t size; /* of the field; 0 if it is not one alone */
};

struct row {
    struct hparam_info info;
    const struct kind *kind;
    size_t offset;         /* of the field in struct hparams */
    double from, to;       /* the range of a number; to may be INFINITY */
    bool not_from, not_to; /* whether the bounds themselves are out of range */
    const char *initial;   /* the default */
    const char *other; /* how the value past the last word is shown; it cannot be set */
};

/* ---- the kinds of values ---- */

static const void *
field_of(const struct row *row, const struct hparams *hparams)
{
    return (const char *)hparams + row->offset;
}

static void *
field_to_set(const struct row *row, struct hparams *hparams)
{
    return (char *)hparams + row->offset;
}

static int
parse_count(const struct row *row, struct hparams *hparams, const char *text)
{
    long value;

    if (parse_int(text, (long)row->from, (long)row->to, &value) != 0)
        return -1;
    *(size_t *)field_to_set(row, hparams) = (size_t)value;
    return 0;
}

static void
format_count(const struct row *row, const struct hparams *hparams, char *text)
{
    snprintf(text, HPARAM_TEXT, "%zu", *(const size_t *)field_of(row, hparams));
}

static void
count_range(const struct row *row, char *text)
{
    snprintf(text, HPARAM_RANGE_TEXT, "a whole number from %.0f to %.0f", row->from,
             row->to);
}

/* The net computes in float, so the value must be finite as a float. */
static int
parse_real(const struct row *row, struct hparams *hparams, const char *text)
{
    double value;

    if (parse_double(text, &value) != 0 || !isfinite((float)value) || value < row->from ||
        value > row->to)
        return -1;
    if ((row->not_from && (float)value <= row->from) ||
        (row->not_to && (float)value >= row->to))
        return -1;
    *(double *)field_to_set(row, hparams) = value + 0.0; /* -0 becomes 0 */
    return 0;
}

/* Like %g, with as many digits as it takes for parse_double to give the same number back.
 */
static void
format_real(const struct row *row, const struct hparams *hparams, char *text)
{
    double value = *(const double *)field_of(row, hparams), back;
    int digits;

    for (digits = 6; digits <= 17; digits++) {
        snprintf(text, HPARAM_TEXT, "%.*g", digits, value);
        if (parse_double(text, &back) == 0 && back == value)
            return;
    }
}

static void
real_range(const struct row *row, char *text)
{
    snprintf(text, HPARAM_RANGE_TEXT, "a number %s %g", row->not_from ? "over" : "from",
             row->from);
    if (isfinite(row->to))
        text_append(text, HPARAM_RANGE_TEXT, " to %s%g", row->not_to ? "under " : "",
                    row->to);
    else
        text_append(text, HPARAM_RANGE_TEXT, ", such as %s", row->initial);
}

static int
parse_seed(const struct row *row, struct hparams *hparams, const char *text)
{
    return parse_uint64(text, field_to_set(row, hparams));
}

static void
format_seed(const struct row *row, const struct hparams *hparams, char *text)
{
    snprintf(text, HPARAM_TEXT, "%" PRIu64, *(const uint64_t *)field_of(row, hparams));
}

static void
seed_range(const struct row *row, char *text)
{
    (void)row;
    snprintf(text, HPARAM_RANGE_TEXT, "a whole number from 0 to %" PRIu64, UINT64_MAX);
}

/* These fields are enums in the order of the words. */
_Static_assert(sizeof(enum net_init) == sizeof(int) && sizeof(enum order) == sizeof(int),
               "parse_word and format_word take them for int");

static int
parse_word(const struct row *row, struct hparams *hparams, const char *text)
{
    const char *const *words = row->info.words;
    int i;

    for (i = 0; words[i] != NULL; i++) {
        if (strcmp(text, words[i]) == 0) {
            memcpy(field_to_set(row, hparams), &i, sizeof i);
            return 0;
        }
    }
    return -1;
}

static void
format_word(const struct row *row, const struct hparams *hparams, char *text)
{
    const char *word;
    int i;

    memcpy(&i, field_of(row, hparams), sizeof i);
    word = row->info.words[i];
    strcpy(text, word != NULL ? word : row->other);
}

static void
word_range(const struct row *row, char *text)
{
    const char *const *words = row->info.words;
    size_t count = 0, i;

    while (words[count] != NULL)
        count++;
    text[0] = '\0';
    for (i = 0; i < count; i++)
        text_append_item(text, HPARAM_RANGE_TEXT, words[i], i, count, " or ");
}

static int
parse_hidden(const struct row *row, struct hparams *hparams, const char *text)
{
    size_t sizes[NET_MAX_HIDDEN], count = 0;
    char copy[HPARAM_TEXT], *next = copy, *item;
    long size;

    (void)row;
    if (strlen(text) >= sizeof copy)
        return -1;
    strcpy(copy, text);
    while ((item = strsep(&next, ",")) != NULL) {
        if (count == NET_MAX_HIDDEN || parse_int(item, 1, NET_MAX_WIDTH, &size) != 0)
            return -1;
        sizes[count++] = (size_t)size;
    }
    memcpy(hparams->hidden, sizes, count * sizeof *sizes);
    hparams->hidden_count = count;
    return 0;
}

static void
format_hidden(const struct row *row, const struct hparams *hparams, char *text)
{
    size_t i;

    (void)row;
    text[0] = '\0';
    for (i = 0; i < hparams->hidden_count; i++)
        text_append(text, HPARAM_TEXT, "%s%zu", i > 0 ? "," : "", hparams->hidden[i]);
}

static void
hidden_range(const struct row *row, char *text)
{
    (void)row;
    snprintf(text, HPARAM_RANGE_TEXT, "1 to %d sizes of 1 to %d neurons", NET_MAX_HIDDEN,
             NET_MAX_WIDTH);
}

static const struct kind count_kind = {parse_count, format_count, count_range,
                                       sizeof(size_t)};
static const struct kind real_kind = {parse_real, format_real, real_range,
                                      sizeof(double)};
static const struct kind seed_kind = {parse_seed, format_seed, seed_range,
                                      sizeof(uint64_t)};
static const struct kind word_kind = {parse_word, format_word, word_range, sizeof(int)};
static const struct kind hidden_kind = {parse_hidden, format_hidden, hidden_range, 0};

/* ---- the tables ---- */

static const char *const init_words[] = {"normal", "xavier", NULL};
static const char *const order_words[] = {"shuffle", "sequential", NULL};

#define FIELD(name) .offset = offsetof(struct hparams, name)

static const struct row rows[HPARAMS] = {
    [HPARAM_HIDDEN] = {.info = {.name = "hidden",
                                .metavar = "N,...",
                                .label = N_("hidden layers"),
                                .help = "sizes of the hidden layers"},
                       .kind = &hidden_kind,
                       .initial = "30,20"},
    [HPARAM_BATCH] = {.info = {.name = "batch",
                               .metavar = "M",
                               .label = N_("batch"),
                               .help = "images in a batch",
                               .ladder = "1, 12, 32, 128, 512"},
                      .kind = &count_kind,
                      FIELD(batch),
                      .from = 1,
                      .to = 60000,
                      .initial = "1"},
    [HPARAM_ALPHA] = {.info = {.name = "alpha",
                               .metavar = "A",
                               .label = N_("learning rate"),
                               .help = "learning rate",
                               .ladder = "0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, "
                                         "0.2, 0.5, 1, 2, 5, 10"},
                      .kind = &real_kind,
                      FIELD(alpha),
                      .from = 0,
                      .not_from = true,
                      .to = INFINITY,
                      .initial = "0.05"},
    [HPARAM_GAMMA] = {.info = {.name = "momentum",
                               .metavar = "G",
                               .label = N_("momentum"),
                               .help = "momentum; 0 is plain SGD",
                               .ladder = "0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, "
                                         "0.9, 0.95, 0.99",
                               .switched_on = "0.4"},
                      .kind = &real_kind,
                      FIELD(gamma),
                      .from = 0,
                      .to = 1,
                      .not_to = true,
                      .initial = "0"},
    [HPARAM_INIT] = {.info = {.name = "init",
                              .metavar = "INIT",
                              .label = N_("init"),
                              .help = "how the weights start",
                              .words = init_words,
                              .switched_on = "xavier"},
                     .kind = &word_kind,
                     FIELD(init),
                     .initial = "normal",
                     .other = "loaded"},
    [HPARAM_EPOCHS] = {.info = {.name = "epochs",
                                .metavar = "N",
                                .label = N_("epochs"),
                                .help = "passes over the training images",
                                .ladder = "1, 2, 5, 10, 20, 30, 50, 100, 200"},
                       .kind = &count_kind,
                       FIELD(epochs),
                       .from = 1,
                       .to = 1000000,
                       .initial = "30"},
    [HPARAM_SEED] = {.info = {.name = "seed",
                              .metavar = "S",
                              .label = N_("seed"),
                              .help = "seed of all random numbers: the same seed gives "
                                      "the same run"},
                     .kind = &seed_kind,
                     FIELD(seed),
                     .initial = "1"},
    [HPARAM_ORDER] = {.info = {.name = "order",
                               .metavar = "ORDER",
                               .label = N_("order"),
                               .help = "order of the training images",
                               .words = order_words},
                      .kind = &word_kind,
                      FIELD(order),
                      .initial = "shuffle"},
};

/* A preset's name, and what it sets. */
struct preset {
    const char *name;
    const char *value[HPARAMS];
};

#define PRESET(preset, m, start, rate, momentum, passes) \
    {                                                    \
        .name = (preset), .value = {                     \
            [HPARAM_BATCH] = (m),                        \
            [HPARAM_INIT] = (start),                     \
            [HPARAM_ALPHA] = (rate),                     \
            [HPARAM_GAMMA] = (momentum),                 \
            [HPARAM_EPOCHS] = (passes)                   \
        }                                                \
    }

static const struct preset presets[] = {
    PRESET("sgd", "1", "normal", "0.05", "0", "30"),
    PRESET("minibatch", "12", "normal", "0.05", "0", "30"),
    PRESET("xavier", "12", "xavier", "0.05", "0", "30"),
    PRESET("momentum", "12", "xavier", "0.05", "0.4", "30"),
    PRESET("sgd-xavier", "1", "xavier", "0.05", "0", "30"),
};

static bool
has_text(const struct hparams *hparams, enum hparam which, const char *wanted)
{
    char text[HPARAM_TEXT];

    rows[which].kind->format(&rows[which], hparams, text);
    return strcmp(text, wanted) == 0;
}

static bool
is_preset(const struct hparams *hparams, const struct preset *preset)
{
    enum hparam which;

    for (which = 0; which < HPARAMS; which++) {
        if (preset->value[which] != NULL && which != HPARAM_EPOCHS &&
            !has_text(hparams, which, preset->value[which]))
            return false;
    }
    return true;
}

const struct hparam_info *
hparam_info(enum hparam which)
{
    return &rows[which].info;
}

int
hparam_parse(struct hparams *hparams, enum hparam which, const char *text,
             struct error *err)
{
    const struct row *row = &rows[which];
    char range[HPARAM_RANGE_TEXT];

    if (row->kind->parse(row, hparams, text) == 0)
        return 0;
    hparam_range(which, range);
    return error_set(err, "--%s=%s: it takes %s", row->info.name, text, range);
}

void
hparam_format(const struct hparams *hparams, enum hparam which, char text[HPARAM_TEXT])
{
    rows[which].kind->format(&rows[which], hparams, text);
}

void
hparam_range(enum hparam which, char text[HPARAM_RANGE_TEXT])
{
    rows[which].kind->range(&rows[which], text);
}

int
hparam_compare(const struct hparams *a, const struct hparams *b, enum hparam which)
{
    const struct row *row = &rows[which];

    if (row->kind->size > 0) /* not by their texts: tables compare many runs */
        return memcmp(field_of(row, a), field_of(row, b), row->kind->size);
    if (a->hidden_count != b->hidden_count)
        return a->hidden_count < b->hidden_count ? -1 : 1;
    return memcmp(a->hidden, b->hidden, a->hidden_count * sizeof *a->hidden);
}

bool
hparam_equal(const struct hparams *a, const struct hparams *b, enum hparam which)
{
    return hparam_compare(a, b, which) == 0;
}

bool
hparams_equal_but_seed(const struct hparams *a, const struct hparams *b)
{
    int which;

    for (which = 0; which < HPARAMS; which++) {
        if (which != HPARAM_SEED && !hparam_equal(a, b, (enum hparam)which))
            return false;
    }
    return true;
}

const char *
hparams_preset_name(size_t preset)
{
    return preset < MEM_COUNT(presets) ? presets[preset].name : NULL;
}

const char *
hparams_preset_value(size_t preset, enum hparam which)
{
    return presets[preset].value[which];
}

void
hparams_apply_preset(struct hparams *hparams, size_t preset)
{
    enum hparam which;

    for (which = 0; which < HPARAMS; which++) {
        const char *value = hparams_preset_value(preset, which);

        if (value != NULL)
            hparam_parse(hparams, which, value, NULL);
    }
}

int
hparams_find_preset(const struct hparams *hparams)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(presets); i++) {
        if (is_preset(hparams, &presets[i]))
            return (int)i;
    }
    return -1;
}

void
hparams_init(struct hparams *hparams)
{
    enum hparam which;

    memset(hparams, 0, sizeof *hparams);
    for (which = 0; which < HPARAMS; which++)
        hparam_parse(hparams, which, rows[which].initial, NULL);
}

size_t
hparams_sizes(const struct hparams *hparams, size_t inputs, size_t outputs,
              size_t sizes[NET_MAX_LAYERS + 1])
{
    size_t count = hparams->hidden_count;

    sizes[0] = inputs;
    memcpy(sizes + 1, hparams->hidden, count * sizeof *sizes);
    sizes[count + 1] = outputs;
    return count + 1;
}

void
hparams_toggle(struct hparams *hparams, enum hparam which)
{
    const struct row *row = &rows[which];
    bool off = has_text(hparams, which, row->initial);

    hparam_parse(hparams, which, off ? row->info.switched_on : row->initial, NULL);
}

void
hparams_next_preset(struct hparams *hparams)
{
    size_t next = (size_t)(hparams_find_preset(hparams) + 1), epochs = hparams->epochs;

    hparams_apply_preset(hparams, next < MEM_COUNT(presets) ? next : 0);
    hparams->epochs = epochs;
}

void
hparams_step(struct hparams *hparams, enum hparam which, int step)
{
    char ladder[LADDER_TEXT], text[HPARAM_TEXT], *next = ladder, *rung, *found = NULL;
    double value = 0, of_rung = 0;

    if (rows[which].info.ladder == NULL)
        return;
    hparam_format(hparams, which, text);
    parse_double(text, &value);
    snprintf(ladder, sizeof ladder, "%s", rows[which].info.ladder);
    while ((rung = strsep(&next, ",")) != NULL) {
        rung += strspn(rung, " ");
        parse_double(rung, &of_rung);
        if (step < 0 && of_rung < value) /* the last one of these */
            found = rung;
        if (step > 0 && of_rung > value && found == NULL) /* the first one */
            found = rung;
    }
    if (found != NULL)
        hparam_parse(hparams, which, found, NULL);
}
