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
observer_begin(struct observer *observer, const struct learner *learner, size_t run,
               double now)
{
    snapshot_init(&observer->snapshot, run, &learner->hparams);
    observer->snapshot.now.images = learner->dataset->train.count;
    observer->gradient = net_clone(learner->net, NULL);
    observer->looked = observer->shown = -INFINITY;
    observer->began = learner_progress(learner);
    meter_reset(&observer->meter, now);
}

void
observer_resume(struct observer *observer, double now)
{
    meter_reset(&observer->meter, now);
}

void
observer_batch(struct observer *observer, const struct learner *learner)
{
    struct snapshot *shot = &observer->snapshot;

    if (learner->status == RUN_DIVERGED)
        return;
    if (shot->now.loss < 0)
        shot->now.loss = learner->batch_loss;
    else
        shot->now.loss += fmin((double)learner->batch_images / loss_images, 1) *
                          (learner->batch_loss - shot->now.loss);
}

void
observer_time(struct observer *observer, size_t images, double seconds, double now)
{
    observer->snapshot.now.elapsed += seconds;
    meter_add(&observer->meter, images, now);
}

void
observer_evaluated(struct observer *observer, const struct learner *learner, double error)
{
    struct snapshot *shot = &observer->snapshot;
    double epoch = learner_progress(learner);

    shot->now.test_error = error;
    if (learner->epochs_done == 1 && learner_epoch_ended(learner))
        shot->now.first_error = error;
    if (learner_epoch_ended(learner) &&
        (shot->now.best_error < 0 || error < shot->now.best_error)) {
        shot->now.best_error = error;
        shot->now.best_epoch = epoch;
    }
    curve_add(&shot->accuracy, epoch, shot->now.seconds, 1 - error);
    if (shot->now.loss >= 0)
        curve_add(&shot->losses, epoch, shot->now.seconds, shot->now.loss);
}

void
observer_evaluated_training(struct observer *observer, double error)
{
    observer->snapshot.now.train_error = error;
}

static void
show_image(struct observer *observer, const struct learner *learner)
{
    struct shown_image *image = &observer->snapshot.now.image;
    size_t last = learner->part.count - 1, j;
    const real *outputs = backprop_outputs(learner->ws, learner->net, last);

    observer->shown_steps = learner->steps;
    image->known = true;
    image->number = learner->part.which[last];
    image->label = learner->part.images->labels[image->number];
    image->answer = backprop_answer(learner->ws, learner->net, last);
    for (j = 0; j < learner->dataset->classes; j++)
        image->outputs[j] = (float)outputs[j];
}

static void
measure_stats(struct observer *observer, struct learner *learner)
{
    observer->looked_steps = learner->steps;
    if (observer->gradient == NULL)
        return;
    observer->snapshot.now.layers = learner->net->layers;
    stats_measure(observer->snapshot.now.stats, learner_net(learner), learner->ws,
                  &learner->part, observer->gradient);
}

static void
update_progress(struct observer *observer, const struct learner *learner, double now)
{
    struct snapshot *shot = &observer->snapshot;
    double done = learner_progress(learner), total = (double)learner->hparams.epochs;
    double since = done - observer->began;

    shot->now.status = learner->status;
    memcpy(shot->now.why, learner->why, sizeof shot->now.why);
    shot->now.epochs_done = learner->epochs_done;
    shot->now.position = learner->position;
    shot->now.images_per_second = meter_rate(&observer->meter, now);
    shot->now.left = since > 0 ? shot->now.elapsed / since * (total - done) : -1;
    if (shot->now.images_per_second > 0)
        shot->now.left =
            (total - done) * (double)shot->now.images / shot->now.images_per_second;
}

bool
observer_look(struct observer *observer, struct learner *learner, bool all, double now)
{
    double begun;

    update_progress(observer, learner, now);
    if (learner->part.count == 0 || learner->status == RUN_DIVERGED)
        return all;
    if (all || now - observer->shown >= shown_seconds) {
        show_image(observer, learner);
        observer->shown = now;
    }
    if (!all && now - observer->looked < observer->look_cost / look_share)
        return false;
    begun = clock_now();
    measure_stats(observer, learner);
    observer->look_cost = clock_now() - begun;
    observer->looked = now;
    return true;
}

void
observer_look_now(struct observer *observer, struct learner *learner, double now)
{
    if (observer->looked_steps != learner->steps ||
        observer->shown_steps != learner->steps)
        observer_look(observer, learner, true, now);
}

struct run_result
observer_result(const struct observer *observer, const struct learner *learner)
{
    const struct snapshot *shot = &observer->snapshot;
    struct run_result result = {
        .run = shot->now.run,
        .status = learner->status,
        .hparams = learner->hparams,
        .epochs = learner_progress(learner),
        .test_error = learner->status == RUN_DIVERGED ? -1 : shot->now.test_error,
        .seconds = shot->now.seconds,
        .elapsed = shot->now.elapsed,
    };

    return result;
}
