/*
 * How like MNIST the practice digits are, and how fast they are drawn.
 *
 *     practice draw     draws them all, in two threads, as mnistui does
 *     practice learn    what nets that learned from practice digits alone know of MNIST
 *
 * Prints a line for each measurement: its name and the number. It finds data and kernels
 * as mnistui does; without MNIST, `learn` has nothing to measure.
 */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "data/locate.h"
#include "data/reader.h"
#include "nn/kernels.h"
#include "practice/practice.h"
#include "supply/maker.h"
#include "train/learner.h"

enum { SEEDS = 3 };

static int
fail(const char *text)
{
    fprintf(stderr, "practice: %s\n", text);
    return EXIT_FAILURE;
}

/* ---- draw ---- */

/* As published for MNIST: over the training images, with pixels from 0 to 1. */
static void
print_pixels(const struct images *images)
{
    double all = (double)(images->count * images->rows * images->cols);
    double sum = 0, squares = 0, mean;
    uint32_t listed = images->first[images->count], i;

    for (i = 0; i < listed; i++) {
        double x = images->value[i] / 255.0;

        sum += x;
        squares += x * x;
    }
    mean = sum / all;
    printf("practice_share %.6f\n", listed / all);
    printf("practice_mean %.6f\n", mean);
    printf("practice_deviation %.6f\n", sqrt(squares / all - mean * mean));
}

static int
draw(struct dataset *dataset, struct error *err)
{
    struct maker *maker = maker_new(dataset, PRACTICE_SEED, -1, err);

    if (maker == NULL)
        return -1;
    maker_finish(maker);
    return 0;
}

static int
measure_drawing(void)
{
    struct dataset dataset;
    struct error err;
    double began = clock_now(), ended;

    if (draw(&dataset, &err) != 0)
        return fail(err.text);
    ended = clock_now();
    printf("practice_seconds %.6f\n", ended - began);
    print_pixels(&dataset.train);
    dataset_done(&dataset);
    return EXIT_SUCCESS;
}

/* ---- learn ---- */

static void
set_preset(struct hparams *hparams, const char *name)
{
    size_t i = 0;

    hparams_init(hparams);
    while (strcmp(hparams_preset_name(i), name) != 0)
        i++;
    hparams_apply_preset(hparams, i);
}

/* Prints the share of right answers to the test images of both, after all epochs. */
static int
learn(const struct dataset *practice, const struct dataset *mnist, uint64_t seed,
      const struct kernels *kernels, struct error *err)
{
    struct hparams hparams;
    struct learner *learner;

    set_preset(&hparams, "xavier");
    hparams.seed = seed;
    learner = learner_new(practice, &hparams, NULL, kernels, err);
    if (learner == NULL)
        return -1;
    while (learner->status == RUN_TRAINING)
        learner_batch(learner);
    printf("practice_right %.6f\n", 1 - learner_error(learner, &practice->test));
    printf("practice_right_of_mnist %.6f\n", 1 - learner_error(learner, &mnist->test));
    learner_free(learner);
    return 0;
}

static int
learn_all(const struct dataset *practice, const struct dataset *mnist, struct error *err)
{
    const struct kernels *kernels = kernels_choose(getenv(KERNELS_VARIABLE), err);
    uint64_t seed;

    if (kernels == NULL)
        return -1;
    for (seed = 1; seed <= SEEDS; seed++)
        if (learn(practice, mnist, seed, kernels, err) != 0)
            return -1;
    return 0;
}

static int
load_mnist(struct dataset *mnist, struct error *err)
{
    struct data_files files;
    int status;

    if (locate_data(&files, NULL, getenv, err) != 0)
        return -1;
    status = reader_load(mnist, &files, err);
    data_files_done(&files);
    return status;
}

/* Other images would say nothing about MNIST: finding them is no failure, but there is
 * nothing to measure. */
static int
measure_learning(void)
{
    struct dataset practice, mnist;
    struct error err;
    int status = 0;

    if (load_mnist(&mnist, &err) != 0)
        return fail(err.text);
    if (strcmp(mnist.name, "MNIST") == 0) {
        status = draw(&practice, &err);
        if (status == 0) {
            status = learn_all(&practice, &mnist, &err);
            dataset_done(&practice);
        }
    }
    dataset_done(&mnist);
    return status == 0 ? EXIT_SUCCESS : fail(err.text);
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "draw") == 0)
        return measure_drawing();
    if (argc == 2 && strcmp(argv[1], "learn") == 0)
        return measure_learning();
    return fail("usage: practice draw|learn");
}
