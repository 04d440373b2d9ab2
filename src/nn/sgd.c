#include "config.h"

#include "nn/sgd.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* With up to this many images in a batch, two parts are faster than a pass over all
 * weights (bench/README). They need a gamma that is not too large: otherwise rest and c u
 * are large numbers whose sum is small. */
enum { SPLIT_BATCH = 3 };
static const double split_gamma = 0.95;

/* When the fade has come down from the one to the other, the velocity is rescaled, which
 * takes a pass over it. Both are far enough from the limits of floats for any velocity.
 */
static const real largest_fade = (real)1e15, smallest_fade = (real)1e-15;

static size_t
first_weights(const struct net *net)
{
    return net->layer[0].inputs * net->layer[0].stride;
}

static int
make_rest(struct sgd *sgd, const struct net *net, struct error *err)
{
    sgd->rest = mem_aligned(first_weights(net), sizeof *sgd->rest);
    if (sgd->rest == NULL)
        return error_memory(err, "the momentum");
    memcpy(sgd->rest, net->layer[0].w, first_weights(net) * sizeof *sgd->rest);
    return 0;
}

int
sgd_init(struct sgd *sgd, const struct net *net, double alpha, double gamma, size_t batch,
         size_t capacity, struct error *err)
{
    memset(sgd, 0, sizeof *sgd);
    sgd->alpha = (real)alpha;
    /* with so small a gamma, what is left of a velocity changes no float */
    sgd->gamma = gamma < 1e-8 ? 0 : (real)gamma;
    sgd->fade = largest_fade;
    sgd->settled = true;
    if (sgd->gamma == 0 && batch <= capacity)
        return 0;
    sgd->velocity = net_clone(net, err);
    if (sgd->velocity == NULL)
        return -1;
    memset(sgd->velocity->params, 0, net->param_count * sizeof *net->params);
    if (sgd->gamma > 0 && gamma <= split_gamma && batch <= SPLIT_BATCH)
        return make_rest(sgd, net, err);
    return 0;
}

void
sgd_done(struct sgd *sgd)
{
    net_free(sgd->velocity);
    free(sgd->rest);
    sgd->velocity = NULL;
    sgd->rest = NULL;
}

int
sgd_copy(struct sgd *to, const struct sgd *from, struct error *err)
{
    *to = *from;
    to->velocity = NULL;
    to->rest = NULL;
    if (from->velocity == NULL)
        return 0;
    to->velocity = net_clone(from->velocity, err);
    if (to->velocity == NULL)
        return -1;
    if (from->rest == NULL || make_rest(to, to->velocity, err) == 0) {
        if (from->rest != NULL)
            memcpy(to->rest, from->rest, first_weights(to->velocity) * sizeof *to->rest);
        return 0;
    }
    sgd_done(to);
    return -1;
}

size_t
sgd_size(const struct sgd *sgd)
{
    size_t numbers = 0;

    if (sgd->velocity != NULL)
        numbers += sgd->velocity->param_count;
    if (sgd->rest != NULL)
        numbers += first_weights(sgd->velocity);
    return numbers * sizeof(real);
}

/* The scale is c of sgd.h times the fade: the part of v that is still to enter the
 * weights. */
static struct split
split_weights(const struct sgd *sgd)
{
    struct split split = {
        .w = sgd->rest,
        .v = sgd->velocity->layer[0].w,
        .scale = sgd->gamma / (1 - sgd->gamma) * sgd->fade,
    };

    return split;
}

/* rest = p - c u, as in sgd.h. */
static void
find_rest(struct sgd *sgd, const struct net *net)
{
    struct split split = split_weights(sgd);
    size_t i;

    for (i = 0; i < first_weights(net); i++)
        split.w[i] = net->layer[0].w[i] - split.scale * split.v[i];
}

void
sgd_resume(struct sgd *sgd, const struct net *net, const struct sgd *from, bool half)
{
    bool same = sgd->alpha == from->alpha && sgd->gamma == from->gamma &&
                (sgd->velocity == NULL) == (from->velocity == NULL) &&
                (sgd->rest == NULL) == (from->rest == NULL);

    sgd->settled = true;
    if (sgd->velocity == NULL || from->velocity == NULL ||
        (!same && (half || sgd->gamma == 0 || from->gamma == 0)))
        return;
    net_copy(sgd->velocity, from->velocity);
    sgd->fade = from->fade;
    if (sgd->rest == NULL)
        return;
    if (same)
        memcpy(sgd->rest, from->rest, first_weights(net) * sizeof *sgd->rest);
    else
        find_rest(sgd, net);
}

void
sgd_forward(const struct sgd *sgd, const struct net *net, struct workspace *ws,
            const struct batch *part)
{
    struct split split;

    if (sgd->rest == NULL) {
        backprop_forward(ws, net, part);
        return;
    }
    split = split_weights(sgd);
    backprop_forward_split(ws, net, &split, part);
}

/* Without momentum, the velocity is the step itself and does not fade. */
static real
next_fade(const struct sgd *sgd)
{
    return sgd->gamma == 0 ? sgd->fade : sgd->gamma * sgd->fade;
}

void
sgd_add(struct sgd *sgd, struct net *net, const struct workspace *ws,
        const struct batch *part, size_t images)
{
    real rate = sgd->alpha / (real)images;
    real v_rate = rate / next_fade(sgd);
    struct split split;

    if (sgd->velocity == NULL) {
        backprop_add_gradient(ws, net, part, -rate);
    } else if (sgd->rest == NULL) {
        backprop_add_gradient(ws, sgd->velocity, part, v_rate);
    } else {
        split = split_weights(sgd);
        backprop_add_gradient_split(ws, sgd->velocity, &split, part,
                                    -rate / (1 - sgd->gamma), v_rate);
    }
}

/* p -= u, for all parameters that are not kept in two parts. */
static void
move(const struct sgd *sgd, struct net *net, const struct kernels *kernels)
{
    size_t first = sgd->rest == NULL ? 0 : first_weights(net);

    kernels->add(net->params + first, sgd->velocity->params + first, -sgd->fade,
                 net->param_count - first);
}

/* After a step. Without momentum nothing of it remains. */
static void
fade_velocity(struct sgd *sgd, const struct kernels *kernels)
{
    struct net *v = sgd->velocity;

    if (sgd->gamma == 0) {
        memset(v->params, 0, v->param_count * sizeof *v->params);
    } else if (sgd->fade < smallest_fade) {
        kernels->scale(v->params, sgd->fade / largest_fade, v->param_count);
        sgd->fade = largest_fade;
    }
}

void
sgd_step(struct sgd *sgd, struct net *net, const struct kernels *kernels)
{
    if (sgd->velocity == NULL)
        return;
    sgd->fade = next_fade(sgd);
    move(sgd, net, kernels);
    sgd->settled = sgd->rest == NULL;
    fade_velocity(sgd, kernels);
}

void
sgd_settle(struct sgd *sgd, struct net *net, const struct kernels *kernels)
{
    struct split split;

    if (sgd->settled)
        return;
    split = split_weights(sgd);
    memcpy(net->layer[0].w, split.w, first_weights(net) * sizeof *split.w);
    kernels->add(net->layer[0].w, split.v, split.scale, first_weights(net));
    sgd->settled = true;
}
