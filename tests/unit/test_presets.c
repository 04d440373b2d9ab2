/*
 * The presets on the real MNIST, in the folder $MNISTUI_DATA, held to what a correct net
 * gives. Compiled twice, with BATCH 1 and 12, so that two processors share the work.
 *
 * Each instruction set rounds differently, and with batches of one image a difference in
 * the last bit grows into another test error: which seed is lucky depends on the
 * processor. So it is the mean over many seeds that must be right.
 *
 * One epoch of each preset with every instruction set that runs here, in about 10 seconds
 * on two processors; with MNISTUI_LONG_TESTS=1 also all thirty epochs with the best set,
 * in about 70.
 */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/dataset.h"
#include "data/locate.h"
#include "data/reader.h"
#include "support/suite.h"
#include "train/learner.h"

/*
 * With 32 seeds, one epoch shows a momentum that is ignored or doubled, Xavier's
 * width taken from the inputs alone, and a gradient divided by 13 for 12 images. The
 * other sets need fewer: they share all that mathematics, and a wrong kernel is far off.
 * In a build where training is slow, it is enough that the net learns.
 */
enum {
    FIGURE_SEEDS = 32, /* behind each figure below */
#if defined SANITIZED || !defined __OPTIMIZE__
    SEEDS = 2,
    LONG_SEEDS = 0,
    OTHER_SEEDS = 1,
#else
    SEEDS = 32,
    LONG_SEEDS = 16, /* of them are trained to the end */
    OTHER_SEEDS = 8, /* with each of the other sets */
#endif
};

/* Test errors in %, over FIGURE_SEEDS seeds. */
struct figure {
    double mean, deviation;
};

struct expected {
    const char *preset;
    struct figure first, last; /* after the first and the last epoch */
};

/* doc/MATHEMATICS.md, "What a correct implementation gives". */
static const struct expected expected[] = {
    {"sgd", {8.73, 0.55}, {4.74, 0.30}},
    {"minibatch", {21.99, 1.54}, {5.87, 0.26}},
    {"xavier", {10.95, 0.46}, {3.36, 0.19}},
    {"momentum", {8.72, 0.28}, {3.43, 0.20}},
    {"sgd-xavier", {6.25, 0.50}, {4.15, 0.26}},
};

/* The runs of a preset with one instruction set: with seeds 1, 2 and so on. */
struct series {
    const char *preset;
    const struct kernels *kernels;
    size_t seeds;      /* trained for one epoch */
    size_t long_seeds; /* of them to the end */
};

static struct dataset dataset;

static const struct expected *
find_expected(const char *preset)
{
    size_t i;

    for (i = 0; i < sizeof expected / sizeof *expected; i++)
        if (strcmp(expected[i].preset, preset) == 0)
            return &expected[i];
    ck_abort_msg("no preset %s", preset);
    return NULL;
}

static void
set_preset(struct hparams *hparams, const char *preset)
{
    size_t i;

    hparams_init(hparams);
    for (i = 0; strcmp(hparams_preset_name(i), preset) != 0; i++)
        continue;
    hparams_apply_preset(hparams, i);
    ck_assert_uint_eq(hparams->batch, BATCH);
}

static struct learner *
start(const struct series *series, uint64_t seed)
{
    struct hparams hparams;
    struct learner *learner;

    set_preset(&hparams, series->preset);
    hparams.seed = seed;
    learner = learner_new(&dataset, &hparams, NULL, series->kernels, NULL);
    ck_assert_ptr_nonnull(learner);
    return learner;
}

/* The test error in % after that many epochs. */
static double
train_to(struct learner *learner, size_t epochs)
{
    while (learner->status == RUN_TRAINING && learner->epochs_done < epochs)
        learner_batch(learner);
    ck_assert_uint_eq(learner->epochs_done, epochs);
    return 100 * learner_error(learner, &dataset.test);
}

/*
 * Two means are compared, that of these seeds and that behind the figure: they may lie
 * four standard deviations of their difference apart, so that a right net fails once in
 * 10 000 times. A single seed may lie six deviations off: the errors have longer tails
 * than a normal distribution.
 */
static void
check_errors(const struct series *series, size_t epoch, const double *errors,
             size_t count, const struct figure *figure)
{
    const double allowed =
        4 * figure->deviation * sqrt(1.0 / (double)count + 1.0 / FIGURE_SEEDS);
    double mean = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        ck_assert_msg(fabs(errors[i] - figure->mean) <= 6 * figure->deviation,
                      "%s, epoch %zu, seed %zu: %.2f %%, expected %.2f +- %.2f",
                      series->kernels->name, epoch, i + 1, errors[i], figure->mean,
                      6 * figure->deviation);
        mean += errors[i] / (double)count;
    }
    printf("# %s, %s, epoch %zu: %.2f %%, mean of %zu; expected %.2f +- %.2f\n",
           series->preset, series->kernels->name, epoch, mean, count, figure->mean,
           allowed);
    fflush(stdout); /* or a failed test loses it */
    ck_assert_msg(fabs(mean - figure->mean) <= allowed,
                  "%s, epoch %zu: %.2f %% on average, expected %.2f +- %.2f",
                  series->kernels->name, epoch, mean, figure->mean, allowed);
}

static void
check_series(const struct series *series)
{
    const struct expected *e = find_expected(series->preset);
    double first[SEEDS], last[SEEDS];
    size_t epochs = 0, i;

    for (i = 0; i < series->seeds; i++) {
        struct learner *learner = start(series, i + 1);

        first[i] = train_to(learner, 1);
        epochs = learner->hparams.epochs;
        if (i < series->long_seeds)
            last[i] = train_to(learner, epochs);
        learner_free(learner);
    }
    check_errors(series, 1, first, series->seeds, &e->first);
    if (series->long_seeds > 0)
        check_errors(series, epochs, last, series->long_seeds, &e->last);
}

/* The set for the long runs: MNISTUI_KERNELS names another than the best. */
static const struct kernels *
chosen_kernels(void)
{
    struct error err;
    const struct kernels *kernels = kernels_choose(getenv(KERNELS_VARIABLE), &err);

    ck_assert_msg(kernels != NULL, "%s", err.text);
    return kernels;
}

/* A BLAS gets no product as small as these, so that a set "x+openblas" gives what x
 * does, bit for bit. */
static bool
same_here(const struct kernels *a, const struct kernels *b)
{
    size_t length = strcspn(a->name, "+");

    return strcspn(b->name, "+") == length && strncmp(a->name, b->name, length) == 0;
}

static void
check_preset(const char *preset)
{
    const char *long_tests = getenv("MNISTUI_LONG_TESTS");
    struct series series = {.preset = preset, .kernels = chosen_kernels()};
    const struct kernels *chosen = series.kernels, *kernels;
    size_t i;

    series.seeds = SEEDS;
    if (long_tests != NULL && *long_tests != '\0')
        series.long_seeds = LONG_SEEDS;
    check_series(&series);
    series.seeds = OTHER_SEEDS;
    series.long_seeds = 0;
    for (i = 0; (kernels = kernels_at(i)) != NULL; i++) {
        series.kernels = kernels;
        if (!same_here(kernels, chosen) && strchr(kernels->name, '+') == NULL)
            check_series(&series);
    }
}

#if BATCH == 1

START_TEST(sgd)
{
    check_preset("sgd");
}
END_TEST

START_TEST(sgd_xavier)
{
    check_preset("sgd-xavier");
}
END_TEST

#else

START_TEST(minibatch)
{
    check_preset("minibatch");
}
END_TEST

START_TEST(xavier)
{
    check_preset("xavier");
}
END_TEST

START_TEST(momentum)
{
    check_preset("momentum");
}
END_TEST

#endif

static int
load(struct error *err)
{
    struct data_files files;
    int result;

    if (locate_data(&files, NULL, getenv, err) != 0)
        return -1;
    result = reader_load(&dataset, &files, err);
    data_files_done(&files);
    return result;
}

int
main(void)
{
    const TTest *const tests[] = {
#if BATCH == 1
        sgd,
        sgd_xavier,
#else
        minibatch,
        xavier,
        momentum,
#endif
        NULL,
    };
    const char *folder = getenv("MNISTUI_DATA");
    struct error err;
    int status;

    if (folder == NULL || *folder == '\0')
        return suite_skip("MNISTUI_DATA names no folder with the real MNIST");
    if (load(&err) != 0)
        return suite_skip(err.text);
    status = suite_run("presets", tests, 3600);
    dataset_done(&dataset);
    return status;
}
