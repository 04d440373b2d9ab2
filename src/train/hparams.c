#include "config.h"

#include "train/hparams.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"

enum { MAX_BATCH = 60000, MAX_EPOCHS = 1000000 };

static const struct hparam_info infos[HPARAMS] = {
    [HPARAM_HIDDEN] = {"hidden", "N,...", "hidden layers",
                       "1 to 8 sizes of 1 to 4096 neurons", "sizes of the hidden layers"},
    [HPARAM_BATCH] = {"batch", "M", "batch", "a whole number from 1 to 60000",
                      "images in a batch"},
    [HPARAM_ALPHA] = {"alpha", "A", "learning rate", "a number over 0, such as 0.05",
                      "learning rate"},
    [HPARAM_GAMMA] = {"momentum", "G", "momentum", "a number from 0 to under 1",
                      "momentum; 0 is plain SGD"},
    [HPARAM_INIT] = {"init", "INIT", "init", "normal or xavier",
                     "how the weights start: normal or xavier"},
    [HPARAM_EPOCHS] = {"epochs", "N", "epochs", "a whole number from 1 to 1000000",
                       "passes over the training images"},
    [HPARAM_SEED] = {"seed", "S", "seed", "a whole number from 0 to 18446744073709551615",
                     "seed of all random numbers: the same seed gives the same run"},
    [HPARAM_ORDER] = {"order", "ORDER", "order", "shuffle or sequential",
                      "order of the training images: shuffle or sequential"},
};

struct preset {
    const char *name;
    size_t batch;
    enum net_init init;
    double alpha, gamma;
    size_t epochs;
};

static const struct preset presets[] = {
    {"sgd", 1, NET_INIT_NORMAL, 0.05, 0, 30},
    {"minibatch", 12, NET_INIT_NORMAL, 0.05, 0, 30},
    {"xavier", 12, NET_INIT_XAVIER, 0.05, 0, 30},
    {"momentum", 12, NET_INIT_XAVIER, 0.05, 0.4, 30},
    {"sgd-xavier", 1, NET_INIT_XAVIER, 0.05, 0, 30},
};

static const char *const init_names[] = {"normal", "xavier", "loaded"};
static const char *const order_names[] = {"shuffle", "sequential"};

const struct hparam_info *
hparam_info(enum hparam which)
{
    return &infos[which];
}

static int
parse_name(const char *text, const char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (strcmp(text, names[i]) == 0)
            return (int)i;
    }
    return -1;
}

static int
parse_size(const char *text, long max, size_t *size)
{
    long value;

    if (parse_int(text, 1, max, &value) != 0)
        return -1;
    *size = (size_t)value;
    return 0;
}

static int
parse_hidden(struct hparams *hparams, const char *text)
{
    size_t sizes[NET_MAX_HIDDEN], count = 0;
    char copy[HPARAM_TEXT], *next = copy, *item;

    if (strlen(text) >= sizeof copy)
        return -1;
    strcpy(copy, text);
    while ((item = strsep(&next, ",")) != NULL) {
        if (count == NET_MAX_HIDDEN ||
            parse_size(item, NET_MAX_WIDTH, &sizes[count]) != 0)
            return -1;
        count++;
    }
    memcpy(hparams->hidden, sizes, count * sizeof *sizes);
    hparams->hidden_count = count;
    return 0;
}

static int
parse_real(const char *text, double *value)
{
    double parsed;

    /* the net computes in float: what is not finite there is no value */
    if (parse_double(text, &parsed) != 0 || !isfinite((float)parsed))
        return -1;
    *value = parsed;
    return 0;
}

static int
parse_value(struct hparams *hparams, enum hparam which, const char *text)
{
    double real_value;
    int name;

    switch (which) {
    case HPARAM_HIDDEN:
        return parse_hidden(hparams, text);
    case HPARAM_BATCH:
        return parse_size(text, MAX_BATCH, &hparams->batch);
    case HPARAM_EPOCHS:
        return parse_size(text, MAX_EPOCHS, &hparams->epochs);
    case HPARAM_SEED:
        return parse_uint64(text, &hparams->seed);
    case HPARAM_ALPHA:
        if (parse_real(text, &real_value) != 0 || !((float)real_value > 0))
            return -1;
        hparams->alpha = real_value;
        return 0;
    case HPARAM_GAMMA:
        if (parse_real(text, &real_value) != 0 || real_value < 0 ||
            (float)real_value >= 1)
            return -1;
        hparams->gamma = real_value;
        return 0;
    case HPARAM_INIT:
        if ((name = parse_name(text, init_names, NET_INIT_LOADED)) >= 0)
            hparams->init = (enum net_init)name;
        return name < 0 ? -1 : 0;
    case HPARAM_ORDER:
        if ((name = parse_name(text, order_names, MEM_COUNT(order_names))) >= 0)
            hparams->order = (enum order)name;
        return name < 0 ? -1 : 0;
    case HPARAMS:
        break;
    }
    return -1;
}

int
hparam_parse(struct hparams *hparams, enum hparam which, const char *text,
             struct error *err)
{
    const struct hparam_info *info = &infos[which];

    if (parse_value(hparams, which, text) == 0)
        return 0;
    return error_set(err, "--%s=%s: it takes %s", info->option, text, info->range);
}

static void
format_hidden(const struct hparams *hparams, char *text)
{
    size_t i, used = 0;

    for (i = 0; i < hparams->hidden_count; i++)
        used += (size_t)snprintf(text + used, HPARAM_TEXT - used, "%s%zu",
                                 i > 0 ? "," : "", hparams->hidden[i]);
}

/* As %g, with as many digits as parse_double needs to find the same number again. */
static void
format_real(double value, char *text)
{
    double back;
    int digits;

    for (digits = 6; digits <= 17; digits++) {
        snprintf(text, HPARAM_TEXT, "%.*g", digits, value);
        if (parse_double(text, &back) == 0 && back == value)
            return;
    }
}

void
hparam_format(const struct hparams *hparams, enum hparam which, char text[HPARAM_TEXT])
{
    text[0] = '\0';
    switch (which) {
    case HPARAM_HIDDEN:
        format_hidden(hparams, text);
        break;
    case HPARAM_BATCH:
        snprintf(text, HPARAM_TEXT, "%zu", hparams->batch);
        break;
    case HPARAM_EPOCHS:
        snprintf(text, HPARAM_TEXT, "%zu", hparams->epochs);
        break;
    case HPARAM_SEED:
        snprintf(text, HPARAM_TEXT, "%" PRIu64, hparams->seed);
        break;
    case HPARAM_ALPHA:
        format_real(hparams->alpha, text);
        break;
    case HPARAM_GAMMA:
        format_real(hparams->gamma, text);
        break;
    case HPARAM_INIT:
        strcpy(text, init_names[hparams->init]);
        break;
    case HPARAM_ORDER:
        strcpy(text, order_names[hparams->order]);
        break;
    case HPARAMS:
        break;
    }
}

bool
hparam_equal(const struct hparams *a, const struct hparams *b, enum hparam which)
{
    switch (which) {
    case HPARAM_HIDDEN:
        return a->hidden_count == b->hidden_count &&
               memcmp(a->hidden, b->hidden, a->hidden_count * sizeof *a->hidden) == 0;
    case HPARAM_BATCH:
        return a->batch == b->batch;
    case HPARAM_EPOCHS:
        return a->epochs == b->epochs;
    case HPARAM_SEED:
        return a->seed == b->seed;
    case HPARAM_ALPHA:
        return a->alpha == b->alpha;
    case HPARAM_GAMMA:
        return a->gamma == b->gamma;
    case HPARAM_INIT:
        return a->init == b->init;
    case HPARAM_ORDER:
        return a->order == b->order;
    case HPARAMS:
        break;
    }
    return true;
}

const char *
hparams_preset_name(size_t preset)
{
    return preset < MEM_COUNT(presets) ? presets[preset].name : NULL;
}

void
hparams_apply_preset(struct hparams *hparams, size_t preset)
{
    const struct preset *from = &presets[preset];

    hparams->batch = from->batch;
    hparams->init = from->init;
    hparams->alpha = from->alpha;
    hparams->gamma = from->gamma;
    hparams->epochs = from->epochs;
}

int
hparams_find_preset(const struct hparams *hparams)
{
    size_t i;

    for (i = 0; i < MEM_COUNT(presets); i++) {
        const struct preset *p = &presets[i];

        if (p->batch == hparams->batch && p->init == hparams->init &&
            p->alpha == hparams->alpha && p->gamma == hparams->gamma)
            return (int)i;
    }
    return -1;
}

void
hparams_init(struct hparams *hparams)
{
    memset(hparams, 0, sizeof *hparams);
    hparams->hidden[0] = 30;
    hparams->hidden[1] = 20;
    hparams->hidden_count = 2;
    hparams->seed = 1;
    hparams->order = ORDER_SHUFFLE;
    hparams_apply_preset(hparams, 0);
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
hparams_toggle_xavier(struct hparams *hparams)
{
    hparams->init = hparams->init == NET_INIT_XAVIER ? NET_INIT_NORMAL : NET_INIT_XAVIER;
}

void
hparams_toggle_momentum(struct hparams *hparams)
{
    hparams->gamma = hparams->gamma == 0 ? 0.4 : 0;
}

void
hparams_next_preset(struct hparams *hparams)
{
    size_t next = (size_t)(hparams_find_preset(hparams) + 1), epochs = hparams->epochs;

    hparams_apply_preset(hparams, next < MEM_COUNT(presets) ? next : 0);
    hparams->epochs = epochs;
}

static double
ladder_step(const double *ladder, size_t count, double value, int step)
{
    size_t i;

    if (step > 0) {
        for (i = 0; i < count; i++) {
            if (ladder[i] > value)
                return ladder[i];
        }
    } else {
        for (i = count; i > 0; i--) {
            if (ladder[i - 1] < value)
                return ladder[i - 1];
        }
    }
    return value;
}

void
hparams_step(struct hparams *hparams, enum hparam which, int step)
{
    static const double batches[] = {1, 12, 32, 128, 512};
    static const double epochs[] = {1, 2, 5, 10, 20, 30, 50, 100, 200};
    static const double alphas[] = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
                                    0.2,   0.5,   1,     2,    5,    10};
    static const double gammas[] = {0,   0.1, 0.2, 0.3, 0.4,  0.5,
                                    0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

    if (which == HPARAM_BATCH)
        hparams->batch = (size_t)ladder_step(batches, MEM_COUNT(batches),
                                             (double)hparams->batch, step);
    else if (which == HPARAM_EPOCHS)
        hparams->epochs =
            (size_t)ladder_step(epochs, MEM_COUNT(epochs), (double)hparams->epochs, step);
    else if (which == HPARAM_ALPHA)
        hparams->alpha = ladder_step(alphas, MEM_COUNT(alphas), hparams->alpha, step);
    else if (which == HPARAM_GAMMA)
        hparams->gamma = ladder_step(gammas, MEM_COUNT(gammas), hparams->gamma, step);
}
