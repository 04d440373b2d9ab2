#include "config.h"

#include "nn/sgd.h"

#include <string.h>

int
sgd_init(struct sgd *sgd, const struct net *net, double alpha, double gamma,
         struct error *err)
{
    sgd->alpha = (real)alpha;
    sgd->gamma = (real)gamma;
    sgd->velocity = NULL;
    if (gamma == 0)
        return 0;
    sgd->velocity = net_clone(net, err);
    if (sgd->velocity == NULL)
        return -1;
    memset(sgd->velocity->params, 0, net->param_count * sizeof *net->params);
    return 0;
}

void
sgd_done(struct sgd *sgd)
{
    net_free(sgd->velocity);
    sgd->velocity = NULL;
}

void
sgd_step(struct sgd *sgd, struct net *net, const struct workspace *ws,
         const struct batch *batch)
{
    const struct kernels *kernels = ws->kernels;
    struct net *u = sgd->velocity;
    real rate = sgd->alpha / (real)batch->count;

    if (u == NULL) {
        backprop_add_gradient(ws, net, batch, -rate);
        return;
    }
    backprop_add_gradient(ws, u, batch, rate);
    kernels->momentum(net->params, u->params, sgd->gamma, u->param_count);
}
