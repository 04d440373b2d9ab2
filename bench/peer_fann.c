/*
 * FANN, the Fast Artificial Neural Network library, as a peer of the bench: the same net,
 * trained image by image (fann_train, which is FANN's incremental training) over a fresh
 * permutation in each epoch. FANN has no mini-batches: for those it answers "-".
 *
 * The images are those of mnistui as floats, 188 MB, written before any clock starts.
 */
#include "config.h"

#include <fann.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "data/dataset.h"
#include "data/reader.h"
#include "serve.h"
#include "train/hparams.h"

/* A look at the clock takes about 30 ns; this many images take far longer. */
enum { STEP_IMAGES = 64 };

struct samples {
    size_t count, pixels;
    fann_type *input; /* (count, pixels), 0..1 */
    const unsigned char *label;
};

struct context {
    struct samples train, test;
};

struct training {
    const struct context *context;
    struct fann *ann;
    struct rng rng;
    uint32_t *order;
    size_t position;
};

static int
samples_init(struct samples *samples, const struct images *images, struct error *err)
{
    size_t i;

    samples->count = images->count;
    samples->pixels = images->rows * images->cols;
    samples->label = images->labels;
    samples->input = mem_aligned(images->count, samples->pixels * sizeof *samples->input);
    if (samples->input == NULL)
        return error_memory(err, "the images");
    for (i = 0; i < samples->count * samples->pixels; i++)
        samples->input[i] = (fann_type)images->pixels[i] / 255;
    return 0;
}

static struct fann *
make_net(const struct hparams *hparams, size_t inputs)
{
    size_t sizes[NET_MAX_LAYERS + 1];
    unsigned int neurons[NET_MAX_LAYERS + 1];
    size_t layers = hparams_sizes(hparams, inputs, DIGIT_CLASSES, sizes), l;
    struct fann *ann;

    for (l = 0; l <= layers; l++)
        neurons[l] = (unsigned int)sizes[l];
    ann = fann_create_standard_array((unsigned int)layers + 1, neurons);
    if (ann == NULL)
        return NULL;
    fann_set_activation_function_hidden(ann, FANN_SIGMOID);
    fann_set_activation_function_output(ann, FANN_SIGMOID);
    fann_set_train_error_function(ann, FANN_ERRORFUNC_LINEAR);
    fann_set_training_algorithm(ann, FANN_TRAIN_INCREMENTAL);
    fann_set_learning_rate(ann, (float)hparams->alpha);
    return ann;
}

static void
done(void *argument)
{
    struct training *training = argument;

    if (training->ann != NULL)
        fann_destroy(training->ann);
    free(training->order);
    free(training);
}

static void *
prepare(const void *argument, const struct request *request, struct error *err)
{
    const struct context *context = argument;
    struct training *training;
    struct hparams hparams;
    size_t i;

    hparams_init(&hparams);
    if (request->batch != 1 || request->momentum > 0 ||
        hparam_parse(&hparams, HPARAM_HIDDEN, request->hidden, err) != 0)
        return NULL;
    training = mem_zeroed(1, sizeof *training);
    if (training == NULL) {
        error_memory(err, "FANN's net");
        return NULL;
    }
    training->context = context;
    training->ann = make_net(&hparams, context->train.pixels);
    training->order = mem_zeroed(context->train.count, sizeof *training->order);
    if (training->ann == NULL || training->order == NULL) {
        error_memory(err, "FANN's net");
        done(training);
        return NULL;
    }
    for (i = 0; i < context->train.count; i++)
        training->order[i] = (uint32_t)i;
    training->position = context->train.count;
    rng_init(&training->rng, hparams.seed, 0);
    return training;
}

static size_t
train(void *argument, struct error *err)
{
    struct training *training = argument;
    const struct samples *samples = &training->context->train;
    fann_type wanted[DIGIT_CLASSES] = {0};
    size_t k;

    (void)err;
    for (k = 0; k < STEP_IMAGES; k++) {
        size_t image;

        if (training->position == samples->count) {
            rng_shuffle(&training->rng, training->order, samples->count);
            training->position = 0;
        }
        image = training->order[training->position++];
        wanted[samples->label[image]] = 1;
        fann_train(training->ann, samples->input + image * samples->pixels, wanted);
        wanted[samples->label[image]] = 0;
    }
    return STEP_IMAGES;
}

static size_t
largest(const fann_type *outputs)
{
    size_t best = 0, i;

    for (i = 1; i < DIGIT_CLASSES; i++) {
        if (outputs[i] > outputs[best])
            best = i;
    }
    return best;
}

static size_t
evaluate(void *argument, struct error *err)
{
    struct training *training = argument;
    const struct samples *samples = &training->context->test;
    size_t i, errors = 0;

    for (i = 0; i < samples->count; i++) {
        fann_type *input = samples->input + i * samples->pixels;

        errors += largest(fann_run(training->ann, input)) != samples->label[i];
    }
    /* if the answers were not used, a compiler could leave out the work */
    if (errors > samples->count) {
        error_set(err, "more errors than images");
        return 0;
    }
    return samples->count;
}

static int
fail(const char *text)
{
    fprintf(stderr, "peer_fann: %s\n", text);
    return EXIT_FAILURE;
}

static int
serve_fann(const struct dataset *dataset)
{
    struct context context = {0};
    const struct server server = {.context = &context,
                                  .train_images = dataset->train.count,
                                  .test_images = dataset->test.count,
                                  .prepare = prepare,
                                  .train = train,
                                  .evaluate = evaluate,
                                  .done = done};
    struct error err;
    int status;

    if (samples_init(&context.train, &dataset->train, &err) != 0 ||
        samples_init(&context.test, &dataset->test, &err) != 0)
        status = fail(err.text);
    else
        status = serve(&server, "FANN " FANN_RELEASE);
    free(context.train.input);
    free(context.test.input);
    return status;
}

int
main(int argc, char **argv)
{
    struct data_files files;
    struct dataset dataset;
    struct error err;
    int status, i;

    if (argc != DATA_FILES + 1)
        return fail("usage: peer_fann FILES, as mnistui_epoch --files names them");
    for (i = 0; i < DATA_FILES; i++)
        files.path[i] = argv[i + 1];
    if (reader_load(&dataset, &files, &err) != 0)
        return fail(err.text);
    status = serve_fann(&dataset);
    dataset_done(&dataset);
    return status;
}
