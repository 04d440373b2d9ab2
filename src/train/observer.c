#include "config.h"

#include "train/observer.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"

/* The loss shown is a running mean: after this many images an older loss counts 1/e as
 * much. */
static const double loss_images = 1000;

/* Each image is shown for at least this long, so that it can be seen. */
static const double shown_seconds = 0.25;

/* Statistics take at most this share of the time. */
static const double look_share = 0.01;

void
observer_done(struct observer *observer)
{
    net_free(observer->gradient);
    observer->gradient = NULL;
}

void
observer_begin(struct observer *observer, const struct run *run, double now)
{
    struct snapshot *shot = &observer->snapshot;
    size_t number = shot->run + 1;
    double speed = shot->speed;

    memset(shot, 0, sizeof *shot);
    shot->run = number;
    shot->speed = speed;
    shot->hparams = run->hparams;
    shot->images = run->dataset->train.count;
    shot->loss = shot->test_error = shot->best_error = shot->left = -1;
    curve_init(&shot->accuracy);
    curve_init(&shot->losses);
    observer_done(observer);
    observer->gradient = net_clone(run->net, NULL);
    observer->looked = observer->shown = -INFINITY;
    observer->look_cost = 0;
    meter_reset(&observer->meter, now);
}

void
observer_resume(struct observer *observer, double now)
{
    meter_reset(&observer->meter, now);
}

void
observer_batch(struct observer *observer, const struct run *run)
{
    struct snapshot *shot = &observer->snapshot;

    if (run->status == RUN_DIVERGED)
        return;
    if (shot->loss < 0)
        shot->loss = run->batch_loss;
    else
        shot->loss += fmin((double)run->batch_images / loss_images, 1) *
                      (run->batch_loss - shot->loss);
}

void
observer_time(struct observer *observer, size_t images, double seconds, double now)
{
    observer->snapshot.elapsed += seconds;
    meter_add(&observer->meter, images, now);
}

void
observer_evaluated(struct observer *observer, const struct run *run, double error)
{
    struct snapshot *shot = &observer->snapshot;
    double epoch = run_progress(run);

    shot->test_error = error;
    if (shot->best_error < 0 || error < shot->best_error)
        shot->best_error = error;
    curve_add(&shot->accuracy, epoch, 1 - error);
    if (shot->loss >= 0)
        curve_add(&shot->losses, epoch, shot->loss);
}

static void
show_image(struct observer *observer, const struct run *run)
{
    struct shown_image *image = &observer->snapshot.image;
    size_t last = run->part.count - 1, j;
    const real *outputs = backprop_outputs(run->ws, run->net, last);

    image->known = true;
    image->number = run->part.which[last];
    image->label = run->part.images->labels[image->number];
    image->answer = backprop_answer(run->ws, run->net, last);
    for (j = 0; j < run->dataset->classes; j++)
        image->outputs[j] = (float)outputs[j];
}

static void
measure_stats(struct observer *observer, struct run *run)
{
    if (observer->gradient == NULL)
        return;
    observer->snapshot.layers = run->net->layers;
    stats_measure(observer->snapshot.stats, run_net(run), run->ws, &run->part,
                  observer->gradient);
}

static void
update_progress(struct observer *observer, const struct run *run, double now)
{
    struct snapshot *shot = &observer->snapshot;
    double done = run_progress(run), total = (double)run->hparams.epochs;

    shot->status = run->status;
    memcpy(shot->why, run->why, sizeof shot->why);
    shot->epochs_done = run->epochs_done;
    shot->position = run->position;
    shot->images_per_second = meter_rate(&observer->meter, now);
    shot->left = done > 0 ? shot->elapsed / done * (total - done) : -1;
    if (shot->images_per_second > 0)
        shot->left = (total - done) * (double)shot->images / shot->images_per_second;
}

bool
observer_look(struct observer *observer, struct run *run, bool all, double now)
{
    double begun;

    update_progress(observer, run, now);
    if (run->part.count == 0 || run->status == RUN_DIVERGED)
        return all;
    if (all || now - observer->shown >= shown_seconds) {
        show_image(observer, run);
        observer->shown = now;
    }
    if (!all && now - observer->looked < observer->look_cost / look_share)
        return false;
    begun = clock_now();
    measure_stats(observer, run);
    observer->look_cost = clock_now() - begun;
    observer->looked = now;
    return true;
}

struct run_result
observer_result(const struct observer *observer, const struct run *run)
{
    const struct snapshot *shot = &observer->snapshot;
    struct run_result result = {
        .run = shot->run,
        .status = run->status,
        .hparams = run->hparams,
        .epochs = run_progress(run),
        .test_error = run->status == RUN_DIVERGED ? -1 : shot->test_error,
        .seconds = shot->elapsed,
    };

    return result;
}
