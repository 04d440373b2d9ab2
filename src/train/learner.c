#include "config.h"

#include "train/learner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
set_order(struct learner *learner)
{
    learner->ordered = true;
    if (learner->hparams.order == ORDER_SHUFFLE)
        rng_shuffle(&learner->rng, learner->order, learner->dataset->train.count);
}

static void
start_epoch(struct learner *learner)
{
    learner->position = 0;
    learner->epoch_loss = 0;
    learner->loss_from = 0;
    set_order(learner);
}

/* ---- going on from a moment of another run ---- */

/* True if both take the images in the same order. */
static bool
same_order(const struct hparams *a, const struct hparams *b)
{
    return a->order == b->order && a->seed == b->seed;
}

static bool
same_steps(const struct hparams *a, const struct hparams *b)
{
    return same_order(a, b) && a->batch == b->batch && a->alpha == b->alpha &&
           a->gamma == b->gamma;
}

/* The part of a batch that was trained is dropped unless the rest of it is the same. */
static void
resume(struct learner *learner, const struct learner_state *state)
{
    bool half = state->passed < state->batch_images;

    sgd_resume(&learner->sgd, learner->net, &state->sgd,
               half && !same_steps(&learner->hparams, &state->hparams));
    if (!same_order(&learner->hparams, &state->hparams))
        return;
    learner->rng = state->rng;
    memcpy(learner->order, state->order, state->images * sizeof *state->order);
    learner->ordered = state->ordered;
    learner->batch_loss = state->batch_loss;
    learner->epoch_loss = state->epoch_loss;
    learner->loss_from = state->loss_from;
    if (half && same_steps(&learner->hparams, &state->hparams)) {
        learner->position %= learner->dataset->train.count; /* the epoch has begun */
        learner->batch_images = state->batch_images;
        learner->passed = state->passed;
        learner->passed_loss = state->passed_loss;
    }
}

static void
set_position(struct learner *learner, const struct learner_start *start)
{
    size_t count = learner->dataset->train.count;

    learner->steps = start->steps;
    learner->epochs_done = (size_t)(start->images / count);
    learner->position = (size_t)(start->images % count);
    if (learner->position == 0 && start->images > 0)
        learner->position = count;
    learner->loss_from = learner->position;
}

struct learner *
learner_go_on(const struct dataset *dataset, const struct hparams *hparams,
              const struct learner_start *start, const struct kernels *kernels,
              struct error *err)
{
    struct learner *learner;

    if (start->images >= (uint64_t)hparams->epochs * dataset->train.count) {
        error_set(err, "all %zu epochs are trained by then", hparams->epochs);
        return NULL;
    }
    learner = learner_new(dataset, hparams, start->net, kernels, err);
    if (learner == NULL)
        return NULL;
    learner->hparams.init = hparams->init;
    set_position(learner, start);
    if (start->state != NULL)
        resume(learner, start->state);
    if (!learner->ordered && start->images > 0 && !learner_epoch_ended(learner))
        set_order(learner);
    return learner;
}

struct learner_state *
learner_save(struct learner *learner, struct error *err)
{
    struct learner_state *state = mem_zeroed(1, sizeof *state);
    size_t images = learner->dataset->train.count;

    if (state != NULL)
        state->order = mem_zeroed(images, sizeof *state->order);
    if (state == NULL || state->order == NULL) {
        learner_state_free(state);
        error_memory(err, "the state of a run");
        return NULL;
    }
    learner_net(learner);
    if (sgd_copy(&state->sgd, &learner->sgd, err) != 0) {
        learner_state_free(state);
        return NULL;
    }
    memcpy(state->order, learner->order, images * sizeof *state->order);
    state->hparams = learner->hparams;
    state->rng = learner->rng;
    state->images = images;
    state->batch_images = learner->batch_images;
    state->passed = learner->passed;
    state->loss_from = learner->loss_from;
    state->passed_loss = learner->passed_loss;
    state->batch_loss = learner->batch_loss;
    state->epoch_loss = learner->epoch_loss;
    state->ordered = learner->ordered;
    return state;
}

void
learner_state_free(struct learner_state *state)
{
    if (state == NULL)
        return;
    sgd_done(&state->sgd);
    free(state->order);
    free(state);
}

size_t
learner_state_size(const struct learner_state *state)
{
    return sizeof *state + state->images * sizeof *state->order + sgd_size(&state->sgd);
}

/* ---- training ---- */

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

    if (learner->position == count || !learner->ordered)
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
    learner->steps++;
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

uint64_t
learner_images(const struct learner *learner)
{
    uint64_t in_epoch = learner_epoch_ended(learner) ? 0 : learner->position;

    return (uint64_t)learner->epochs_done * learner->dataset->train.count + in_epoch;
}

double
learner_epoch_loss(const struct learner *learner)
{
    size_t images = learner->position - learner->loss_from;

    return images > 0 ? learner->epoch_loss / (double)images : 0;
}

double
learner_error(struct learner *learner, const struct images *images)
{
    size_t errors =
        evaluate_errors(learner->eval_ws, learner_net(learner), images, 0, images->count);

    return (double)errors / (double)images->count;
}
