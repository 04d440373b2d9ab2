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

    history_init(&shot->accuracy);
    history_init(&shot->losses);
    for (i = 1; i <= epochs * per_epoch; i++) {
        double epoch = (double)i / per_epoch;
        double error = 0.03 + 0.65 / (1 + epoch * epoch) + (i == SPIKE ? 0.25 : 0);

        history_add(&shot->accuracy, epoch, 1 - error);
        history_add(&shot->losses, epoch, 1.7 * error);
        shot->test_error = error;
    }
    shot->best_error = 0.0307;
    shot->loss = 0.0613;
}

static void
set_layers(struct snapshot *shot)
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

    shot->layers = hparams_sizes(&shot->hparams, 784, DIGIT_CLASSES, sizes);
    for (i = 0; i < shot->layers; i++) {
        shot->stats[i] = stats;
        shot->stats[i].inputs = sizes[i];
        shot->stats[i].outputs = sizes[i + 1];
        shot->stats[i].mean *= pow(-10, (double)i);
        shot->stats[i].norm *= (double)(i + 1);
    }
}

static void
set_outputs(float outputs[DIGIT_CLASSES], size_t answer)
{
    size_t i;

    for (i = 0; i < DIGIT_CLASSES; i++)
        outputs[i] = (float)i * 0.0111F;
    outputs[answer] = 0.93F;
}

static void
show_image(struct shown_image *image, const struct images *images, size_t number)
{
    image->known = true;
    image->number = number;
    image->label = image->answer = images->labels[number];
    set_outputs(image->outputs, image->answer);
}

static void
browse(struct browsed_image *browsed, const struct images *images, size_t number)
{
    browsed->number = number;
    browsed->answered = true;
    browsed->answer = images->labels[number];
    set_outputs(browsed->outputs, browsed->answer);
}

static void
set_run(struct snapshot *shot)
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
    set_layers(shot);
}

struct view *
sample_view(void)
{
    static struct dataset dataset;
    static struct view view;

    if (dataset.train.count == 0)
        ck_assert_int_eq(make_dataset(&dataset, IMAGES, IMAGES), 0);
    memset(&view, 0, sizeof view);
    view.dataset = &dataset;
    set_run(&view.shot);
    view.first = view.next = view.shot.hparams;
    show_image(&view.shot.image, &dataset.train, 3);
    browse(&view.browsed, &dataset.test, 6);
    return &view;
}

static void
clear_measures(struct snapshot *shot)
{
    history_init(&shot->accuracy);
    history_init(&shot->losses);
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
    error_set(&view->shot.why,
              "the loss is not finite in epoch 13: the learning rate 500 is likely too "
              "large");
}

static size_t
other(size_t label)
{
    return (label + 3) % DIGIT_CLASSES;
}

void
sample_wrong(struct view *view)
{
    struct shown_image *image = &view->shot.image;
    struct browsed_image *browsed = &view->browsed;

    image->answer = other(image->label);
    set_outputs(image->outputs, image->answer);
    browsed->answer = other(browsed->answer);
    set_outputs(browsed->outputs, browsed->answer);
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
    set_layers(&view->shot);
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
