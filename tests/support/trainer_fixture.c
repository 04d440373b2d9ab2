#include "config.h"

#include "support/trainer_fixture.h"

#include <stdlib.h>
#include <time.h>

const double patience = 60;

const double standstill = 1e-9;

struct trainer *trainer;
struct snapshot shot;
struct net *net;

void
fixture_setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "30,20");
    hparams.batch = 12;
    hparams.epochs = 5;
    trainer = trainer_new(&dataset, kernels_best(), -1, NULL);
    ck_assert_ptr_nonnull(trainer);
}

void
fixture_teardown(void)
{
    trainer_free(trainer);
    net_free(net);
    learner_fixture_teardown();
}

void
fixture_renew(int wake_fd)
{
    trainer_free(trainer);
    net_free(net);
    net = NULL;
    trainer = trainer_new(&dataset, kernels_best(), wake_fd, NULL);
    ck_assert_ptr_nonnull(trainer);
}

void
start(void)
{
    ck_assert_int_eq(trainer_start(trainer, &hparams, NULL, NULL), 0);
}

void
rest(double seconds)
{
    struct timespec time = {(time_t)seconds,
                            (long)((seconds - (double)(time_t)seconds) * 1e9)};

    nanosleep(&time, NULL);
}

void
look(void)
{
    trainer_read(trainer, &shot, &net);
}

struct run_result
wait_for_result(void)
{
    struct run_result result;
    double begun = clock_now();

    while (!trainer_take_result(trainer, &result)) {
        if (clock_now() - begun > patience)
            ck_abort_msg("waited in vain for a result");
        rest(0.001);
    }
    return result;
}

void
check_no_result(void)
{
    struct run_result result;

    ck_assert(!trainer_take_result(trainer, &result));
}

struct net *
train_headless(size_t batches)
{
    struct learner *learner = learner_fixture_new(NULL);
    struct net *result;

    for (; batches > 0 && learner->status == RUN_TRAINING; batches--)
        learner_batch(learner);
    result = net_clone(learner_net(learner), NULL);
    ck_assert_ptr_nonnull(result);
    learner_free(learner);
    return result;
}

void
check_net(size_t batches)
{
    struct net *want = train_headless(batches);

    look();
    ck_assert_ptr_nonnull(net);
    ck_assert(same_bits(net, want));
    net_free(want);
}

double
headless_error(void)
{
    struct learner *learner = learner_fixture_new(NULL);
    double error;

    while (learner->status == RUN_TRAINING)
        learner_batch(learner);
    error = learner_error(learner, &dataset.test);
    learner_free(learner);
    return error;
}

size_t
images_trained(void)
{
    return shot.epochs_done * TRAIN + (shot.position < TRAIN ? shot.position : 0);
}

size_t
batches_trained(void)
{
    size_t batch = hparams.batch, in_epoch = (TRAIN + batch - 1) / batch;

    return shot.epochs_done * in_epoch +
           (shot.position < TRAIN ? shot.position / batch : 0);
}

void
pause_in_training(void)
{
    hparams.epochs = 1000000;
    start();
    WAIT_UNTIL(shot.run == 1 && shot.position > 0);
    trainer_pause(trainer, true);
    WAIT_UNTIL(shot.paused);
    rest(0.05); /* the test images are answered once more */
    look();
}
