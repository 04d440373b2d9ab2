/* What a net learns from the practice digits. With the real MNIST in the folder
 * $MNISTUI_DATA: a net that learned from them knows MNIST. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "data/locate.h"
#include "data/reader.h"
#include "practice/practice.h"
#include "support/suite.h"
#include "train/learner.h"

static struct dataset digits;

static void
setup(void)
{
    struct error err;

    ck_assert_msg(practice_begin(&digits, &err) == 0, "%s", err.text);
}

static void
teardown(void)
{
    dataset_done(&digits);
}

/* Trains with preset xavier on the first images for some epochs. */
static struct learner *
learn(size_t images, size_t epochs)
{
    struct hparams hparams;
    struct learner *learner;
    size_t preset = 0;

    practice_draw(&digits, &digits.train, PRACTICE_SEED, 0, images);
    images_list(&digits.train, 0, images);
    digits.train.count = images;
    hparams_init(&hparams);
    while (strcmp(hparams_preset_name(preset), "xavier") != 0)
        preset++;
    hparams_apply_preset(&hparams, preset);
    hparams.epochs = epochs;
    learner = learner_new(&digits, &hparams, NULL, kernels_best(), NULL);
    ck_assert_ptr_nonnull(learner);
    while (learner->status == RUN_TRAINING)
        learner_batch(learner);
    return learner;
}

START_TEST(a_net_learns_from_them_what_it_has_not_seen)
{
    struct learner *learner;

    practice_draw(&digits, &digits.test, PRACTICE_SEED, 0, 2000);
    images_list(&digits.test, 0, 2000);
    digits.test.count = 2000;
    learner = learn(20000, 20);
    ck_assert_double_lt(learner_error(learner, &digits.test), 0.1);
    learner_free(learner);
}
END_TEST

START_TEST(a_net_that_learned_from_them_knows_mnist)
{
    const char *folder = getenv("MNISTUI_DATA");
    struct data_files files;
    struct dataset mnist;
    struct error err;
    struct learner *learner;

    if (folder == NULL || folder[0] == '\0')
        return;
    ck_assert_msg(locate_data(&files, NULL, getenv, &err) == 0, "%s", err.text);
    ck_assert_msg(reader_load(&mnist, &files, &err) == 0, "%s", err.text);
    data_files_done(&files);
    learner = learn(PRACTICE_TRAIN, 6);
    ck_assert_double_lt(learner_error(learner, &mnist.test), 0.2);
    learner_free(learner);
    dataset_done(&mnist);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_net_learns_from_them_what_it_has_not_seen,
        a_net_that_learned_from_them_knows_mnist,
        NULL,
    };

    return suite_run_with("practice net", tests, 240, setup, teardown);
}
