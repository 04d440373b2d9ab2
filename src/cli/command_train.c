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
#include "train/run.h"

/* Trains to the end of the epoch or of the run. Returns the seconds this took. */
static double
train_epoch(struct run *run)
{
    double begun = clock_now();

    do {
        run_batch(run);
        if (signals_caught() != 0 && run->status == RUN_TRAINING)
            run->status = RUN_STOPPED;
    } while (run->status == RUN_TRAINING && !run_epoch_ended(run));
    return clock_now() - begun;
}

static void
report_epoch(struct run *run, const struct options *options, double seconds,
             double *test_error)
{
    struct epoch_event event = {
        .data = run->dataset->name,
        .epoch = run->epochs_done,
        .test_error = run_error(run, &run->dataset->test),
        .train_error = options->eval_train ? run_error(run, &run->dataset->train) : -1,
        .loss = run_epoch_loss(run),
        .seconds = seconds,
        .images_per_second = (double)run->dataset->train.count / seconds,
    };

    *test_error = event.test_error;
    events_epoch(stdout, options->format, &event, run->hparams.epochs);
}

/* If the output is lost, nobody would see the rest of the run: it stops, and what it has
 * learned is saved. */
static bool
output_is_lost(struct run *run)
{
    if (message_flush_output() == EXIT_SUCCESS)
        return false;
    if (run->status == RUN_TRAINING)
        run->status = RUN_STOPPED;
    return true;
}

static int
exit_status(struct run *run, const struct options *options, bool lost)
{
    struct error err;

    if (run->status == RUN_DIVERGED) {
        if (options->save != NULL)
            error_set(&err, "%s; %s was not written", run->why, options->save);
        return message_fail(options->save != NULL ? err.text : run->why);
    }
    if (options->save != NULL && net_file_save(run_net(run), options->save, &err) != 0)
        return message_fail(err.text);
    if (lost)
        return EXIT_FAILURE;
    return signals_caught() != 0 ? EXIT_SIGNAL + signals_caught() : EXIT_SUCCESS;
}

static int
train(struct run *run, const struct setup *setup, const struct options *options)
{
    double test_error = run_error(run, &setup->dataset.test), total = 0;
    bool lost;

    events_start(stdout, options->format, setup, test_error);
    lost = output_is_lost(run);
    while (run->status == RUN_TRAINING) {
        double seconds = train_epoch(run);

        total += seconds;
        if (run->status != RUN_DIVERGED && run_epoch_ended(run))
            report_epoch(run, options, seconds, &test_error);
        lost = output_is_lost(run);
    }
    if (run->status == RUN_DIVERGED)
        test_error = -1; /* this net was not measured */
    else if (run->status == RUN_STOPPED && !run_epoch_ended(run))
        test_error = run_error(run, &setup->dataset.test);
    if (!lost) {
        events_end(stdout, options->format, run, test_error, total);
        lost = output_is_lost(run);
    }
    return exit_status(run, options, lost);
}

int
command_train(const struct options *options)
{
    struct setup setup;
    struct error err;
    struct run *run;
    int status;

    if (setup_init(&setup, options, &err) != 0)
        return setup_failed(&err);
    run = run_new(&setup.dataset, &setup.hparams, setup.start, setup.kernels, &err);
    if (run == NULL) {
        setup_done(&setup);
        return message_fail(err.text);
    }
    signals_take();
    status = train(run, &setup, options);
    run_free(run);
    setup_done(&setup);
    return status;
}
