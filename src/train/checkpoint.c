#include "config.h"

#include "train/checkpoint.h"

#include <stdlib.h>

#include "base/mem.h"

static size_t
count_bytes(const struct checkpoint *checkpoint, const struct dataset *dataset)
{
    const struct net *net = checkpoint->net;
    size_t bytes = sizeof *checkpoint + sizeof *net +
                   net->param_count * sizeof *net->params +
                   answers_size(dataset->test.count, dataset->classes);

    if (checkpoint->state != NULL)
        bytes += learner_state_size(checkpoint->state);
    return bytes;
}

static int
copy_learner(struct checkpoint *checkpoint, struct learner *learner, bool whole,
             struct error *err)
{
    checkpoint->net = net_clone(learner_net(learner), err);
    if (checkpoint->net == NULL)
        return -1;
    if (!whole)
        return 0;
    checkpoint->state = learner_save(learner, err);
    return checkpoint->state != NULL ? 0 : -1;
}

struct checkpoint *
checkpoint_new(struct learner *learner, double seconds, bool whole, struct error *err)
{
    struct checkpoint *checkpoint = mem_zeroed(1, sizeof *checkpoint);

    if (checkpoint == NULL) {
        error_memory(err, "a moment of the run");
        return NULL;
    }
    atomic_init(&checkpoint->references, 1);
    atomic_init(&checkpoint->answers, NULL);
    if (copy_learner(checkpoint, learner, whole, err) != 0) {
        checkpoint_unref(checkpoint);
        return NULL;
    }
    checkpoint->images = learner_images(learner);
    checkpoint->steps = learner->steps;
    checkpoint->epoch = learner_progress(learner);
    checkpoint->seconds = seconds;
    checkpoint->loss = -1;
    checkpoint->bytes = count_bytes(checkpoint, learner->dataset);
    return checkpoint;
}

struct checkpoint *
checkpoint_ref(struct checkpoint *checkpoint)
{
    if (checkpoint != NULL)
        atomic_fetch_add(&checkpoint->references, 1);
    return checkpoint;
}

void
checkpoint_unref(struct checkpoint *checkpoint)
{
    if (checkpoint == NULL || atomic_fetch_sub(&checkpoint->references, 1) > 1)
        return;
    net_free(checkpoint->net);
    learner_state_free(checkpoint->state);
    answers_free(atomic_load(&checkpoint->answers));
    free(checkpoint);
}

const struct answers *
checkpoint_answers(const struct checkpoint *checkpoint)
{
    return atomic_load(&checkpoint->answers);
}

void
checkpoint_set_answers(struct checkpoint *checkpoint, struct answers *answers)
{
    struct answers *none = NULL;

    if (!atomic_compare_exchange_strong(&checkpoint->answers, &none, answers))
        answers_free(answers);
}

double
checkpoint_test_error(const struct checkpoint *checkpoint)
{
    const struct answers *answers = checkpoint_answers(checkpoint);

    return answers != NULL ? answers_error(answers) : -1;
}

struct learner_start
checkpoint_start(const struct checkpoint *checkpoint)
{
    struct learner_start start = {
        .net = checkpoint->net,
        .images = checkpoint->images,
        .steps = checkpoint->steps,
        .state = checkpoint->state,
    };

    return start;
}
