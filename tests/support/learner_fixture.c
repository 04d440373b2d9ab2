#include "config.h"

#include "support/learner_fixture.h"

#include <string.h>

#include "support/make_data.h"
#include "support/suite.h"

struct dataset dataset;
struct hparams hparams;

void
learner_fixture_setup(size_t train, size_t test, const char *hidden)
{
    ck_assert_int_eq(make_dataset(&dataset, train, test), 0);
    hparams_init(&hparams);
    ck_assert_int_eq(hparam_parse(&hparams, HPARAM_HIDDEN, hidden, NULL), 0);
}

void
learner_fixture_teardown(void)
{
    dataset_done(&dataset);
}

struct learner *
learner_fixture_new(const struct net *start)
{
    struct learner *learner =
        learner_new(&dataset, &hparams, start, kernels_best(), NULL);

    ck_assert_ptr_nonnull(learner);
    return learner;
}

bool
same_bits(const struct net *a, const struct net *b)
{
    return net_same_shape(a, b) &&
           memcmp(a->params, b->params, a->param_count * sizeof *a->params) == 0;
}
