#include "config.h"

#include "train/run.h"

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
make_net(struct run *run, const struct net *start, struct error *err)
{
    const struct images *train = &run->dataset->train;
    size_t sizes[NET_MAX_LAYERS + 1];
    size_t layers = hparams_sizes(&run->hparams, train->rows * train->cols,
                                  run->dataset->classes, sizes);

    run->net = net_new(sizes, layers, err);
    if (run->net == NULL)
        return -1;
    if (start == NULL) {
        net_init(run->net, run->hparams.init, run->hparams.seed);
        return 0;
    }
    if (!net_same_shape(run->net, start))
        return error_set(err,
                         "the parameters to start from are of a net of another shape");
    net_copy(run->net, start);
    run->hparams.init = NET_INIT_LOADED;
    return 0;
}

static int
make_parts(struct run *run, const struct net *start, const struct kernels *kernels,
           struct error *err)
{
    size_t count = run->dataset->train.count, i;
    size_t batch = min_size(run->hparams.batch, count);
    size_t capacity = min_size(batch, PART_IMAGES);

    if (make_net(run, start, err) != 0 ||
        sgd_init(&run->sgd, run->net, run->hparams.alpha, run->hparams.gamma, batch,
                 capacity, err) != 0)
        return -1;
    run->ws = workspace_new(run->net, capacity, kernels, err);
    run->eval_ws = workspace_new(run->net, EVALUATE_BATCH, kernels, err);
    if (run->ws == NULL || run->eval_ws == NULL)
        return -1;
    run->order = mem_zeroed(count, sizeof *run->order);
    if (run->order == NULL)
        return error_memory(err, "the order of the images");
    for (i = 0; i < count; i++)
        run->order[i] = (uint32_t)i;
    return 0;
}

struct run *
run_new(const struct dataset *dataset, const struct hparams *hparams,
        const struct net *start, const struct kernels *kernels, struct error *err)
{
    struct run *run = mem_zeroed(1, sizeof *run);

    if (run == NULL) {
        error_memory(err, "a run");
        return NULL;
    }
    run->dataset = dataset;
    run->hparams = *hparams;
    run->status = RUN_TRAINING;
    run->part.images = &dataset->train;
    rng_init(&run->rng, hparams->seed, ORDER_STREAM);
    if (make_parts(run, start, kernels, err) != 0) {
        run_free(run);
        return NULL;
    }
    return run;
}

void
run_free(struct run *run)
{
    if (run == NULL)
        return;
    net_free(run->net);
    sgd_done(&run->sgd);
    workspace_free(run->ws);
    workspace_free(run->eval_ws);
    free(run->order);
    free(run);
}

static void
start_epoch(struct run *run)
{
    run->position = 0;
    run->epoch_loss = 0;
    if (run->hparams.order == ORDER_SHUFFLE)
        rng_shuffle(&run->rng, run->order, run->dataset->train.count);
}

static void
diverge(struct run *run, const char *what, size_t epoch)
{
    run->status = RUN_DIVERGED;
    snprintf(run->why, sizeof run->why,
             "%s in epoch %zu: the learning rate %g is likely too large", what, epoch,
             run->hparams.alpha);
}

/* A weight can overflow without any image that shows it in the loss. */
static void
end_epoch(struct run *run)
{
    run->epochs_done++;
    if (!net_is_finite(run_net(run)))
        diverge(run, "a weight is not finite", run->epochs_done);
    else if (run->epochs_done == run->hparams.epochs)
        run->status = RUN_DONE;
}

static void
start_batch(struct run *run)
{
    size_t count = run->dataset->train.count;

    if (run->position == count || run->part.count == 0)
        start_epoch(run);
    run->batch_images = min_size(run->hparams.batch, count - run->position);
    run->passed = 0;
    run->passed_loss = 0;
}

/* Forward and backward pass of the next part of the batch. */
static void
pass_part(struct run *run)
{
    size_t at = run->position + run->passed;
    struct batch *part = &run->part;

    part->which = run->order + at;
    part->count = min_size(run->batch_images - run->passed, run->ws->capacity);
    part->ahead = run->dataset->train.count - at - part->count;
    run->passed += part->count;
    sgd_forward(&run->sgd, run->net, run->ws, part);
    run->passed_loss += backprop_loss(run->ws, run->net, part);
    if (!isfinite(run->passed_loss)) {
        diverge(run, "the loss is not finite", run->epochs_done + 1);
        return;
    }
    backprop_backward(run->ws, run->net, part);
    sgd_add(&run->sgd, run->net, run->ws, part, run->batch_images);
}

static void
end_batch(struct run *run)
{
    sgd_step(&run->sgd, run->net, run->ws->kernels);
    run->batch_loss = run->passed_loss / (double)run->batch_images;
    run->epoch_loss += run->passed_loss;
    run->position += run->batch_images;
    if (run->position == run->dataset->train.count)
        end_epoch(run);
}

bool
run_part(struct run *run)
{
    subnormal_flush();
    if (run->passed == run->batch_images)
        start_batch(run);
    pass_part(run);
    if (run->status == RUN_DIVERGED)
        return true;
    if (run->passed < run->batch_images)
        return false;
    end_batch(run);
    return true;
}

void
run_batch(struct run *run)
{
    while (!run_part(run))
        continue;
}

const struct net *
run_net(struct run *run)
{
    sgd_settle(&run->sgd, run->net, run->ws->kernels);
    return run->net;
}

bool
run_epoch_ended(const struct run *run)
{
    return run->position == run->dataset->train.count;
}

double
run_progress(const struct run *run)
{
    if (run_epoch_ended(run))
        return (double)run->epochs_done;
    return (double)run->epochs_done +
           (double)run->position / (double)run->dataset->train.count;
}

double
run_epoch_loss(const struct run *run)
{
    return run->position > 0 ? run->epoch_loss / (double)run->position : 0;
}

double
run_error(struct run *run, const struct images *images)
{
    size_t errors = evaluate_errors(run->eval_ws, run_net(run), images, 0, images->count);

    return (double)errors / (double)images->count;
}
