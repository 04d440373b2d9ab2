/*
 * The mathematics of doc/MATHEMATICS.md as plain loops in double over dense images: slow,
 * without tricks, and obviously right. The tests compare the net with this.
 *
 * Compiled with MNISTUI_DOUBLE for the test of the gradients, like the net there.
 */
#ifndef MNISTUI_TESTS_PLAIN_H
#define MNISTUI_TESTS_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"
#include "data/dataset.h"
#include "nn/net.h"

/* The widest layer, including the images. */
enum { PLAIN_WIDTH = 1024 };

/* w[l][i * sizes[l + 1] + j] goes from input i of layer l to its neuron j: no padding. */
struct plain {
    size_t layers;
    size_t sizes[NET_MAX_LAYERS + 1];
    double *w[NET_MAX_LAYERS], *b[NET_MAX_LAYERS];
};

/* The results of one image in each layer: pre-activations, activations and errors. a[0]
 * is the image; layer l of the net makes z[l + 1] and a[l + 1]. */
struct plain_pass {
    double z[NET_MAX_LAYERS + 1][PLAIN_WIDTH], a[NET_MAX_LAYERS + 1][PLAIN_WIDTH];
    double d[NET_MAX_LAYERS + 1][PLAIN_WIDTH];
};

/* All parameters 0, or fails the test. */
void plain_init(struct plain *plain, const size_t *sizes, size_t layers);
void plain_done(struct plain *plain);

/* Takes the shape and the parameters of net. */
void plain_init_from(struct plain *plain, const struct net *net);

double plain_logistic(double x);

/* Forward and backward pass of one image. */
void plain_pass(struct plain_pass *pass, const struct plain *net,
                const struct images *images, size_t image);

/* Binary cross-entropy of the outputs against the one-hot label. */
double plain_loss(const struct plain_pass *pass, const struct plain *net, size_t label);

size_t plain_answer(const struct plain_pass *pass, const struct plain *net);

/* gradient = the mean gradient over the images which[0 .. count - 1]. */
void plain_gradient(struct plain *gradient, const struct plain *net,
                    const struct images *images, const uint32_t *which, size_t count);

/* u <- gamma u + alpha grad, p <- p - u. */
void plain_step(struct plain *net, struct plain *u, const struct images *images,
                const uint32_t *which, size_t count, double alpha, double gamma);

/* The largest difference of a parameter, each divided by 1 or by its size if that is
 * larger. */
double plain_difference(const struct plain *plain, const struct net *net);

/* The place in the parameters of the first padding number that is not 0, or -1. */
long plain_padding_in_use(const struct net *net);

/* Makes images of random bytes, of which about a third are 0, with random labels, and
 * their lists. Fails the test if it cannot. */
void plain_images(struct images *images, size_t count, size_t rows, size_t cols,
                  struct rng *rng);
void plain_images_done(struct images *images);

#endif
