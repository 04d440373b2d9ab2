/* Races: runs side by side, and what Train shows of them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "nn/net_file.h"
#include "support/suite.h"
#include "support/ui_fixture.h"
#include "train/learner.h"
#include "ui/keys.h"

enum { EPOCHS = 4, BATCH = 4 };

static struct ui_config *config;

static void
configure(void)
{
    ck_assert_int_eq(chdir(suite_folder()), 0);
    config = fixture_new();
    config->hparams.epochs = EPOCHS;
    config->hparams.batch = BATCH;
}

/* Run 1 to its end, then runs 2 and 3, of which 3 has the init of the key x. */
static void
race(void)
{
    configure();
    fixture_start();
    fixture_wait_for("run 1  done");
    fixture_keys("xV");
    fixture_sees("Runs 2 to 3 race, from different weights, in the same order.");
}

static void
wait_for_end(void)
{
    fixture_wait_for("run 2  done");
    while (fixture_ended() < 3)
        fixture_update();
}

/* The moment shown has the weights of the plain run after so many images. */
static void
check_weights(const struct hparams *hparams, uint64_t images)
{
    struct error err;
    struct learner *learner =
        learner_new(config->dataset, hparams, NULL, config->kernels, &err);
    struct net *net;

    ck_assert_msg(learner != NULL, "%s", err.text);
    while (learner_images(learner) < images)
        learner_batch(learner);
    fixture_keys("w\n");
    net = net_file_load("net.npz", 784, DIGIT_CLASSES, &err);
    ck_assert_msg(net != NULL, "%s", err.text);
    ck_assert_int_eq(memcmp(net->params, learner_net(learner)->params,
                            net->param_count * sizeof *net->params),
                     0);
    net_free(net);
    learner_free(learner);
}

START_TEST(each_run_of_a_race_has_the_weights_that_it_has_alone)
{
    struct hparams other;

    race();
    other = config->hparams;
    other.init = NET_INIT_XAVIER;
    wait_for_end();
    printf("# %s\n", fixture_text());
    check_weights(&config->hparams, (uint64_t)EPOCHS * FIXTURE_TRAIN);
    fixture_key(KEY_DOWN);
    fixture_sees("run 3  done");
    check_weights(&other, (uint64_t)EPOCHS * FIXTURE_TRAIN);
    fixture_finish();
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        each_run_of_a_race_has_the_weights_that_it_has_alone,
        NULL,
    };

    return suite_run("race", tests, 300);
}
