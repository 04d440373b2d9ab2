#include "config.h"

#include "cli/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "cli/command_fetch.h"
#include "cli/message.h"
#include "cli/signals.h"
#include "nn/net_file.h"

static void
take_hidden(struct hparams *hparams, const struct net *net)
{
    size_t l;

    hparams->hidden_count = net->layers - 1;
    for (l = 0; l < hparams->hidden_count; l++)
        hparams->hidden[l] = net->layer[l].outputs;
}

static int
load_start(struct setup *setup, const struct options *options, struct error *err)
{
    const struct images *train = &setup->dataset.train;
    char wanted[HPARAM_TEXT], loaded[HPARAM_TEXT];

    if (options->load == NULL)
        return 0;
    setup->start = net_file_load(options->load, train->rows * train->cols,
                                 setup->dataset.classes, err);
    if (setup->start == NULL)
        return -1;
    take_hidden(&setup->hparams, setup->start);
    if (!options->hidden_given ||
        hparam_equal(&setup->hparams, &options->hparams, HPARAM_HIDDEN))
        return 0;
    hparam_format(&options->hparams, HPARAM_HIDDEN, wanted);
    hparam_format(&setup->hparams, HPARAM_HIDDEN, loaded);
    return error_set(err, "--hidden=%s does not fit %s, whose hidden layers are %s",
                     wanted, options->load, loaded);
}

/* Better to find out now than after the training. */
static int
check_save(const char *path, struct error *err)
{
    struct atomic_file file;

    if (path == NULL)
        return 0;
    if (atomic_file_open(&file, path, err) != 0)
        return -1;
    atomic_file_abandon(&file);
    return 0;
}

int
setup_open(struct setup *setup, const struct options *options, struct error *err)
{
    memset(setup, 0, sizeof *setup);
    setup->hparams = options->hparams;
    setup->kernels = kernels_choose(getenv(KERNELS_VARIABLE), err);
    if (setup->kernels != NULL && check_save(options->save, err) == 0 &&
        supply_open(&setup->supply, &setup->dataset, options->data, getenv, err) == 0 &&
        load_start(setup, options, err) == 0)
        return 0;
    setup_done(setup);
    return -1;
}

/* No data was found. On success the supply is open again. */
static int
download(struct setup *setup, const struct options *options, struct error *err)
{
    message_print("no data was found: trying to download MNIST");
    switch (fetch_mnist(options, err)) {
    case DOWNLOAD_DONE:
        return supply_open(&setup->supply, &setup->dataset, NULL, getenv, err);
    case DOWNLOAD_STOPPED:
        return -1;
    case DOWNLOAD_FAILED:
        break;
    }
    message_print(err->text);
    if (options->command == COMMAND_TEST)
        return error_set(err, "%s", setup->supply.why.text);
    message_print("going on with practice digits, which mnistui draws itself");
    return supply_open(&setup->supply, &setup->dataset, SUPPLY_PRACTICE_NAME, getenv,
                       err);
}

static int
bring_data(struct setup *setup, const struct options *options, struct error *err)
{
    if (setup->supply.source == SUPPLY_DOWNLOAD && download(setup, options, err) != 0)
        return -1;
    return supply_start(&setup->supply, -1, err) == 0 ? supply_wait(&setup->supply, err)
                                                      : -1;
}

int
setup_init(struct setup *setup, const struct options *options, struct error *err)
{
    if (setup_open(setup, options, err) != 0)
        return -1;
    if (bring_data(setup, options, err) == 0)
        return 0;
    setup_done(setup);
    return -1;
}

int
setup_failed(const struct error *err)
{
    message_print(err->text);
    return signals_caught() != 0 ? EXIT_SIGNAL + signals_caught() : EXIT_FAILURE;
}

void
setup_done(struct setup *setup)
{
    supply_done(&setup->supply);
    dataset_done(&setup->dataset);
    net_free(setup->start);
    setup->start = NULL;
}
