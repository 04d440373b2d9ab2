#include "config.h"

#include "nn/evaluate.h"

static bool
is_wrong(struct workspace *ws, const struct net *net, const struct images *images,
         size_t image)
{
    uint32_t which = (uint32_t)image;
    struct batch batch = {images, &which, 1, 0};

    backprop_forward(ws, net, &batch);
    return backprop_answer(ws, net, 0) != images->labels[image];
}

size_t
evaluate_errors(struct workspace *ws, const struct net *net, const struct images *images,
                size_t first, size_t count)
{
    size_t errors = 0, i;

    for (i = first; i < first + count; i++)
        errors += is_wrong(ws, net, images, i);
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
