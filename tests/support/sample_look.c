#include "config.h"

#include "support/sample_look.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "nn/kernels.h"
#include "support/make_data.h"
#include "support/sample_parts.h"
#include "support/suite.h"

enum { IMAGES = 40, SPIKE = 60 };

/* An error that falls quickly and then slowly towards `end`, with one bad moment on the
 * way. */
static void
fill_curves(struct measures *now, struct curve curves[2], double end, double epochs)
{
    const int per_epoch = 12;
    int i;

    curve_init(&curves[0]);
    curve_init(&curves[1]);
    for (i = 1; i <= epochs * per_epoch; i++) {
        double epoch = (double)i / per_epoch;
        double error = end + 0.65 / (1 + epoch * epoch) + (i == SPIKE ? 0.25 : 0);

        curve_add(&curves[0], epoch, epoch, 1 - error);
        curve_add(&curves[1], epoch, epoch, 1.7 * error);
        now->test_error = error;
        if (i == per_epoch)
            now->first_error = error;
    }
    now->best_error = end + 0.0007;
    now->train_error = -1;
    now->best_epoch = epochs;
    now->seconds = 0.11 * epochs;
}

void
sample_set_curves(struct sample_look *sample, double epochs)
{
    fill_curves(&sample->run.now, sample->curves, 0.03, epochs);
    sample->run.now.loss = 0.0613;
}

static void
set_layers(struct measures *now, const struct dataset *dataset)
{
    static const struct layer_stats stats = {
        .mean = -0.0007,
        .deviation = 0.1311,
        .min = -1.7214,
        .max = 1.6532,
        .norm = 20.1375,
        .gradient_mean = -0.000012,
        .gradient_norm = 0.4471,
        .saturated = 0.1234,
    };
    size_t sizes[NET_MAX_LAYERS + 1], i;

    now->layers = hparams_sizes(&now->hparams, dataset->train.rows * dataset->train.cols,
                                dataset->classes, sizes);
    for (i = 0; i < now->layers; i++) {
        now->stats[i] = stats;
        now->stats[i].inputs = sizes[i];
        now->stats[i].outputs = sizes[i + 1];
        now->stats[i].mean *= pow(-10, (double)i);
        now->stats[i].norm *= (double)(i + 1);
    }
}

/* Each class has a little more than the one before, beside the answer. */
static void
set_outputs(float outputs[DATASET_MAX_CLASSES], size_t answer,
            const struct dataset *dataset)
{
    float step = dataset->classes > DIGIT_CLASSES ? 0.00111F : 0.0111F;
    size_t i;

    for (i = 0; i < dataset->classes; i++)
        outputs[i] = (float)i * step;
    outputs[answer] = 0.93F;
}

static void
show_image(struct shown_image *image, const struct dataset *dataset, size_t number)
{
    image->known = true;
    image->number = number;
    image->label = image->answer = dataset->train.labels[number];
    set_outputs(image->outputs, image->answer, dataset);
}

/* ---- what the net answers ---- */

/* A net that answers the same to every image: its weights are 0, so that its outputs are
 * those of its biases, and do not depend on the order in which a processor adds. */
static void
set_biases(struct net *net, const float *outputs)
{
    const double least = 1e-9; /* for an output of 0 */
    struct layer *layer = &net->layer[0];
    size_t j;

    for (j = 0; j < layer->outputs; j++) {
        double output = fmax((double)outputs[j], least);

        layer->b[j] = (real)log(output / (1 - output));
    }
}

static void
set_answers(struct sample_look *sample, size_t answer)
{
    static struct answers *answers;
    const struct images *test = &sample->look.dataset->test;

    answers_free(answers);
    answers = answers_new(test->count, sample->look.dataset->classes, NULL);
    ck_assert_ptr_nonnull(answers);
    memset(answers->answer, (int)answer, test->count);
    sample->look.answers = answers;
}

static void
set_net(struct sample_look *sample, size_t answer)
{
    static struct net *net;
    static struct workspace *ws;
    const struct dataset *dataset = sample->look.dataset;
    const size_t sizes[] = {dataset->train.rows * dataset->train.cols, dataset->classes};
    float outputs[DATASET_MAX_CLASSES];

    workspace_free(ws);
    net_free(net);
    net = net_new(sizes, 1, NULL);
    ck_assert_ptr_nonnull(net);
    ws = workspace_new(net, 1, kernels_best(), NULL);
    ck_assert_ptr_nonnull(ws);
    set_outputs(outputs, answer, dataset);
    set_biases(net, outputs);
    sample->look.net = net;
    sample->look.ws = ws;
    set_answers(sample, answer);
}

static size_t
test_label(const struct sample_look *sample)
{
    return sample->look.dataset->test.labels[SAMPLE_IMAGE - 1];
}

void
sample_forget_net(struct sample_look *sample)
{
    sample->look.net = NULL;
    sample->look.ws = NULL;
    sample->look.answers = NULL;
}

/* ---- the run ---- */

static void
set_run(struct sample_look *sample, const struct dataset *dataset)
{
    struct measures *now = &sample->run.now;

    sample->run.curves = sample->curves;
    sample->run.begun = true;
    now->run = 2;
    now->status = RUN_TRAINING;
    now->speed = 60000;
    hparams_init(&now->hparams);
    hparams_apply_preset(&now->hparams, 1);
    now->epochs_done = 12;
    now->images = SAMPLE_TRAIN;
    now->position = SAMPLE_TRAIN / 4;
    now->images_per_second = 59870;
    now->elapsed = 12.3;
    now->left = 17.7;
    sample_set_curves(sample, 12.25);
    set_layers(now, dataset);
}

/* ---- its moments ---- */

/* The images are all right, or all wrong; the shares are those of the curve. */
static void
set_moment_answers(struct checkpoint *moment, const struct images *test, bool right)
{
    static uint8_t labels[2][IMAGES];
    static struct answers answers[SAMPLE_MOMENTS];
    static size_t used;
    struct answers *mine = &answers[used++ % SAMPLE_MOMENTS];
    size_t i;

    for (i = 0; i < IMAGES; i++)
        labels[right][i] = (uint8_t)(test->labels[i] + (right ? 0 : 1));
    mine->count = test->count;
    mine->wrong = (size_t)(0.095 * (double)test->count);
    mine->answer = labels[right];
    atomic_store(&moment->answers, mine);
}

/* Wrong at first, right from some images on, and once more wrong for a while. */
static bool
is_right_after(uint64_t images)
{
    return images > 300 && (images < 4000 || images > 9000);
}

void
sample_set_moments(struct sample_look *sample, double epochs)
{
    uint64_t images, last = (uint64_t)(epochs * SAMPLE_TRAIN);
    struct tape *tape = &sample->run.tape;

    tape->at = sample->tape;
    tape->count = 0;
    for (images = 0; images <= last; images++) {
        bool due = images == 0 || images == last ||
                   tape_is_due(images - 1, images, images % SAMPLE_TRAIN == 0);
        struct checkpoint *moment = &sample->moments[tape->count];

        if (!due)
            continue;
        ck_assert_uint_lt(tape->count, SAMPLE_MOMENTS);
        moment->images = images;
        moment->epoch = (double)images / SAMPLE_TRAIN;
        moment->seconds = moment->epoch * 0.05;
        moment->loss = -1;
        set_moment_answers(moment, &sample->look.dataset->test, is_right_after(images));
        tape->at[tape->count++] = moment;
    }
    sample->look.at = tape->at[tape->count - 1];
}

/* Of the same time everywhere. */
static void
set_asked(struct run *run)
{
    const time_t noon = 1767268800;

    setenv("TZ", "UTC0", 1);
    tzset();
    run->asked = noon + (time_t)(61 * run->now.run);
}

static void
set_session(struct sample_look *sample)
{
    sample->runs[0] = &sample->run;
    sample->session.runs = sample->runs;
    sample->session.count = 1;
    sample->look.session = &sample->session;
    set_asked(&sample->run);
}

static void
set_sample(struct sample_look *sample, const struct dataset *dataset)
{
    memset(sample, 0, sizeof *sample);
    set_run(sample, dataset);
    set_session(sample);
    sample->next = sample->run.now.hparams;
    show_image(&sample->run.now.image, dataset, 3);
    sample->look.loading = &sample->loading;
    sample->look.dataset = dataset;
    sample->look.run = &sample->run;
    sample->look.now = sample->look.newest = &sample->run.now;
    sample->look.current = &sample->run.now.hparams;
    sample->look.next = &sample->next;
    sample->look.run_is_on = true;
    sample_set_moments(sample, 12.25);
    set_net(sample, test_label(sample));
}

/* ---- data sets ---- */

/* Made once. */
static void
make(struct dataset *dataset, const struct data_shape *shape)
{
    if (dataset->train.count == 0)
        ck_assert_int_eq(make_shaped_dataset(dataset, shape, IMAGES, IMAGES), 0);
}

struct sample_look *
sample_new(void)
{
    static struct dataset dataset;
    static struct sample_look sample;

    make(&dataset, &data_digits);
    set_sample(&sample, &dataset);
    return &sample;
}

void
sample_clothes(struct sample_look *sample)
{
    static const char names[DIGIT_CLASSES][CLASS_NAME_SIZE] = {
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
        "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
    static struct dataset dataset;

    make(&dataset, &data_digits);
    strcpy(dataset.name, "Fashion-MNIST");
    memcpy(dataset.class_names, names, sizeof names);
    set_sample(sample, &dataset);
}

void
sample_letters(struct sample_look *sample)
{
    static const struct data_shape shape = {28, 28, 47};
    static struct dataset dataset;

    make(&dataset, &shape);
    strcpy(dataset.name, "IDX images");
    set_sample(sample, &dataset);
}

void
sample_large(struct sample_look *sample)
{
    static const struct data_shape shape = {64, 64, DIGIT_CLASSES};
    static struct dataset dataset;

    make(&dataset, &shape);
    set_sample(sample, &dataset);
}

void
sample_little(struct sample_look *sample)
{
    static const struct data_shape shape = {8, 8, 2};
    static struct dataset dataset;

    make(&dataset, &shape);
    set_sample(sample, &dataset);
}

static void
rename_data(struct sample_look *sample, const char *name)
{
    static struct dataset renamed; /* the images stay those of the other */

    renamed = *sample->look.dataset;
    snprintf(renamed.name, sizeof renamed.name, "%s", name);
    sample->look.dataset = &renamed;
}

void
sample_practice(struct sample_look *sample)
{
    rename_data(sample, "practice digits");
}

void
sample_long_name(struct sample_look *sample)
{
    rename_data(sample, "handwritten Devanagari");
}

/* ---- other runs ---- */

static void
add_run(struct sample_look *sample, size_t preset, uint64_t seed, double end,
        double epochs)
{
    size_t i = sample->session.count - 1;
    struct run *run = &sample->others[i];
    struct measures *now = &run->now;

    measures_init(now, i + 1, &sample->run.now.hparams);
    hparams_apply_preset(&now->hparams, preset);
    now->hparams.seed = seed;
    now->status = RUN_DONE;
    now->images = now->position = SAMPLE_TRAIN;
    now->epochs_done = (size_t)epochs;
    run->curves = sample->others_curves[i];
    run->begun = run->ended = true;
    fill_curves(now, run->curves, end, epochs);
    set_asked(run);
    sample->runs[sample->session.count++] = &sample->run; /* the last one */
    sample->runs[i] = run;
}

void
sample_runs(struct sample_look *sample)
{
    static char name[] = "steep", note[] = "Xavier helps at first";

    add_run(sample, 0, 1, 0.0352, 30);
    add_run(sample, 1, 2, 0.0316, 30);
    add_run(sample, 2, 1, 0.0287, 30);
    sample->others[2].name = name;
    sample->others[2].note = note;
    add_run(sample, 1, 3, 0.0291, 4);
    sample->others[3].now.status = RUN_STOPPED;
    sample->run.now.run = SAMPLE_RUNS;
    set_asked(&sample->run);
}

void
sample_marked(struct sample_look *sample)
{
    sample_runs(sample);
    sample->others[0].marked = sample->others[2].marked = true;
}

void
sample_no_runs(struct sample_look *sample)
{
    sample_starting(sample);
    sample->look.run_is_on = false;
}

/* ---- answers and settings ---- */

void
sample_wrong(struct sample_look *sample)
{
    struct shown_image *image = &sample->run.now.image;
    size_t classes = sample->look.dataset->classes;

    image->answer = (image->label + 3) % classes;
    set_outputs(image->outputs, image->answer, sample->look.dataset);
    set_net(sample, (test_label(sample) + 3) % classes);
}

void
sample_next(struct sample_look *sample)
{
    hparams_apply_preset(&sample->next, 3);
    sample->next.alpha = 0.005;
    sample->next.seed = 18446744073709551615U;
    sample->next.hidden[2] = 4096;
    sample->next.hidden_count = 3;
}

void
sample_layers(struct sample_look *sample, size_t hidden)
{
    static const size_t sizes[NET_MAX_HIDDEN] = {300, 200, 100, 80, 4096, 40, 30, 20};

    memcpy(sample->run.now.hparams.hidden, sizes, sizeof sizes);
    sample->run.now.hparams.hidden_count = hidden;
    sample->next = sample->run.now.hparams;
    set_layers(&sample->run.now, sample->look.dataset);
}
