#include "config.h"

#include "support/sample_view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/make_data.h"
#include "support/suite.h"

enum { IMAGES = 40, TRAIN_COUNT = 60000, SPIKE = 60 };

/* An error that falls quickly and then slowly, with one bad moment on the way. */
static void
add_curves(struct snapshot *shot, double epochs)
{
    const int per_epoch = 12;
    int i;

    curve_init(&shot->accuracy);
    curve_init(&shot->losses);
    for (i = 1; i <= epochs * per_epoch; i++) {
        double epoch = (double)i / per_epoch;
        double error = 0.03 + 0.65 / (1 + epoch * epoch) + (i == SPIKE ? 0.25 : 0);

        curve_add(&shot->accuracy, epoch, 1 - error);
        curve_add(&shot->losses, epoch, 1.7 * error);
        shot->test_error = error;
    }
    shot->best_error = 0.0307;
    shot->loss = 0.0613;
}

static void
set_layers(struct snapshot *shot, const struct dataset *dataset)
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

    shot->layers =
        hparams_sizes(&shot->hparams, dataset->train.rows * dataset->train.cols,
                      dataset->classes, sizes);
    for (i = 0; i < shot->layers; i++) {
        shot->stats[i] = stats;
        shot->stats[i].inputs = sizes[i];
        shot->stats[i].outputs = sizes[i + 1];
        shot->stats[i].mean *= pow(-10, (double)i);
        shot->stats[i].norm *= (double)(i + 1);
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

static void
browse(struct browsed_image *browsed, const struct dataset *dataset, size_t number)
{
    browsed->number = number;
    browsed->answered = true;
    browsed->answer = dataset->test.labels[number];
    set_outputs(browsed->outputs, browsed->answer, dataset);
}

static void
set_run(struct snapshot *shot, const struct dataset *dataset)
{
    shot->run = 2;
    shot->status = RUN_TRAINING;
    shot->speed = 60000;
    hparams_init(&shot->hparams);
    hparams_apply_preset(&shot->hparams, 1);
    shot->epochs_done = 12;
    shot->images = TRAIN_COUNT;
    shot->position = TRAIN_COUNT / 4;
    shot->images_per_second = 59870;
    shot->elapsed = 12.3;
    shot->left = 17.7;
    add_curves(shot, 12.25);
    set_layers(shot, dataset);
}

static void
set_view(struct view *view, const struct dataset *dataset)
{
    memset(view, 0, sizeof *view);
    view->dataset = dataset;
    set_run(&view->shot, dataset);
    view->first = view->next = view->shot.hparams;
    show_image(&view->shot.image, dataset, 3);
    browse(&view->browsed, dataset, 6);
}

/* Made once. */
static void
make(struct dataset *dataset, const struct data_shape *shape)
{
    if (dataset->train.count == 0)
        ck_assert_int_eq(make_shaped_dataset(dataset, shape, IMAGES, IMAGES), 0);
}

struct view *
sample_view(void)
{
    static struct dataset dataset;
    static struct view view;

    make(&dataset, &data_digits);
    set_view(&view, &dataset);
    return &view;
}

void
sample_clothes(struct view *view)
{
    static const char names[DIGIT_CLASSES][CLASS_NAME_SIZE] = {
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
        "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
    static struct dataset dataset;

    make(&dataset, &data_digits);
    strcpy(dataset.name, "Fashion-MNIST");
    memcpy(dataset.class_names, names, sizeof names);
    set_view(view, &dataset);
}

void
sample_letters(struct view *view)
{
    static const struct data_shape shape = {28, 28, 47};
    static struct dataset dataset;

    make(&dataset, &shape);
    strcpy(dataset.name, "IDX images");
    set_view(view, &dataset);
}

void
sample_large(struct view *view)
{
    static const struct data_shape shape = {64, 64, DIGIT_CLASSES};
    static struct dataset dataset;

    make(&dataset, &shape);
    set_view(view, &dataset);
}

void
sample_little(struct view *view)
{
    static const struct data_shape shape = {8, 8, 2};
    static struct dataset dataset;

    make(&dataset, &shape);
    set_view(view, &dataset);
}

static void
clear_measures(struct snapshot *shot)
{
    curve_init(&shot->accuracy);
    curve_init(&shot->losses);
    shot->loss = shot->test_error = shot->best_error = shot->left = -1;
    shot->image.known = false;
    shot->layers = 0;
    shot->epochs_done = shot->position = 0;
    shot->elapsed = shot->images_per_second = 0;
}

void
sample_starting(struct view *view)
{
    clear_measures(&view->shot);
    view->shot.run = 0;
    view->shot.images = 0;
    view->shot.speed = 0;
    view->browsed.answered = false;
}

void
sample_reading(struct view *view)
{
    static struct dataset opened;

    sample_starting(view);
    view->loading.stage = LOADING_READING;
    view->loading.share = 0.42;
    view->dataset = &opened; /* nothing of it is to be looked at */
}

void
sample_practice(struct view *view)
{
    static struct dataset practice; /* the same images under another name */

    practice = *view->dataset;
    snprintf(practice.name, sizeof practice.name, "practice digits");
    view->dataset = &practice;
}

void
sample_fetching(struct view *view)
{
    struct fetching *fetch = &view->loading.fetch;

    sample_reading(view);
    view->loading.stage = LOADING_FETCHING;
    snprintf(fetch->file, sizeof fetch->file, "train-images-idx3-ubyte.gz");
    snprintf(fetch->host, sizeof fetch->host, "ossci-datasets.s3.amazonaws.com");
    snprintf(fetch->note, sizeof fetch->note,
             "https://storage.googleapis.com/cvdf-datasets/"
             "mnist/ is left: it answers 403, forbidden");
    fetch->done = 4870000;
    fetch->total = 11594722;
    fetch->bytes_per_second = 2345000;
    fetch->seconds_left = 3;
}

void
sample_fetching_images(struct view *view)
{
    sample_fetching(view);
    view->screen = SCREEN_IMAGES;
}

/* Nothing has come yet. */
void
sample_connecting(struct view *view)
{
    struct fetching *fetch = &view->loading.fetch;

    sample_fetching(view);
    view->loading.share = 0;
    fetch->note[0] = fetch->host[0] = '\0';
    fetch->done = 0;
    fetch->bytes_per_second = 0;
    fetch->seconds_left = -1;
}

void
sample_waiting(struct view *view)
{
    sample_connecting(view);
    view->loading.fetch.waiting = true;
}

void
sample_drawing(struct view *view)
{
    sample_reading(view);
    view->loading.stage = LOADING_DRAWING;
    snprintf(view->message, sizeof view->message,
             "MNIST could not be downloaded: practice digits.");
}

void
sample_reading_images(struct view *view)
{
    sample_reading(view);
    view->screen = SCREEN_IMAGES;
}

void
sample_first_batch(struct view *view)
{
    clear_measures(&view->shot);
    view->shot.run = 1;
}

void
sample_paused(struct view *view)
{
    view->shot.paused = true;
    view->shot.images_per_second = 0;
}

void
sample_full_speed(struct view *view)
{
    view->shot.speed = 0;
    view->shot.images_per_second = 1234567;
}

static void
end(struct view *view, enum run_status status)
{
    view->shot.status = status;
    view->shot.images_per_second = 0;
    view->shot.left = 0;
}

void
sample_done(struct view *view)
{
    end(view, RUN_DONE);
    view->shot.epochs_done = view->shot.hparams.epochs;
    view->shot.position = view->shot.images;
    view->shot.elapsed = 3754.2;
    add_curves(&view->shot, (double)view->shot.hparams.epochs);
}

void
sample_stopped(struct view *view)
{
    end(view, RUN_STOPPED);
}

void
sample_diverged(struct view *view)
{
    end(view, RUN_DIVERGED);
    view->shot.hparams.alpha = view->next.alpha = 500;
    snprintf(view->shot.why, sizeof view->shot.why,
             "the loss is not finite in epoch 13: the learning rate 500 is likely too "
             "large");
}

void
sample_wrong(struct view *view)
{
    struct shown_image *image = &view->shot.image;
    struct browsed_image *browsed = &view->browsed;
    size_t classes = view->dataset->classes;

    image->answer = (image->label + 3) % classes;
    set_outputs(image->outputs, image->answer, view->dataset);
    browsed->answer = (browsed->answer + 3) % classes;
    set_outputs(browsed->outputs, browsed->answer, view->dataset);
}

void
sample_next(struct view *view)
{
    hparams_apply_preset(&view->next, 3);
    view->next.alpha = 0.005;
    view->next.seed = 18446744073709551615U;
    view->next.hidden[2] = 4096;
    view->next.hidden_count = 3;
}

void
sample_layers(struct view *view, size_t hidden)
{
    static const size_t sizes[NET_MAX_HIDDEN] = {300, 200, 100, 80, 4096, 40, 30, 20};

    memcpy(view->shot.hparams.hidden, sizes, sizeof sizes);
    view->shot.hparams.hidden_count = hidden;
    view->next = view->shot.hparams;
    set_layers(&view->shot, view->dataset);
}

void
sample_images(struct view *view)
{
    view->screen = SCREEN_IMAGES;
}

void
sample_no_answer(struct view *view)
{
    sample_starting(view);
    view->screen = SCREEN_IMAGES;
}
