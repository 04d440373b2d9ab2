#include "config.h"

#include "support/plain_run.h"

#include "nn/net_file.h"
#include "support/learner_fixture.h"
#include "support/suite.h"

struct learner *
plain_run(const struct ui_config *config, const struct hparams *settings, uint64_t images)
{
    struct error err;
    struct learner *learner =
        learner_new(config->dataset, settings, NULL, config->kernels, &err);

    ck_assert_msg(learner != NULL, "%s", err.text);
    while (learner_images(learner) < images)
        learner_batch(learner);
    ck_assert_uint_eq(learner_images(learner), images);
    return learner;
}

void
plain_run_check_file(const char *file, const struct ui_config *config,
                     const struct hparams *settings, uint64_t images)
{
    struct learner *learner = plain_run(config, settings, images);
    struct error err;
    struct net *net = net_file_load(file, 784, DIGIT_CLASSES, &err);

    ck_assert_msg(net != NULL, "%s", err.text);
    ck_assert_msg(same_bits(net, learner_net(learner)), "%s: other weights", file);
    net_free(net);
    learner_free(learner);
}
