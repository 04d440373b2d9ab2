/* mnistui train: a run without a UI, in this thread. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/events.h"
#include "cli/message.h"
#include "cli/setup.h"
#include "cli/signals.h"
#include "nn/net_file.h"
#include "train/learner.h"

/* Trains to the end of the epoch or of the run. Returns the seconds this took. */
static double
train_epoch(struct learner *learner)
{
    double begun = clock_now();

    do {
        learner_batch(learner);
        if (signals_caught() != 0 && learner->status == RUN_TRAINING)
            learner->status = RUN_STOPPED;
    } while (learner->status == RUN_TRAINING && !learner_epoch_ended(learner));
    return clock_now() - begun;
}

static void
report_epoch(struct learner *learner, const struct options *options, double seconds,
             double *test_error)
{
    struct epoch_event event = {
        .data = learner->dataset->name,
        .epoch = learner->epochs_done,
        .test_error = learner_error(learner, &learner->dataset->test),
        .train_error =
            options->eval_train ? learner_error(learner, &learner->dataset->train) : -1,
        .loss = learner_epoch_loss(learner),
        .seconds = seconds,
        .images_per_second = (double)learner->dataset->train.count / seconds,
    };

    *test_error = event.test_error;
    events_epoch(stdout, options->format, &event, learner->hparams.epochs);
}

/* If the output is lost, nobody would see the rest of the run: it stops, and what it has
 * learned is saved. */
static bool
output_is_lost(struct learner *learner)
{
    if (message_flush_output() == EXIT_SUCCESS)
        return false;
    if (learner->status == RUN_TRAINING)
        learner->status = RUN_STOPPED;
    return true;
}

static int
exit_status(struct learner *learner, const struct options *options, bool lost)
{
    struct error err;

    if (learner->status == RUN_DIVERGED) {
        if (options->save != NULL)
            error_set(&err, "%s; %s was not written", learner->why, options->save);
        return message_fail(options->save != NULL ? err.text : learner->why);
    }
    if (options->save != NULL &&
        net_file_save(learner_net(learner), options->save, &err) != 0)
        return message_fail(err.text);
    if (lost)
        return EXIT_FAILURE;
    return signals_caught() != 0 ? EXIT_SIGNAL + signals_caught() : EXIT_SUCCESS;
}

static int
train(struct learner *learner, const struct setup *setup, const struct options *options)
{
    double test_error = learner_error(learner, &setup->dataset.test), total = 0;
    bool lost;

    events_start(stdout, options->format, setup, test_error);
    lost = output_is_lost(learner);
    while (learner->status == RUN_TRAINING) {
        double seconds = train_epoch(learner);

        total += seconds;
        if (learner->status != RUN_DIVERGED && learner_epoch_ended(learner))
            report_epoch(learner, options, seconds, &test_error);
        lost = output_is_lost(learner);
    }
    if (learner->status == RUN_DIVERGED)
        test_error = -1; /* this net was not measured */
    else if (learner->status == RUN_STOPPED && !learner_epoch_ended(learner))
        test_error = learner_error(learner, &setup->dataset.test);
    if (!lost) {
        events_end(stdout, options->format, learner, test_error, total);
        lost = output_is_lost(learner);
    }
    return exit_status(learner, options, lost);
}

int
command_train(const struct options *options)
{
    struct setup setup;
    struct error err;
    struct learner *learner;
    int status;

    if (setup_init(&setup, options, &err) != 0)
        return setup_failed(&err);
    learner =
        learner_new(&setup.dataset, &setup.hparams, setup.start, setup.kernels, &err);
    if (learner == NULL) {
        setup_done(&setup);
        return message_fail(err.text);
    }
    signals_take();
    status = train(learner, &setup, options);
    learner_free(learner);
    setup_done(&setup);
    return status;
}
