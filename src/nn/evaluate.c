#include "config.h"

#include "nn/evaluate.h"

#include "base/bounds.h"

/* The answers to a batch of consecutive images. */
static void
answer_batch(struct workspace *ws, const struct net *net, const struct images *images,
             size_t first, size_t count, uint8_t *answer)
{
    uint32_t which[EVALUATE_BATCH];
    struct batch batch = {.images = images, .which = which, .count = count};
    size_t k;

    for (k = 0; k < count; k++)
        which[k] = (uint32_t)(first + k);
    backprop_forward(ws, net, &batch);
    for (k = 0; k < count; k++)
        answer[k] = (uint8_t)backprop_answer(ws, net, k);
}

/* How many images at a time. */
static size_t
batch_size(const struct workspace *ws)
{
    return min_size(ws->capacity, EVALUATE_BATCH);
}

void
evaluate_answers(struct workspace *ws, const struct net *net, const struct images *images,
                 size_t first, size_t count, uint8_t *answer)
{
    size_t end = first + count;

    for (; first < end; first += count, answer += count) {
        count = min_size(end - first, batch_size(ws));
        answer_batch(ws, net, images, first, count, answer);
    }
}

size_t
evaluate_errors(struct workspace *ws, const struct net *net, const struct images *images,
                size_t first, size_t count)
{
    uint8_t answer[EVALUATE_BATCH];
    size_t end = first + count, errors = 0, k;

    for (; first < end; first += count) {
        count = min_size(end - first, batch_size(ws));
        answer_batch(ws, net, images, first, count, answer);
        for (k = 0; k < count; k++)
            errors += answer[k] != images->labels[first + k];
    }
    return errors;
}
