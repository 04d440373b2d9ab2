#include "config.h"

#include "train/learner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/subnormal.h"
#include "nn/evaluate.h"

/* A larger batch passes through the net in parts, so that it takes no more memory. */
enum { ORDER_STREAM = 1, PART_IMAGES = 1024 };

static int
make_net(struct learner *learner, const struct net *start, struct error *err)
{
    const struct images *train = &learner->dataset->train;
    size_t sizes[NET_MAX_LAYERS + 1];
    size_t layers = hparams_sizes(&learner->hparams, train->rows * train->cols,
                                  learner->dataset->classes, sizes);

    learner->net = net_new(sizes, layers, err);
    if (learner->net == NULL)
        return -1;
    if (start == NULL) {
        net_init(learner->net, learner->hparams.init, learner->hparams.seed);
        return 0;
    }
    if (!net_same_shape(learner->net, start))
        return error_set(err,
                         "the parameters to start from are of a net of another shape");
    net_copy(learner->net, start);
    learner->hparams.init = NET_INIT_LOADED;
    return 0;
}

static int
make_parts(struct learner *learner, const struct net *start,
           const struct kernels *kernels, struct error *err)
{
    size_t count = learner->dataset->train.count, i;
    size_t batch = min_size(learner->hparams.batch, count);
    size_t capacity = min_size(batch, PART_IMAGES);

    if (make_net(learner, start, err) != 0 ||
        sgd_init(&learner->sgd, learner->net, learner->hparams.alpha,
                 learner->hparams.gamma, batch, capacity, err) != 0)
        return -1;
    learner->ws = workspace_new(learner->net, capacity, kernels, err);
    learner->eval_ws = workspace_new(learner->net, EVALUATE_BATCH, kernels, err);
    if (learner->ws == NULL || learner->eval_ws == NULL)
        return -1;
    learner->order = mem_zeroed(count, sizeof *learner->order);
    if (learner->order == NULL)
        return error_memory(err, "the order of the images");
    for (i = 0; i < count; i++)
        learner->order[i] = (uint32_t)i;
    return 0;
}

struct learner *
learner_new(const struct dataset *dataset, const struct hparams *hparams,
            const struct net *start, const struct kernels *kernels, struct error *err)
{
    struct learner *learner = mem_zeroed(1, sizeof *learner);

    if (learner == NULL) {
        error_memory(err, "a run");
        return NULL;
    }
    learner->dataset = dataset;
    learner->hparams = *hparams;
    learner->status = RUN_TRAINING;
    learner->part.images = &dataset->train;
    rng_init(&learner->rng, hparams->seed, ORDER_STREAM);
    if (make_parts(learner, start, kernels, err) != 0) {
        learner_free(learner);
        return NULL;
    }
    return learner;
}

void
learner_free(struct learner *learner)
{
    if (learner == NULL)
        return;
    net_free(learner->net);
    sgd_done(&learner->sgd);
    workspace_free(learner->ws);
    workspace_free(learner->eval_ws);
    free(learner->order);
    free(learner);
}

static void
start_epoch(struct learner *learner)
{
    learner->position = 0;
    learner->epoch_loss = 0;
    if (learner->hparams.order == ORDER_SHUFFLE)
        rng_shuffle(&learner->rng, learner->order, learner->dataset->train.count);
}

static void
diverge(struct learner *learner, const char *what, size_t epoch)
{
    learner->status = RUN_DIVERGED;
    snprintf(learner->why, sizeof learner->why,
             "%s in epoch %zu: the learning rate %g is likely too large", what, epoch,
             learner->hparams.alpha);
}

/* A weight can overflow without any image that shows it in the loss. */
static void
end_epoch(struct learner *learner)
{
    learner->epochs_done++;
    if (!net_is_finite(learner_net(learner)))
        diverge(learner, "a weight is not finite", learner->epochs_done);
    else if (learner->epochs_done == learner->hparams.epochs)
        learner->status = RUN_DONE;
}

static void
start_batch(struct learner *learner)
{
    size_t count = learner->dataset->train.count;

    if (learner->position == count || learner->part.count == 0)
        start_epoch(learner);
    learner->batch_images = min_size(learner->hparams.batch, count - learner->position);
    learner->passed = 0;
    learner->passed_loss = 0;
}

/* Forward and backward pass of the next part of the batch. */
static void
pass_part(struct learner *learner)
{
    size_t at = learner->position + learner->passed;
    struct batch *part = &learner->part;

    part->which = learner->order + at;
    part->count =
        min_size(learner->batch_images - learner->passed, learner->ws->capacity);
    part->ahead = learner->dataset->train.count - at - part->count;
    learner->passed += part->count;
    sgd_forward(&learner->sgd, learner->net, learner->ws, part);
    learner->passed_loss += backprop_loss(learner->ws, learner->net, part);
    if (!isfinite(learner->passed_loss)) {
        diverge(learner, "the loss is not finite", learner->epochs_done + 1);
        return;
    }
    backprop_backward(learner->ws, learner->net, part);
    sgd_add(&learner->sgd, learner->net, learner->ws, part, learner->batch_images);
}

static void
end_batch(struct learner *learner)
{
    sgd_step(&learner->sgd, learner->net, learner->ws->kernels);
    learner->batch_loss = learner->passed_loss / (double)learner->batch_images;
    learner->epoch_loss += learner->passed_loss;
    learner->position += learner->batch_images;
    if (learner->position == learner->dataset->train.count)
        end_epoch(learner);
}

bool
learner_part(struct learner *learner)
{
    subnormal_flush();
    if (learner->passed == learner->batch_images)
        start_batch(learner);
    pass_part(learner);
    if (learner->status == RUN_DIVERGED)
        return true;
    if (learner->passed < learner->batch_images)
        return false;
    end_batch(learner);
    return true;
}

void
learner_batch(struct learner *learner)
{
    while (!learner_part(learner))
        continue;
}

const struct net *
learner_net(struct learner *learner)
{
    sgd_settle(&learner->sgd, learner->net, learner->ws->kernels);
    return learner->net;
}

bool
learner_epoch_ended(const struct learner *learner)
{
    return learner->position == learner->dataset->train.count;
}

double
learner_progress(const struct learner *learner)
{
    if (learner_epoch_ended(learner))
        return (double)learner->epochs_done;
    return (double)learner->epochs_done +
           (double)learner->position / (double)learner->dataset->train.count;
}

double
learner_epoch_loss(const struct learner *learner)
{
    return learner->position > 0 ? learner->epoch_loss / (double)learner->position : 0;
}

double
learner_error(struct learner *learner, const struct images *images)
{
    size_t errors =
        evaluate_errors(learner->eval_ws, learner_net(learner), images, 0, images->count);

    return (double)errors / (double)images->count;
}
