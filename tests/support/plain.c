#include "config.h"

#include "support/plain.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void *
allocate(size_t count, size_t size)
{
    void *block = mem_zeroed(count, size);

    ck_assert_ptr_nonnull(block);
    return block;
}

void
plain_init(struct plain *plain, const size_t *sizes, size_t layers)
{
    size_t l;

    memset(plain, 0, sizeof *plain);
    plain->layers = layers;
    memcpy(plain->sizes, sizes, (layers + 1) * sizeof *sizes);
    for (l = 0; l < layers; l++) {
        plain->w[l] = allocate(sizes[l] * sizes[l + 1], sizeof *plain->w[l]);
        plain->b[l] = allocate(sizes[l + 1], sizeof *plain->b[l]);
    }
}

void
plain_done(struct plain *plain)
{
    size_t l;

    for (l = 0; l < plain->layers; l++) {
        free(plain->w[l]);
        free(plain->b[l]);
    }
}

void
plain_init_from(struct plain *plain, const struct net *net)
{
    size_t sizes[NET_MAX_LAYERS + 1], l, i, j;

    sizes[0] = net->layer[0].inputs;
    for (l = 0; l < net->layers; l++)
        sizes[l + 1] = net->layer[l].outputs;
    plain_init(plain, sizes, net->layers);
    for (l = 0; l < net->layers; l++)
        for (j = 0; j < sizes[l + 1]; j++) {
            plain->b[l][j] = (double)net->layer[l].b[j];
            for (i = 0; i < sizes[l]; i++)
                plain->w[l][i * sizes[l + 1] + j] =
                    (double)net->layer[l].w[i * net->layer[l].stride + j];
        }
}

double
plain_logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static void
forward(struct plain_pass *pass, const struct plain *net, const unsigned char *pixels)
{
    size_t l, i, j;

    for (i = 0; i < net->sizes[0]; i++)
        pass->a[0][i] = pixels[i] / 255.0;
    for (l = 0; l < net->layers; l++)
        for (j = 0; j < net->sizes[l + 1]; j++) {
            double z = net->b[l][j];

            for (i = 0; i < net->sizes[l]; i++)
                z += pass->a[l][i] * net->w[l][i * net->sizes[l + 1] + j];
            pass->z[l + 1][j] = z;
            pass->a[l + 1][j] = plain_logistic(z);
        }
}

static void
backward(struct plain_pass *pass, const struct plain *net, size_t label)
{
    size_t l, i, j;

    for (j = 0; j < net->sizes[net->layers]; j++)
        pass->d[net->layers][j] = pass->a[net->layers][j] - (j == label ? 1 : 0);
    for (l = net->layers - 1; l > 0; l--)
        for (i = 0; i < net->sizes[l]; i++) {
            double sum = 0, s = plain_logistic(pass->z[l][i]);

            for (j = 0; j < net->sizes[l + 1]; j++)
                sum += pass->d[l + 1][j] * net->w[l][i * net->sizes[l + 1] + j];
            pass->d[l][i] = sum * s * (1 - s);
        }
}

void
plain_pass(struct plain_pass *pass, const struct plain *net, const struct images *images,
           size_t image)
{
    forward(pass, net, images->pixels + image * images->rows * images->cols);
    backward(pass, net, images->labels[image]);
}

/* -log(1 - s(z)); -log(s(z)) is the same of -z */
static double
softplus(double z)
{
    return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

double
plain_loss(const struct plain_pass *pass, const struct plain *net, size_t label)
{
    const double *z = pass->z[net->layers];
    double loss = 0;
    size_t j;

    for (j = 0; j < net->sizes[net->layers]; j++)
        loss += j == label ? softplus(-z[j]) : softplus(z[j]);
    return loss;
}

size_t
plain_answer(const struct plain_pass *pass, const struct plain *net)
{
    const double *a = pass->a[net->layers];
    size_t best = 0, j;

    for (j = 1; j < net->sizes[net->layers]; j++)
        if (a[j] > a[best])
            best = j;
    return best;
}

static void
add_gradient(struct plain *gradient, const struct plain_pass *pass, double share)
{
    size_t l, i, j;

    for (l = 0; l < gradient->layers; l++)
        for (j = 0; j < gradient->sizes[l + 1]; j++) {
            gradient->b[l][j] += share * pass->d[l + 1][j];
            for (i = 0; i < gradient->sizes[l]; i++)
                gradient->w[l][i * gradient->sizes[l + 1] + j] +=
                    share * pass->a[l][i] * pass->d[l + 1][j];
        }
}

static void
clear(struct plain *plain)
{
    size_t l;

    for (l = 0; l < plain->layers; l++) {
        memset(plain->w[l], 0,
               plain->sizes[l] * plain->sizes[l + 1] * sizeof *plain->w[l]);
        memset(plain->b[l], 0, plain->sizes[l + 1] * sizeof *plain->b[l]);
    }
}

void
plain_gradient(struct plain *gradient, const struct plain *net,
               const struct images *images, const uint32_t *which, size_t count)
{
    struct plain_pass *pass = allocate(1, sizeof *pass);
    size_t k;

    clear(gradient);
    for (k = 0; k < count; k++) {
        plain_pass(pass, net, images, which[k]);
        add_gradient(gradient, pass, 1.0 / (double)count);
    }
    free(pass);
}

static void
step_numbers(double *p, double *u, const double *gradient, size_t count, double alpha,
             double gamma)
{
    size_t i;

    for (i = 0; i < count; i++) {
        u[i] = gamma * u[i] + alpha * gradient[i];
        p[i] -= u[i];
    }
}

void
plain_step(struct plain *net, struct plain *u, const struct images *images,
           const uint32_t *which, size_t count, double alpha, double gamma)
{
    struct plain gradient;
    size_t l;

    plain_init(&gradient, net->sizes, net->layers);
    plain_gradient(&gradient, net, images, which, count);
    for (l = 0; l < net->layers; l++) {
        step_numbers(net->w[l], u->w[l], gradient.w[l], net->sizes[l] * net->sizes[l + 1],
                     alpha, gamma);
        step_numbers(net->b[l], u->b[l], gradient.b[l], net->sizes[l + 1], alpha, gamma);
    }
    plain_done(&gradient);
}

static double
larger(double worst, double want, double got)
{
    double difference = fabs(want - got) / fmax(1, fabs(want));

    /* not-a-number is as far away as can be */
    return difference <= worst ? worst : isnan(difference) ? INFINITY : difference;
}

double
plain_difference(const struct plain *plain, const struct net *net)
{
    double worst = 0;
    size_t l, i, j;

    for (l = 0; l < net->layers; l++) {
        const struct layer *layer = &net->layer[l];

        for (j = 0; j < layer->outputs; j++) {
            worst = larger(worst, plain->b[l][j], (double)layer->b[j]);
            for (i = 0; i < layer->inputs; i++)
                worst = larger(worst, plain->w[l][i * layer->outputs + j],
                               (double)layer->w[i * layer->stride + j]);
        }
    }
    return worst;
}

long
plain_padding_in_use(const struct net *net)
{
    size_t l, i;

    for (l = 0; l < net->layers; l++) {
        const struct layer *layer = &net->layer[l];

        for (i = 0; i < (layer->inputs + 1) * layer->stride; i++) /* b follows w */
            if (i % layer->stride >= layer->outputs && layer->w[i] != 0)
                return &layer->w[i] - net->params;
    }
    return -1;
}

static void
list_pixels(struct images *images, size_t size)
{
    uint32_t at = 0;
    size_t i, p;

    for (i = 0; i < images->count; i++) {
        images->first[i] = at;
        for (p = 0; p < size; p++) {
            if (images->pixels[i * size + p] == 0)
                continue;
            images->index[at] = (uint16_t)p;
            images->value[at++] = images->pixels[i * size + p];
        }
    }
    images->first[images->count] = at;
}

void
plain_images(struct images *images, size_t count, size_t rows, size_t cols,
             struct rng *rng)
{
    size_t size = rows * cols, i;

    memset(images, 0, sizeof *images);
    images->count = count;
    images->rows = rows;
    images->cols = cols;
    images->pixels = allocate(count, size);
    images->labels = allocate(count, 1);
    images->first = allocate(count + 1, sizeof *images->first);
    images->index = allocate(count * size, sizeof *images->index);
    images->value = allocate(count * size, 1);
    for (i = 0; i < count * size; i++)
        images->pixels[i] =
            (unsigned char)(rng_below(rng, 3) == 0 ? 0 : rng_below(rng, 256));
    for (i = 0; i < count; i++)
        images->labels[i] = (unsigned char)rng_below(rng, DIGIT_CLASSES);
    list_pixels(images, size);
}

void
plain_images_done(struct images *images)
{
    free(images->pixels);
    free(images->labels);
    free(images->first);
    free(images->index);
    free(images->value);
}
