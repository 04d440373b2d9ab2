#include "config.h"

#include "support/engine_fixture.h"

#include <stdlib.h>
#include <time.h>

const double patience = 60;

const double standstill = 1e-9;

struct engine *engine;
size_t jobs = 1;
struct snapshot shot;
struct checkpoint *newest;
struct tape tape;

static size_t last_run;
static struct news news;

/* Results that were read and not taken. */
enum { RESULTS = 4096 };
static struct run_result results[RESULTS];
static size_t results_taken, results_read;

static void
make_engine(int wake_fd)
{
    engine = engine_new(&dataset, kernels_best(), jobs, (size_t)TAPE_MEGABYTES << 20,
                        wake_fd, NULL);
    ck_assert_ptr_nonnull(engine);
    snapshot_init(&shot, 0, &hparams);
    last_run = results_taken = results_read = 0;
}

static void
free_engine(void)
{
    engine_free(engine);
    checkpoint_unref(newest);
    newest = NULL;
    tape_done(&tape);
}

void
fixture_setup(void)
{
    learner_fixture_setup(TRAIN, TEST, "30,20");
    hparams.batch = 12;
    hparams.epochs = 5;
    make_engine(-1);
}

void
fixture_teardown(void)
{
    free_engine();
    learner_fixture_teardown();
}

void
fixture_renew(int wake_fd)
{
    free_engine();
    make_engine(wake_fd);
}

void
start_plans(struct plan *plans, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        plans[i].run = ++last_run;
    ck_assert_int_eq(engine_start(engine, plans, count, NULL), 0);
}

void
start(void)
{
    struct plan plan = {.hparams = hparams};

    start_plans(&plan, 1);
}

void
rest(double seconds)
{
    struct timespec time = {(time_t)seconds,
                            (long)((seconds - (double)(time_t)seconds) * 1e9)};

    nanosleep(&time, NULL);
}

/* The news of a run that never began are of its end alone. */
static void
take_news(void)
{
    if (news.newest != NULL || !news.ended) {
        if (news.shot.now.run != shot.now.run)
            tape_done(&tape);
        shot = news.shot;
        tape_move(&tape, &news.tape);
    }
    if (news.newest != NULL) {
        checkpoint_unref(newest);
        newest = checkpoint_ref(news.newest);
    }
    if (news.ended) {
        ck_assert_uint_lt(results_read - results_taken, RESULTS);
        results[results_read++ % RESULTS] = news.result;
    }
    news_done(&news);
}

void
look(void)
{
    while (engine_take_news(engine, &news))
        take_news();
}

bool
take_result(struct run_result *result)
{
    look();
    if (results_taken == results_read)
        return false;
    *result = results[results_taken++ % RESULTS];
    return true;
}

struct run_result
wait_for_result(void)
{
    struct run_result result;
    double begun = clock_now();

    while (!take_result(&result)) {
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

    ck_assert(!take_result(&result));
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
    ck_assert_ptr_nonnull(newest);
    ck_assert(same_bits(newest->net, want));
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
    return shot.now.epochs_done * TRAIN +
           (shot.now.position < TRAIN ? shot.now.position : 0);
}

size_t
batches_trained(void)
{
    size_t batch = hparams.batch, in_epoch = (TRAIN + batch - 1) / batch;

    return shot.now.epochs_done * in_epoch +
           (shot.now.position < TRAIN ? shot.now.position / batch : 0);
}

void
pause_in_training(void)
{
    hparams.epochs = 1000000;
    start();
    WAIT_UNTIL(shot.now.run == 1 && shot.now.position > 0);
    engine_pause(engine, true);
    WAIT_UNTIL(shot.now.paused);
    rest(0.05); /* the test images are answered once more */
    look();
}
