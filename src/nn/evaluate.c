#include "config.h"

#include "nn/evaluate.h"

#include "base/bounds.h"

static bool
is_wrong(struct workspace *ws, const struct net *net, const struct images *images,
         size_t image)
{
    uint32_t which = (uint32_t)image;
    struct batch batch = {.images = images, .which = &which, .count = 1};

    backprop_forward(ws, net, &batch);
    return backprop_answer(ws, net, 0) != images->labels[image];
}

/* How many answers are wrong in a batch of consecutive images. */
static size_t
batch_errors(struct workspace *ws, const struct net *net, const struct images *images,
             size_t first, size_t count)
{
    uint32_t which[EVALUATE_BATCH];
    struct batch batch = {.images = images, .which = which, .count = count};
    size_t errors = 0, k;

    for (k = 0; k < count; k++)
        which[k] = (uint32_t)(first + k);
    backprop_forward(ws, net, &batch);
    for (k = 0; k < count; k++)
        errors += backprop_answer(ws, net, k) != images->labels[first + k];
    return errors;
}

size_t
evaluate_errors(struct workspace *ws, const struct net *net, const struct images *images,
                size_t first, size_t count)
{
    size_t together = min_size(ws->capacity, EVALUATE_BATCH);
    size_t end = first + count, errors = 0;

    for (; first < end; first += count) {
        count = min_size(end - first, together);
        errors += batch_errors(ws, net, images, first, count);
    }
    return errors;
}

size_t
evaluate_next_error(struct workspace *ws, const struct net *net,
                    const struct images *images, size_t first, int step, size_t tries)
{
    size_t n = images->count, image = first % n, tried;

    for (tried = 0; tried < tries && tried < n; tried++) {
        if (is_wrong(ws, net, images, image))
            return image;
        image = (image + (step > 0 ? 1 : n - 1)) % n;
    }
    return n;
}
