/*
 * mnistui's own rows of the bench: the run of src/train/learner.h, and nothing else.
 *
 *     mnistui_epoch           answers requests (serve.h)
 *     mnistui_epoch --files   prints the four data files, for the peers
 *
 * It finds data and kernels as mnistui does.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/locate.h"
#include "data/reader.h"
#include "nn/kernels.h"
#include "serve.h"
#include "train/learner.h"

/* A look at the clock takes about 30 ns; this many images take far longer. */
enum { STEP_IMAGES = 256 };

struct context {
    const struct dataset *dataset;
    const struct kernels *kernels;
};

static void *
prepare(const void *argument, const struct request *request, struct error *err)
{
    const struct context *context = argument;
    struct hparams hparams;

    hparams_init(&hparams);
    if (hparam_parse(&hparams, HPARAM_HIDDEN, request->hidden, err) != 0)
        return NULL;
    hparams.init = NET_INIT_XAVIER;
    hparams.batch = request->batch;
    hparams.gamma = request->momentum;
    hparams.epochs = SIZE_MAX; /* the clock ends it */
    return learner_new(context->dataset, &hparams, NULL, context->kernels, err);
}

static size_t
train(void *argument, struct error *err)
{
    struct learner *learner = argument;
    size_t images = 0;

    while (images < STEP_IMAGES) {
        learner_batch(learner);
        if (learner->status != RUN_TRAINING) {
            error_set(err, "%s", learner->why);
            return 0;
        }
        images += learner->batch_images;
    }
    return images;
}

static size_t
evaluate(void *argument, struct error *err)
{
    struct learner *learner = argument;
    const struct images *test = &learner->dataset->test;

    /* if the answer were not used, a compiler could leave out the work */
    if (!(learner_error(learner, test) <= 1)) {
        error_set(err, "the test error is no number");
        return 0;
    }
    return test->count;
}

static void
done(void *learner)
{
    learner_free(learner);
}

static int
fail(const char *text)
{
    fprintf(stderr, "mnistui_epoch: %s\n", text);
    return EXIT_FAILURE;
}

static int
print_files(const struct data_files *files)
{
    int i;

    for (i = 0; i < DATA_FILES; i++)
        puts(files->path[i]);
    return EXIT_SUCCESS;
}

static int
serve_run(const struct data_files *files)
{
    struct dataset dataset;
    struct context context = {.dataset = &dataset};
    struct server server = {.context = &context,
                            .prepare = prepare,
                            .train = train,
                            .evaluate = evaluate,
                            .done = done};
    struct error err;
    char name[64];
    int status;

    context.kernels = kernels_choose(getenv(KERNELS_VARIABLE), &err);
    if (context.kernels == NULL)
        return fail(err.text);
    if (reader_load(&dataset, files, &err) != 0)
        return fail(err.text);
    server.train_images = dataset.train.count;
    server.test_images = dataset.test.count;
    snprintf(name, sizeof name, "mnistui %s, kernels %s", PACKAGE_VERSION,
             context.kernels->name);
    status = serve(&server, name);
    dataset_done(&dataset);
    return status;
}

int
main(int argc, char **argv)
{
    struct data_files files;
    struct error err;
    int status;

    if (argc > 2 || (argc == 2 && strcmp(argv[1], "--files") != 0))
        return fail("usage: mnistui_epoch [--files]");
    if (locate_data(&files, NULL, getenv, &err) != 0)
        return fail(err.text);
    status = argc == 2 ? print_files(&files) : serve_run(&files);
    data_files_done(&files);
    return status;
}
